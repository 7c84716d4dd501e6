"""Puts the rules of each profile beside its candidate. It annotates and never drops.

No rule is evaluated yet: every result is unknown, with the facts that a rule tests named as missing where nobody stated them.
"""

import datetime
from collections.abc import Mapping, Sequence

from app.knowledge.catalogue import Catalogue
from app.knowledge.rules import Rule
from app.records import Assessed, Ranked, RuleResult


def assess(ranking: Sequence[Ranked], facts: Mapping[str, object], catalogue: Catalogue, today: datetime.date) -> tuple[Assessed, ...]:
    """Every candidate with the rules that hold on `today`, in the same order."""
    known = catalogue.facts.completed(facts)
    return tuple(_assess(ranked, known, catalogue, today.isoformat()) for ranked in ranking)


def _assess(ranked: Ranked, facts: Mapping[str, object], catalogue: Catalogue, day: str) -> Assessed:
    rules = [rule for rule in catalogue.rules[ranked.profile_id] if _holds(rule, day)]
    asked = [fact for rule in rules for fact in rule.facts]
    missing = tuple(dict.fromkeys(name for fact in asked if fact not in facts for name in catalogue.facts.to_ask(fact) if name not in facts))
    results = tuple(RuleResult(rule.id, "unknown") for rule in rules)
    return Assessed(ranked, "unknown" if rules else None, results, missing)


def _holds(rule: Rule, day: str) -> bool:
    return (rule.valid_from or day) <= day <= (rule.valid_to or day)
