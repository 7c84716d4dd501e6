import datetime
from dataclasses import replace

from app.knowledge.catalogue import Catalogue
from app.knowledge.rules import Rule
from app.pipeline.eligibility import assess
from tests.conftest import TODAY
from tests.pipeline.made import assessed


def test_every_rule_is_a_note_and_no_verdict_is_guessed(catalogue: Catalogue) -> None:
    ranked = assessed("ontwikkelingsproject", 0.5).ranked
    (entry,) = assess([ranked], {}, catalogue, TODAY)
    assert entry.verdict == "unknown"
    assert {result.rule for result in entry.results} == {rule.id for rule in catalogue.rules["ontwikkelingsproject"]}


def test_facts_that_rules_test_and_nobody_stated_are_missing(catalogue: Catalogue) -> None:
    ranked = assessed("ontwikkelingsproject", 0.5).ranked
    (unknown,) = assess([ranked], {}, catalogue, TODAY)
    (known,) = assess([ranked], {"company.hasLegalPersonality": True}, catalogue, TODAY)
    assert set(unknown.missing) - set(known.missing) == {"company.hasLegalPersonality"}


def test_facts_that_follow_are_not_missing_and_derived_ones_are_asked_by_their_parts(catalogue: Catalogue) -> None:
    ranked = assessed("kmo-portefeuille", 0.5).ranked
    (entry,) = assess([ranked], {"company.region": "flanders", "company.employees": 12}, catalogue, TODAY)
    assert set(entry.missing) >= {"company.turnoverEur", "company.balanceSheetEur"}
    assert not set(entry.missing) & {"company.operatesInFlanders", "company.sizeClass", "company.employees"}


def test_profile_without_rules_has_no_verdict(catalogue: Catalogue) -> None:
    (entry,) = assess([assessed("sirris", 0.5).ranked], {}, catalogue, TODAY)
    assert entry.verdict is None


def test_rule_holds_only_between_its_dates(catalogue: Catalogue) -> None:
    profile = catalogue.profile("i-depot")
    rule = Rule.model_validate(
        {
            "id": "callOpen",
            "text": {"nl": "De oproep is open."},
            "certainty": "hard",
            "source": 1,
            "valid_from": "2026-01-01",
            "valid_to": "2026-06-30",
        }
    )
    dated = replace(catalogue, profiles={"i-depot": profile.model_copy(update={"rules": (rule,)})})
    ranked = assessed("i-depot", 0.5).ranked
    assert assess([ranked], {}, dated, datetime.date(2026, 6, 30))[0].results
    assert not assess([ranked], {}, dated, datetime.date(2026, 7, 1))[0].results
