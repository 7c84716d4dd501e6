"""The form of `knowledge/tuning.yaml`: every number that decides order or outcome, in one file that says how each was set."""

from typing import Annotated

from pydantic import Field

from app.knowledge.forms import Code, Form

Share = Annotated[float, Field(ge=0, le=1)]


class Range(Form):
    """The raw values that count as 0 and as 1."""

    low: float
    high: float

    def scale(self, value: float) -> float:
        """`value` on the range, between 0 and 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


class SearchTuning(Form):
    """How raw search results become strengths between 0 and 1."""

    example: Range
    description: Range
    example_mean_of: Annotated[int, Field(ge=1)]
    shown_similarity: float
    common_directions: Annotated[int, Field(ge=0)]
    bm25_k1: float
    bm25_b: Share
    field_weights: dict[str, float]
    telling_word: Share
    name_threshold: Annotated[float, Field(ge=0, le=100)]
    name_exact_length: int


class RankingTuning(Form):
    """The weight of each term of the score."""

    example: float
    description: float
    words: float
    name: float
    need: float
    domain: float
    other_domain: float
    unasked_domain: float
    stage: float
    segment: float
    other_region: float
    unconfirmed: float


class ReferralTuning(Form):
    """Which candidates become referrals."""

    threshold: float
    provisional_threshold: float
    provisional_limit: int
    tie_margin: float
    kind_margin: float
    unlikely_shown_from_top: int
    why_not_limit: int
    guidance_limit: int


class ScopeTuning(Form):
    """When a question is out of scope, or too little to go on."""

    margin: float
    minimum_similarity: float
    cue_bonus: float
    minimum_specificity: float
    options: int


class Tuning(Form):
    """All numbers, and the region that a question is about when nothing says otherwise."""

    default_region: Code

    search: SearchTuning
    ranking: RankingTuning
    referral: ReferralTuning
    scope: ScopeTuning
