"""The one engine behind every door: takes a question in, gives an answer out."""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.errors import InvalidInput, Issue
from app.knowledge.catalogue import Catalogue
from app.language import text
from app.language.embedder import Embedder
from app.pipeline import flow
from app.pipeline.rendering import Renderer
from app.records import Request
from app.search.index import Index

MAX_QUESTION = 4000
"""Characters; longer text is a document, not a question."""


@dataclass(frozen=True)
class Advisor:
    """Answers questions from one catalogue. `clock` gives the day on which rules are read."""

    catalogue: Catalogue
    index: Index
    embedder: Embedder
    renderer: Renderer
    knowledge_version: str
    clock: Callable[[], datetime.date]

    def triage(self, request: Request) -> flow.Triage:
        """Answers one request.

        Raises InvalidInput for a question without words or longer than MAX_QUESTION.
        """
        request = _cleaned(request)
        vector = self.embedder.embed_query(request.question)
        return flow.triage(secrets.token_urlsafe(12), request, vector, self.catalogue, self.index, self.renderer, self.clock())


def _cleaned(request: Request) -> Request:
    question = text.clean(request.question)
    if not question:
        raise InvalidInput([Issue("question", "must hold some text: type the question in plain words")])
    if len(question) > MAX_QUESTION:
        raise InvalidInput([Issue("question", f"has {len(question)} characters; at most {MAX_QUESTION} are read: keep the question itself")])
    return replace(request, question=question)
