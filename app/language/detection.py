"""Tells in which of the three languages a question is written. Dutch comes first: another language has to be clearly likelier."""

from functools import cache

from lingua import Language as LinguaLanguage
from lingua import LanguageDetector, LanguageDetectorBuilder

from app.records import Language

_CODES: dict[LinguaLanguage, Language] = {LinguaLanguage.DUTCH: "nl", LinguaLanguage.FRENCH: "fr", LinguaLanguage.ENGLISH: "en"}
MARGIN_OVER_DUTCH = 0.25


def detect_language(text: str) -> Language:
    """The language of `text`; Dutch for empty, ambiguous or foreign text ("kmo-portefeuille" alone leans to French)."""
    likelihood = {_CODES[value.language]: value.value for value in _detector().compute_language_confidence_values(text)}
    best = max(_CODES.values(), key=lambda code: likelihood[code])
    return best if likelihood[best] > likelihood["nl"] + MARGIN_OVER_DUTCH else "nl"


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CODES).with_preloaded_language_models().build()
