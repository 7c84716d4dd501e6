"""Search by name: finds the organisation or measure that somebody names, also misspelt ("blikopner", "Flander Make").

Names of a few letters (SIM, FIT, AP) are ordinary words too: they count only in exactly this spelling and case, or when
the question consists of little else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from app.language import text

SHORT_NAME, SHORT_QUESTION = 3, 3


@dataclass(frozen=True)
class NameMatch:
    """The name that was recognised and how alike it is (0 to 1)."""

    likeness: float
    name: str


@dataclass(frozen=True)
class _Name:
    owner: str
    spelling: str
    words: tuple[str, ...]
    letters: str


@dataclass(frozen=True)
class _Hit:
    name: _Name
    likeness: float
    start: int
    end: int

    def lies_in(self, other: "_Hit") -> bool:
        """Whether the other hit covers more words, this one's included, at least as surely."""
        wider = (other.start, other.end) != (self.start, self.end) and other.start <= self.start and self.end <= other.end
        return wider and other.likeness >= self.likeness


class NameIndex:
    """The names and aliases of profiles. Above `exact_length` letters, names as alike as `threshold` (0-100) are found too."""

    def __init__(self, names: Mapping[str, Sequence[str]], threshold: float, exact_length: int) -> None:
        self._threshold = threshold
        self._exact_length = exact_length
        self._by_letters: dict[str, list[_Name]] = {}
        self._by_anchor: dict[str, list[_Name]] = {}
        for owner, spellings in names.items():
            for spelling in dict.fromkeys(spellings):
                self._add(owner, spelling)
        self._anchors = list(self._by_anchor)
        self._longest = max((len(name.words) for entries in self._by_letters.values() for name in entries), default=0)

    def search(self, question: str) -> dict[str, NameMatch]:
        """The profiles that the question names; of nested names ("Flanders Make" in "EDIH Flanders Make") only the longest."""
        words = text.words(question)
        hits = [*self._exact(question, words), *self._alike(words)]
        matches: dict[str, NameMatch] = {}
        for hit in sorted(hits, key=lambda hit: -hit.likeness):
            if hit.name.owner not in matches and not any(hit.lies_in(other) for other in hits):
                matches[hit.name.owner] = NameMatch(hit.likeness, hit.name.spelling)
        return matches

    def _add(self, owner: str, spelling: str) -> None:
        words = tuple(text.words(spelling))
        name = _Name(owner, spelling, words, "".join(words))
        if not name.letters:
            return
        self._by_letters.setdefault(name.letters, []).append(name)
        for anchor in {word for word in words if len(word) > self._exact_length}:
            self._by_anchor.setdefault(anchor, []).append(name)

    def _exact(self, question: str, words: Sequence[str]) -> Iterator[_Hit]:
        """Names that stand there letter by letter, however they are split into words."""
        spellings = set(question.split())
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest + 1) + 1):
                for name in self._by_letters.get("".join(words[start:end]), ()):
                    if len(name.letters) > SHORT_NAME or len(words) <= SHORT_QUESTION or name.spelling in spellings:
                        yield _Hit(name, 1.0, start, end)

    def _alike(self, words: Sequence[str]) -> Iterator[_Hit]:
        """Misspelt names: where a long word of a name is alike, the words around it are compared with the whole name."""
        if not words or not self._anchors:
            return
        likeness = process.cdist(words, self._anchors, scorer=fuzz.ratio, score_cutoff=self._threshold, dtype=np.uint8)
        for position, anchor in zip(*np.nonzero(likeness), strict=True):
            for name in self._by_anchor[self._anchors[anchor]]:
                yield from self._around(name, int(position), words)

    def _around(self, name: _Name, position: int, words: Sequence[str]) -> Iterator[_Hit]:
        """Short words tell names apart, so they must stand there as they are ("Flanders DC" is not "Flanders we")."""
        size = len(name.words)
        short = {word for word in name.words if len(word) <= self._exact_length}
        for start in range(max(0, position - size + 1), min(position, len(words) - size) + 1):
            window = words[start : start + size]
            ratio = fuzz.ratio(name.letters, "".join(window), score_cutoff=self._threshold)
            if ratio and short <= set(window):
                yield _Hit(name, ratio / 100, start, start + size)
