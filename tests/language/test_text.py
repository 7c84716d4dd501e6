from app.language import text


def test_clean_keeps_what_people_read_and_drops_what_they_cannot_see() -> None:
    assert text.clean("  onze\u200b ko\u00adekjes\n\tbreken \U000e0041\U000e0042 ") == "onze koekjes breken"


def test_clean_survives_lone_surrogates_and_control_characters() -> None:
    assert text.clean("a\ud800b\x00c") == "abc"


def test_clean_leaves_single_spaces_where_something_invisible_stood() -> None:
    assert text.clean("a \u200b b\ufe0f") == "a b"


def test_clean_folds_compatibility_characters() -> None:
    assert text.clean("½ ﬁets") == "1⁄2 fiets"


def test_plain_drops_accents_case_and_punctuation() -> None:
    assert text.plain("KMO-portefeuille: één!") == "kmo portefeuille een"


def test_terms_are_stems_without_stop_words() -> None:
    assert text.terms("Onze koekjes breken in de verpakkingen", "nl") == ["koek", "breek", "verpak"]


def test_stems_of_one_word_agree_between_singular_and_plural() -> None:
    assert text.stems("machine", "fr") == text.stems("machines", "fr")
