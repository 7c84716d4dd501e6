import pytest

from app.language.detection import detect_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Onze koekjes breken in de verpakking, wie kan ons helpen?", "nl"),
        ("wij zoeke iemand vr onze website te vernieuwe", "nl"),
        ("kmo-portefeuille", "nl"),
        ("VLAIO", "nl"),
        ("import prototype", "nl"),
        ("AI chatbot", "nl"),
        ("", "nl"),
        ("🎉", "nl"),
        ("Qui peut nous aider à tester notre prototype ?", "fr"),
        ("Je cherche une aide pour exporter", "fr"),
        ("Who can help us test our prototype?", "en"),
        ("We want to hire a PhD", "en"),
    ],
)
def test_language_is_told_apart_and_dutch_comes_first(question: str, language: str) -> None:
    assert detect_language(question) == language


def test_what_cannot_be_seen_gets_the_preferred_language() -> None:
    assert detect_language("PMV", "en") == "en"
    assert detect_language("Onze koekjes breken in de verpakking", "fr") == "nl"
