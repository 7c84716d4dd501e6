from pathlib import Path

import numpy as np

from app.records import Vector
from app.search.vectors import VectorStore


class CountingEmbedder:
    """Vectors that can be computed by hand (word lengths), and a count of the texts that were embedded."""

    def __init__(self, fingerprint: str = "model-a") -> None:
        self.fingerprint = fingerprint
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> Vector:
        self.embedded.append(text)
        return np.array([len(text), 1], np.float32)

    def embed_document(self, text: str) -> Vector:
        return self.embed_query(f"doc {text}")


def embed(embedder: CountingEmbedder, folder: Path, *questions: str) -> Vector:
    return VectorStore(embedder, folder).embed(questions, ["d"], lambda *_: None)[0]


def test_only_new_texts_are_embedded_again(tmp_path: Path) -> None:
    first, second = CountingEmbedder(), CountingEmbedder()
    embed(first, tmp_path, "aa", "b")
    assert embed(second, tmp_path, "ccc", "aa")[:, 0].tolist() == [3, 2]
    assert second.embedded == ["ccc"]


def test_vectors_of_another_model_are_never_used(tmp_path: Path) -> None:
    embed(CountingEmbedder("model-a"), tmp_path, "aa")
    other = CountingEmbedder("model-b")
    embed(other, tmp_path, "aa")
    assert "aa" in other.embedded


def test_progress_counts_the_new_texts(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    VectorStore(CountingEmbedder(), tmp_path).embed(["a", "b"], ["c"], lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]
