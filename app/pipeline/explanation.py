"""Says in words why a rule is met, unmet or open for a company, with its numbers. Every sentence comes from the phrases."""

from collections.abc import Iterator, Sequence

from app.company.facts import AID_TOTAL, IN_DIFFICULTY, SIZE_CLASS, Company
from app.company.size import CLASSES, SizeClass
from app.knowledge.catalogue import Catalogue
from app.knowledge.logic import Facts, compiled, deciding
from app.knowledge.rules import Comparison, Rule
from app.pipeline.fact_words import FactWords
from app.records import Language, Result

Decided = Sequence[tuple[Comparison, Result]]


class Explainer:
    """Explains results for one company in one language."""

    def __init__(self, company: Company, catalogue: Catalogue, language: Language) -> None:
        self._company = company
        self._law = catalogue.law
        self._language: Language = language
        self._words = FactWords(catalogue, language)

    def reason(self, rule: Rule, result: Result, facts: Facts) -> str | None:
        """Why the rule has this result; nothing for a rule that only a person can judge. `facts` may hold more than the company's own."""
        if rule.test is None:
            return None
        decided = list(deciding(rule.test, facts))
        if result == "unknown":
            return self._open([comparison.fact for comparison, each in decided if each == "unknown"])
        return self._say("given", facts="; ".join(self._clauses(decided, facts)))

    def assumptions(self, rule_facts: set[str]) -> Iterator[str]:
        """What was taken for granted about the facts that rules ask for."""
        size, stated = self._company.size, self._company.stated
        if SIZE_CLASS in rule_facts and size.settled and size.public is None:
            if "company.previousYears" not in stated:
                yield self._say("assumed.oneYear")
            if "company.publicSharePercent" not in stated:
                yield self._say("assumed.noPublicShare", percent=self._words.number(self._law.company_size.public_from))

    def size(self) -> str:
        """Which figures decide the size class, or which classes are still possible."""
        size = self._company.size
        if size.public is not None:
            return self._say("size.public", percent=self._words.number(size.public))
        names = [self._words.option(SIZE_CLASS, name) for name in CLASSES if name in size.classes]
        if size.settled is None:
            return self._say("size.possible", classes=self._say("or").join(names))
        if size.alone != size.classes:
            alone = self._say("or").join(self._words.option(SIZE_CLASS, name) for name in CLASSES if name in size.alone)
            return self._say("size.twoYears", size=names[0], alone=alone)
        figures = ", ".join(self._figures(size.settled))
        return self._say("size.group" if size.grouped else "size.settled", size=names[0], figures=figures)

    def _open(self, facts: Sequence[str]) -> str:
        """What is not known yet, by the names of the facts that can be asked for."""
        if AID_TOTAL in facts and self._company.has_other_aid_ceiling:
            return self._say("otherAidCeiling")
        asked = dict.fromkeys(name for fact in facts for name in self._company.to_ask(fact))
        unknown = self._say("unknown", facts=", ".join(map(self._words.label, asked or facts)))
        partly = SIZE_CLASS in facts and len(self._company.size.classes) < len(CLASSES)
        return f"{self.size()} {unknown}" if partly else unknown

    def _clauses(self, decided: Decided, facts: Facts) -> Iterator[str]:
        """One clause for each fact that decided, with all limits that it was held against."""
        for fact in dict.fromkeys(comparison.fact for comparison, _ in decided):
            if fact == SIZE_CLASS:
                yield self.size()
            elif fact == IN_DIFFICULTY and fact not in self._company.stated:
                yield self._difficulty()
            else:
                held = [(comparison, result) for comparison, result in decided if comparison.fact == fact and comparison.limit is not None]
                limits = [self._limit(comparison, result) for comparison, result in held]
                value = self._say("value", label=self._words.label(fact), value=self._words.value(fact, facts.get(fact)))
                yield ", ".join([value, *dict.fromkeys(limits)])

    def _limit(self, comparison: Comparison, result: Result) -> str:
        return self._say(f"{comparison.operator}.{result}", limit=self._words.value(comparison.fact, comparison.limit))

    def _difficulty(self) -> str:
        tests = self._law.difficulty.tests
        met = [test.text.in_language(self._language) for test in tests if compiled(test.test)(self._company.facts) == "met"]
        return " ".join(met) or self._say("noDifficulty")

    def _figures(self, settled: SizeClass) -> Iterator[str]:
        """The figures that keep the company out of the class below and within its own."""
        ceilings, place = self._law.company_size.ceilings, CLASSES.index(settled)
        lower, own = ceilings[place - 1] if place else None, ceilings[place] if place < len(ceilings) else None
        headcount, turnover, balance = self._company.size.figures.each
        too_many = lower is not None and headcount.low >= lower.employees
        if own:
            yield self._figure("employees.between" if too_many else "employees.under", headcount.high, own.employees, lower.employees if lower else 0)
            if turnover.high <= own.turnover_eur:
                yield self._figure("turnover.within", turnover.high, own.turnover_eur)
            else:
                yield self._figure("balance.within", balance.high, own.balance_sheet_eur)
        elif too_many and lower:
            yield self._figure("employees.over", headcount.low, lower.employees)
        if lower and not too_many:
            yield self._figure("turnover.over", turnover.low, lower.turnover_eur)
            yield self._figure("balance.over", balance.low, lower.balance_sheet_eur)

    def _figure(self, key: str, value: float, limit: float, lower: float = 0) -> str:
        number = self._words.number
        return self._say(f"size.{key}", value=number(value), limit=number(limit), lower=number(lower))

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(key, **values)
