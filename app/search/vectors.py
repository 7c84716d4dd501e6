"""Keeps the vectors of knowledge texts on disk, so that an edited profile costs one embedding per changed text.

A vector is found by the model's fingerprint and the text itself: a stale one cannot be used.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.language.embedder import Embedder
from app.records import Vector

Progress = Callable[[int, int], None]
"""Called with (texts embedded, texts to embed)."""


class VectorStore:
    """The vectors of one model, in one file under `folder`."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self._path = folder / "vectors" / f"{embedder.fingerprint}.npz"
        self._vectors = self._load()

    def embed(self, questions: Sequence[str], documents: Sequence[str], progress: Progress) -> tuple[Vector, Vector]:
        """The vectors of both kinds of text, one row each, embedding only the texts that are new."""
        new = {key: task for key, task in self._tasks(questions, documents).items() if key not in self._vectors}
        for done, (key, (embed, text)) in enumerate(new.items(), start=1):
            self._vectors[key] = embed(text)
            progress(done, len(new))
        if new:
            self._save()
        return self._rows("q", questions), self._rows("d", documents)

    def _tasks(self, questions: Sequence[str], documents: Sequence[str]) -> dict[str, tuple[Callable[[str], Vector], str]]:
        tasks: dict[str, tuple[Callable[[str], Vector], str]] = {_key("q", text): (self._embedder.embed_query, text) for text in questions}
        return tasks | {_key("d", text): (self._embedder.embed_document, text) for text in documents}

    def _rows(self, kind: str, texts: Sequence[str]) -> Vector:
        return np.stack([self._vectors[_key(kind, text)] for text in texts])

    def _load(self) -> dict[str, Vector]:
        if not self._path.is_file():
            return {}
        with np.load(self._path) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_suffix(f".{os.getpid()}.npz")
        np.savez(partial, keys=np.array(list(self._vectors)), vectors=np.stack(list(self._vectors.values())))
        partial.replace(self._path)


def _key(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()[:32]
