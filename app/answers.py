"""What leaves the program: the answer to a triage and the public view of a profile, the same for REST and the command line.

Keys are lowerCamelCase and an absent value is left out, never null (`to_json`).
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.records import Certainty, Kind, Language, Outcome, Result, Status, Verdict


class Answer(BaseModel):
    """A frozen object that is written with camelCase keys."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="forbid")

    def to_json(self) -> dict[str, Any]:
        """The object as JSON values, without absent ones."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Reason(Answer):
    """Why a profile is proposed: a sentence, and the words or the example question that show it."""

    text: str
    evidence: str | None = None


class SourceView(Answer):
    """Where a fact was read; no date means that the source carries none."""

    title: str
    url: str | None = None
    date: str | None = None


class RuleNote(Answer):
    """One eligibility rule for this company. `text` is the condition followed by the reason for the result, if there is one."""

    rule: str
    result: Result
    certainty: Certainty
    text: str
    condition: str
    reason: str | None = None
    source: SourceView


class Eligibility(Answer):
    """An indication, never a promise. `missing` are the facts to ask for, first the one that would settle most."""

    verdict: Verdict
    message: str
    role: str | None = None
    notes: list[RuleNote]
    missing: list[str] = []
    assumptions: list[str] = []


class Range(Answer):
    """A number that depends on facts that are not known."""

    min: float
    max: float


class SupportPart(Answer):
    """One rate or amount that adds to the support; `result` is unknown where it depends on a fact that is not known."""

    id: str
    label: str
    percent: float | None = None
    amount_eur: float | None = None
    per: str | None = None
    result: Result


class SupportView(Answer):
    """What a measure gives: in the words of its sources (`text`) and, as far as they have numbers, estimated for this company.

    `percent` is the rate after rate ceilings, `amountEur` the amount after all ceilings.
    """

    kind: str
    text: str
    percent: float | Range | None = None
    amount_eur: float | Range | None = None
    breakdown: list[SupportPart] = []
    explanation: str | None = None
    cap: str | None = None
    assumptions: list[str] = []
    missing: list[str] = []
    as_of: str | None = None
    sources: list[SourceView]


class ContactView(Answer):
    """How to reach the organisation."""

    url: str | None = None
    email: str | None = None
    phone: str | None = None


class Referral(Answer):
    """One ranked proposal."""

    rank: int
    profile_id: str
    kind: Kind
    name: str
    summary: str
    confidence: Annotated[float, Field(ge=0, le=1, description="relative strength of the match; not a probability")]
    why: list[Reason]
    eligibility: Eligibility | None = None
    support: SupportView | None = None
    next_step: str
    contact: ContactView | None = None
    status: Status
    status_note: str | None = None
    verified_on: str
    sources: list[SourceView]


class Alternative(Answer):
    """A provider that fits equally well as the referral `besides` which it is named."""

    profile_id: str
    name: str
    besides: str


class GuidanceView(Answer):
    """Short advice that goes with the referrals."""

    id: str
    title: str
    text: str
    sources: list[SourceView]


class WhyNot(Answer):
    """A measure that fits the question but is left out, with the conditions that are not met."""

    profile_id: str
    name: str
    reasons: list[str]


class WayOut(Answer):
    """The general front door: offered in every answer."""

    name: str
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    text: str


class OptionView(Answer):
    """An answer to tap."""

    value: str
    label: str


class ClarifyingQuestionView(Answer):
    """The next question. With `field` "question" the option's value is to be added to the question's text."""

    id: str
    field: str
    text: str
    options: list[OptionView]


class FactView(Answer):
    """A fact that the answer rests on, and where it came from."""

    field: str
    value: Any
    source: str


class ArticulationView(Answer):
    """The question made explicit."""

    summary: str
    needs: list[str]
    domains: list[str]
    stage: str | None = None
    segment: str | None = None
    facts: list[FactView] = []


class TriageAnswer(Answer):
    """The answer to one question."""

    triage_id: str
    language: Language
    outcome: Outcome
    articulation: ArticulationView
    referrals: list[Referral]
    alternatives: list[Alternative] = []
    why_not: list[WhyNot] = []
    guidance: list[GuidanceView] = []
    way_out: WayOut
    clarifying_questions: list[ClarifyingQuestionView] = []
    notices: list[str] = []
    message: str
    ai_disclosure: str
    knowledge_version: str


class EligibilityAnswer(Eligibility):
    """The rules of one measure for one company, and what it would give."""

    profile_id: str
    name: str
    language: Language
    support: SupportView | None = None
    notices: list[str] = []
    verified_on: str
    sources: list[SourceView]
    ai_disclosure: str


class StatementView(Answer):
    """A sourced sentence."""

    text: str
    sources: list[SourceView]


class ProfileSummary(Answer):
    """A profile as a list shows it."""

    href: str
    id: str
    kind: Kind
    name: str
    purpose: str
    status: Status
    needs: list[str]
    domains: list[str]


class ProfileView(ProfileSummary):
    """A whole profile in one language."""

    group: str
    aliases: list[str] = []
    operator: str | None = None
    status_note: StatementView | None = None
    successor: str | None = None
    as_of: str | None = None
    verified_on: str
    summary: str
    segments: list[str] = []
    stages: list[str] = []
    sectors: list[str] = []
    regions: list[str] = []
    services: list[StatementView] = []
    cost: StatementView | None = None
    instruments: list[str] = []
    not_for: list[str] = []
    roles: list[StatementView] = []
    rules: list[StatementView] = []
    support: list[SupportView] = []
    documents: list[StatementView] = []
    questions: list[str] = []
    next_step: str
    contact: ContactView | None = None
    overlaps: list[str] = []
    complements: list[str] = []
    sources: list[SourceView]


class ProfilePage(Answer):
    """One page of profiles; `next` is absent on the last one."""

    self: str
    items: list[ProfileSummary]
    total: int
    page: int
    page_size: int
    next: str | None = None
