"""State aid law on the facts of one company: de minimis aid over three years, and the figures of an undertaking in difficulty."""

import datetime
from collections.abc import Iterator, Mapping
from math import inf, nextafter
from typing import Any

from app.errors import InvalidInput, Issue
from app.knowledge.law import Law
from app.knowledge.logic import Facts, Within

GRANTS = "company.deMinimisGrants"
MAJORITY = 50
"""Percent of the votes above which one enterprise controls another, and both are one undertaking."""


def aid_history(facts: Facts, law: Law, today: datetime.date) -> Within | float | None:
    """De minimis aid of the single undertaking within the last three years, with the aid that is asked for now.

    The stated history is that of the company with the enterprises under one control, as its question asks; what a related enterprise states
    itself is added. Not known where nobody told it ("none" is an empty list), and where another ceiling holds. Without a requested amount
    the new aid is still to come: more than nothing.
    Raises InvalidInput for a grant without date or amount, or in the future.
    """
    if facts.get("company.organisationType") in law.de_minimis.not_for or facts.get(GRANTS) is None:
        return None
    since = _years_before(today, law.de_minimis.years)
    granted = 0.0
    for path, grant in _grants(facts):
        for name in ("date", "amountEur"):
            if name not in grant:
                raise InvalidInput([Issue(f"{path}.{name}", "is missing: a grant has a date and an amount")])
        if grant["date"] > today.isoformat():
            raise InvalidInput([Issue(f"{path}.date", "lies in the future: name only aid that was granted already")])
        if grant["date"] >= since:
            granted += float(grant["amountEur"])
    requested = facts.get("project.supportRequestedEur")
    return granted + float(requested) if isinstance(requested, int | float) else Within(nextafter(granted, inf), inf)


def with_new_aid(history: object, new: Within) -> Within | None:
    """The total once the new aid is estimated between two bounds."""
    return Within(history.low + new.low, history.low + new.high) if isinstance(history, Within) else None


def equity_percent(facts: Facts) -> float | Within | None:
    """Equity as a percentage of share capital: under 50 means that more than half of the capital is lost."""
    equity, capital = facts.get("company.equityEur"), facts.get("company.shareCapitalEur")
    if isinstance(equity, int | float) and isinstance(capital, int | float) and capital > 0:
        return 100.0 * equity / capital
    negative = facts.get("company.negativeEquity") or (isinstance(equity, int | float) and equity < 0)
    return Within(-inf, 0.0) if negative else None


def worst_years(facts: Facts) -> dict[str, float | Within]:
    """Over the last two years the lowest debt to equity and the highest interest cover: a test that must fail twice fails on these."""
    years = facts.get("company.previousYears")
    last: Mapping[str, Any] = max(years, key=lambda year: int(year["year"])) if isinstance(years, list) and years else {}
    found: dict[str, float | Within] = {}
    for name, field, best in (("lowestDebtToEquity", "debtToEquity", min), ("highestInterestCover", "interestCover", max)):
        values = [float(value) for value in (facts.get(f"company.{field}"), last.get(field)) if isinstance(value, int | float)]
        if len(values) > 1:
            found[f"company.{name}"] = best(values)
        elif values:
            found[f"company.{name}"] = Within(-inf, values[0]) if best is min else Within(values[0], inf)
    return found


def _grants(facts: Facts) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The grants of the company and of every enterprise that it controls or is controlled by, in chains of enterprises, each once."""
    yield from ((f"{GRANTS}.{place}", grant) for place, grant in enumerate(_list(facts.get(GRANTS))))
    yield from _grants_of_group(_list(facts.get("company.relatedEnterprises")), "company.relatedEnterprises", set())


def _grants_of_group(related: list[Mapping[str, Any]], path: str, counted: set[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for place, each in enumerate(related):
        here = f"{path}.{place}"
        name = each.get("name") or here
        controlled = each.get("relation") == "linked" or each.get("votingPercent", each.get("capitalPercent", 0)) > MAJORITY
        if controlled and not each.get("throughPerson") and name not in counted:
            counted.add(name)
            yield from ((f"{here}.deMinimisGrants.{number}", grant) for number, grant in enumerate(_list(each.get("deMinimisGrants"))))
            yield from _grants_of_group(_list(each.get("relatedEnterprises")), f"{here}.relatedEnterprises", counted)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _years_before(day: datetime.date, years: int) -> str:
    """The same day so many years earlier, as text; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years).isoformat()
    except ValueError:
        return day.replace(year=day.year - years, day=28).isoformat()
