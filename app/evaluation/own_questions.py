"""Measures the engine on the knowledge itself: each example question is left out of the index in turn and then asked.

It needs no labels and shows where profiles overlap. It is harder than real use in one way (a question's nearest relative is missing) and easier in
another (the curator who wrote it also wrote its brothers), so its figures serve to compare settings, not to promise anything.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.advisor import Advisor
from app.evaluation.cases import Case
from app.evaluation.harness import CaseResult, Report, report, run
from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile
from app.search.index import build_word_index


def evaluate_own_questions(advisor: Advisor) -> Report:
    """Asks every example question of every profile, and every off-topic example, with that question taken out."""
    return report([*_profile_questions(advisor), *_off_topic_questions(advisor)])


def _profile_questions(advisor: Advisor) -> Iterator[CaseResult]:
    for profile in advisor.catalogue.profiles.values():
        for language, question in profile.questions.all() if profile.is_proposable else ():
            words = build_word_index(advisor.catalogue, _with(profile, question, advisor.catalogue))
            index = replace(advisor.index, examples=advisor.index.examples.without(profile.id, question), words=words)
            case = Case(question=question, language=language, expect="referral", relevant={profile.id: 3})
            yield run(replace(advisor, index=index), case)


def _off_topic_questions(advisor: Advisor) -> Iterator[CaseResult]:
    for code, topic in advisor.catalogue.vocabulary.scope.items():
        for language, question in topic.examples.all():
            index = replace(advisor.index, off_topic=advisor.index.off_topic.without(code, question))
            yield run(replace(advisor, index=index), Case(question=question, language=language, expect="outOfScope"))


def _with(changed: Profile, question: str, catalogue: Catalogue) -> Iterator[Profile]:
    """The proposable profiles, one of them without the question."""
    for profile in catalogue.profiles.values():
        if profile.id == changed.id:
            kept = {language: tuple(q for own, q in profile.questions.all() if own == language and q != question) for language in ("nl", "fr", "en")}
            yield profile.model_copy(update={"questions": profile.questions.model_copy(update=kept)})
        elif profile.is_proposable:
            yield profile
