"""The size of a company by recommendation 2003/361/EC: figures of linked and partner enterprises added, limits, the two-years rule.

What is not known is a range: a figure lies between bounds, and the class is one of those that are still possible.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import Literal

from app.company.group import Figures, figures_of, group_figures
from app.knowledge.law import CompanySize, SizeLimits
from app.knowledge.logic import Facts
from app.records import Result

SizeClass = Literal["micro", "small", "medium", "large"]
CLASSES: tuple[SizeClass, ...] = ("micro", "small", "medium", "large")
FIGURES = ("company.employees", "company.turnoverEur", "company.balanceSheetEur")
AUTONOMOUS, RELATED = "company.autonomous", "company.relatedEnterprises"


@dataclass(frozen=True)
class Size:
    """The classes that are still possible, and what decided.

    `figures` include related enterprises (`grouped`). `latest` is the class of the last year alone where the two-years rule kept an
    earlier one.
    """

    classes: frozenset[SizeClass]
    figures: Figures
    grouped: bool = False
    latest: SizeClass | None = None
    public: bool = False

    @property
    def settled(self) -> SizeClass | None:
        """The class, if only one is possible."""
        return next(iter(self.classes)) if len(self.classes) == 1 else None


def company_size(facts: Facts, law: CompanySize) -> Size:
    """The size of the company of these facts (`company.employees`, …).

    Raises InvalidInput for related enterprises that contradict themselves.
    """
    figures, grouped = group_figures(facts, law)
    public = facts.get("company.publicSharePercent")
    if isinstance(public, int | float) and public >= law.public_from:
        return Size(frozenset({"large"}), figures, grouped, public=True)
    years = [*_earlier_years(facts), figures]
    limits: tuple[SizeLimits, ...] = (law.micro, law.small, law.medium)
    classes = _possible([_over_the_years([_fits(year, limit) for year in years]) for limit in limits])
    alone = _possible([_fits(figures, limit) for limit in limits])
    return Size(classes, figures, grouped, latest=next(iter(alone)) if len(alone) == 1 and alone != classes else None)


def _earlier_years(facts: Facts) -> list[Figures]:
    """The run of consecutive years before the last one; nothing where a takeover or merger makes only the last year count."""
    stated = facts.get("company.previousYears")
    if not isinstance(stated, list) or facts.get("company.ownershipChanged"):
        return []
    years = sorted((year for year in stated if "year" in year), key=lambda year: -year["year"])
    run = [year for place, year in enumerate(years) if year["year"] == years[0]["year"] - place]
    return [figures_of(year) for year in reversed(run)]


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


def worth_asking(facts: dict[str, object], law: CompanySize) -> tuple[str, ...]:
    """The unknown facts that can still change the class, given some answer to the others."""
    if company_size(facts, law).settled:
        return ()
    unknown = [name for name in FIGURES if name not in facts]
    group = _group_question(facts)
    supposed = {**facts, AUTONOMOUS: True} if group else facts
    asked = [name for name in unknown if any(_matters(name, supposed | others, law) for others in _answers(unknown, name))]
    if group and any(_classes(facts | others, law) != _classes(supposed | others, law) for others in _answers(unknown)):
        asked.append(group)
    return tuple(asked)


def _group_question(facts: Facts) -> str | None:
    """What to ask about other enterprises: whether there are any, else which."""
    if facts.get(RELATED) is not None or facts.get(AUTONOMOUS):
        return None
    return RELATED if AUTONOMOUS in facts else AUTONOMOUS


def _matters(name: str, facts: dict[str, object], law: CompanySize) -> bool:
    return _classes({**facts, name: 0.0}, law) != _classes({**facts, name: inf}, law)


def _answers(unknown: Sequence[str], but: str = "") -> Iterator[dict[str, object]]:
    """Every way in which the unknown figures can be very small or very large."""
    others = [name for name in unknown if name != but]
    for values in product((0.0, inf), repeat=len(others)):
        yield dict(zip(others, values, strict=True))


def _classes(facts: Facts, law: CompanySize) -> frozenset[SizeClass]:
    return company_size(facts, law).classes
