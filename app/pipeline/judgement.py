"""Judges the rules of one profile for one company, and says which facts would settle what is left open."""

import datetime
from collections.abc import Sequence

from app.company.facts import AID_TOTAL, REQUESTED, SUPPORT, Company
from app.company.state_aid import with_new_aid
from app.knowledge.catalogue import DEPEND_ON_SUPPORT, Catalogue
from app.knowledge.logic import CompiledRule, Facts, deciding
from app.knowledge.schema import Profile
from app.pipeline.support import applicable, conditions, estimate, expected_support
from app.records import Judgement, Verdict


def judge(profile: Profile, company: Company, catalogue: Catalogue, today: datetime.date) -> Judgement:
    """Every rule that holds for the role of this company; `today` decides which version of a rule that is.

    A rule that is no longer in force, without a newer version, is unknown: it is not judged.
    """
    if not profile.rules:
        return Judgement(None, ())
    role, facts = role_of(profile, company), facts_for(profile, company, catalogue)
    results, hard = [], []
    for rule in catalogue.rules_in_force(profile.id, role, today.isoformat()):
        result = rule.judged(facts)
        results.append(result)
        if rule.hard:
            hard.append(result.result)
    return Judgement(_verdict(hard), tuple(results), role)


def role_of(profile: Profile, company: Company) -> str | None:
    """The role in which the company is judged: the stated one if the measure has it, else the first that is open to such an organisation."""
    if not profile.roles:
        return None
    stated = company.facts.get("project.role")
    if stated in [role.role for role in profile.roles]:
        return str(stated)
    kind = company.facts.get("company.organisationType", "company")
    return next((role.role for role in profile.roles if not role.open_to or kind in role.open_to), profile.roles[0].role)


def facts_for(profile: Profile, company: Company, catalogue: Catalogue) -> Facts:
    """The facts of the company with what this measure would add: the support that can be expected, and the de minimis total with it."""
    if REQUESTED in company.facts or not catalogue.support_decides(profile.id):
        return company.facts
    role = role_of(profile, company)
    scheme = applicable(profile, role, company.facts)
    if scheme is None or not (scheme.basis in company.facts or AID_TOTAL in company.facts):
        return company.facts  # nothing that a rule could hold against its limit
    expected = expected_support(scheme, conditions(profile, role, company.facts, catalogue), company.facts, catalogue)
    total = with_new_aid(company.facts.get(AID_TOTAL), expected)
    return {**company.facts, SUPPORT: expected, **({AID_TOTAL: total} if total else {})}


def missing_facts(profile: Profile, judgement: Judgement, company: Company, catalogue: Catalogue) -> list[str]:
    """The facts to ask for while the verdict is open, first the one that would settle most.

    Each open hard rule counts once, divided among the facts that it still needs.
    """
    if judgement.verdict != "unknown":
        return []
    facts, gains = facts_for(profile, company, catalogue), dict[str, float]()
    open_rules = {result.rule for result in judgement.results if result.result == "unknown"}
    for compiled in catalogue.rules_in_force(profile.id, judgement.role, str(company.facts["today"])):
        if compiled.rule.id in open_rules and compiled.hard:
            needed = _needed(compiled, profile, facts, company, catalogue)
            for fact in needed:
                gains[fact] = gains.get(fact, 0.0) + 1 / len(needed)
    return sorted(gains, key=lambda fact: -gains[fact])


def _needed(compiled: CompiledRule, profile: Profile, facts: Facts, company: Company, catalogue: Catalogue) -> list[str]:
    """The facts that would decide an open rule; none for a rule that is not judged."""
    if compiled.rule.test is None or compiled.evaluate is None:
        return []
    unknown = [comparison.fact for comparison, result in deciding(compiled.rule.test, facts) if result == "unknown"]
    open_amount = SUPPORT in unknown or (AID_TOTAL in unknown and AID_TOTAL in company.facts)
    asked = [name for name in unknown if not (open_amount and name in DEPEND_ON_SUPPORT)]
    if open_amount:
        asked += _support_questions(profile, company, catalogue) or [REQUESTED]
    return list(dict.fromkeys(fact for name in asked for fact in company.to_ask(name)))


def _support_questions(profile: Profile, company: Company, catalogue: Catalogue) -> tuple[str, ...]:
    """What would tell how much the support is: best worked out, from what its rates depend on and apply to."""
    role = role_of(profile, company)
    scheme = applicable(profile, role, company.facts)
    if scheme is None:
        return ()
    return estimate(scheme, company.facts, conditions(profile, role, company.facts, catalogue), catalogue.facts).missing


def _verdict(hard: Sequence[str]) -> Verdict:
    if "unmet" in hard:
        return "unlikely"
    return "likely" if hard and "unknown" not in hard else "unknown"
