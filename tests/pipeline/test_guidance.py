from dataclasses import replace
from typing import Any

import pytest

from app.company.facts import known_company
from app.knowledge.catalogue import Catalogue
from app.knowledge.guidance import GuidanceCard
from app.pipeline.guidance import advise
from app.records import Articulation, Cue, Proposal, Selection
from tests.conftest import TODAY, Ask
from tests.pipeline.made import articulation, assessed

SOURCES = [{"n": 1, "title": "Een bron"}]


def cards(**triggers: dict[str, Any]) -> dict[str, GuidanceCard]:
    made = {"title": {"nl": "Een titel"}, "text": {"nl": "Een raad."}, "verified_on": "2026-11-23", "sources": SOURCES}
    return {card: GuidanceCard.model_validate({"id": card, **made, **trigger}) for card, trigger in triggers.items()}


@pytest.fixture
def with_cards(catalogue: Catalogue) -> Catalogue:
    made = cards(
        group={"groups": ["collective-centre"]},
        need={"needs": ["advice"]},
        fact={"when": {"fact": "project.started", "is": True}},
        words={"cues": {"nl": ["geheim"]}},
    )
    return replace(catalogue, guidance=made)


def chosen(asked: Articulation, catalogue: Catalogue, **facts: Any) -> tuple[str, ...]:
    company = known_company({f"project.{name}": value for name, value in facts.items()}, catalogue.facts, catalogue.law, TODAY)
    return advise(Selection("referral", (Proposal(assessed("sirris", 0.5)),), ()), asked, company, catalogue)


def test_words_call_for_a_card_before_facts_needs_and_referrals(with_cards: Catalogue) -> None:
    asked = replace(articulation(needs=[Cue("advice", "raad")]), guidance=(Cue("words", "geheim"),))
    assert chosen(asked, with_cards, started=True) == ("words", "fact")
    assert chosen(articulation(needs=[Cue("advice", "raad")]), with_cards) == ("need", "group")
    assert chosen(articulation(), with_cards) == ("group",)


def test_no_referral_no_card(with_cards: Catalogue) -> None:
    company = known_company({}, with_cards.facts, with_cards.law, TODAY)
    assert advise(Selection("outOfScope", (), ()), articulation(), company, with_cards) == ()


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("Wij willen met een universiteit praten over onze nieuwe lijm, maar ons recept moet geheim blijven", "nda"),
        ("Wij hebben de nieuwe oven al besteld, kunnen we nog subsidie krijgen?", "before-you-sign"),
        ("À qui appartient le résultat si une haute école développe notre machine ?", "result-ownership"),
    ],
)
def test_the_words_of_a_question_call_for_the_card_on_it(question: str, card: str, ask: Ask) -> None:
    first = ask(question).guidance[0]
    assert first.id == card
    assert first.sources


def test_every_card_can_be_called_for_and_is_complete(catalogue: Catalogue) -> None:
    assert catalogue.guidance
    assert not any(getattr(card, field).missing() for card in catalogue.guidance.values() for field in ("title", "text"))
