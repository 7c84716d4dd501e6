"""Checks that what a profile points at exists: vocabulary words, other profiles, shared rules, its own sources.

A catalogue in which something dangles is not loaded at all, so that no question can run into it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from app.knowledge.law import Law
from app.knowledge.rules import RuleReference
from app.knowledge.schema import Profile
from app.knowledge.vocabulary import Vocabulary


def reference_problems(
    profile: Profile, profiles: Mapping[str, Profile], vocabulary: Vocabulary, shared_rules: Iterable[str], law: Law
) -> Iterator[str]:
    """Everything that dangles in one profile, in words."""
    yield from _unknown_codes(profile, vocabulary)
    yield from _dangling_ids(profile, profiles)
    yield from _endless_succession(profile, profiles)
    yield from _sources(profile)
    for rule in profile.rules:
        if isinstance(rule, RuleReference) and rule.use not in shared_rules:
            yield f"rules: '{rule.use}' is no shared rule (one of: {', '.join(shared_rules)})"
    for code in profile.legal_basis:
        if code not in law.legal_bases:
            yield f"legal_basis: '{code}' does not stand in rules/law.yaml (one of: {', '.join(law.legal_bases)})"


def _unknown_codes(profile: Profile, vocabulary: Vocabulary) -> Iterator[str]:
    known: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "needs": (profile.needs, vocabulary.needs),
        "domains": (profile.domains, vocabulary.domains),
        "segments": (profile.segments, vocabulary.segments),
        "stages": (profile.stages, vocabulary.stages),
        "sectors": (profile.sectors, vocabulary.sectors),
        "regions": (profile.regions, vocabulary.places.regions),
        "group": ([profile.group], vocabulary.groups),
        "locations": ([place.province for place in profile.locations if place.province], vocabulary.places.provinces),
    }
    for field, (codes, words) in known.items():
        yield from (f"{field}: '{code}' is not in the vocabulary (one of: {', '.join(words)})" for code in codes if code not in words)


def _dangling_ids(profile: Profile, profiles: Mapping[str, Profile]) -> Iterator[str]:
    links = {
        "successor": [profile.successor] if profile.successor else [],
        "instruments": profile.instruments,
        "not_for": [confusion.see for confusion in profile.not_for if confusion.see],
        "overlaps": profile.overlaps,
        "complements": profile.complements,
    }
    for field, ids in links.items():
        for linked in ids:
            if linked not in profiles:
                yield f"{field}: no profile has the id '{linked}'"
            elif linked == profile.id:
                yield f"{field}: the profile points at itself"


def _endless_succession(profile: Profile, profiles: Mapping[str, Profile]) -> Iterator[str]:
    """A renamed or replaced profile must lead, in the end, to one that a company can be referred to."""
    seen = {profile.id}
    while profile.status in ("renamed", "replaced"):
        following = profiles.get(profile.successor or "")
        if following is None or following.id in seen:
            yield "successor: the chain of successors does not end at a profile that can answer"
            return
        profile = following
        seen.add(profile.id)


def _sources(profile: Profile) -> Iterator[str]:
    numbers = Counter(source.n for source in profile.sources)
    yield from (f"sources: number {n} stands {count} times" for n, count in numbers.items() if count > 1)
    cited = {number for owner in _cited(profile) for number in owner}
    yield from (f"source {n} is cited but does not stand under sources" for n in sorted(cited - set(numbers)))
    yield from (f"sources: number {n} is cited nowhere: cite it or leave it out" for n in sorted(set(numbers) - cited))


def _cited(part: object) -> Iterator[tuple[int, ...]]:
    """The `source` of every piece of a profile."""
    if isinstance(part, BaseModel):
        for name, value in part:
            if name == "source":
                yield value
            else:
                yield from _cited(value)
    elif isinstance(part, tuple):
        for entry in part:
            yield from _cited(entry)
