"""Asks every searcher about every proposable profile and joins what they found, on one scale. It orders nothing and drops nothing."""

from app.knowledge.catalogue import Catalogue
from app.language import text
from app.records import NO_EVIDENCE, Articulation, Candidate, Evidence
from app.search.fuzzy import NameMatch
from app.search.index import Index
from app.search.lexical import WordMatch

SHOWN_WORDS = 3


def retrieve(articulation: Articulation, catalogue: Catalogue, index: Index) -> tuple[Candidate, ...]:
    """One candidate for each profile that can be proposed, by id."""
    tuning = catalogue.tuning.search
    examples = index.examples.search(articulation.vector)
    descriptions = index.descriptions.search(articulation.vector)
    words = index.words.search(articulation.terms)
    names = named_profiles(articulation, catalogue, index)
    return tuple(
        Candidate(
            profile_id=profile_id,
            example=Evidence(tuning.example.scale(nearest.similarity), nearest.text if nearest.closest >= tuning.example_shown else ""),
            description=Evidence(tuning.description.scale(descriptions[profile_id].similarity), descriptions[profile_id].text),
            words=_word_evidence(words.get(profile_id), articulation),
            name=_name_evidence(names.get(profile_id)),
            similarity=nearest.similarity,
        )
        for profile_id, nearest in sorted(examples.items())
    )


def named_profiles(articulation: Articulation, catalogue: Catalogue, index: Index) -> dict[str, NameMatch]:
    """The profiles that the question names, and for a renamed or replaced one the profile that answers for it."""
    named = index.names.search(articulation.question)
    return named | {catalogue.current(catalogue.profile(profile_id)).id: match for profile_id, match in named.items()}


def _word_evidence(match: WordMatch | None, articulation: Articulation) -> Evidence:
    """The weightiest matching words as the question spells them."""
    if match is None:
        return NO_EVIDENCE
    spellings: dict[str, str] = {}
    for word in text.words(articulation.question):
        for stem in text.terms(word, articulation.language):
            spellings.setdefault(stem, word)
    return Evidence(match.coverage, ", ".join([spellings[term] for term in match.terms if term in spellings][:SHOWN_WORDS]))


def _name_evidence(match: NameMatch | None) -> Evidence:
    return Evidence(match.likeness, match.name) if match else NO_EVIDENCE
