"""Small made-up records for the tests of single stages."""

from collections.abc import Sequence

import numpy as np

from app.records import (
    NO_EVIDENCE,
    Articulation,
    Assessed,
    Candidate,
    Cue,
    Evidence,
    Judgement,
    OffTopic,
    Place,
    Ranked,
    Score,
    Verdict,
)


def candidate(profile_id: str, similarity: float = 0.3) -> Candidate:
    return Candidate(profile_id, Evidence(0.2, "een voorbeeldvraag"), NO_EVIDENCE, NO_EVIDENCE, NO_EVIDENCE, similarity)


def assessed(profile_id: str, score: float, verdict: Verdict | None = "unknown", similarity: float = 0.3) -> Assessed:
    ranked = Ranked(candidate(profile_id, similarity), Score.of({"example": score}, {"example": 1.0}), (), ())
    return Assessed(ranked, Judgement(verdict, ()))


def articulation(
    needs: Sequence[Cue] = (),
    domains: Sequence[Cue] = (),
    region: str = "flanders",
    province: str | None = None,
    municipality: str | None = None,
    specificity: float = 5.0,
    off_topic: OffTopic | None = None,
) -> Articulation:
    return Articulation(
        question="een vraag",
        language="nl",
        needs=tuple(needs),
        domains=tuple(domains),
        stage=None,
        segment=None,
        guidance=(),
        place=Place(region, province, municipality),
        facts={},
        terms=("vraag",),
        specificity=specificity,
        off_topic=off_topic or OffTopic("vat", 0.0),
        vector=np.zeros(2, np.float32),
    )
