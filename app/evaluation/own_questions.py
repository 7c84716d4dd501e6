"""Measures the engine on the knowledge itself: each example question is left out of the index in turn and then asked.

It needs no labels and shows where profiles overlap. It is harder than real use in one way (a question's nearest relative is missing) and easier in
another (the curator who wrote it also wrote its brothers), so its figures serve to compare settings, not to promise anything.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.advisor import Advisor
from app.evaluation.cases import Case
from app.evaluation.harness import CaseResult, Report, report, run
from app.knowledge.schema import Profile
from app.records import LANGUAGES
from app.search.index import word_fields


def evaluate_own_questions(advisor: Advisor) -> Report:
    """Asks every example question of every profile, and every off-topic example, with that question taken out."""
    return report([*_profile_questions(advisor), *_off_topic_questions(advisor)])


def _profile_questions(advisor: Advisor) -> Iterator[CaseResult]:
    for profile in advisor.catalogue.profiles.values():
        for language, question in profile.questions.all() if profile.is_proposable else ():
            case = Case(question=question, language=language, expect="referral", relevant={profile.id: 3})
            yield run(_without(advisor, profile, question), case)


def _without(advisor: Advisor, profile: Profile, question: str) -> Advisor:
    """The engine as if the profile did not have this question."""
    kept: dict[str, tuple[str, ...]] = {
        language: tuple(q for own, q in profile.questions.all() if own == language and q != question) for language in LANGUAGES
    }
    less = profile.model_copy(update={"questions": profile.questions.model_copy(update=kept)})
    words = advisor.index.words.replaced(profile.id, word_fields(less, advisor.catalogue))
    examples = advisor.index.examples.without(profile.id, question)
    return replace(advisor, index=replace(advisor.index, examples=examples, words=words))


def _off_topic_questions(advisor: Advisor) -> Iterator[CaseResult]:
    for code, topic in advisor.catalogue.vocabulary.scope.items():
        for language, question in topic.examples.all():
            index = replace(advisor.index, off_topic=advisor.index.off_topic.without(code, question))
            yield run(replace(advisor, index=index), Case(question=question, language=language, expect="outOfScope"))
