"""Shows the rules of a profile for one company: every condition with its result, reason and source, and what to ask next."""

import datetime
from collections.abc import Sequence

from app.answers import Eligibility, RuleNote, SupportView
from app.company.facts import Company
from app.knowledge.catalogue import Catalogue
from app.knowledge.logic import CompiledRule, Facts
from app.knowledge.schema import Profile
from app.language.formats import day
from app.pipeline.explanation import Explainer
from app.pipeline.judgement import facts_for, missing_facts, role_of
from app.pipeline.profile_views import source_views
from app.pipeline.support_view import support_view
from app.records import Judgement, Language, RuleResult


class EligibilityWords:
    """Words for judgements on one company, on one day, in one language."""

    def __init__(self, company: Company, catalogue: Catalogue, language: Language, today: datetime.date) -> None:
        self._company = company
        self._catalogue = catalogue
        self._language: Language = language
        self._today = today.isoformat()
        self._explainer = Explainer(company, catalogue, language)

    def view(self, profile: Profile, judgement: Judgement) -> Eligibility | None:
        """The verdict with a note for every rule; nothing for a profile without rules."""
        if judgement.verdict is None:
            return None
        notes = self._notes(profile, judgement)
        return Eligibility(
            verdict=judgement.verdict,
            message=self._message(judgement.verdict, len(_unmet(notes)), profile),
            role=judgement.role,
            notes=notes,
            missing=missing_facts(profile, judgement, self._company, self._catalogue),
            assumptions=list(self._explainer.assumptions({fact for rule in self._catalogue.rules[profile.id] for fact in rule.facts})),
        )

    def support(self, profile: Profile, judgement: Judgement) -> SupportView | None:
        """What the measure would give this company, if it gives anything."""
        role = judgement.role or role_of(profile, self._company)
        return support_view(profile, role, self._company, self._catalogue, self._language)

    def no_rules(self, profile: Profile) -> str:
        """That the sources name no conditions."""
        return self._message("noRules", 0, profile)

    def unmet(self, profile: Profile, judgement: Judgement) -> list[str]:
        """The hard conditions that are not met, with the reason."""
        return _unmet(self._notes(profile, judgement))

    def notices(self, profile: Profile, referrer: str | None) -> list[str]:
        """What holds beside the rules: a legal basis that lapsed, and the independence of who refers."""
        bases = [self._catalogue.law.legal_bases[code] for code in profile.legal_basis]
        notices = [basis.notice.in_language(self._language) for basis in bases if basis.valid_to < self._today]
        if profile.pays_provider and referrer in self._catalogue.law.providers:
            notices.append(self._say("verdict.independence", name=profile.names.in_language(self._language)))
        return notices

    def _message(self, verdict: str, unmet: int, profile: Profile) -> str:
        """The verdict in one sentence, with the day on which the sources were read."""
        how_many = "" if verdict != "unlikely" else ".one" if unmet == 1 else ".many"
        return self._say(f"verdict.{verdict}{how_many}", date=day(profile.verified_on, self._language), count=unmet)

    def _notes(self, profile: Profile, judgement: Judgement) -> list[RuleNote]:
        rules = self._catalogue.rules_in_force(profile.id, judgement.role, self._today)
        facts = facts_for(profile, self._company, self._catalogue)
        return [self._note(rule, result, profile, facts) for rule, result in zip(rules, judgement.results, strict=True)]

    def _note(self, compiled: CompiledRule, result: RuleResult, profile: Profile, facts: Facts) -> RuleNote:
        rule, reason = compiled.rule, self._reason(compiled, result, facts)
        condition = rule.text.in_language(self._language)
        return RuleNote(
            rule=rule.id,
            result=result.result,
            certainty=rule.certainty,
            text=f"{condition} {reason}" if reason else condition,
            condition=condition,
            reason=reason,
            source=source_views(profile, rule.source)[0],
        )

    def _reason(self, compiled: CompiledRule, result: RuleResult, facts: Facts) -> str | None:
        if compiled.expired:
            return self._say("reason.ended", date=day(compiled.rule.valid_to or "", self._language))
        return self._explainer.reason(compiled.rule, result.result, facts)

    def _say(self, key: str, **values: object) -> str:
        return self._catalogue.phrases.say(self._language, key, **values)


def _unmet(notes: Sequence[RuleNote]) -> list[str]:
    return [note.text for note in notes if note.certainty == "hard" and note.result == "unmet"]
