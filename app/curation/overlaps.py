"""Where profiles overlap and where nobody serves: the analysis that the advice of the SERV (2022) asks for before a measure is added.

Two profiles of one kind overlap when they give the same help, in the same field, to the same companies, at the same stage, in the same region.
An empty list of a profile means that it serves all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile

COMPARED = ("needs", "domains", "segments", "stages", "regions")
CLOSE = 0.75
"""From which likeness two profiles are told to overlap."""


@dataclass(frozen=True)
class Overlap:
    """Two profiles for the same thing: how alike they are (0 to 1), the needs that they share, and whether their files say so."""

    first: str
    second: str
    likeness: float
    needs: tuple[str, ...]
    declared: bool


@dataclass(frozen=True)
class OverlapReport:
    """Overlaps, the closest first; `no_specialist` are the fields in which nobody specialises, per need; `unserved` codes that no profile has."""

    overlaps: tuple[Overlap, ...]
    no_specialist: dict[str, list[str]]
    unserved: dict[str, list[str]]

    def to_json(self) -> dict[str, object]:
        """The report with camelCase keys."""
        content = asdict(self)
        content["noSpecialist"] = content.pop("no_specialist")
        return content


def find_overlaps(catalogue: Catalogue) -> OverlapReport:
    """Compares every two profiles of one kind that can be proposed, and looks for needs, fields, segments and stages without anybody."""
    profiles = [profile for profile in catalogue.profiles.values() if profile.is_proposable]
    pairs = [_overlap(a, b) for a, b in combinations(profiles, 2) if a.kind == b.kind and not _interchangeable(a, b, catalogue)]
    close = sorted((pair for pair in pairs if pair.likeness >= CLOSE), key=lambda pair: (-pair.likeness, pair.first, pair.second))
    vocabulary = catalogue.vocabulary
    codes: dict[str, Iterable[str]] = {
        "needs": vocabulary.needs,
        "domains": vocabulary.domains,
        "segments": vocabulary.segments,
        "stages": vocabulary.stages,
    }
    return OverlapReport(
        overlaps=tuple(close),
        no_specialist={need: _without_specialist(need, profiles, catalogue) for need in vocabulary.needs},
        unserved={field: _unserved(field, known, profiles) for field, known in codes.items()},
    )


def _interchangeable(a: Profile, b: Profile, catalogue: Catalogue) -> bool:
    """Two schools or offices of one group do the same by design."""
    return a.group == b.group and catalogue.vocabulary.groups[a.group].interchangeable


def _overlap(a: Profile, b: Profile) -> Overlap:
    """How alike two profiles are: the mean over all that is compared, nothing where they share nothing of one of them."""
    shared = [_shared(getattr(a, field), getattr(b, field)) for field in COMPARED]
    likeness = sum(shared) / len(shared) if all(shared) else 0.0
    needs = tuple(need for need in a.needs if need in b.needs)
    return Overlap(a.id, b.id, round(likeness, 2), needs, declared=b.id in a.overlaps or a.id in b.overlaps)


def _shared(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of codes that two lists have in common; "all of them" against "some" counts half."""
    if not first or not second:
        return 1.0 if not first and not second else 0.5
    return len(set(first) & set(second)) / len(set(first) | set(second))


def _without_specialist(need: str, profiles: Sequence[Profile], catalogue: Catalogue) -> list[str]:
    served = {domain for profile in profiles if need in profile.needs for domain in profile.domains}
    return [domain for domain in catalogue.vocabulary.domains if domain not in served]


def _unserved(field: str, codes: Iterable[str], profiles: Sequence[Profile]) -> list[str]:
    """The codes that no profile names: at best somebody who serves everybody takes them."""
    return [code for code in codes if not any(code in getattr(profile, field) for profile in profiles)]
