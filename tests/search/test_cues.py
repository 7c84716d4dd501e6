import pytest

from app.knowledge.cues import Cues
from app.knowledge.forms import Text
from app.knowledge.vocabulary import Term
from app.records import Cue, Language
from app.search.cues import CueIndex, analyse


@pytest.fixture(scope="module")
def index() -> CueIndex:
    return CueIndex(
        {
            "food": Term(label=Text(nl="voeding"), cues=Cues(nl=("koekje", "voeding*", "*brood"), fr=("pain",))),
            "orientation": Term(label=Text(nl="wegwijs"), cues=Cues(nl=("waar beginnen", "bij wie"))),
        }
    )


def find(index: CueIndex, question: str, language: Language) -> tuple[Cue, ...]:
    return index.find(analyse(question, language))


def test_a_cue_matches_every_form_of_the_word(index: CueIndex) -> None:
    assert [cue.code for cue in find(index, "onze koekjes", "nl")] == ["food"]


def test_a_star_matches_the_rest_of_a_compound(index: CueIndex) -> None:
    assert find(index, "een voedingsbedrijf", "nl")[0].words == "voedingsbedrijf"
    assert find(index, "ons roggebrood", "nl")[0].words == "roggebrood"


def test_a_phrase_needs_its_words_in_order(index: CueIndex) -> None:
    assert find(index, "waar moeten we beginnen", "nl") == ()
    assert find(index, "Bij wie?", "nl")[0].code == "orientation"


def test_cues_hold_in_their_own_language_only(index: CueIndex) -> None:
    assert find(index, "ons pain au chocolat", "nl") == ()
    assert find(index, "notre pain", "fr")[0].code == "food"


def test_code_with_most_cues_comes_first(index: CueIndex) -> None:
    assert [cue.code for cue in find(index, "bij wie met koekjes en roggebrood", "nl")] == ["food", "orientation"]
