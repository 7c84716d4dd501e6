"""The figures of a company together with its linked and partner enterprises (recommendation 2003/361/EC, annex, articles 3 and 6).

Enterprises that hold more than half of each other, alone or together with what they are linked to, form one group and count in full.
Another group that holds, or is held for, a quarter or more is a partner: its figures count for that share. The partners of a partner
are left out. What is not known gives two readings, the smallest and the largest that the statements allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from typing import Any, Literal

from app.errors import InvalidInput, Issue
from app.knowledge.law import CompanySize
from app.knowledge.logic import Facts, Within

RELATED, AUTONOMOUS = "company.relatedEnterprises", "company.autonomous"
MOST_ENTERPRISES, MOST_LEVELS = 100, 10
COMPANY = "the company itself"
FIELDS = ("employees", "turnoverEur", "balanceSheetEur")
"""The figures by which the size of an enterprise is measured."""
Statement = Mapping[str, Any]
Bound = Literal["low", "high"]
BOUNDS: tuple[Bound, Bound] = ("low", "high")


@dataclass(frozen=True)
class Figures:
    """Headcount in full-time equivalents, turnover and balance sheet total in euro of one year."""

    employees: Within
    turnover: Within
    balance: Within

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(Within(a.low + b.low, a.high + b.high) for a, b in zip(self.each, other.each, strict=True)))

    @property
    def each(self) -> tuple[Within, Within, Within]:
        """The three figures."""
        return self.employees, self.turnover, self.balance


NO_FIGURES = Figures(*[Within(0.0, 0.0)] * 3)
ANY_FIGURES = Figures(*[Within(0.0, inf)] * 3)


def figures_of(stated: Statement) -> Figures:
    """The figures that one enterprise states; what it does not state can be anything."""
    return Figures(*(_exactly(stated.get(name)) for name in FIELDS))


def own_figures(facts: Facts) -> Figures:
    """The company's own figures."""
    return figures_of({name: facts.get(f"company.{name}") for name in FIELDS})


def related_figures(facts: Facts, law: CompanySize) -> Figures | None:
    """What other enterprises add to the company's own figures: nothing (None) where it stands on its own, anything where that is not known.

    Raises InvalidInput for an enterprise that stands above itself, for more enterprises or levels than can be told apart, and where
    `company.autonomous` denies a holding that is stated.
    """
    related = facts.get(RELATED)
    if not isinstance(related, list):
        return None if facts.get(AUTONOMOUS) else ANY_FIGURES
    _refuse_circles(related, (), RELATED)
    web = _Web(law)
    web.add(COMPANY, related, RELATED)
    low, high = (web.added(bound) for bound in BOUNDS)
    if high is None:
        return None
    if facts.get(AUTONOMOUS):
        raise InvalidInput([Issue(AUTONOMOUS, f"says yes, but {RELATED} names a holding of {law.partner_from:g}% or more")])
    return Figures(*(Within(a, b) for a, b in zip(low or (0.0, 0.0, 0.0), high, strict=True)))


@dataclass
class _Web:
    """Every enterprise once, by name, and who holds how much of whom, whichever of the two it is."""

    law: CompanySize
    figures: dict[str, dict[str, Any]] = field(default_factory=lambda: {COMPANY: {}})
    holdings: dict[frozenset[str], Within] = field(default_factory=dict)
    exempt: set[str] = field(default_factory=set)

    def add(self, owner: str, related: Sequence[Statement], path: str) -> None:
        """Adds what one enterprise is related to. Of two statements on the same holding the higher counts."""
        for place, each in enumerate(related):
            here = f"{path}.{place}"
            name = each.get("name") or here
            self.figures[name] = {**each, **self.figures.get(name, {})}
            if each.get("exemptInvestor"):
                self.exempt.add(name)
            pair, share = frozenset({owner, name}), self._holding(each)
            before = self.holdings.get(pair, share)
            self.holdings[pair] = Within(max(share.low, before.low), max(share.high, before.high))
            self.add(name, each.get("relatedEnterprises") or [], f"{here}.relatedEnterprises")

    def added(self, bound: Bound) -> tuple[float, ...] | None:
        """The smallest or largest figures of the others that count; None where none of them does."""
        groups = self._groups(bound)
        own = next(group for group in groups if COMPANY in group)
        counted = [(name, 100.0) for name in own if name != COMPANY]
        for group in groups:
            if group is not own and (share := self._together(own, group, bound, without=self.exempt)) >= self.law.partner_from:
                counted += [(name, share) for name in group]
        if not counted:
            return None
        figures = [([getattr(each, bound) for each in figures_of(self.figures[name]).each], share) for name, share in counted]
        return tuple(sum(values[place] * share / 100 for values, share in figures) for place in range(3))

    def _groups(self, bound: Bound) -> list[set[str]]:
        """Enterprises that are linked to each other; two groups become one while they hold more than half of each other."""
        groups = [{name} for name in self.figures]
        while True:
            linked = next((pair for pair in combinations(groups, 2) if self._together(*pair, bound) > self.law.linked_above), None)
            if linked is None:
                return groups
            groups = [group for group in groups if group not in linked] + [linked[0] | linked[1]]

    def _together(self, first: set[str], second: set[str], bound: Bound, without: Sequence[str] | set[str] = ()) -> float:
        """The percentage between two groups. Shares of exempt investors (`without`) make no partner."""
        shares = (
            getattr(share, bound) for pair, share in self.holdings.items() if len(pair & first) == len(pair & second) == 1 and not pair & set(without)
        )
        return float(sum(shares))

    def _holding(self, stated: Statement) -> Within:
        """The higher of capital and votes in percent; in full where control makes it a linked enterprise."""
        known = [float(stated[name]) for name in ("capitalPercent", "votingPercent") if name in stated]
        unknown = {"linked": Within(100.0, 100.0), "partner": Within(self.law.partner_from, self.law.linked_above)}
        relation = stated.get("relation")
        share = Within(max(known), max(known)) if known and relation != "linked" else unknown.get(str(relation), Within(0.0, 100.0))
        if stated.get("throughPerson") and stated.get("sameMarket") is not True:
            return Within(0.0, 0.0 if stated.get("sameMarket") is False else share.high)
        return share


def _exactly(value: object) -> Within:
    return Within(float(value), float(value)) if isinstance(value, int | float) else Within(0.0, inf)


def _refuse_circles(related: Sequence[Statement], above: tuple[str, ...], path: str) -> None:
    for number, (here, each, names) in enumerate(_chains(related, above, path), start=1):
        name = each.get("name")
        if name in names:
            raise InvalidInput([Issue(f"{here}.name", f"'{name}' stands above itself: name every enterprise once in a chain")])
        if number > MOST_ENTERPRISES or len(names) >= MOST_LEVELS:
            limits = f"at most {MOST_ENTERPRISES} enterprises in {MOST_LEVELS} levels"
            raise InvalidInput([Issue(here, f"is one too many: {limits} can be told apart; name the ones that count most")])


def _chains(related: Sequence[Statement], above: tuple[str, ...], path: str) -> Iterator[tuple[str, Statement, tuple[str, ...]]]:
    """Every enterprise with its place in the request and the names above it."""
    for place, each in enumerate(related):
        here = f"{path}.{place}"
        yield here, each, above
        yield from _chains(each.get("relatedEnterprises") or [], (*above, each.get("name") or here), f"{here}.relatedEnterprises")
