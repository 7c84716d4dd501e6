"""Plain-text work: cleaning what people type, and turning text into the terms that lexical matching compares."""

import re
import threading
import unicodedata
from functools import cache

import Stemmer
import stopwordsiso

from app.records import Language

SNOWBALL: dict[Language, str] = {"nl": "dutch", "fr": "french", "en": "english"}
_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def clean(text: str) -> str:
    """What somebody typed, normalised (NFKC), without invisible or unassigned characters, with single spaces.

    Tag characters, zero-width characters and lone surrogates are where hidden instructions and crashes hide.
    """
    lines = re.sub(r"\s", " ", _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFKC", text)))
    visible = "".join(character for character in lines if unicodedata.category(character) not in _INVISIBLE)
    return re.sub(" +", " ", visible).strip()


def plain(text: str) -> str:
    """Lower case without accents, the words separated by single spaces ("KMO-portefeuille" -> "kmo portefeuille")."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The words in order, in lower case, without accents or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(character for character in decomposed if not unicodedata.combining(character)))


def stems(text: str, language: Language) -> list[str]:
    """The stem of every word in order, stop words included (phrases need them)."""
    return _stem(words(text), language)


def terms(text: str, language: Language) -> list[str]:
    """The stems of the words that carry meaning: no stop words, no single letters."""
    stop = _stop_words(language)
    return _stem([word for word in words(text) if len(word) > 1 and word not in stop], language)


def _stem(plain_words: list[str], language: Language) -> list[str]:
    stemmed: list[str] = _stemmers.of[language].stemWords(plain_words)
    return stemmed


class _Stemmers(threading.local):
    """A set of stemmers per thread: one stemmer must not be used by two threads at once."""

    def __init__(self) -> None:
        self.of = {language: Stemmer.Stemmer(algorithm) for language, algorithm in SNOWBALL.items()}


_stemmers = _Stemmers()


@cache
def _stop_words(language: Language) -> frozenset[str]:
    return frozenset(plain(word) for word in stopwordsiso.stopwords(language))
