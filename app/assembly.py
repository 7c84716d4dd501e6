"""The composition root: builds the parts from the settings and joins them."""

import datetime
import hashlib
import importlib.metadata
from collections.abc import Callable

from app.advisor import Advisor
from app.knowledge.catalogue import Catalogue, load_catalogue
from app.language import model
from app.language.detection import load_detector
from app.language.embedder import OnnxEmbedder
from app.pipeline.rendering import Renderer
from app.search.index import build_index
from app.search.vectors import Progress as VectorProgress
from app.search.vectors import VectorStore
from app.settings import Settings

DISTRIBUTION = "flipped-tto"


def _silent(*_: object) -> None:
    """For callers that show no progress."""


def prepare_model(settings: Settings, progress: model.Progress) -> model.PreparedModel:
    """The embedding model, prepared now if it was not yet."""
    return model.prepare(settings.model, settings.cache_dir, progress)


def build_advisor(
    settings: Settings,
    model_progress: model.Progress = _silent,
    vector_progress: VectorProgress = _silent,
    clock: Callable[[], datetime.date] = datetime.date.today,
) -> Advisor:
    """Everything that is needed to answer questions; seconds with a prepared model, about a minute without.

    Raises KnowledgeInvalid, ModelUnavailable or ProfileNotFound (for the way out).
    """
    catalogue = load_catalogue(settings.knowledge_dir)
    load_detector()
    embedder = OnnxEmbedder(prepare_model(settings, model_progress))
    index = build_index(catalogue, VectorStore(embedder, settings.cache_dir), vector_progress)
    version = knowledge_version(catalogue, embedder.fingerprint)
    return Advisor(catalogue, index, embedder, Renderer(catalogue, settings.way_out, version), version, clock)


def knowledge_version(catalogue: Catalogue, model_fingerprint: str) -> str:
    """One short name for everything that decides an answer: knowledge files, model and code version."""
    parts = f"{catalogue.digest} {model_fingerprint} {importlib.metadata.version(DISTRIBUTION)}"
    return hashlib.sha256(parts.encode()).hexdigest()[:12]
