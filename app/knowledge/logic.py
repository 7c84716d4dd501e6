"""Evaluates tests in three-valued (Kleene) logic: met, unmet, or unknown where the facts do not decide.

A fact may be known in part: `Within` for a number between two bounds, `OneOf` for a choice among some values. Such a fact
decides a comparison when every value that it can still have gives the same result.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from app.knowledge.rules import AllOf, AnyOf, Comparison, Not, Rule, Test
from app.records import Result, RuleResult


@dataclass(frozen=True)
class Within:
    """A number of which only the bounds are known; both can be reached."""

    low: float
    high: float


@dataclass(frozen=True)
class OneOf:
    """A choice of which only the values that are left are known."""

    values: frozenset[str]


Facts = Mapping[str, object]
Evaluator = Callable[[Facts], Result]
_NEGATED: dict[Result, Result] = {"met": "unmet", "unmet": "met", "unknown": "unknown"}


def compiled(test: Test) -> Evaluator:
    """The test as one function of the facts: made once, called for every company."""
    match test:
        case AllOf():
            return _joined([compiled(part) for part in test.all], settled_by="unmet")
        case AnyOf():
            return _joined([compiled(part) for part in test.any], settled_by="met")
        case Not():
            inner = compiled(test.negated)
            return lambda facts: _NEGATED[inner(facts)]
        case Comparison():
            return _comparison(test)


def deciding(test: Test, facts: Facts) -> Iterator[tuple[Comparison, Result]]:
    """The comparisons on which the result of `test` rests, each with its own result.

    Of a met `all` and an unmet `any` these are all parts; of the others only the parts that agree with the whole.
    """
    match test:
        case Comparison():
            yield test, _comparison(test)(facts)
        case Not():
            yield from deciding(test.negated, facts)
        case AllOf() | AnyOf():
            result = compiled(test)(facts)
            for part in test.all if isinstance(test, AllOf) else test.any:
                if compiled(part)(facts) == result:
                    yield from deciding(part, facts)


def _joined(parts: Sequence[Evaluator], *, settled_by: Result) -> Evaluator:
    """A junction: one part with the result `settled_by` settles it; else an unknown part leaves it open; else it is the opposite."""
    otherwise = _NEGATED[settled_by]

    def evaluate(facts: Facts) -> Result:
        whole = otherwise
        for part in parts:
            result = part(facts)
            if result == settled_by:
                return result
            if result == "unknown":
                whole = result
        return whole

    return evaluate


def _comparison(comparison: Comparison) -> Evaluator:
    name, holds = comparison.fact, _predicate(comparison)

    def evaluate(facts: Facts) -> Result:
        value = facts.get(name)
        if value is None:
            return "unknown"
        if isinstance(value, Within | OneOf):
            return _in_part(value, holds, comparison)
        if isinstance(value, list):
            return "met" if any(map(holds, value)) else "unmet"
        return "met" if holds(value) else "unmet"

    return evaluate


def _in_part(value: Within | OneOf, holds: Callable[[object], bool], comparison: Comparison) -> Result:
    """Every comparison of numbers but `is` and `in` holds on one side of its limit, so the two ends decide for all between."""
    if isinstance(value, Within) and comparison.limit is None and value.low != value.high:
        return "unknown" if any(value.low <= float(each) <= value.high for each in comparison.values) else "unmet"
    possible = {holds(each) for each in (value.values if isinstance(value, OneOf) else (value.low, value.high))}
    return "unknown" if len(possible) > 1 else "met" if possible.pop() else "unmet"


def _predicate(comparison: Comparison) -> Callable[[object], bool]:
    operator, limit, values = comparison.operator, comparison.limit, frozenset(comparison.values)
    match operator:
        case "below" | "before":
            return lambda value: value < limit  # type: ignore[operator]  # the lint keeps the types of a fact and its limit the same
        case "at_most":
            return lambda value: value <= limit  # type: ignore[operator]
        case "above" | "after":
            return lambda value: value > limit  # type: ignore[operator]
        case "at_least":
            return lambda value: value >= limit  # type: ignore[operator]
        case "starts_with":
            prefixes = tuple(str(value) for value in comparison.values)
            return lambda value: str(value).startswith(prefixes)
        case _:
            return lambda value: value in values


class CompiledRule(NamedTuple):
    """A rule with its test as a function, and its three possible results made once.

    Without a function it is not judged: only a person can, or it is `expired`.
    """

    rule: Rule
    evaluate: Evaluator | None
    results: Mapping[Result, RuleResult]
    hard: bool
    expired: bool

    def judged(self, facts: Facts) -> RuleResult:
        """The result for these facts."""
        return self.results[self.evaluate(facts) if self.evaluate else "unknown"]


def compiled_rule(rule: Rule, *, expired: bool = False) -> CompiledRule:
    """Prepares a rule for many companies."""
    results: dict[Result, RuleResult] = {result: RuleResult(rule.id, result) for result in get_args(Result)}
    evaluate = compiled(rule.test) if rule.test and not expired else None
    return CompiledRule(rule, evaluate, results, rule.certainty == "hard", expired)
