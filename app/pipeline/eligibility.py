"""Puts the verdict of each profile's rules beside its candidate. It annotates and never drops."""

import datetime
from collections.abc import Sequence

from app.company.facts import Company
from app.knowledge.catalogue import Catalogue
from app.pipeline.judgement import judge
from app.records import Assessed, Ranked


def assess(ranking: Sequence[Ranked], company: Company, catalogue: Catalogue, today: datetime.date) -> tuple[Assessed, ...]:
    """Every candidate with what its rules say on `today`, in the same order."""
    return tuple(Assessed(ranked, judge(catalogue.profiles[ranked.profile_id], company, catalogue, today)) for ranked in ranking)
