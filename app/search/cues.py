"""Finds the vocabulary codes that a question shows by its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.knowledge.vocabulary import Term
from app.language import text
from app.records import LANGUAGES, Cue, Language


@dataclass(frozen=True)
class _Phrase:
    code: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class _Affix:
    code: str
    letters: str
    at_start: bool

    def matches(self, word: str) -> bool:
        return word.startswith(self.letters) if self.at_start else word.endswith(self.letters)


class CueIndex:
    """The cues of one vocabulary, analysed once per language."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._phrases: dict[Language, list[_Phrase]] = {language: [] for language in LANGUAGES}
        self._affixes: dict[Language, list[_Affix]] = {language: [] for language in LANGUAGES}
        for language in LANGUAGES:
            for code, term in terms.items():
                for cue in term.cues.in_language(language):
                    self._add(language, code, cue)

    def find(self, question: str, language: Language) -> tuple[Cue, ...]:
        """The codes that the question shows, most cues first, each with the first words of the question that show it."""
        question_words, stems = text.words(question), text.stems(question, language)
        hits: dict[str, list[str]] = {}
        for code, words in self._hits(question_words, stems, language):
            shown = hits.setdefault(code, [])
            if words not in shown:
                shown.append(words)
        ranked = sorted(hits.items(), key=lambda item: -len(item[1]))
        return tuple(Cue(code, shown[0]) for code, shown in ranked)

    def _hits(self, words: list[str], stems: list[str], language: Language) -> Iterable[tuple[str, str]]:
        for phrase in self._phrases[language]:
            size = len(phrase.stems)
            for start in range(len(stems) - size + 1):
                if tuple(stems[start : start + size]) == phrase.stems:
                    yield phrase.code, " ".join(words[start : start + size])
        for affix in self._affixes[language]:
            for word in words:
                if affix.matches(word):
                    yield affix.code, word

    def _add(self, language: Language, code: str, cue: str) -> None:
        if cue.endswith("*") or cue.startswith("*"):
            self._affixes[language].append(_Affix(code, text.plain(cue), at_start=cue.endswith("*")))
        else:
            self._phrases[language].append(_Phrase(code, tuple(text.stems(cue, language))))
