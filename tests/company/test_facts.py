import datetime
from typing import Any

import pytest

from app.company.facts import Company, known_company
from app.errors import InvalidInput
from app.knowledge.catalogue import Catalogue
from app.knowledge.logic import Within
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def known(catalogue: Catalogue) -> Any:
    """Works out a company from facts without their prefix, on a day."""

    def company(today: datetime.date = TODAY, **facts: Any) -> Company:
        return known_company({name.replace("_", "."): value for name, value in facts.items()}, catalogue.facts, catalogue.law, today)

    return company


@pytest.mark.parametrize(
    ("founded", "years"),
    [("2023-11-23", 3), ("2023-11-24", 2.99), ("2026-11-23", 0), ("2024-02-29", 2.73)],
)
def test_age_is_counted_to_the_day(founded: str, years: float, known: Any) -> None:
    assert known(company_founded=founded).facts["company.ageYears"] == pytest.approx(years, abs=0.01)


def test_a_day_short_of_three_years_is_under_three(known: Any) -> None:
    assert known(company_founded="2023-11-24").facts["company.ageYears"] < 3 <= known(company_founded="2023-11-23").facts["company.ageYears"]


@pytest.mark.parametrize(
    ("form", "legal_personality"),
    [("bv", True), ("B.V.", True), ("NV", True), ("asbl", True), ("Eenmanszaak", False), ("maatschap", False), ("gmbh", None)],
)
def test_legal_personality_follows_from_the_legal_form(form: str, legal_personality: bool | None, known: Any) -> None:
    assert known(company_legalForm=form).facts.get("company.hasLegalPersonality") is legal_personality


def test_a_founding_still_to_come_is_refused(known: Any) -> None:
    with pytest.raises(InvalidInput, match=r"company\.founded"):
        known(company_founded="2026-11-24")


class TestDeMinimis:
    """At most 300,000 euro in any three years, by regulation (EU) 2023/2831: the vectors of its article 3."""

    GRANT = ({"date": "2024-01-15", "amountEur": 290_000},)

    def total(self, known: Any, day: str, **facts: Any) -> object:
        return known(datetime.date.fromisoformat(day), **facts).facts.get("company.deMinimisTotalEur")

    def test_a_grant_counts_for_three_years_to_the_day(self, known: Any) -> None:
        facts = {"company_deMinimisGrants": list(self.GRANT), "project_supportRequestedEur": 20_000}
        assert self.total(known, "2027-01-14", **facts) == 310_000
        assert self.total(known, "2027-01-16", **facts) == 20_000

    def test_an_unknown_history_is_never_within(self, known: Any) -> None:
        assert self.total(known, "2027-01-14", project_supportRequestedEur=1) is None
        assert self.total(known, "2027-01-14", project_supportRequestedEur=1, company_deMinimisGrants=[]) == 1

    def test_aid_still_to_come_is_more_than_nothing(self, known: Any) -> None:
        total = self.total(known, "2026-01-01", company_deMinimisGrants=[{"date": "2025-01-01", "amountEur": 300_000}])
        assert isinstance(total, Within)
        assert total.low > 300_000

    def test_grants_of_enterprises_under_one_control_add_up(self, known: Any) -> None:
        def total(**link: Any) -> object:
            related = [{**link, "deMinimisGrants": [{"date": "2025-06-01", "amountEur": 100_000}]}]
            return self.total(known, "2026-01-01", company_deMinimisGrants=[], company_relatedEnterprises=related, project_supportRequestedEur=1_000)

        assert total(relation="linked") == total(votingPercent=51) == 101_000
        assert total(votingPercent=40) == total(capitalPercent=60, votingPercent=40) == total(relation="linked", throughPerson=True) == 1_000

    def test_farms_have_another_ceiling(self, known: Any) -> None:
        facts = {"company_deMinimisGrants": [], "project_supportRequestedEur": 1_000}
        assert self.total(known, "2026-01-01", company_organisationType="farm", **facts) is None

    @pytest.mark.parametrize("grant", [{}, {"date": "2025-01-01"}, {"amountEur": 1}])
    def test_a_grant_without_date_or_amount_is_refused(self, grant: dict[str, Any], known: Any) -> None:
        with pytest.raises(InvalidInput, match=r"company\.deMinimisGrants\.0\."):
            known(company_deMinimisGrants=[grant])

    def test_an_enterprise_that_is_named_twice_counts_once(self, known: Any) -> None:
        parent = {"name": "P", "relation": "linked", "deMinimisGrants": [{"date": "2025-06-01", "amountEur": 100_000}]}
        total = self.total(
            known, "2026-01-01", company_deMinimisGrants=[], company_relatedEnterprises=[parent, parent], project_supportRequestedEur=1_000
        )
        assert total == 101_000

    def test_a_grant_counts_on_the_very_day_three_years_later(self, known: Any) -> None:
        facts = {"company_deMinimisGrants": list(self.GRANT), "project_supportRequestedEur": 20_000}
        assert self.total(known, "2027-01-15", **facts) == 310_000

    def test_aid_of_tomorrow_is_refused(self, known: Any) -> None:
        with pytest.raises(InvalidInput, match=r"company\.deMinimisGrants\.0\.date"):
            known(datetime.date(2026, 1, 1), company_deMinimisGrants=[{"date": "2026-01-02", "amountEur": 1}])


SOUND = {"company_insolvency": False, "company_rescueAid": False}
SME = {"company_employees": 20, "company_turnoverEur": 1e6, "company_autonomous": True}
LARGE = {"company_employees": 400}
OLD, YOUNG = {"company_founded": "2010-01-01"}, {"company_founded": "2025-01-01"}


class TestDifficulty:
    """Regulation 651/2014, article 2(18): five separate tests."""

    def in_difficulty(self, known: Any, **facts: Any) -> object:
        return known(**facts).facts.get("company.inDifficulty")

    def lost(self, equity: float, form: str = "bv") -> dict[str, Any]:
        return {"company_legalForm": form, "company_shareCapitalEur": 100_000, "company_equityEur": equity}

    @pytest.mark.parametrize("form", ["bv", "vof"])
    def test_more_than_half_of_the_capital_lost(self, form: str, known: Any) -> None:
        around = {**SOUND, **SME, **OLD}
        assert self.in_difficulty(known, **around, **self.lost(49_999, form)) is True
        assert self.in_difficulty(known, **around, **self.lost(50_000, form)) is False

    def test_lost_capital_does_not_count_for_an_sme_under_three_years_but_insolvency_does(self, known: Any) -> None:
        young = {**SME, **YOUNG, **self.lost(-10_000), "company_rescueAid": False}
        assert self.in_difficulty(known, **young, company_insolvency=False) is False
        assert self.in_difficulty(known, **young, company_insolvency=True) is True
        assert self.in_difficulty(known, **{**SOUND, **LARGE, **YOUNG, **self.lost(-10_000)}) is True

    def test_negative_equity_means_that_the_capital_is_lost(self, known: Any) -> None:
        assert self.in_difficulty(known, **SME, **OLD, company_legalForm="bv", company_negativeEquity=True) is True

    def test_rescue_aid(self, known: Any) -> None:
        assert self.in_difficulty(known, company_rescueAid=True) is True

    def test_heavy_debt_counts_for_large_companies_in_two_years_only(self, known: Any) -> None:
        stress = {"company_debtToEquity": 8, "company_interestCover": 0.5}
        twice = {**stress, "company_previousYears": [{"year": 2025, "employees": 400, "debtToEquity": 9, "interestCover": 0.9}]}
        once = {**stress, "company_previousYears": [{"year": 2025, "employees": 400, "debtToEquity": 7, "interestCover": 0.9}]}
        sound = {**SOUND, **self.lost(90_000)}
        assert self.in_difficulty(known, **sound, **LARGE, **twice) is True
        assert self.in_difficulty(known, **sound, **LARGE, **once) is False
        assert self.in_difficulty(known, **sound, **LARGE, **stress) is None
        small = {**twice, "company_previousYears": [{"year": 2025, "employees": 20, "turnoverEur": 1e6, "debtToEquity": 9, "interestCover": 0.9}]}
        assert self.in_difficulty(known, **sound, **SME, **OLD, **small) is False

    def test_only_the_last_of_the_earlier_years_counts(self, known: Any) -> None:
        years = [{"year": 2024, "employees": 400, "debtToEquity": 9}, {"year": 2025, "employees": 400, "debtToEquity": 7}]
        assert known(**LARGE, company_debtToEquity=8, company_previousYears=years).facts["company.lowestDebtToEquity"] == 7

    def test_a_year_of_debts_alone_leaves_the_size_settled(self, known: Any) -> None:
        years = [{"year": 2025, "debtToEquity": 9, "interestCover": 0.9}]
        assert known(**LARGE, company_debtToEquity=8, company_interestCover=0.5, company_previousYears=years).facts["company.inDifficulty"] is True

    def test_no_tests_no_answer(self, known: Any) -> None:
        assert self.in_difficulty(known) is None
        assert self.in_difficulty(known, **SOUND) is None

    def test_a_statement_that_the_figures_deny_is_refused(self, known: Any) -> None:
        with pytest.raises(InvalidInput, match=r"company\.inDifficulty"):
            known(company_inDifficulty=False, company_insolvency=True)
