"""Search by words: BM25 over the weighted fields of a profile, as a share of the best score that the question could get.

The field-weighted term frequency is that of BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
weighted fields", 2004). It is written here because no library gives the share of each word, which the reasons need.
"""

import copy
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.knowledge.tuning import SearchTuning

Fields = Mapping[str, Sequence[str]]
"""The analysed terms of a profile, per field name."""


@dataclass(frozen=True)
class WordMatch:
    """How much of the question's weight a profile holds (0 to 1), and the matching terms that tell something, weightiest first."""

    coverage: float
    terms: tuple[str, ...]


class LexicalIndex:
    """BM25F over profiles, by profile id."""

    def __init__(self, profiles: Mapping[str, Fields], tuning: SearchTuning) -> None:
        self._tuning = tuning
        self._k1 = tuning.bm25_k1
        self._mean_lengths = _mean_lengths(profiles)
        self._frequencies = {owner: _weighted_frequencies(fields, self._mean_lengths, tuning) for owner, fields in profiles.items()}
        self._counts = Counter(term for frequencies in self._frequencies.values() for term in frequencies)
        total = len(profiles)
        self._idf = {term: self._rarity(count) for term, count in self._counts.items()}
        self._unseen_idf = math.log(1 + (total + 0.5) / 0.5)
        self._telling_idf = tuning.telling_word * self._unseen_idf

    def replaced(self, owner: str, fields: Fields) -> "LexicalIndex":
        """The same index with other fields of one profile (the mean lengths stay): for measuring what a part of them is worth."""
        other = copy.copy(self)
        other._frequencies = {**self._frequencies, owner: _weighted_frequencies(fields, self._mean_lengths, self._tuning)}
        changes = Counter(other._frequencies[owner].keys())
        changes.subtract(self._frequencies[owner].keys())
        changed = {term: self._counts[term] + change for term, change in changes.items() if change}
        other._idf = {**self._idf, **{term: self._rarity(count) for term, count in changed.items()}}
        return other

    def search(self, terms: Sequence[str]) -> dict[str, WordMatch]:
        """The match of every profile that holds at least one of the question's terms."""
        question = list(dict.fromkeys(terms))
        ceiling = sum(self._idf.get(term, self._unseen_idf) for term in question) or 1.0
        matches = {}
        for owner, frequencies in self._frequencies.items():
            gains = {term: self._gain(term, frequencies[term]) for term in question if term in frequencies}
            if gains:
                telling = [term for term in gains if self._idf[term] >= self._telling_idf]
                found = tuple(sorted(telling, key=lambda term: -gains[term]))
                matches[owner] = WordMatch(min(1.0, sum(gains.values()) / ceiling), found)
        return matches

    def specificity(self, terms: Sequence[str]) -> float:
        """How much the terms tell apart, counted in words that no profile holds: 0.2 for "subsidie", 1 for a rare word."""
        return sum(self._idf.get(term, self._unseen_idf) for term in set(terms)) / self._unseen_idf

    def _rarity(self, count: int) -> float:
        total = len(self._frequencies)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    def _gain(self, term: str, frequency: float) -> float:
        return self._idf[term] * frequency * (self._k1 + 1) / (self._k1 + frequency) / (self._k1 + 1)


def _mean_lengths(profiles: Mapping[str, Fields]) -> dict[str, float]:
    lengths: Counter[str] = Counter()
    for fields in profiles.values():
        lengths.update({name: len(terms) for name, terms in fields.items()})
    return {name: max(1.0, length / len(profiles)) for name, length in lengths.items()}


def _weighted_frequencies(fields: Fields, mean_lengths: Mapping[str, float], tuning: SearchTuning) -> dict[str, float]:
    frequencies: dict[str, float] = {}
    for name, terms in fields.items():
        length = 1 - tuning.bm25_b + tuning.bm25_b * len(terms) / mean_lengths[name]
        for term, count in Counter(terms).items():
            frequencies[term] = frequencies.get(term, 0.0) + tuning.field_weights[name] * count / length
    return frequencies
