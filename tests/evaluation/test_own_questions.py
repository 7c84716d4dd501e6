import pytest

from app.advisor import Advisor
from app.errors import InvalidInput
from app.evaluation.cases import Case
from app.evaluation.harness import evaluate
from app.evaluation.own_questions import evaluate_own_questions


def test_left_out_questions_still_find_their_profile_in_the_first_three_more_often_than_not(advisor: Advisor) -> None:
    report = evaluate_own_questions(advisor)
    own = [result.case for result in report.results if result.case.expect == "referral"]
    proposable = [profile for profile in advisor.catalogue.profiles.values() if profile.is_proposable]
    assert len(own) == sum(len(profile.questions.all()) for profile in proposable)
    assert report.means["hit@3"] > 0.5
    some = own[::10]
    assert report.means["hit@1"] < evaluate(advisor, some).means["hit@1"]


def test_case_that_grades_an_unknown_profile_is_refused(advisor: Advisor) -> None:
    with pytest.raises(InvalidInput, match="'nobody'"):
        evaluate(advisor, [Case(question="x", language="nl", expect="referral", relevant={"nobody": 3})])


def test_wrong_language_fails_a_case(advisor: Advisor) -> None:
    case = Case(question="Onze koekjes breken in de verpakking", language="fr", expect="referral")
    assert not evaluate(advisor, [case]).results[0].passes
