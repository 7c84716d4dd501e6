import pytest

from app.knowledge.catalogue import Catalogue
from app.search.lexical import LexicalIndex

PROFILES = {
    "food": {"questions": ["koekj", "brek"], "offer": ["voeding"]},
    "metal": {"questions": ["las", "staal"], "offer": ["metal", "voeding"]},
    "loan": {"questions": ["geld", "len"], "offer": ["len"]},
}


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> LexicalIndex:
    return LexicalIndex(PROFILES, catalogue.tuning.search)


def test_profile_with_the_rare_words_wins(index: LexicalIndex) -> None:
    matches = index.search(["koekj", "voeding"])
    assert matches["food"].coverage > matches["metal"].coverage
    assert "loan" not in matches


def test_only_telling_terms_are_named(index: LexicalIndex) -> None:
    assert index.search(["voeding", "koekj"])["food"].terms == ("koekj",)


def test_coverage_is_a_share_and_unknown_words_lower_it(index: LexicalIndex) -> None:
    known, mixed = index.search(["koekj"])["food"].coverage, index.search(["koekj", "zzz"])["food"].coverage
    assert 0 < mixed < known <= 1


def test_repeating_a_word_changes_nothing(index: LexicalIndex) -> None:
    assert index.search(["koekj"] * 50) == index.search(["koekj"])


def test_common_words_tell_less_apart_than_rare_ones(index: LexicalIndex) -> None:
    assert index.specificity(["voeding"]) < index.specificity(["koekj"]) < index.specificity(["zzz"]) == 1
