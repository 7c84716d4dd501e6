"""Search by name: finds the organisation or measure that somebody names, also misspelt ("blikopner", "Flander Make").

Names of a few letters (SIM, FIT, AP) are ordinary words too: they count only in exactly this spelling and case, or when
the question consists of little else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.language import text

SHORT_NAME, SHORT_QUESTION = 3, 3


@dataclass(frozen=True)
class _Name:
    owner: str
    spelling: str
    words: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True)
class NameMatch:
    """The name that was recognised and how alike it is (0 to 1)."""

    likeness: float
    name: str


class NameIndex:
    """The names and aliases of profiles. Above `exact_length` letters, names as alike as `threshold` (0-100) are found too."""

    def __init__(self, names: Mapping[str, Sequence[str]], threshold: float, exact_length: int) -> None:
        self._threshold = threshold
        self._exact_length = exact_length
        self._names = [
            _Name(owner, spelling, tuple(text.words(spelling)))
            for owner, spellings in names.items()
            for spelling in dict.fromkeys(spellings)
            if text.words(spelling)
        ]

    def search(self, question: str) -> dict[str, NameMatch]:
        """The profiles that the question names; of nested names ("Flanders Make" in "EDIH Flanders Make") only the longest."""
        words = text.words(question)
        found = [(name, likeness, span) for name in self._names for likeness, span in [self._best(name, question, words)] if likeness]
        matches: dict[str, NameMatch] = {}
        for name, likeness, span in sorted(found, key=lambda hit: -hit[1]):
            nested = any(other != span and other[0] <= span[0] and span[1] <= other[1] and sure >= likeness for _, sure, other in found)
            if not nested and name.owner not in matches:
                matches[name.owner] = NameMatch(likeness, name.spelling)
        return matches

    def _best(self, name: _Name, question: str, words: list[str]) -> tuple[float, tuple[int, int]]:
        """The likeness of the best window of words, and that window."""
        if len(name.letters) <= SHORT_NAME and len(words) > SHORT_QUESTION and name.spelling not in question.split():
            return 0.0, (0, 0)
        best, span = 0.0, (0, 0)
        size = len(name.words)
        for width in {max(1, size - 1), size, size + 1}:
            for start in range(len(words) - width + 1):
                likeness = self._likeness(name, words[start : start + width])
                if likeness > best:
                    best, span = likeness, (start, start + width)
        return best, span

    def _likeness(self, name: _Name, window: list[str]) -> float:
        """0 below the threshold. Short words tell names apart, so they must stand there as they are ("Flanders DC" is not "Flanders we")."""
        letters = "".join(window)
        if letters == name.letters:
            return 1.0
        if len(name.letters) <= self._exact_length or not {word for word in name.words if len(word) <= self._exact_length} <= set(window):
            return 0.0
        ratio: float = fuzz.ratio(name.letters, letters, score_cutoff=self._threshold)
        return ratio / 100
