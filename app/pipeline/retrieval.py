"""Asks every searcher about every proposable profile and joins what they found, on one scale. It orders nothing and drops nothing."""

from collections.abc import Mapping

from app.knowledge.catalogue import Catalogue
from app.knowledge.tuning import Range
from app.language import text
from app.records import NO_EVIDENCE, Articulation, Candidate, Evidence, Retrieval
from app.search.fuzzy import NameMatch
from app.search.index import Index
from app.search.lexical import WordMatch
from app.search.semantic import Nearest

SHOWN_WORDS = 3


def retrieve(articulation: Articulation, catalogue: Catalogue, index: Index) -> Retrieval:
    """One candidate for each profile that can be proposed, by id, and the profiles that the question names."""
    tuning = catalogue.tuning.search
    examples = index.examples.search(articulation.vector, articulation.language)
    descriptions = index.descriptions.search(articulation.vector, articulation.language)
    words = index.words.search(articulation.terms)
    spellings = _spellings(articulation)
    named = index.names.search(articulation.question)
    names = named | {catalogue.current(catalogue.profiles[profile_id]).id: match for profile_id, match in named.items()}
    candidates = tuple(
        Candidate(
            profile_id=profile_id,
            example=_text_evidence(nearest, tuning.example, tuning.shown_similarity),
            description=_text_evidence(descriptions[profile_id], tuning.description, tuning.shown_similarity),
            words=_word_evidence(words.get(profile_id), spellings),
            name=_name_evidence(names.get(profile_id)),
            similarity=nearest.similarity,
        )
        for profile_id, nearest in sorted(examples.items())
    )
    return Retrieval(candidates, tuple(named))


def _spellings(articulation: Articulation) -> dict[str, str]:
    """Each term of the question -> the first word of the question that has it."""
    spellings: dict[str, str] = {}
    for word in text.words(articulation.question):
        for stem in text.terms(word, articulation.language):
            spellings.setdefault(stem, word)
    return spellings


def _text_evidence(nearest: Nearest, scale: Range, shown_from: float) -> Evidence:
    """The nearest text counts anyhow, and is shown only where people would see the likeness."""
    return Evidence(scale.scale(nearest.similarity), nearest.shown if nearest.shown_similarity >= shown_from else "")


def _word_evidence(match: WordMatch | None, spellings: Mapping[str, str]) -> Evidence:
    """The weightiest matching words as the question spells them."""
    if match is None:
        return NO_EVIDENCE
    return Evidence(match.coverage, ", ".join([spellings[term] for term in match.terms if term in spellings][:SHOWN_WORDS]))


def _name_evidence(match: NameMatch | None) -> Evidence:
    """A renamed or replaced profile that is named counts for the one that answers for it."""
    return Evidence(match.likeness, match.name) if match else NO_EVIDENCE
