from app.company.facts import known_company
from app.knowledge.catalogue import Catalogue
from app.pipeline.eligibility import assess
from app.pipeline.judgement import judge
from tests.conftest import TODAY
from tests.pipeline.made import assessed


def test_every_candidate_keeps_its_place_and_gets_its_own_verdict(catalogue: Catalogue) -> None:
    ranking = [assessed(profile_id, 0.5).ranked for profile_id in ("sirris", "ontwikkelingsproject", "kmo-portefeuille")]
    company = known_company({"project.started": True}, catalogue.facts, catalogue.law, TODAY)
    annotated = assess(ranking, company, catalogue, TODAY)
    assert [entry.ranked for entry in annotated] == ranking
    assert [entry.verdict for entry in annotated][:2] == [None, "unlikely"]
    assert annotated[2].judgement == judge(catalogue.profile("kmo-portefeuille"), company, catalogue, TODAY)
