"""Search by meaning: several vectors per profile, compared exactly (a few thousand vectors need no index structure).

Sentence vectors share a large common part, which makes everything look alike. It is taken out first: the mean and the few
strongest directions of the stored vectors ("all-but-the-top", Mu and Viswanath 2018, https://arxiv.org/abs/1702.01417).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.records import Language, Vector

NEVER_NEAR = -2.0
"""Below every cosine."""


@dataclass(frozen=True)
class Passage:
    """A text of a profile (or of an off-topic subject) that has a vector of its own."""

    owner: str
    language: Language
    text: str


@dataclass(frozen=True)
class Nearest:
    """How near an owner is: the mean over its nearest few passages in any language, and the nearest one to show, with its cosine."""

    similarity: float
    shown: str
    shown_similarity: float


class CommonPart:
    """What all vectors of one kind have in common: their mean and their `directions` strongest directions."""

    def __init__(self, vectors: Vector, directions: int) -> None:
        self._mean = vectors.mean(axis=0)
        self._directions = np.linalg.svd(vectors - self._mean, full_matrices=False)[2][:directions]

    def remove(self, vectors: Vector) -> Vector:
        """The vectors (or one vector) without the common part, of length 1 again."""
        centred = vectors - self._mean
        rest = centred - centred @ self._directions.T @ self._directions
        return np.asarray(rest / np.linalg.norm(rest, axis=-1, keepdims=True), np.float32)


class SemanticIndex:
    """Passages with their vectors: rows of length 1, in the order of `passages`. Of each owner the nearest `mean_of` count."""

    def __init__(self, passages: Sequence[Passage], vectors: Vector, mean_of: int = 1) -> None:
        self._passages = passages
        self._vectors = vectors
        rows: dict[str, list[int]] = {}
        for row, passage in enumerate(passages):
            rows.setdefault(passage.owner, []).append(row)
        self._owners = list(rows)
        widest = max(map(len, rows.values()), default=0)
        # One line of row numbers per owner, filled up with a row that is never near (see `search`).
        self._rows = np.array([own + [len(passages)] * (widest - len(own)) for own in rows.values()], np.intp)
        self._counted = np.array([min(mean_of, len(own)) for own in rows.values()])
        self._mean_of = mean_of
        self._languages = np.array([*(passage.language for passage in passages), ""])

    def without(self, owner: str, text: str) -> "SemanticIndex":
        """The same index without one passage: for measuring how well the others find its owner."""
        kept = [row for row, passage in enumerate(self._passages) if (passage.owner, passage.text) != (owner, text)]
        return SemanticIndex([self._passages[row] for row in kept], self._vectors[kept], self._mean_of)

    def search(self, vector: Vector, language: Language) -> dict[str, Nearest]:
        """For every owner its nearest passages, by cosine with a question's vector (its common part removed).

        Passages of all languages count; the one that is shown is in `language`, if the owner has any.
        """
        cosines = np.append(self._vectors @ vector, NEVER_NEAR)
        similarities = cosines[self._rows]
        best = -np.sort(-similarities, axis=1)[:, : self._mean_of]
        means = np.where(best > NEVER_NEAR, best, 0).sum(axis=1) / self._counted
        readable = similarities + NEVER_NEAR * (self._languages[self._rows] != language)
        shown = self._rows[np.arange(len(self._owners)), readable.argmax(axis=1)]
        return {
            owner: Nearest(float(mean), self._passages[row].text, float(cosines[row]))
            for owner, mean, row in zip(self._owners, means, shown, strict=True)
        }
