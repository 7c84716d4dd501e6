"""What is known of a company: the stated facts, what follows from them, and what can be worked out."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.company.size import Size, company_size, worth_asking
from app.company.state_aid import aid_history, equity_percent, worst_years
from app.errors import InvalidInput, Issue
from app.knowledge.facts import FactVocabulary
from app.knowledge.law import Law
from app.knowledge.logic import OneOf, compiled

SIZE_CLASS, IN_DIFFICULTY, AID_TOTAL = "company.sizeClass", "company.inDifficulty", "company.deMinimisTotalEur"
REQUESTED, SUPPORT = "project.supportRequestedEur", "project.supportEur"


@dataclass(frozen=True)
class Company:
    """A company and its project as the rules see them.

    `facts` holds the stated and the worked-out ones; a number or choice that is known in part is a `Within` or a `OneOf`, what is not
    known at all is absent.
    """

    stated: Mapping[str, object]
    facts: Mapping[str, object]
    size: Size
    vocabulary: FactVocabulary
    law: Law

    def to_ask(self, fact: str) -> tuple[str, ...]:
        """The facts to ask for where `fact` is not known: itself, or those that it is worked out from and that can still matter."""
        if fact == SIZE_CLASS:
            return self._size_questions
        derived = self.vocabulary.derived.get(fact)
        if derived is None:
            return (fact,)
        missing = tuple(name for name in derived.derived_from if name not in self.facts)
        return (() if self.has_other_aid_ceiling else missing[:1]) if fact == AID_TOTAL else missing

    @property
    def has_other_aid_ceiling(self) -> bool:
        """Whether another de minimis ceiling holds than the general one, as for farms: it is not judged."""
        return self.facts.get("company.organisationType") in self.law.de_minimis.not_for

    @cached_property
    def _size_questions(self) -> tuple[str, ...]:
        return worth_asking(self.facts, self.law.company_size)


def known_company(stated: Mapping[str, object], vocabulary: FactVocabulary, law: Law, today: datetime.date) -> Company:
    """Works out everything that the stated facts allow on `today`.

    Raises InvalidInput, naming the field, where facts contradict each other.
    """
    facts: dict[str, object] = {"today": today.isoformat(), **vocabulary.completed(_normalised(stated))}
    size = company_size(facts, law.company_size)
    if size.settled:
        facts[SIZE_CLASS] = size.settled
    elif len(size.classes) < len(vocabulary.derived[SIZE_CLASS].options or {}):
        facts[SIZE_CLASS] = OneOf(frozenset(size.classes))
    worked_out = {
        "company.ageYears": _age(facts.get("company.founded"), today),
        "company.equityPercentOfCapital": equity_percent(facts),
        **worst_years(facts),
        AID_TOTAL: aid_history(facts, law, today),
        SUPPORT: facts.get(REQUESTED),
    }
    facts |= {name: value for name, value in worked_out.items() if value is not None}
    _add_difficulty(facts, law)
    return Company(stated, facts, size, vocabulary, law)


def _normalised(stated: Mapping[str, object]) -> dict[str, object]:
    """Codes as the rules write them: `B.V.` as `bv`, `10.71` as `1071`."""
    facts = dict(stated)
    if isinstance(form := facts.get("company.legalForm"), str):
        facts["company.legalForm"] = form.lower().replace(".", "").strip()
    if isinstance(codes := facts.get("company.nace"), list):
        facts["company.nace"] = [str(code).replace(".", "") for code in codes]
    return facts


def _age(founded: object, today: datetime.date) -> float | None:
    """Years since the founding, to the day."""
    if founded is None:
        return None
    day = datetime.date.fromisoformat(str(founded))
    if day > today:
        raise InvalidInput([Issue("company.founded", "lies in the future: leave it out while the company does not exist yet")])
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    birthday = day.replace(year=day.year + years, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + years)
    return years + (today - birthday).days / 366


def _add_difficulty(facts: dict[str, object], law: Law) -> None:
    """In difficulty when one of the separate tests is met, not when none can be; what was stated holds, unless a test denies it."""
    results = {test.id: compiled(test.test)(facts) for test in law.difficulty.tests}
    met = [test.text.en or test.text.nl for test in law.difficulty.tests if results[test.id] == "met"]
    if met and facts.get(IN_DIFFICULTY) is False:
        raise InvalidInput([Issue(IN_DIFFICULTY, f"says no, but the other facts say: {met[0]}")])
    if met:
        facts[IN_DIFFICULTY] = True
    elif all(result == "unmet" for result in results.values()):
        facts.setdefault(IN_DIFFICULTY, False)
