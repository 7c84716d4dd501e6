"""Puts a decision into words. Every sentence comes from the phrases or the profiles; nothing is decided here."""

from collections.abc import Iterable, Sequence

from app.answers import (
    Alternative,
    ArticulationView,
    ClarifyingQuestionView,
    ContactView,
    FactView,
    OptionView,
    Reason,
    Referral,
    TriageAnswer,
    WayOut,
    WhyNot,
)
from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile
from app.pipeline.eligibility_view import EligibilityWords
from app.pipeline.profile_views import contact_view, gone_notice, guidance_view, source_views
from app.records import Articulation, Assessed, ClarifyingQuestion, Cue, Language, Proposal, Ranked, Selection

MAX_REASONS = 3


class Renderer:
    """Renders answers from one catalogue; `way_out` is the id of the general front door's profile."""

    def __init__(self, catalogue: Catalogue, way_out: str, knowledge_version: str) -> None:
        self._catalogue = catalogue
        self._way_out = catalogue.profile(way_out)
        self._knowledge_version = knowledge_version

    def render(
        self,
        triage_id: str,
        articulation: Articulation,
        selection: Selection,
        question: ClarifyingQuestion | None,
        cards: Sequence[str],
        words: EligibilityWords,
        referrer: str | None,
    ) -> TriageAnswer:
        """The whole answer in the language of the articulation; `words` explain the verdicts for this company."""
        proposals = selection.proposals
        referrals = [self._referral(rank, proposal, articulation, words) for rank, proposal in enumerate(proposals, start=1)]
        return TriageAnswer(
            triage_id=triage_id,
            language=articulation.language,
            outcome=selection.outcome,
            articulation=self._articulation(articulation),
            referrals=referrals,
            alternatives=[self._alternative(other, p, articulation) for p in proposals for other in p.alternatives],
            why_not=[self._why_not(entry, articulation, words) for entry in selection.unlikely],
            guidance=[guidance_view(self._catalogue.guidance[card], articulation.language) for card in cards],
            way_out=self._way_out_view(articulation),
            clarifying_questions=[_question_view(question)] if question else [],
            notices=self._notices(selection, articulation, words, referrer),
            message=self._message(selection, articulation),
            ai_disclosure=self._say(articulation, "answer.aiDisclosure"),
            knowledge_version=self._knowledge_version,
        )

    def _say(self, articulation: Articulation, key: str, **values: object) -> str:
        return self._catalogue.phrases.say(articulation.language, key, **values)

    def _message(self, selection: Selection, articulation: Articulation) -> str:
        if selection.outcome == "outOfScope":
            topic = self._catalogue.vocabulary.scope[articulation.off_topic.code]
            return topic.answer.in_language(articulation.language)
        count = len(selection.proposals)
        amount = "none" if count == 0 else "one" if count == 1 else "many"
        return self._say(articulation, f"answer.{selection.outcome}.{amount}", count=count)

    def _articulation(self, articulation: Articulation) -> ArticulationView:
        return ArticulationView(
            summary=self._summary(articulation),
            needs=[cue.code for cue in articulation.needs],
            domains=[cue.code for cue in articulation.domains],
            stage=articulation.stage.code if articulation.stage else None,
            segment=articulation.segment.code if articulation.segment else None,
            facts=[FactView(field=field, value=value, source="request") for field, value in articulation.facts.items()],
        )

    def _summary(self, articulation: Articulation) -> str:
        needs, domains = self._labels("needs", articulation.needs, articulation), self._labels("domains", articulation.domains, articulation)
        known = "both" if needs and domains else "needs" if needs else "domains" if domains else "nothing"
        return self._say(articulation, f"answer.summary.{known}", needs=needs, domains=domains)

    def _labels(self, vocabulary: str, cues: Iterable[Cue], articulation: Articulation) -> str:
        terms = getattr(self._catalogue.vocabulary, vocabulary)
        return ", ".join(terms[cue.code].label.in_language(articulation.language) for cue in cues)

    def _referral(self, rank: int, proposal: Proposal, articulation: Articulation, words: EligibilityWords) -> Referral:
        profile, language = self._catalogue.profiles[proposal.profile_id], articulation.language
        return Referral(
            rank=rank,
            profile_id=profile.id,
            kind=profile.kind,
            name=profile.names.in_language(language),
            summary=profile.purpose.in_language(language),
            confidence=round(min(1.0, max(0.0, proposal.assessed.ranked.score.total)), 3),
            why=self._reasons(proposal.assessed.ranked, profile, articulation),
            eligibility=words.view(profile, proposal.assessed.judgement),
            support=words.support(profile, proposal.assessed.judgement),
            next_step=profile.next_step.in_language(language),
            contact=contact_view(profile),
            status=profile.status,
            status_note=self._status_note(profile, articulation),
            verified_on=profile.verified_on,
            sources=source_views(profile),
        )

    def _status_note(self, profile: Profile, articulation: Articulation) -> str | None:
        if profile.status == "unknown":
            return self._say(articulation, "answer.notRecentlyConfirmed")
        return None

    def _reasons(self, ranked: Ranked, profile: Profile, articulation: Articulation) -> list[Reason]:
        """The terms of the score that weighed most, each with what a person recognises."""
        evidence = {
            "name": ranked.candidate.name.text,
            "example": ranked.candidate.example.text,
            "words": ranked.candidate.words.text,
            "description": _service(profile, ranked.candidate.description.text, articulation.language),
            "need": _shown(ranked.needs),
            "domain": _shown(ranked.domains),
        }
        values = {
            "need": self._labels("needs", ranked.needs, articulation),
            "domain": self._labels("domains", ranked.domains, articulation),
        }
        weighty = sorted((c for c in ranked.score.contributions if c.points > 0 and evidence.get(c.name)), key=lambda c: -c.points)
        reasons = [
            Reason(text=self._say(articulation, f"why.{c.name}", value=values.get(c.name, "")), evidence=evidence[c.name])
            for c in weighty[:MAX_REASONS]
        ]
        return reasons or [Reason(text=self._say(articulation, "why.description"), evidence=profile.purpose.in_language(articulation.language))]

    def _alternative(self, other: str, proposal: Proposal, articulation: Articulation) -> Alternative:
        name = self._catalogue.profiles[other].names.in_language(articulation.language)
        return Alternative(profile_id=other, name=name, besides=proposal.profile_id)

    def _why_not(self, entry: Assessed, articulation: Articulation, words: EligibilityWords) -> WhyNot:
        profile = self._catalogue.profiles[entry.ranked.profile_id]
        reasons = words.unmet(profile, entry.judgement)
        return WhyNot(profile_id=profile.id, name=profile.names.in_language(articulation.language), reasons=reasons)

    def _way_out_view(self, articulation: Articulation) -> WayOut:
        """The general front door, or that of the region where the company is."""
        region = self._catalogue.vocabulary.places.regions[articulation.place.region]
        profile = self._catalogue.profiles[region.front_door] if region.front_door else self._way_out
        name, place = profile.names.in_language(articulation.language), region.label.in_language(articulation.language)
        text = self._say(articulation, "answer.wayOutElsewhere" if region.front_door else "answer.wayOut", name=name, region=place)
        return WayOut(name=name, text=text, **dict(contact_view(profile) or ContactView()))

    def _notices(self, selection: Selection, articulation: Articulation, words: EligibilityWords, referrer: str | None) -> list[str]:
        """What became of measures that the question names but that cannot be proposed, what holds beside the rules, the standing reservation."""
        notices = [gone_notice(self._catalogue.profiles[profile_id], self._catalogue, articulation.language) for profile_id in selection.named]
        for proposal in selection.proposals:
            notices += words.notices(self._catalogue.profiles[proposal.profile_id], referrer)
        if selection.proposals:
            notices.append(self._say(articulation, "answer.indication"))
        return list(dict.fromkeys(notices))


def _service(profile: Profile, passage: str, language: Language) -> str:
    """The passage if it is one of the services: purpose and summary are no news to the reader."""
    return passage if any(service.text.in_language(language) == passage for service in profile.services) else ""


def _shown(cues: Sequence[Cue]) -> str:
    return ", ".join(dict.fromkeys(cue.words for cue in cues if cue.words))


def _question_view(question: ClarifyingQuestion) -> ClarifyingQuestionView:
    options = [OptionView(value=option.value, label=option.label) for option in question.options]
    return ClarifyingQuestionView(id=question.id, field=question.field, text=question.text, options=options)
