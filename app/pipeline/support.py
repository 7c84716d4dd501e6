"""Works out what a measure gives: the rates that add up, the ceilings, the amount. What is not known gives a range, never a guess."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from math import inf

from app.knowledge.catalogue import Catalogue
from app.knowledge.facts import FactVocabulary
from app.knowledge.logic import Evaluator, Facts, OneOf, Within, compiled, deciding
from app.knowledge.rules import Comparison, Test, comparisons
from app.knowledge.schema import Profile
from app.knowledge.support import Limit, Part, Scheme
from app.records import Result


@dataclass(frozen=True)
class Estimate:
    """What one scheme gives. `percent` is the rate after rate ceilings, `amount` euro after all; absent where nothing can be said.

    `parts` are those that count (met) or may count (unknown). `assumed` are the facts that nobody stated with what was taken instead,
    `missing` those that would narrow the range.
    """

    scheme: Scheme
    percent: Within | None
    amount: Within | None
    parts: tuple[tuple[Part, Result], ...]
    ceilings: tuple[float, ...]
    assumed: Mapping[str, object]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a scheme comes to when every fact that its tests ask for is known."""

    parts: tuple[Part, ...]
    percent: float
    minimum: float
    maximum: Limit | None

    @property
    def once(self) -> float:
        """The amounts that count once, in euro."""
        return sum(part.eur or 0.0 for part in self.parts if not part.per)

    @property
    def units(self) -> list[tuple[str, float]]:
        """The facts that count units, with the euro per unit."""
        return [(part.per, part.eur or 0.0) for part in self.parts if part.per]


def applicable(profile: Profile, role: str | None, facts: Facts) -> Scheme | None:
    """The scheme that holds for this role and these facts: the first that is not ruled out."""
    fitting = (scheme for scheme in profile.support if scheme.is_for(role))
    return next((scheme for scheme in fitting if not scheme.when or compiled(scheme.when)(facts) != "unmet"), None)


def expected_support(scheme: Scheme, conditions: tuple[Test, ...], facts: Facts, catalogue: Catalogue) -> Within:
    """The support in euro that a scheme can give this company, between two bounds.

    Rules are judged on it: nothing is assumed, and what lies under the minimum keeps its amount.
    """
    outcomes = _outcomes_for(scheme, facts, conditions, catalogue.facts)
    return _span(_amount(outcome, scheme, facts, minimum=0.0) for outcome in outcomes)


def conditions(profile: Profile, role: str | None, facts: Facts, catalogue: Catalogue) -> tuple[Test, ...]:
    """The hard rules of today: an estimate supposes that the company qualifies, so what would break one of them is not counted with."""
    rules = catalogue.rules_in_force(profile.id, role, str(facts["today"]))
    return tuple(each.rule.test for each in rules if each.rule.test and each.hard and not each.expired)


def assumptions(scheme: Scheme, facts: Facts, vocabulary: FactVocabulary) -> dict[str, object]:
    """What is assumed of the facts that the scheme asks for and that nobody stated."""
    asked = {comparison.fact for test in scheme.tests for comparison in comparisons(test)} | {limit.less for limit in scheme.maximum if limit.less}
    known = {name: vocabulary.facts[name].assumed for name in sorted(asked) if name in vocabulary.facts and name not in facts}
    return {name: value for name, value in known.items() if value is not None}


def estimate(scheme: Scheme, stated: Facts, conditions: tuple[Test, ...], vocabulary: FactVocabulary) -> Estimate:
    """The estimate of one scheme for these facts, supposing that the `conditions` hold."""
    assumed = assumptions(scheme, stated, vocabulary)
    facts = {**assumed, **stated}
    outcomes = _outcomes_for(scheme, facts, conditions, vocabulary)
    amount = _span(_amount(outcome, scheme, facts, minimum=outcome.minimum) for outcome in outcomes)
    counted = {part.id for outcome in outcomes for part in outcome.parts}
    always = {part.id for part in outcomes[0].parts if all(part in outcome.parts for outcome in outcomes)}
    return Estimate(
        scheme,
        percent=_span(Within(outcome.percent, outcome.percent) for outcome in outcomes) if any(part.percent for part in scheme.parts) else None,
        amount=amount if scheme.parts and amount.high < inf and _countable(outcomes, scheme, facts) else None,
        parts=tuple((part, "met" if part.id in always else "unknown") for part in scheme.parts if part.id in counted),
        ceilings=tuple(sorted({outcome.maximum.eur for outcome in outcomes if outcome.maximum})),
        assumed=assumed,
        missing=tuple(_missing(scheme, outcomes, facts)),
    )


def _span(values: Iterable[Within]) -> Within:
    lows, highs = zip(*((value.low, value.high) for value in values), strict=True)
    return Within(min(lows), max(highs))


def _countable(outcomes: Sequence[Outcome], scheme: Scheme, facts: Facts) -> bool:
    """Whether what percentages and units apply to is known."""
    by_unit = {fact for outcome in outcomes for fact, _ in outcome.units}
    by_rate = {scheme.basis} if scheme.basis and any(outcome.percent for outcome in outcomes) else set()
    return all(isinstance(facts.get(fact or ""), int | float) for fact in by_unit | by_rate)


def _missing(scheme: Scheme, outcomes: Sequence[Outcome], facts: Facts) -> Iterator[str]:
    unknown = [comparison.fact for test in scheme.tests for comparison, result in deciding(test, facts) if result == "unknown"]
    counted = [scheme.basis, *(fact for outcome in outcomes for fact, _ in outcome.units)] if scheme.parts else []
    yield from dict.fromkeys([*(unknown if len(outcomes) > 1 else []), *(fact for fact in counted if fact and fact not in facts)])


def _amount(outcome: Outcome, scheme: Scheme, facts: Facts, minimum: float) -> Within:
    """Euro after all limits, nothing under the minimum. A basis that is not known leaves everything open up to the largest support."""
    rated = _times(facts.get(scheme.basis or ""), outcome.percent / 100) if scheme.parts else Within(0.0, inf)
    counted = [_times(facts.get(fact), eur) for fact, eur in outcome.units]
    low, high = (sum(values) for values in zip((outcome.once, outcome.once), _ends(rated), *map(_ends, counted), strict=True))
    room = _room(outcome.maximum, facts)
    return Within(*(0.0 if limited < minimum else limited for limited in (min(low, room.low), min(high, room.high))))


def _room(maximum: Limit | None, facts: Facts) -> Within:
    """What is left of the largest support once the amount that already used it up is taken off."""
    if maximum is None:
        return Within(inf, inf)
    used = facts.get(maximum.less) if maximum.less else 0.0
    if not isinstance(used, int | float):
        return Within(0.0, maximum.eur)
    return Within(max(0.0, maximum.eur - used), max(0.0, maximum.eur - used))


def _times(value: object, factor: float) -> Within:
    if factor == 0:
        return Within(0.0, 0.0)
    return Within(value * factor, value * factor) if isinstance(value, int | float) else Within(0.0, inf)


def _ends(value: Within) -> tuple[float, float]:
    return value.low, value.high


def _outcomes_for(scheme: Scheme, facts: Facts, conditions: tuple[Test, ...], vocabulary: FactVocabulary) -> tuple[Outcome, ...]:
    names = {comparison.fact for test in scheme.tests for comparison in comparisons(test)}
    decisive = tuple(test for test in conditions if any(comparison.fact in names for comparison in comparisons(test)))
    asked = sorted(names | {comparison.fact for test in decisive for comparison in comparisons(test)})
    known = tuple((name, _frozen(facts[name])) for name in asked if name in facts)
    options = tuple((name, tuple(vocabulary.fact(name).options or ())) for name in sorted(names))
    return _outcomes(scheme, decisive, known, options)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=20_000)
def _outcomes(
    scheme: Scheme, conditions: tuple[Test, ...], known: tuple[tuple[str, object], ...], options: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Outcome, ...]:
    """Every outcome that is possible with these facts: each unknown one is tried with all values that the tests can tell apart.

    Scenarios that break a condition are left out, unless all of them do.
    """
    facts, choices = {name: list(value) if isinstance(value, tuple) else value for name, value in known}, dict(options)
    asked: dict[str, list[Comparison]] = {name: [] for name in choices}
    for comparison in (comparison for test in (*scheme.tests, *conditions) for comparison in comparisons(test)):
        if comparison.fact in asked:
            asked[comparison.fact].append(comparison)
    open_facts = {name: _told_apart(_possible_values(made, facts.get(name), choices[name]), made) for name, made in asked.items()}
    scenarios = [{**facts, **dict(zip(open_facts, values, strict=True))} for values in product(*open_facts.values())]
    checks = [compiled(condition) for condition in conditions]
    qualifying = [scenario for scenario in scenarios if all(check(scenario) != "unmet" for check in checks)]
    evaluators = {test: compiled(test) for test in scheme.tests}
    return tuple(dict.fromkeys(_outcome(scheme, evaluators, scenario) for scenario in qualifying or scenarios))


def _possible_values(made: Sequence[Comparison], value: object, options: Sequence[str]) -> list[object]:
    """Values that a fact can have, some on each side of every limit; a known one has its own."""
    if isinstance(value, OneOf):
        return [*sorted(value.values)]
    if value is not None and not isinstance(value, Within):
        return [value]
    if options:
        return list(options)
    limits = sorted(float(comparison.limit) for comparison in made if isinstance(comparison.limit, int | float))
    if limits:
        around = [limits[0] - 1, *limits, *((a + b) / 2 for a, b in pairwise(limits)), limits[-1] + 1]
        return [each for each in around if not isinstance(value, Within) or value.low <= each <= value.high] or [value]
    if days := sorted(str(comparison.limit) for comparison in made if comparison.limit):
        return ["0001-01-01", *days, "9999-12-31"]
    named = dict.fromkeys(each for comparison in made for each in comparison.values)
    return [True, False] if set(named) <= {True, False} else [*named, "another value"]


def _told_apart(values: Sequence[object], made: Sequence[Comparison]) -> list[object]:
    """One value of each kind: two values are of one kind when every comparison has the same result for both."""
    tests = [compiled(comparison) for comparison in made]
    kinds: dict[tuple[Result, ...], object] = {}
    for value in values:
        kinds.setdefault(tuple(test({comparison.fact: value}) for test, comparison in zip(tests, made, strict=True)), value)
    return list(kinds.values())


def _outcome(scheme: Scheme, evaluators: Mapping[Test, Evaluator], facts: Facts) -> Outcome:
    def holds(test: Test | None) -> bool:
        return test is None or evaluators[test](facts) == "met"

    parts = [part for part in scheme.parts if holds(part.when)]
    rate = sum(part.percent or 0.0 for part in parts)
    return Outcome(
        parts=tuple(parts),
        percent=min([rate, *(cap.percent for cap in scheme.caps if holds(cap.when))]),
        minimum=scheme.minimum.eur if scheme.minimum and holds(scheme.minimum.when) else 0.0,
        maximum=min((limit for limit in scheme.maximum if holds(limit.when)), key=lambda limit: limit.eur, default=None),
    )
