import pytest

from app.advisor import Advisor
from app.pipeline.articulation import articulate
from app.records import Articulation, Request


def articulated(advisor: Advisor, question: str, **facts: object) -> Articulation:
    return articulate(Request(question, facts=facts), advisor.embedder.embed_query(question), advisor.catalogue, advisor.index)


def codes(advisor: Advisor, question: str) -> tuple[set[str], set[str]]:
    asked = articulated(advisor, question)
    return {cue.code for cue in asked.needs}, {cue.code for cue in asked.domains}


def test_needs_and_fields_are_read_from_everyday_words(advisor: Advisor) -> None:
    needs, domains = codes(advisor, "Onze bakkerij zoekt een lening voor een nieuwe oven")
    assert "finance" in needs
    assert "food" in domains


def test_french_and_english_questions_are_read_too(advisor: Advisor) -> None:
    assert "taxRelief" in codes(advisor, "Existe-t-il un avantage fiscal pour nos chercheurs ?")[0]
    assert "intellectualProperty" in codes(advisor, "How do we patent our invention?")[0]


def test_stated_sector_gives_the_field_where_the_question_shows_none(advisor: Advisor) -> None:
    asked = articulated(advisor, "wie kan ons daarbij helpen", **{"company.sector": "bakkerij"})
    assert "food" in {cue.code for cue in asked.domains}


@pytest.mark.parametrize(
    ("question", "region", "province"),
    [
        ("wij zitten in Kortrijk", "flanders", "westFlanders"),
        ("ons atelier in Leuven", "flanders", "flemishBrabant"),
        ("een mol in onze wei", "flanders", None),
        ("wij zitten in Brussel", "brussels", "brusselsCapital"),
        ("notre atelier à Gand", "flanders", "eastFlanders"),
        ("wij verkopen onze zagen in Wallonië", "flanders", None),
        ("wij telen Brussels lof", "flanders", "brusselsCapital"),
        ("een klant in Brussel wil onze machine", "flanders", "brusselsCapital"),
        ("notre société est en Wallonie", "wallonia", None),
    ],
)
def test_place_is_read_from_names_with_a_capital(advisor: Advisor, question: str, region: str, province: str | None) -> None:
    place = articulated(advisor, question).place
    assert (place.region, place.province) == (region, province)


@pytest.mark.parametrize(("stated", "region"), [("Bruxelles", "brussels"), ("namur", "wallonia"), ("GENT", "flanders"), ("Niemandsdorp", "flanders")])
def test_stated_municipality_is_known_in_every_spelling(advisor: Advisor, stated: str, region: str) -> None:
    assert articulated(advisor, "wie kan ons helpen", **{"company.municipality": stated}).place.region == region


def test_nace_code_gives_the_field_where_nothing_else_does(advisor: Advisor) -> None:
    asked = articulated(advisor, "wie kan ons daarbij helpen", **{"company.nace": ["10.71"]})
    assert "food" in {cue.code for cue in asked.domains}


def test_stated_place_beats_the_words_of_the_question(advisor: Advisor) -> None:
    place = articulated(advisor, "onze klant in Brussel", **{"company.municipality": "Gent"}).place
    assert (place.region, place.municipality) == ("flanders", "Gent")


def test_stated_stage_beats_the_words_of_the_question(advisor: Advisor) -> None:
    stage = articulated(advisor, "we hebben een idee", **{"project.stage": "market"}).stage
    assert stage is not None
    assert stage.code == "market"
