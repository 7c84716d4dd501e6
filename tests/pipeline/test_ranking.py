from collections import Counter

import pytest

from app.knowledge.catalogue import Catalogue
from app.pipeline.ranking import rank
from app.records import NO_EVIDENCE, Articulation, Candidate, Cue, Evidence, Score
from tests.pipeline.made import articulation, candidate


def only(profile_id: str, asked: Articulation, catalogue: Catalogue) -> Counter[str]:
    """The values of the terms of a score; 0 for a term that does not count."""
    (ranked,) = rank([candidate(profile_id)], asked, catalogue)
    return Counter({contribution.name: contribution.value for contribution in ranked.score.contributions})


def test_score_prints_its_own_sum() -> None:
    score = Score.of({"example": 0.5, "need": 1.0}, {"example": 0.4, "need": 0.1})
    assert score.total == pytest.approx(0.3)
    assert str(score) == "example 0.50×0.40 + need 1.00×0.10 = 0.300"


def test_every_candidate_stays_in_the_list(catalogue: Catalogue) -> None:
    candidates = [candidate(profile_id) for profile_id in catalogue.profiles]
    assert len(rank(candidates, articulation(), catalogue)) == len(candidates)


def test_stronger_evidence_goes_first_and_equals_by_id(catalogue: Catalogue) -> None:
    strong = Candidate("winwinlening", Evidence(0.9), NO_EVIDENCE, NO_EVIDENCE, NO_EVIDENCE, 0.5)
    ranked = rank([candidate("vives"), candidate("howest"), strong], articulation(), catalogue)
    assert [entry.profile_id for entry in ranked] == ["winwinlening", "howest", "vives"]


def test_shared_need_and_field_count_for_a_profile(catalogue: Catalogue) -> None:
    asked = articulation(needs=(Cue("finance", "lenen"),), domains=(Cue("food", "brood"),))
    assert only("winwinlening", asked, catalogue)["need"] == 1
    assert only("flanders-food", asked, catalogue)["domain"] == 1


def test_another_field_counts_against_a_specialist_but_not_against_a_generalist(catalogue: Catalogue) -> None:
    asked = articulation(domains=(Cue("textiles", "garen"),))
    assert only("flanders-food", asked, catalogue)["other_domain"] == 1
    assert only("kmo-portefeuille", asked, catalogue)["other_domain"] == 0


def test_provider_of_another_region_goes_down(catalogue: Catalogue) -> None:
    assert only("innoviris", articulation(region="flanders"), catalogue)["other_region"] == 1
    assert only("innoviris", articulation(region="brussels"), catalogue)["other_region"] == 0
