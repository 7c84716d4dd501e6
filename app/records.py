"""The frozen records that the stages of the pipeline hand to each other, in the order in which they arise.

Nothing here computes more than a sum; what leaves the program stands in `answers.py`. What exists once for every profile and question is
a named tuple: it is made a few times faster than a frozen dataclass.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Language = Literal["nl", "fr", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en")
Kind = Literal["intermediary", "instrument"]
KINDS: tuple[Kind, ...] = ("intermediary", "instrument")
Status = Literal["active", "ended", "renamed", "replaced", "unknown"]
Outcome = Literal["referral", "clarify", "outOfScope"]
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Request:
    """What somebody asks: the question in plain language and the facts that came with it (`company.employees` -> 12).

    The answer is in `language`, or in the one that the question is seen to be in; `preferred` where that cannot be seen. `referrer` is
    who asks on behalf of the company (`accountant`).
    """

    question: str
    language: Language | None = None
    limit: int = 5
    kinds: tuple[Kind, ...] = KINDS
    facts: Mapping[str, object] = field(default_factory=dict)
    preferred: Language = "nl"
    referrer: str | None = None


@dataclass(frozen=True)
class CheckRequest:
    """Which measure to check for which facts, and who asks on behalf of the company."""

    instrument: str
    language: Language = "nl"
    facts: Mapping[str, object] = field(default_factory=dict)
    referrer: str | None = None


@dataclass(frozen=True)
class Cue:
    """A vocabulary code that the question shows, with the words that show it."""

    code: str
    words: str


@dataclass(frozen=True)
class Place:
    """Where the company is, as far as known: the region always (a default stands in the tuning)."""

    region: str
    province: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class OffTopic:
    """The out-of-scope topic that is nearest to the question: its cosine, and the words that name it outright, if any."""

    code: str
    similarity: float
    words: str | None = None


@dataclass(frozen=True)
class Articulation:
    """The question made explicit. `terms` are the stems of the words that carry meaning; `specificity` tells how much they tell apart."""

    question: str
    language: Language
    needs: tuple[Cue, ...]
    domains: tuple[Cue, ...]
    stage: Cue | None
    segment: Cue | None
    guidance: tuple[Cue, ...]
    place: Place
    facts: Mapping[str, object]
    terms: tuple[str, ...]
    specificity: float
    off_topic: OffTopic
    vector: Vector = field(repr=False)


class Evidence(NamedTuple):
    """How strongly one searcher finds one profile (0 to 1), and the text or words in which it was found."""

    strength: float
    text: str = ""


NO_EVIDENCE = Evidence(0.0)


class Candidate(NamedTuple):
    """A profile with what each searcher found of it. `similarity` is the raw cosine to its nearest example question."""

    profile_id: str
    example: Evidence
    description: Evidence
    words: Evidence
    name: Evidence
    similarity: float


@dataclass(frozen=True)
class Retrieval:
    """All candidates, and the ids of the profiles that the question names, proposable or not."""

    candidates: tuple[Candidate, ...]
    named: tuple[str, ...]


class Contribution(NamedTuple):
    """One term of a score."""

    name: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What this term adds to the sum."""
        return self.value * self.weight


class Score(NamedTuple):
    """A weighted sum that can print itself. `values` and `weights` are by the name of the term."""

    values: Mapping[str, float]
    weights: Mapping[str, float]
    total: float

    @classmethod
    def of(cls, values: Mapping[str, float], weights: Mapping[str, float]) -> Self:
        """The sum of these values, each with its weight."""
        return cls(values, weights, sum([value * weights[name] for name, value in values.items()]))

    @property
    def contributions(self) -> list[Contribution]:
        """The terms that are not zero."""
        return [Contribution(name, value, self.weights[name]) for name, value in self.values.items() if value]

    def __str__(self) -> str:
        terms = (f"{c.name} {c.value:.2f}×{c.weight:.2f}" for c in self.contributions)
        return f"{' + '.join(terms) or '0'} = {self.total:.3f}"


class Ranked(NamedTuple):
    """A candidate with its score and the cues that it shares with the question."""

    candidate: Candidate
    score: Score
    needs: tuple[Cue, ...]
    domains: tuple[Cue, ...]

    @property
    def profile_id(self) -> str:
        """The id of the ranked profile."""
        return self.candidate.profile_id


Verdict = Literal["likely", "unlikely", "unknown"]
Result = Literal["met", "unmet", "unknown"]
Certainty = Literal["hard", "indicative"]


@dataclass(frozen=True)
class RuleResult:
    """What one rule of a profile says about this company: `text` and `source` are found by `rule` in the profile."""

    rule: str
    result: Result


@dataclass(frozen=True)
class Judgement:
    """The verdict on one profile for one company in one role; a profile without rules has none."""

    verdict: Verdict | None
    results: tuple[RuleResult, ...]
    role: str | None = None


@dataclass(frozen=True)
class Assessed:
    """A ranked candidate with what its rules say."""

    ranked: Ranked
    judgement: Judgement

    @property
    def verdict(self) -> Verdict | None:
        """Whether the company seems to qualify; None for a profile without rules."""
        return self.judgement.verdict


@dataclass(frozen=True)
class Proposal:
    """One referral before it is put into words, with the profiles that fit equally well."""

    assessed: Assessed
    alternatives: tuple[str, ...] = ()

    @property
    def profile_id(self) -> str:
        """The id of the proposed profile."""
        return self.assessed.ranked.profile_id


@dataclass(frozen=True)
class Selection:
    """What the referral stage decided: the outcome and the proposals in order.

    `named` are profiles that were asked for by name but cannot be proposed, `unlikely` those that fit the question but not the company.
    """

    outcome: Outcome
    proposals: tuple[Proposal, ...]
    named: tuple[str, ...]
    unlikely: tuple[Assessed, ...] = ()


@dataclass(frozen=True)
class Option:
    """One answer to tap: the words that it adds to the question."""

    value: str
    label: str


@dataclass(frozen=True)
class ClarifyingQuestion:
    """The one best next question. `field` is `question` where the answer is to be added to the question's text."""

    id: str
    field: str
    text: str
    options: tuple[Option, ...]
