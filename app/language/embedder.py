"""Turns text into vectors with a prepared model: ONNX Runtime and tokenizers only, so that serving never loads torch."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from app.language.model import PreparedModel
from app.records import Vector

DEFAULT_MAX_TOKENS = 512


class Embedder(Protocol):
    """What search needs of a model. `fingerprint` names the model's exact content, so that stored vectors never outlive it."""

    fingerprint: str

    def embed_query(self, text: str) -> Vector:
        """The vector of a question: float32, of length 1."""
        ...

    def embed_document(self, text: str) -> Vector:
        """The vector of a text that answers questions: float32, of length 1."""
        ...


class OnnxEmbedder:
    """A prepared sentence-transformers model. One text at a time: int8 scales are per batch, and nobody's score may depend on neighbours."""

    def __init__(self, model: PreparedModel) -> None:
        self.fingerprint = model.fingerprint
        self._folder = model.sentence_transformer
        self._tokenizer = _load_tokenizer(model.sentence_transformer)
        self._session = _load_session(model.onnx)

    def embed_query(self, text: str) -> Vector:
        """See `Embedder`."""
        return self._embed(self._prompts.get("query", "") + text)

    def embed_document(self, text: str) -> Vector:
        """See `Embedder`."""
        return self._embed(self._prompts.get("document", "") + text)

    @cached_property
    def _prompts(self) -> dict[str, str]:
        prompts: dict[str, str] = _read_json(self._folder / "config_sentence_transformers.json").get("prompts", {})
        return prompts

    def _embed(self, text: str) -> Vector:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        (embedding,) = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return np.asarray(embedding[0], np.float32)


def _load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    limit = _read_json(folder / "tokenizer_config.json").get("model_max_length", DEFAULT_MAX_TOKENS)
    tokenizer.enable_truncation(min(limit, DEFAULT_MAX_TOKENS))
    tokenizer.no_padding()
    return tokenizer


def _load_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread per question: requests run side by side in the server's thread pool.
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}
    return content
