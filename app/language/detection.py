"""Tells in which of the three languages a question is written. Another than the preferred one has to be clearly likelier."""

from functools import cache

from lingua import Language as LinguaLanguage
from lingua import LanguageDetector, LanguageDetectorBuilder

from app.records import Language

_CODES: dict[LinguaLanguage, Language] = {LinguaLanguage.DUTCH: "nl", LinguaLanguage.FRENCH: "fr", LinguaLanguage.ENGLISH: "en"}
MARGIN, MARGIN_OF_SHORT_TEXT, SHORT_TEXT = 0.25, 0.45, 3
"""How much likelier another language must be than the preferred one; "kmo-portefeuille" and "VLAIO" alone lean to French."""


def detect_language(text: str, preferred: Language = "nl") -> Language:
    """The language of `text`; the preferred one for empty, ambiguous or foreign text, and readily so for one or two words."""
    likelihood = {_CODES[value.language]: value.value for value in load_detector().compute_language_confidence_values(text)}
    best = max(_CODES.values(), key=lambda code: likelihood[code])
    margin = MARGIN if len(text.split()) >= SHORT_TEXT else MARGIN_OF_SHORT_TEXT
    return best if likelihood[best] > likelihood[preferred] + margin else preferred


@cache
def load_detector() -> LanguageDetector:
    """The detector with its language models: half a second the first time, which belongs to start-up and not to somebody's question."""
    return LanguageDetectorBuilder.from_languages(*_CODES).with_preloaded_language_models().build()
