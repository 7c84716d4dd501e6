"""The size of a company by recommendation 2003/361/EC: figures of linked and partner enterprises added, limits, the two-years rule.

What is not known is a range: a figure lies between bounds, and the class is one of those that are still possible.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import Any, Literal

from app.company.group import ANY_FIGURES, AUTONOMOUS, FIELDS, NO_FIGURES, RELATED, Figures, figures_of, own_figures, related_figures
from app.errors import InvalidInput, Issue
from app.knowledge.law import CompanySize, SizeLimits
from app.knowledge.logic import Facts
from app.records import Result

SizeClass = Literal["micro", "small", "medium", "large"]
CLASSES: tuple[SizeClass, ...] = ("micro", "small", "medium", "large")
FIGURES = tuple(f"company.{name}" for name in FIELDS)
LAST_CLOSED = 2
"""A year that ended longer ago than so many years is not the one right before the last accounts."""


@dataclass(frozen=True)
class Size:
    """The classes that are still possible, and what decided.

    `figures` include related enterprises (`grouped`). `alone` are the classes that the last year alone would give: others than `classes`
    where the two-years rule decides. `public` is the share in public hands where that makes it no SME.
    """

    classes: frozenset[SizeClass]
    figures: Figures
    grouped: bool = False
    alone: frozenset[SizeClass] = frozenset(CLASSES)
    public: float | None = None

    @property
    def settled(self) -> SizeClass | None:
        """The class, if only one is possible."""
        return next(iter(self.classes)) if len(self.classes) == 1 else None


def company_size(facts: Facts, law: CompanySize) -> Size:
    """The size of the company of these facts (`company.employees`, …; `today` tells which years are the last ones).

    Raises InvalidInput for related enterprises or years that contradict themselves.
    """
    return _size(facts, related_figures(facts, law), law)


def _size(facts: Facts, related: Figures | None, law: CompanySize) -> Size:
    figures = own_figures(facts) + (related or NO_FIGURES)
    grouped = related is not None and related is not ANY_FIGURES
    public = facts.get("company.publicSharePercent")
    if isinstance(public, int | float) and public >= law.public_from:
        return Size(frozenset({"large"}), figures, grouped, public=public)
    years = [*map(figures_of, earlier_years(facts)), figures]
    classes = _possible([_over_the_years([_fits(year, limits) for year in years]) for limits in law.ceilings])
    alone = _possible([_fits(figures, limits) for limits in law.ceilings])
    return Size(classes, figures, grouped, alone=alone)


def earlier_years(facts: Facts) -> list[Mapping[str, Any]]:
    """The run of years right before the last one that state figures, the oldest first.

    Empty where a takeover or merger makes only the last year count. Raises InvalidInput for a year without number, named twice, or
    not over yet.
    """
    stated = facts.get("company.previousYears")
    if not isinstance(stated, list):
        return []
    this_year = int(str(facts.get("today", "9999"))[:4])
    for place, year in enumerate(stated):
        _refuse_year(year, [other.get("year") for other in stated[:place]], this_year, f"company.previousYears.{place}.year")
    years = sorted((year for year in stated if any(name in year for name in FIELDS)), key=lambda year: -int(year["year"]))
    if facts.get("company.ownershipChanged") or not years or ("today" in facts and years[0]["year"] < this_year - LAST_CLOSED):
        return []
    return [year for place, year in enumerate(years) if year["year"] == years[0]["year"] - place][::-1]


def _refuse_year(year: Mapping[str, Any], others: Sequence[object], this_year: int, path: str) -> None:
    if "year" not in year:
        raise InvalidInput([Issue(path, "is missing: say which financial year these figures are of")])
    if year["year"] in others:
        raise InvalidInput([Issue(path, f"{year['year']} is named twice")])
    if year["year"] > this_year:
        raise InvalidInput([Issue(path, "lies in the future: name only years that are over")])


def _fits(figures: Figures, limit: SizeLimits) -> Result:
    """Whether figures stay within the ceilings: headcount always, and one of the two amounts."""
    headcount = _below(figures.employees.low < limit.employees, figures.employees.high < limit.employees)
    turnover = _below(figures.turnover.low <= limit.turnover_eur, figures.turnover.high <= limit.turnover_eur)
    balance = _below(figures.balance.low <= limit.balance_sheet_eur, figures.balance.high <= limit.balance_sheet_eur)
    money: Result = "met" if "met" in (turnover, balance) else "unmet" if turnover == balance == "unmet" else "unknown"
    if "unmet" in (headcount, money):
        return "unmet"
    return "met" if headcount == money == "met" else "unknown"


def _below(lowest_fits: bool, highest_fits: bool) -> Result:
    return "met" if highest_fits else "unknown" if lowest_fits else "unmet"


def _over_the_years(fits: Sequence[Result]) -> Result:
    """A ceiling is passed, or come back under, only when two years in a row say so; the first year known stands by itself."""
    states = {(fit, fit) for fit in _settled(fits[0])}
    for current in fits[1:]:
        states = {(now if now == previous else status, now) for status, previous in states for now in _settled(current)}
    statuses = {status for status, _ in states}
    return statuses.pop() if len(statuses) == 1 else "unknown"


def _settled(fit: Result) -> tuple[Result, ...]:
    return ("met", "unmet") if fit == "unknown" else (fit,)


def _possible(fits: Sequence[Result]) -> frozenset[SizeClass]:
    """The classes that remain: one is possible when its own ceilings may hold and those of the class below may not."""
    at_most = [*fits, "met"]
    over_lower = ["unmet", *fits]
    return frozenset(name for name, fit, lower in zip(CLASSES, at_most, over_lower, strict=True) if fit != "unmet" and lower != "met")


def worth_asking(facts: Facts, law: CompanySize) -> tuple[str, ...]:
    """The facts that can still change the class, given some answer to the others; nothing where the class is settled."""
    related = related_figures(facts, law)
    if _size(facts, related, law).settled:
        return ()
    unknown = [name for name in FIGURES if name not in facts]
    group = _group_question(facts, related)
    alone = None if group else related

    def classes(answers: Mapping[str, object], others: Figures | None) -> frozenset[SizeClass]:
        return _size({**facts, **answers}, others, law).classes

    asked = [
        name
        for name in unknown
        if any(classes({**answers, name: 0.0}, alone) != classes({**answers, name: inf}, alone) for answers in _answers(unknown, name))
    ]
    if group and any(classes(answers, related) != classes(answers, alone) for answers in _answers(unknown)):
        asked.append(group)
    return tuple(asked)


def _group_question(facts: Facts, related: Figures | None) -> str | None:
    """What to ask about other enterprises: whether there are any, else which they are and what their figures are."""
    if related is None or all(each.low == each.high for each in related.each):
        return None
    return AUTONOMOUS if AUTONOMOUS not in facts and RELATED not in facts else RELATED


def _answers(unknown: Sequence[str], but: str = "") -> Iterator[dict[str, object]]:
    """Every way in which the unknown figures can be very small or very large."""
    others = [name for name in unknown if name != but]
    for values in product((0.0, inf), repeat=len(others)):
        yield dict(zip(others, values, strict=True))
