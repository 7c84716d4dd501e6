"""Gives every candidate one score, a weighted sum that can print itself, and orders them. It cuts nothing."""

from collections.abc import Mapping, Sequence

from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile
from app.records import Articulation, Candidate, Cue, Ranked, Score


def rank(candidates: Sequence[Candidate], articulation: Articulation, catalogue: Catalogue) -> tuple[Ranked, ...]:
    """All candidates, best first; equal scores in the order of their ids."""
    weights = catalogue.tuning.ranking.model_dump()
    ranked = [_score(candidate, articulation, catalogue.profiles[candidate.profile_id], weights) for candidate in candidates]
    return tuple(sorted(ranked, key=lambda entry: (-entry.score.total, entry.profile_id)))


def _score(candidate: Candidate, articulation: Articulation, profile: Profile, weights: Mapping[str, float]) -> Ranked:
    needs = tuple(cue for cue in articulation.needs if cue.code in profile.needs)
    domains = tuple(cue for cue in articulation.domains if cue.code in profile.domains)
    values = {
        "example": candidate.example.strength,
        "description": candidate.description.strength,
        "words": candidate.words.strength,
        "name": candidate.name.strength,
        "need": _share(needs, articulation.needs),
        "domain": _share(domains, articulation.domains),
        "other_domain": float(bool(articulation.domains and profile.domains and not domains)),
        "unasked_domain": float(bool(profile.domains and not articulation.domains)),
        "stage": float(articulation.stage is not None and articulation.stage.code in profile.stages),
        "segment": float(articulation.segment is not None and articulation.segment.code in profile.segments),
        "other_region": float(_serves_elsewhere(profile, articulation)),
        "unconfirmed": float(profile.status == "unknown"),
    }
    return Ranked(candidate, Score.of(values, weights), needs, domains)


def _share(shared: Sequence[Cue], asked: Sequence[Cue]) -> float:
    return len(shared) / len(asked) if asked else 0.0


def _serves_elsewhere(profile: Profile, articulation: Articulation) -> bool:
    return bool(profile.regions) and articulation.place.region not in profile.regions
