"""The verdict on every measure: a table of companies per instrument, laws of logic over random companies, a second evaluator."""

import datetime
import itertools
import random
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from app.company.facts import known_company
from app.knowledge.catalogue import DEPEND_ON_SUPPORT, Catalogue
from app.knowledge.rules import Rule, comparisons
from app.pipeline.judgement import judge, missing_facts
from app.pipeline.support import applicable, conditions, estimate
from app.records import Judgement
from tests.conftest import ROOT, TODAY
from tests.pipeline import naive

CASES = ROOT / "tests" / "cases" / "eligibility"
COMPANIES = 100_000
FILES = {file.stem: yaml.safe_load(file.read_text()) for file in sorted(CASES.glob("*.yaml"))}
TABLE = [pytest.param(instrument, case, id=f"{instrument}: {case['name']}") for instrument, cases in FILES.items() for case in cases]


def judged(instrument: str, facts: dict[str, Any], catalogue: Catalogue, today: datetime.date = TODAY) -> Judgement:
    return judge(catalogue.profile(instrument), known_company(facts, catalogue.facts, catalogue.law, today), catalogue, today)


@pytest.mark.parametrize(("instrument", "case"), TABLE)
def test_the_verdict_of_each_case(instrument: str, case: dict[str, Any], catalogue: Catalogue) -> None:
    today = datetime.date.fromisoformat(str(case.get("today", TODAY)))
    judgement = judged(instrument, case["facts"], catalogue, today)
    rules = catalogue.rules_in_force(instrument, judgement.role, today.isoformat())
    hard = {compiled.rule.id for compiled in rules if compiled.rule.certainty == "hard"}
    unmet = {result.rule for result in judgement.results if result.result == "unmet" and result.rule in hard}
    assert (judgement.verdict or "unknown", unmet) == (case["verdict"], set(case.get("because", ())))


@pytest.mark.parametrize(("instrument", "case"), [row for row in TABLE if "support" in cast(Any, row.values[1])])
def test_the_support_of_each_case(instrument: str, case: dict[str, Any], catalogue: Catalogue) -> None:
    profile = catalogue.profile(instrument)
    company = known_company(case["facts"], catalogue.facts, catalogue.law, TODAY)
    role = judge(profile, company, catalogue, TODAY).role
    scheme = applicable(profile, role, company.facts)
    assert scheme is not None
    estimated = estimate(scheme, company.facts, conditions(profile, role, company.facts, catalogue), catalogue.facts)
    for field, expected in case["support"].items():
        found = getattr(estimated, field)
        low, high = expected if isinstance(expected, list) else (expected, expected)
        assert found is not None
        assert (found.low, found.high) == pytest.approx((low, high), abs=0.01)


def test_every_instrument_with_hard_rules_has_a_yes_a_no_and_an_unknown(catalogue: Catalogue) -> None:
    for profile in catalogue.profiles.values():
        if profile.kind != "instrument" or not profile.rules:
            continue
        verdicts = {case["verdict"] for case in FILES[profile.id]}
        wanted = {"unknown"}
        if any(rule.certainty == "hard" for rule in _rules_of_a_company(profile.id, catalogue)):
            wanted |= {"likely", "unlikely"}
        if not profile.is_proposable:
            wanted = {"unlikely"}
        assert wanted <= verdicts, profile.id


def _rules_of_a_company(instrument: str, catalogue: Catalogue) -> list[Rule]:
    role = judged(instrument, {}, catalogue).role
    return [compiled.rule for compiled in catalogue.rules_in_force(instrument, role, TODAY.isoformat())]


def test_rules_are_judged_in_the_role_that_is_open_to_the_asker(catalogue: Catalogue) -> None:
    assert judged("coock", {}, catalogue).role == "participant"
    assert judged("coock", {"company.organisationType": "research"}, catalogue).role == "applicant"
    assert judged("coock", {"project.role": "applicant"}, catalogue).role == "applicant"
    assert judged("ontwikkelingsproject", {}, catalogue).role == "applicant"


def test_a_profile_without_rules_has_no_verdict(catalogue: Catalogue) -> None:
    assert judged("sirris", {}, catalogue).verdict is None


class TestValidity:
    """The scheme's own dates."""

    def dated(self, catalogue: Catalogue, *rules: dict[str, Any]) -> Catalogue:
        made = [
            Rule.model_validate({"text": {"nl": "Een voorwaarde."}, "certainty": "hard", "source": 1, "id": "condition", **rule}) for rule in rules
        ]
        profile = catalogue.profile("i-depot").model_copy(update={"rules": tuple(made)})
        return replace(catalogue, profiles={"i-depot": profile})

    def test_a_rule_that_has_not_begun_is_not_there(self, catalogue: Catalogue) -> None:
        dated = self.dated(catalogue, {"valid_from": "2027-01-01", "test": {"fact": "project.started", "is": False}})
        assert judged("i-depot", {"project.started": True}, dated).results == ()

    def test_a_rule_that_ended_is_not_judged(self, catalogue: Catalogue) -> None:
        dated = self.dated(catalogue, {"valid_to": "2026-11-22", "test": {"fact": "project.started", "is": False}})
        assert judged("i-depot", {"project.started": True}, dated).verdict == "unknown"
        assert judged("i-depot", {"project.started": True}, dated, datetime.date(2026, 11, 22)).verdict == "unlikely"

    def test_a_newer_version_takes_the_place_of_the_older(self, catalogue: Catalogue) -> None:
        dated = self.dated(
            catalogue,
            {"valid_to": "2026-06-30", "test": {"fact": "project.costEur", "at_least": 100}},
            {"valid_from": "2026-07-01", "test": {"fact": "project.costEur", "at_least": 500}},
        )
        facts = {"project.costEur": 200}
        assert judged("i-depot", facts, dated, datetime.date(2026, 6, 30)).verdict == "likely"
        newer = judged("i-depot", facts, dated, datetime.date(2026, 7, 1))
        assert (newer.verdict, len(newer.results)) == ("unlikely", 1)


class TestMissing:
    """What to ask next."""

    def missing(self, instrument: str, facts: dict[str, Any], catalogue: Catalogue, today: datetime.date = TODAY) -> list[str]:
        company = known_company(facts, catalogue.facts, catalogue.law, today)
        profile = catalogue.profile(instrument)
        return missing_facts(profile, judge(profile, company, catalogue, today), company, catalogue)

    def test_what_is_known_or_follows_is_not_asked(self, catalogue: Catalogue) -> None:
        asked = self.missing("kmo-portefeuille", {"company.region": "flanders", "company.employees": 12}, catalogue)
        assert {"company.turnoverEur", "company.autonomous"} <= set(asked)
        assert not {"company.operatesInFlanders", "company.sizeClass", "company.employees"} & set(asked)

    def test_a_fact_that_settles_a_rule_alone_comes_before_one_that_shares_it(self, catalogue: Catalogue) -> None:
        asked = self.missing("kmo-portefeuille", {}, catalogue)
        assert asked.index("company.operatesInFlanders") < asked.index("company.turnoverEur")

    def test_nothing_is_asked_once_the_verdict_is_settled(self, catalogue: Catalogue) -> None:
        for instrument, cases in FILES.items():
            for case in cases:
                if case["verdict"] != "unknown":
                    today = datetime.date.fromisoformat(str(case.get("today", TODAY)))
                    assert self.missing(instrument, case["facts"], catalogue, today) == []


def values_of(name: str, catalogue: Catalogue) -> list[Any]:
    """Values on both sides of everything that rules ask."""
    fact = catalogue.facts.facts[name]
    asked = [c for rules in catalogue.rules.values() for rule in rules if rule.test for c in comparisons(rule.test) if c.fact == name]
    match fact.type:
        case "boolean":
            return [True, False]
        case "choice":
            return list(fact.options or {})
        case "date":
            return ["2015-03-01", "2024-05-10", "2026-01-15"]
        case "number" | "integer":
            limits = [float(c.limit) for c in asked if isinstance(c.limit, int | float)]
            floor = -1e9 if fact.minimum is None else fact.minimum
            ceiling = 1e9 if fact.maximum is None else fact.maximum
            return sorted({min(max(limit + step, floor), ceiling) for limit in limits for step in (-1.0, 0.0, 1.0)} or {1.0})
    return []


NOT_IN_THE_NAIVE_MODEL = {
    "company.shareCapitalEur", "company.equityEur", "company.negativeEquity", "company.debtToEquity", "company.interestCover",
    "company.publicSharePercent", "company.inDifficulty",
}  # fmt: skip


def random_companies(number: int, catalogue: Catalogue) -> Any:
    """Companies with facts that rules ask for, each stated or not; always the same ones."""
    generator = random.Random(2026)
    asked = sorted({fact for rules in catalogue.rules.values() for rule in rules for fact in rule.facts if fact in catalogue.facts.facts})
    special: dict[str, list[Any]] = {
        "company.employees": [0.0, 9.9, 10.0, 49.9, 50.0, 249.9, 250.0],
        "company.turnoverEur": [1e6, 2e6, 2e6 + 1, 10e6, 10e6 + 1, 50e6, 50e6 + 1],
        "company.balanceSheetEur": [1e6, 2e6, 2e6 + 1, 10e6, 10e6 + 1, 43e6, 43e6 + 1],
        "company.autonomous": [True],
        "company.legalForm": ["bv", "nv", "eenmanszaak", "gmbh"],
        "company.nace": [["1071"], ["0113"], ["6201", "7022"]],
        "company.founded": ["2015-03-01", "2023-11-24", "2026-01-15"],
    }
    pool: dict[str, list[Any]] = {name: special.get(name) or values_of(name, catalogue) for name in {*asked, *special}}
    pool = {name: values for name, values in sorted(pool.items()) if values and name not in NOT_IN_THE_NAIVE_MODEL}
    for _ in range(number):
        density = generator.random()
        yield {name: generator.choice(values) for name, values in pool.items() if generator.random() < density}


def test_a_second_evaluator_agrees_on_random_companies(catalogue: Catalogue, settings_folder: Path) -> None:
    """One hundred thousand companies, each against the next profile with rules in turn, rule by rule.

    Left out: rules on the amount of support, and companies with related enterprises or earlier years, which have golden vectors of their own.
    """
    profiles, shared = naive.load(settings_folder)
    turn = itertools.cycle(sorted(profiles))
    on_support = {(name, rule.id) for name, rules in catalogue.rules.items() for rule in rules if DEPEND_ON_SUPPORT & set(rule.facts)}
    words = {"met": True, "unmet": False, "unknown": None}
    for facts in random_companies(COMPANIES, catalogue):
        instrument = next(turn)
        expected = naive.results(profiles[instrument], shared, naive.completed(facts, TODAY), TODAY)
        found = {result.rule: words[result.result] for result in judged(instrument, facts, catalogue).results}
        differences = {rule for rule in {*expected, *found} if expected.get(rule) != found.get(rule) and (instrument, rule) not in on_support}
        assert (differences, instrument, facts) == (set(), instrument, facts)


def test_more_facts_settle_more_and_change_nothing_that_was_settled(catalogue: Catalogue) -> None:
    """What is unknown only shrinks: a rule that is met or unmet stays so whatever else becomes known.

    The companies state nothing that contradicts what follows from their other facts: a statement is never overruled.
    """
    generator = random.Random(651)
    instruments = itertools.cycle(sorted(name for name, rules in catalogue.rules.items() if rules))
    for full in random_companies(5_000, catalogue):
        instrument = next(instruments)
        stated = full | {name: value for each in catalogue.facts.derivations if each.follows_from(full) for name, value in each.gives.items()}
        part = {name: value for name, value in stated.items() if generator.random() < 0.5 and name != "project.role"}
        part |= {name: value for name, value in stated.items() if name in ("project.role", "company.organisationType")}
        fewer = {result.rule: result.result for result in judged(instrument, part, catalogue).results}
        more = {result.rule: result.result for result in judged(instrument, stated, catalogue).results}
        assert all(result in ("unknown", more[rule]) for rule, result in fewer.items()), (instrument, part, stated)
