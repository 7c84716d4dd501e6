"""Tells in which of the three languages a question is written. Dutch comes first: another language has to be clearly likelier."""

from functools import cache

from lingua import Language as LinguaLanguage
from lingua import LanguageDetector, LanguageDetectorBuilder

from app.records import Language

_LINGUA: dict[Language, LinguaLanguage] = {"nl": LinguaLanguage.DUTCH, "fr": LinguaLanguage.FRENCH, "en": LinguaLanguage.ENGLISH}
MARGIN_OVER_DUTCH = 0.25


def detect_language(text: str) -> Language:
    """The language of `text`; Dutch for empty, ambiguous or foreign text ("kmo-portefeuille" alone leans to French)."""
    detector = _detector()
    likelihood = {code: detector.compute_language_confidence(text, language) for code, language in _LINGUA.items()}
    best = max(_LINGUA, key=lambda code: likelihood[code])
    return best if likelihood[best] > likelihood["nl"] + MARGIN_OVER_DUTCH else "nl"


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_LINGUA.values()).with_preloaded_language_models().build()
