"""Finds the vocabulary codes that a question shows by its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.knowledge.cues import Cues
from app.language import text
from app.records import LANGUAGES, Cue, Language

SHORTEST_AFFIX = 2


@dataclass(frozen=True)
class AnalysedQuestion:
    """The words of a question and their stems, position by position; analysed once for all vocabularies."""

    language: Language
    words: tuple[str, ...]
    stems: tuple[str, ...]


def analyse(question: str, language: Language) -> AnalysedQuestion:
    """The analysis that `CueIndex.find` takes."""
    return AnalysedQuestion(language, tuple(text.words(question)), tuple(text.stems(question, language)))


@dataclass
class _Cues:
    """The cues of one language: what leads to which codes."""

    phrases: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)
    longest: int = 0

    def add(self, code: str, cue: str, language: Language) -> None:
        if cue.endswith("*"):
            self.beginnings.setdefault(text.plain(cue), []).append(code)
        elif cue.startswith("*"):
            self.endings.setdefault(text.plain(cue), []).append(code)
        else:
            stems = tuple(text.stems(cue, language))
            self.phrases.setdefault(stems, []).append(code)
            self.longest = max(self.longest, len(stems))

    def hits(self, question: AnalysedQuestion) -> Iterator[tuple[str, str]]:
        """Every (code, words that show it)."""
        for start in range(len(question.words)):
            for end in range(start + 1, min(len(question.words), start + self.longest) + 1):
                for code in self.phrases.get(question.stems[start:end], ()):
                    yield code, " ".join(question.words[start:end])
        for word in question.words:
            for size in range(SHORTEST_AFFIX, len(word) + 1):
                for code in (*self.beginnings.get(word[:size], ()), *self.endings.get(word[-size:], ())):
                    yield code, word


class Shown(Protocol):
    """Anything that words can show: a term of a vocabulary, a guidance card."""

    @property
    def cues(self) -> Cues:
        """The words."""
        ...


class CueIndex:
    """The cues of one vocabulary, analysed once per language."""

    def __init__(self, terms: Mapping[str, Shown]) -> None:
        self._cues: dict[Language, _Cues] = {language: _Cues() for language in LANGUAGES}
        self._order = list(terms)
        for language in LANGUAGES:
            for code, term in terms.items():
                for cue in term.cues.in_language(language):
                    self._cues[language].add(code, cue, language)

    def find(self, question: AnalysedQuestion) -> tuple[Cue, ...]:
        """The codes that the question shows, most cues first, each with the first words of the question that show it."""
        shown: dict[str, list[str]] = {}
        for code, words in self._cues[question.language].hits(question):
            entries = shown.setdefault(code, [])
            if words not in entries:
                entries.append(words)
        ranked = sorted(shown, key=lambda code: (-len(shown[code]), self._order.index(code)))
        return tuple(Cue(code, shown[code][0]) for code in ranked)
