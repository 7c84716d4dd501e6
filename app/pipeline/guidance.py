"""Chooses the guidance cards that go with an answer: those that the question's words call for, then its facts, its needs, its referrals."""

from app.company.facts import Company
from app.knowledge.catalogue import Catalogue
from app.knowledge.guidance import GuidanceCard
from app.knowledge.logic import compiled
from app.records import Articulation, Selection


def advise(selection: Selection, articulation: Articulation, company: Company, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the cards, the most called for first; none where nothing is referred."""
    if not selection.proposals:
        return ()
    groups = {catalogue.profiles[proposal.profile_id].group for proposal in selection.proposals}
    reasons = {card.id: _reason(card, articulation, groups, company) for card in catalogue.guidance.values()}
    called = sorted((reason, card_id) for card_id, reason in reasons.items() if reason is not None)
    return tuple(card_id for _, card_id in called[: catalogue.tuning.referral.guidance_limit])


def _reason(card: GuidanceCard, articulation: Articulation, groups: set[str], company: Company) -> tuple[int, int] | None:
    """How strongly a card is called for, smallest first: by words (in the order of the words found), a fact, a need, a group."""
    by_words = [cue.code for cue in articulation.guidance]
    if card.id in by_words:
        return 0, by_words.index(card.id)
    if card.when and compiled(card.when)(company.facts) == "met":
        return 1, 0
    needs = [cue.code for cue in articulation.needs]
    if shared := [needs.index(need) for need in card.needs if need in needs]:
        return 2, min(shared)
    return (3, 0) if groups & set(card.groups) else None
