"""What a measure gives, on made-up schemes whose outcome can be seen at a glance."""

from typing import Any

import pytest

from app.knowledge.catalogue import Catalogue
from app.knowledge.logic import OneOf
from app.knowledge.rules import Comparison
from app.knowledge.support import Scheme
from app.pipeline.support import Estimate, estimate

SMALL = {"fact": "company.sizeClass", "in": ["micro", "small"]}
MEDIUM = {"fact": "company.sizeClass", "is": "medium"}
TOGETHER = {"fact": "project.collaboration", "is": True}


def scheme(*parts: tuple[float, Any], **more: Any) -> Scheme:
    made = [
        {"id": f"part{place}", "label": {"nl": "deel"}, "percent": percent, "source": 1, **({"when": when} if when else {})}
        for place, (percent, when) in enumerate(parts)
    ]
    return Scheme.model_validate({"kind": "grant", "text": {"nl": "Een subsidie."}, "source": 1, "basis": "project.costEur", "parts": made, **more})


def estimated(made: Scheme, catalogue: Catalogue, conditions: tuple[Any, ...] = (), **facts: Any) -> Estimate:
    return estimate(made, {name.replace("_", "."): value for name, value in facts.items()}, conditions, catalogue.facts)


def span(value: Any) -> tuple[float, float]:
    return value.low, value.high


RATES = ((25.0, None), (10.0, MEDIUM), (20.0, SMALL), (15.0, TOGETHER))


def test_rates_add_up_and_are_capped(catalogue: Catalogue) -> None:
    made = scheme(*RATES, caps=[{"percent": 50, "source": 1}])
    found = estimated(made, catalogue, company_sizeClass="small", project_collaboration=True, project_costEur=1000.0)
    assert (span(found.percent), span(found.amount)) == ((50, 50), (500, 500))
    assert [(part.percent, result) for part, result in found.parts] == [(25, "met"), (20, "met"), (15, "met")]


def test_size_classes_are_tried_one_by_one_and_never_added_together(catalogue: Catalogue) -> None:
    found = estimated(scheme(*RATES), catalogue, project_collaboration=False)
    assert span(found.percent) == (25, 45)
    part = estimated(scheme(*RATES), catalogue, company_sizeClass=OneOf(frozenset({"medium", "large"})), project_collaboration=False)
    assert span(part.percent) == (25, 35)


def test_what_would_break_a_hard_rule_is_not_counted_with(catalogue: Catalogue) -> None:
    sme = Comparison.model_validate({"fact": "company.sizeClass", "in": ["micro", "small", "medium"]})
    assert span(estimated(scheme(*RATES), catalogue, (sme,), project_collaboration=False).percent) == (35, 45)


def test_an_unknown_fact_is_missing_only_while_it_matters(catalogue: Catalogue) -> None:
    assert set(estimated(scheme(*RATES), catalogue).missing) == {"company.sizeClass", "project.collaboration", "project.costEur"}
    known = estimated(scheme(*RATES), catalogue, company_sizeClass="small", project_collaboration=False, project_costEur=1.0)
    assert known.missing == ()


def test_without_the_basis_there_is_a_rate_and_no_amount(catalogue: Catalogue) -> None:
    found = estimated(scheme((30.0, None)), catalogue)
    assert (span(found.percent), found.amount) == ((30, 30), None)


@pytest.mark.parametrize(("cost", "amount"), [(10_000.0, 3_000), (25_000.0, 7_500), (100_000.0, 7_500), (300.0, 0), (400.0, 120)])
def test_an_amount_stays_under_the_maximum_and_is_nothing_under_the_minimum(cost: float, amount: float, catalogue: Catalogue) -> None:
    limits = {"maximum": [{"eur": 7500, "source": 1}], "minimum": {"eur": 100, "source": 1}}
    assert span(estimated(scheme((30.0, None), **limits), catalogue, project_costEur=cost).amount) == (amount, amount)


def test_what_was_granted_already_is_taken_from_the_maximum(catalogue: Catalogue) -> None:
    made = scheme((30.0, None), maximum=[{"eur": 7500, "less": "project.supportThisYearEur", "source": 1}])
    assert span(estimated(made, catalogue, project_costEur=90_000.0, project_supportThisYearEur=6_000).amount) == (1_500, 1_500)
    assert span(estimated(made, catalogue, project_costEur=90_000.0, project_supportThisYearEur=9_000).amount) == (0, 0)


def test_of_several_maxima_the_smallest_holds(catalogue: Catalogue) -> None:
    made = scheme((30.0, None), maximum=[{"eur": 7500, "source": 1}, {"eur": 5000, "source": 1}])
    assert span(estimated(made, catalogue, project_costEur=90_000.0).amount) == (5_000, 5_000)


def test_an_assumption_is_told(catalogue: Catalogue) -> None:
    made = scheme((30.0, None), maximum=[{"eur": 7500, "less": "project.supportThisYearEur", "source": 1}])
    found = estimated(made, catalogue, project_costEur=90_000.0)
    assert (span(found.amount), found.assumed) == ((7_500, 7_500), {"project.supportThisYearEur": 0})


def test_amounts_per_unit_are_counted(catalogue: Catalogue) -> None:
    hours = {"id": "hour", "label": {"nl": "per stuk"}, "eur": 14.91, "per": "project.independentCompanies", "source": 1}
    made = scheme(parts=[hours])
    assert span(estimated(made, catalogue, project_independentCompanies=10).amount) == pytest.approx((149.1, 149.1))
    assert estimated(made, catalogue).amount is None
