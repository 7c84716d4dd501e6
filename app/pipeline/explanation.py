"""Says in words why a rule is met, unmet or open for a company, with its numbers. Every sentence comes from the phrases."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from app.company.facts import IN_DIFFICULTY, SIZE_CLASS, Company
from app.company.size import CLASSES, SizeClass
from app.knowledge.catalogue import Catalogue
from app.knowledge.logic import Facts, OneOf, Within, compiled, deciding
from app.knowledge.rules import Comparison, Rule
from app.language.formats import day, number
from app.records import Language, Result

Figure = tuple[str, Within, float]
"""A kind of figure (employees, turnover, balance), its value, and the ceiling of a size class."""


class Explainer:
    """Explains results for one company in one language. `facts` may hold more than the company's own (`facts_for`)."""

    def __init__(self, company: Company, catalogue: Catalogue, language: Language) -> None:
        self._company = company
        self._catalogue = catalogue
        self._vocabulary = catalogue.facts
        self._language: Language = language

    def reason(self, rule: Rule, result: Result, facts: Facts) -> str | None:
        """Why the rule has this result; nothing for a rule that only a person can judge."""
        if rule.test is None:
            return None
        decided = list(deciding(rule.test, facts))
        clauses = [self._clause(comparison, result, facts) for comparison, result in decided if result != "unknown"]
        clauses = [clause for clause in clauses if clause]
        if result != "unknown":
            return self._say("given", facts="; ".join(dict.fromkeys(clauses)))
        open_facts = [comparison.fact for comparison, each in decided if each == "unknown"]
        sentences = [self.size()] if SIZE_CLASS in open_facts and len(self._company.size.classes) < len(CLASSES) else []
        return " ".join([*sentences, self._say("unknown", facts=self._labels(open_facts))])

    def size(self) -> str:
        """Which figures decide the size class, or which classes are still possible."""
        size = self._company.size
        if size.public:
            return self._say("size.public", percent=number(self._company.law.company_size.public_from, self._language))
        group = self._say("size.group") + " " if size.grouped else ""
        if size.settled is None:
            names = [self._option(SIZE_CLASS, name) for name in CLASSES if name in size.classes]
            return self._say("size.possible", classes=self._say("or").join(names))
        if size.latest:
            return self._say("size.twoYears", size=self._option(SIZE_CLASS, size.settled), latest=self._option(SIZE_CLASS, size.latest))
        return group + self._say("size.settled", size=self._option(SIZE_CLASS, size.settled), figures=", ".join(self._size_figures(size.settled)))

    def value(self, fact: str, value: object) -> str:
        """A value of a fact as people write it."""
        field = self._vocabulary.facts.get(fact) or self._vocabulary.derived[fact]
        match value:
            case bool():
                return self._say("yes" if value else "no")
            case int() | float():
                return self._with_unit(value, field.unit)
            case list() | tuple():
                return ", ".join(map(str, value))
        if field.type == "choice":
            return self._option(fact, str(value))
        return day(str(value), self._language) if field.type == "date" else str(value)

    def _clause(self, comparison: Comparison, result: Result, facts: Facts) -> str:
        fact, value = comparison.fact, facts.get(comparison.fact)
        if fact == SIZE_CLASS:
            return self.size()
        if fact == IN_DIFFICULTY and fact not in self._company.stated:
            return self._difficulty()
        label = self._label(fact)
        if comparison.limit is None:
            return self._say("value", label=label, value=self._known(fact, value))
        return self._say(f"{comparison.operator}.{result}", label=label, value=self._known(fact, value), limit=self.value(fact, comparison.limit))

    def _known(self, fact: str, value: object) -> str:
        match value:
            case Within(low, high) if high == inf:
                return self._say("atLeast", value=self.value(fact, low))
            case Within(low, high) if low in (0.0, -inf):
                return self._say("atMost", value=self.value(fact, high))
            case Within(low, high):
                return self._say("between", low=self.value(fact, low), high=self.value(fact, high))
            case OneOf(values):
                return self._say("or").join(self._option(fact, each) for each in sorted(values))
        return self.value(fact, value)

    def _difficulty(self) -> str:
        tests = self._catalogue.law.difficulty.tests
        met = [test.text.in_language(self._language) for test in tests if compiled(test.test)(self._company.facts) == "met"]
        return " ".join(met) or self._say("noDifficulty")

    def _size_figures(self, settled: SizeClass) -> Iterator[str]:
        """The figures that keep the company out of the class below, and those that keep it within its own."""
        place = CLASSES.index(settled)
        limits: Mapping[str, object] = dict(self._company.law.company_size)
        if place > 0:
            yield from self._over(self._figures(limits[CLASSES[place - 1]]))
        if settled != "large":
            yield from self._within(self._figures(limits[settled]))

    def _figures(self, limits: object) -> Sequence[Figure]:
        figures = self._company.size.figures
        return [
            ("employees", figures.employees, limits.employees),  # type: ignore[attr-defined]
            ("turnover", figures.turnover, limits.turnover_eur),  # type: ignore[attr-defined]
            ("balance", figures.balance, limits.balance_sheet_eur),  # type: ignore[attr-defined]
        ]

    def _over(self, figures: Sequence[Figure]) -> Iterator[str]:
        headcount, *amounts = figures
        if headcount[1].low >= headcount[2]:
            yield self._figure("over", headcount)
        else:
            yield from (self._figure("over", amount) for amount in amounts)

    def _within(self, figures: Sequence[Figure]) -> Iterator[str]:
        headcount, *amounts = figures
        yield self._figure("under", headcount)
        yield from (self._figure("under", amount) for amount in [a for a in amounts if a[1].high <= a[2]][:1])

    def _figure(self, side: str, figure: Figure) -> str:
        kind, value, limit = figure
        decisive = value.low if side == "over" else value.high
        return self._say(f"size.{kind}.{side}", value=number(decisive, self._language), limit=number(limit, self._language))

    def _with_unit(self, value: float, unit: str | None) -> str:
        shown = number(value, self._language)
        return self._say(f"unit.{unit}", value=shown) if unit else shown

    def _labels(self, facts: Sequence[str]) -> str:
        """The names of the facts that can still be asked for."""
        asked = dict.fromkeys(name for fact in facts for name in self._company.to_ask(fact))
        return ", ".join(map(self._label, asked or facts))

    def _label(self, fact: str) -> str:
        return (self._vocabulary.facts.get(fact) or self._vocabulary.derived[fact]).label.in_language(self._language)

    def _option(self, fact: str, value: str) -> str:
        options = (self._vocabulary.facts.get(fact) or self._vocabulary.derived[fact]).options or {}
        return options[value].in_language(self._language) if value in options else value

    def _say(self, key: str, **values: object) -> str:
        return self._catalogue.phrases.say(self._language, f"reason.{key}", **values)
