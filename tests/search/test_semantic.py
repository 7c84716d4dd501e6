from collections.abc import Sequence

import numpy as np
import pytest

from app.records import Vector
from app.search.semantic import CommonPart, Passage, SemanticIndex


def unit(*rows: Sequence[float]) -> Vector:
    vectors = np.array(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_nearest_passage_of_each_owner_is_found() -> None:
    passages = [Passage("a", "nl", "first"), Passage("a", "nl", "second"), Passage("b", "nl", "third")]
    index = SemanticIndex(passages, unit([1, 0], [0, 1], [-1, 0]))
    nearest = index.search(unit([0.1, 1])[0], "nl")
    assert nearest["a"].shown == "second"
    assert nearest["a"].similarity > nearest["b"].similarity


def test_similarity_is_the_mean_of_the_nearest_few_and_the_best_is_shown() -> None:
    index = SemanticIndex([Passage("a", "nl", "x"), Passage("a", "nl", "y")], unit([1, 0], [0, 1]), mean_of=2)
    nearest = index.search(unit([1, 0])[0], "nl")["a"]
    assert nearest.similarity == pytest.approx(0.5)
    assert nearest.shown_similarity == pytest.approx(1)


def test_every_language_counts_and_the_readers_own_is_shown() -> None:
    passages = [Passage("a", "en", "english"), Passage("a", "nl", "dutch"), Passage("b", "fr", "french")]
    index = SemanticIndex(passages, unit([1, 0], [0.5, 1], [0, 1]))
    nearest = index.search(unit([1, 0])[0], "nl")
    assert nearest["a"].similarity == pytest.approx(1)
    assert nearest["a"].shown == "dutch"
    assert nearest["b"].shown == "french"


def test_removing_the_common_part_spreads_vectors_that_all_point_one_way() -> None:
    rng = np.random.default_rng(7)
    vectors = unit(*(rng.normal([10, 0, 0, 0, 0]).tolist() for _ in range(40)))
    spread = CommonPart(vectors, directions=1).remove(vectors)
    assert (vectors @ vectors.T).mean() > 0.9
    assert abs((spread @ spread.T).mean()) < 0.1
    assert np.linalg.norm(spread, axis=1) == pytest.approx(1, abs=1e-5)


def test_common_part_of_one_vector_is_removed_as_that_of_many() -> None:
    vectors = unit([1, 0, 0.2], [0, 1, 0.2], [0.5, 0.5, 1])
    common = CommonPart(vectors, directions=1)
    assert common.remove(vectors[0]) == pytest.approx(common.remove(vectors)[0])
