"""Runs cases through the whole engine and measures what comes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from app.advisor import Advisor
from app.errors import InvalidInput, Issue
from app.evaluation.cases import Case
from app.evaluation.metrics import hit, ndcg
from app.records import Language, Outcome, Request


@dataclass(frozen=True)
class CaseResult:
    """What one case gave."""

    case: Case
    outcome: Outcome
    language: Language
    top: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether language and outcome are right and, for a referral, a best-graded profile is in the top 3."""
        as_expected = self.outcome == self.case.expect and self.language == self.case.language
        return as_expected and (not self.case.relevant or bool(hit(self.top, self.case.relevant, 3)))


@dataclass(frozen=True)
class Report:
    """The results and their means: the share of right languages and of right outcomes per expected outcome; nDCG@5 and hits over graded cases."""

    results: tuple[CaseResult, ...]
    means: dict[str, float]

    def to_json(self) -> dict[str, object]:
        """The report with camelCase keys."""
        cases = [{"question": r.case.question, "expect": r.case.expect, "outcome": r.outcome, "top": r.top, "passes": r.passes} for r in self.results]
        return {"means": self.means, "cases": cases}


def evaluate(advisor: Advisor, cases: Sequence[Case]) -> Report:
    """Answers every case and measures it.

    Raises InvalidInput for a case that grades a profile which does not exist.
    """
    for number, case in enumerate(cases, start=1):
        if unknown := [profile_id for profile_id in case.relevant if profile_id not in advisor.catalogue.profiles]:
            raise InvalidInput([Issue(f"case {number}", f"no profile has the id '{unknown[0]}'")])
    return report([run(advisor, case) for case in cases])


def run(advisor: Advisor, case: Case) -> CaseResult:
    """Answers one case."""
    answer = advisor.triage(Request(case.question)).answer
    return CaseResult(case, answer.outcome, answer.language, tuple(referral.profile_id for referral in answer.referrals))


def report(results: Sequence[CaseResult]) -> Report:
    """The means over results, of which there must be one at least."""
    means = {"language": _share(result.language == result.case.language for result in results)}
    for outcome in ("referral", "clarify", "outOfScope"):
        if expected := [result for result in results if result.case.expect == outcome]:
            means[outcome] = _share(result.outcome == outcome for result in expected)
    if graded := [result for result in results if result.case.relevant]:
        means["nDCG@5"] = fmean(ndcg(result.top, result.case.relevant, 5) for result in graded)
        means["hit@1"] = fmean(hit(result.top, result.case.relevant, 1) for result in graded)
        means["hit@3"] = fmean(hit(result.top, result.case.relevant, 3) for result in graded)
    return Report(tuple(results), means)


def _share(right: Iterable[bool]) -> float:
    return fmean(map(float, right))
