import pytest

from app.search.fuzzy import NameIndex

NAMES = {
    "blikopener": ["Blikopener"],
    "flanders-make": ["Flanders Make"],
    "kmo-portefeuille": ["Kmo-portefeuille"],
    "flanders-dc": ["Flanders DC", "FlandersDC"],
    "sim": ["SIM"],
    "een": ["Enterprise Europe Network", "EEN Vlaanderen"],
    "edih": ["EDIH Flanders Make"],
}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(NAMES, threshold=90, exact_length=5)


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("wat is blikopner?", "blikopener"),
        ("Flander Make", "flanders-make"),
        ("kan ik met de kmo portefuille een opleiding betalen", "kmo-portefeuille"),
        ("kmoportefeuille", "kmo-portefeuille"),
        ("wie is flandersdc", "flanders-dc"),
        ("wie is sim", "sim"),
        ("enterprise europ network", "een"),
    ],
)
def test_names_are_found_also_misspelt(index: NameIndex, question: str, owner: str) -> None:
    assert owner in index.search(question)


@pytest.mark.parametrize(
    "question",
    [
        "onze sim kaart werkt niet meer in de machine",
        "we zijn een bedrijf in Vlaanderen",
        "a company in Flanders that makes things",
        "een blik op de markt",
        "",
    ],
)
def test_ordinary_words_are_no_names(index: NameIndex, question: str) -> None:
    assert index.search(question) == {}


def test_short_name_in_its_own_spelling_is_found_in_a_long_question(index: NameIndex) -> None:
    assert "sim" in index.search("kan SIM ons helpen met nieuwe materialen")


def test_only_the_longest_of_nested_names_counts(index: NameIndex) -> None:
    assert set(index.search("wat doet EDIH Flanders Make")) == {"edih"}
