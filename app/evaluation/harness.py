"""Runs cases through the whole engine and measures what comes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from app.advisor import Advisor
from app.evaluation.cases import Case
from app.evaluation.metrics import hit, ndcg
from app.records import Outcome, Request


@dataclass(frozen=True)
class CaseResult:
    """What one case gave."""

    case: Case
    outcome: Outcome
    top: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether the outcome is right and, for a referral, a best-graded profile is in the top 3."""
        return self.outcome == self.case.expect and (not self.case.relevant or bool(hit(self.top, self.case.relevant, 3)))


@dataclass(frozen=True)
class Report:
    """The results and their means; nDCG@5 and hit@3 over the cases that have relevant profiles."""

    results: tuple[CaseResult, ...]
    means: dict[str, float]

    def to_json(self) -> dict[str, object]:
        """The report with camelCase keys."""
        cases = [{"question": r.case.question, "expect": r.case.expect, "outcome": r.outcome, "top": r.top, "passes": r.passes} for r in self.results]
        return {"means": self.means, "cases": cases}


def evaluate(advisor: Advisor, cases: Iterable[Case]) -> Report:
    """Answers every case and measures it."""
    results = tuple(_run(advisor, case) for case in cases)
    graded = [result for result in results if result.case.relevant]
    means = {"outcome": fmean(float(result.outcome == result.case.expect) for result in results)} if results else {}
    if graded:
        means["nDCG@5"] = fmean(ndcg(result.top, result.case.relevant, 5) for result in graded)
        means["hit@3"] = fmean(hit(result.top, result.case.relevant, 3) for result in graded)
        means["hit@1"] = fmean(hit(result.top, result.case.relevant, 1) for result in graded)
    return Report(results, means)


def _run(advisor: Advisor, case: Case) -> CaseResult:
    answer = advisor.triage(Request(case.question)).answer
    return CaseResult(case, answer.outcome, tuple(referral.profile_id for referral in answer.referrals))
