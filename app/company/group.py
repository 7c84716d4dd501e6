"""The figures of a company together with its linked and partner enterprises (recommendation 2003/361/EC, annex, articles 3 and 6).

Linked enterprises count in full, in chains; a partner counts for its share, together with what is linked to it; the partners of a
partner are left out. Every figure is a range, because any part of the group may not be known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from app.errors import InvalidInput, Issue
from app.knowledge.law import CompanySize
from app.knowledge.logic import Within

UNKNOWN = Within(0.0, inf)
NOTHING = Within(0.0, 0.0)
RELATED = "relatedEnterprises"
Enterprise = Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """Headcount in full-time equivalents, turnover and balance sheet total in euro of one year."""

    employees: Within
    turnover: Within
    balance: Within

    def __add__(self, other: Figures) -> Figures:
        return self._with(other, lambda a, b: Within(a.low + b.low, a.high + b.high))

    def share(self, percent: Within) -> Figures:
        """So much percent of every figure."""
        return self._with(self, lambda a, _: Within(a.low * percent.low / 100, a.high * percent.high / 100 if percent.high else 0.0))

    def _with(self, other: Figures, combine: Any) -> Figures:
        return Figures(combine(self.employees, other.employees), combine(self.turnover, other.turnover), combine(self.balance, other.balance))


NO_FIGURES = Figures(NOTHING, NOTHING, NOTHING)
ANY_FIGURES = Figures(UNKNOWN, UNKNOWN, UNKNOWN)


def figures_of(stated: Enterprise) -> Figures:
    """The figures that one enterprise states; what it does not state can be anything."""
    return Figures(*(_exactly(stated.get(name)) for name in ("employees", "turnoverEur", "balanceSheetEur")))


def group_figures(facts: Mapping[str, object], law: CompanySize) -> tuple[Figures, bool]:
    """The figures that decide the size, and whether other enterprises are in them.

    Raises InvalidInput where an enterprise stands above itself, or where `company.autonomous` denies a holding that is stated.
    """
    own = figures_of({name.removeprefix("company."): value for name, value in facts.items()})
    autonomous, related = facts.get("company.autonomous"), facts.get(f"company.{RELATED}")
    if not isinstance(related, list):
        return (own if autonomous else own + ANY_FIGURES), False
    _refuse_circles(related, (), f"company.{RELATED}")
    counted = [(enterprise, share) for enterprise, share in _direct(related, law) if share.high > 0]
    if counted and autonomous:
        raise InvalidInput([Issue("company.autonomous", f"says yes, but company.{RELATED} names a holding of {law.partner_from:g}% or more")])
    added = sum((_counted(enterprise, share, law) for enterprise, share in counted), NO_FIGURES)
    return own + added, bool(counted)


def _exactly(value: object) -> Within:
    return Within(float(value), float(value)) if isinstance(value, int | float) else UNKNOWN


def _counted(enterprise: Enterprise, share: Within, law: CompanySize) -> Figures:
    """What an enterprise adds: linked (100%) with its whole own group, a partner with what is linked to it, for its share."""
    figures, linked = figures_of(enterprise), share.high > law.linked_above
    for other in enterprise.get(RELATED) or []:
        theirs = _share(other, law)
        if not linked and theirs.low <= law.linked_above:
            theirs = Within(0.0, theirs.high) if theirs.high > law.linked_above else NOTHING
        if theirs.high > 0:
            figures += _counted(other, theirs, law)
    return figures.share(share)


def _direct(related: Sequence[Enterprise], law: CompanySize) -> Iterator[tuple[Enterprise, Within]]:
    """Each enterprise with the share that counts. Shareholders that are linked to each other hold their shares together."""
    names = {each["name"] for each in related if "name" in each}
    for bond in _bonds(_merged(related, law)):
        together = _effect(sum(_holding(each).low for each in bond), law) if len(bond) > 1 else 0.0
        for each in bond:
            share = _share(each, law)
            if together > share.high and (together > law.linked_above or not each.get("exemptInvestor")):
                share = Within(together, together)
            yield {**each, RELATED: [other for other in each.get(RELATED) or [] if other.get("name") not in names]}, share


def _merged(related: Sequence[Enterprise], law: CompanySize) -> list[Enterprise]:
    """An enterprise that is named twice, as in a cross-holding, counts once, for its higher share."""
    kept: dict[object, Enterprise] = {}
    for place, each in enumerate(related):
        key = each.get("name", place)
        if key not in kept or _share(each, law).high > _share(kept[key], law).high:
            kept[key] = each
    return list(kept.values())


def _bonds(related: Sequence[Enterprise]) -> list[list[Enterprise]]:
    """The direct enterprises in sets that are linked to each other: one names the other among its own linked enterprises."""
    bonds: list[list[Enterprise]] = []
    for each in related:
        joined = [bond for bond in bonds if any(_tied(each, other) or _tied(other, each) for other in bond)]
        bonds = [bond for bond in bonds if bond not in joined] + [[each, *(other for bond in joined for other in bond)]]
    return bonds


def _tied(enterprise: Enterprise, other: Enterprise) -> bool:
    return any(each.get("relation") == "linked" and each.get("name") == other.get("name", inf) for each in enterprise.get(RELATED) or [])


def _share(enterprise: Enterprise, law: CompanySize) -> Within:
    """The percentage of an enterprise's figures that counts: 0, its share as a partner, or 100."""
    if enterprise.get("throughPerson") and enterprise.get("sameMarket") is not True:
        return NOTHING if enterprise.get("sameMarket") is False else Within(0.0, 100.0)
    if enterprise.get("relation") == "linked":
        return Within(100.0, 100.0)
    holding = _holding(enterprise)
    if holding.low != holding.high and enterprise.get("relation") == "partner":
        holding = Within(law.partner_from, law.linked_above)
    if enterprise.get("exemptInvestor") and holding.high <= law.linked_above:
        return NOTHING
    return Within(_effect(holding.low, law), _effect(holding.high, law))


def _holding(enterprise: Enterprise) -> Within:
    """The higher of capital and votes; anything where neither is stated."""
    stated = [float(enterprise[name]) for name in ("capitalPercent", "votingPercent") if name in enterprise]
    return Within(max(stated), max(stated)) if stated else Within(0.0, 100.0)


def _effect(percent: float, law: CompanySize) -> float:
    return 0.0 if percent < law.partner_from else 100.0 if percent > law.linked_above else percent


def _refuse_circles(related: Sequence[Enterprise], above: tuple[str, ...], path: str) -> None:
    for place, each in enumerate(related):
        here, name = f"{path}.{place}", each.get("name")
        if name is not None and name in above:
            raise InvalidInput([Issue(f"{here}.name", f"'{name}' stands above itself: name every enterprise once in a chain")])
        _refuse_circles(each.get(RELATED) or [], (*above, name) if name else above, f"{here}.{RELATED}")
