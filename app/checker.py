"""Checks one measure for one company: every rule, the verdict, the support. It needs no embedding model."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.answers import EligibilityAnswer
from app.company.facts import known_company
from app.errors import NothingToCheck
from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile
from app.pipeline.eligibility_view import EligibilityWords
from app.pipeline.judgement import judge
from app.pipeline.profile_views import gone_notice, source_views
from app.records import CheckRequest


@dataclass(frozen=True)
class Checker:
    """Checks measures of one catalogue. `clock` gives the day on which rules are read."""

    catalogue: Catalogue
    clock: Callable[[], datetime.date]

    def check(self, request: CheckRequest) -> EligibilityAnswer:
        """The rules of `request.instrument` for the stated facts; a renamed or replaced measure is answered by its successor.

        Raises ProfileNotFound for an id that is no measure and has no rules, InvalidInput for facts that contradict each other.
        """
        asked, today = self._measure(request.instrument), self.clock()
        profile = self.catalogue.current(asked)
        company = known_company(request.facts, self.catalogue.facts, self.catalogue.law, today)
        judgement = judge(profile, company, self.catalogue, today)
        words = EligibilityWords(company, self.catalogue, request.language, today)
        eligibility = words.view(profile, judgement)
        return EligibilityAnswer(
            profile_id=profile.id,
            name=profile.names.in_language(request.language),
            language=request.language,
            verdict=judgement.verdict or "unknown",
            message=eligibility.message if eligibility else words.no_rules(profile),
            role=judgement.role,
            notes=eligibility.notes if eligibility else [],
            missing=eligibility.missing if eligibility else [],
            assumptions=eligibility.assumptions if eligibility else [],
            support=words.support(profile, judgement),
            notices=[*self._status_notices(asked, profile, request), *words.notices(profile, request.referrer)],
            verified_on=profile.verified_on,
            sources=source_views(profile),
            ai_disclosure=self.catalogue.phrases.say(request.language, "answer.aiDisclosure"),
        )

    def _measure(self, instrument: str) -> Profile:
        profile = self.catalogue.profile(instrument)
        if profile.kind == "intermediary" and not profile.rules:
            raise NothingToCheck(instrument)
        return profile

    def _status_notices(self, asked: Profile, answering: Profile, request: CheckRequest) -> Iterator[str]:
        if asked is not answering or asked.status == "ended":
            yield gone_notice(asked, self.catalogue, request.language)
        elif asked.status == "unknown":
            yield self.catalogue.phrases.say(request.language, "answer.notRecentlyConfirmed")
