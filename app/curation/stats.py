"""Counts what a catalogue covers: profiles per need, domain, group and status, and example questions per language."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile
from app.records import KINDS


@dataclass(frozen=True)
class Coverage:
    """One row: how many profiles of each kind a code has, and their example questions per language."""

    code: str
    instruments: int
    intermediaries: int
    nl: int
    fr: int
    en: int


@dataclass(frozen=True)
class Stats:
    """What `knowledge stats` shows. `everyField` counts the profiles that serve all domains."""

    profiles: dict[str, int]
    status: dict[str, int]
    needs: list[Coverage]
    domains: list[Coverage]
    groups: list[Coverage]
    rules: dict[str, int]
    every_field: Coverage

    def to_json(self) -> dict[str, object]:
        """The counts with camelCase keys."""
        content = asdict(self)
        content["everyField"] = content.pop("every_field")
        return content


def count(catalogue: Catalogue) -> Stats:
    """The coverage of the profiles that can be proposed; `profiles` and `status` count all of them."""
    everything = list(catalogue.profiles.values())
    proposable = [profile for profile in everything if profile.is_proposable]
    vocabulary = catalogue.vocabulary
    kinds = Counter(profile.kind for profile in everything)
    return Stats(
        profiles={kind: kinds[kind] for kind in KINDS},
        status=dict(Counter(profile.status for profile in everything).most_common()),
        needs=[_coverage(code, (p for p in proposable if code in p.needs)) for code in vocabulary.needs],
        domains=[_coverage(code, (p for p in proposable if code in p.domains)) for code in vocabulary.domains],
        groups=[_coverage(code, (p for p in proposable if code == p.group)) for code in vocabulary.groups],
        rules=_rules(catalogue),
        every_field=_coverage("*", (p for p in proposable if not p.domains)),
    )


def _rules(catalogue: Catalogue) -> dict[str, int]:
    """How many rules there are, and how many of them a machine can judge; schemes that have numbers."""
    rules = [rule for of_profile in catalogue.rules.values() for rule in of_profile]
    return {
        "hard": sum(rule.certainty == "hard" for rule in rules),
        "indicative": sum(rule.certainty == "indicative" for rule in rules),
        "tested": sum(rule.test is not None for rule in rules),
        "profilesWithRules": sum(bool(of_profile) for of_profile in catalogue.rules.values()),
        "schemesWithRates": sum(bool(scheme.parts) for profile in catalogue.profiles.values() for scheme in profile.support),
        "facts": len(catalogue.facts.facts),
        "guidanceCards": len(catalogue.guidance),
    }


def _coverage(code: str, profiles: Iterable[Profile]) -> Coverage:
    profiles = list(profiles)
    kinds = Counter(profile.kind for profile in profiles)
    questions = [profile.questions for profile in profiles]
    return Coverage(
        code,
        kinds["instrument"],
        kinds["intermediary"],
        sum(len(q.nl) for q in questions),
        sum(len(q.fr) for q in questions),
        sum(len(q.en) for q in questions),
    )
