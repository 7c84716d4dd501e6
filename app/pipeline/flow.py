"""The order of the stages, in one place.

question -> articulation -> retrieval -> ranking -> eligibility -> referral -> clarification, guidance -> rendering
"""

import datetime
from dataclasses import dataclass

from app.answers import TriageAnswer
from app.company.facts import known_company
from app.knowledge.catalogue import Catalogue
from app.pipeline.articulation import articulate
from app.pipeline.clarification import clarify
from app.pipeline.eligibility import assess
from app.pipeline.eligibility_view import EligibilityWords
from app.pipeline.guidance import advise
from app.pipeline.ranking import rank
from app.pipeline.referral import select
from app.pipeline.rendering import Renderer
from app.pipeline.retrieval import retrieve
from app.records import Articulation, Assessed, Request, Selection, Vector
from app.search.index import Index


@dataclass(frozen=True)
class Triage:
    """One question taken through all stages: the answer, and everything that was considered on the way."""

    articulation: Articulation
    considered: tuple[Assessed, ...]
    selection: Selection
    answer: TriageAnswer


def triage(
    triage_id: str, request: Request, embedding: Vector, catalogue: Catalogue, index: Index, renderer: Renderer, today: datetime.date
) -> Triage:
    """Answers one cleaned question with its embedding.

    Raises InvalidInput for facts that contradict each other.
    """
    articulation = articulate(request, embedding, catalogue, index)
    retrieval = retrieve(articulation, catalogue, index)
    ranking = rank(retrieval.candidates, articulation, catalogue)
    company = known_company(request.facts, catalogue.facts, catalogue.law, today)
    considered = assess(ranking, company, catalogue, today)
    selection = select(considered, articulation, request, retrieval.named, catalogue)
    question = clarify(selection, considered, articulation, catalogue)
    cards = advise(selection, articulation, company, catalogue)
    words = EligibilityWords(company, catalogue, articulation.language, today)
    answer = renderer.render(triage_id, articulation, selection, question, cards, words, request.referrer)
    return Triage(articulation, considered, selection, answer)
