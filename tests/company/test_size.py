"""Golden vectors of the SME test: recommendation 2003/361/EC, its annex, and the examples of the European User Guide (edition 2020)."""

from typing import Any

import pytest

from app.company.size import company_size, worth_asking
from app.errors import InvalidInput
from app.knowledge.catalogue import Catalogue
from app.knowledge.law import CompanySize

Facts = dict[str, Any]


@pytest.fixture(scope="module")
def law(catalogue: Catalogue) -> CompanySize:
    return catalogue.law.company_size


def company(employees: float | None, turnover: float | None, balance: float | None, *related: Facts, **more: Any) -> Facts:
    """Amounts in millions; without related enterprises the company stands on its own."""
    figures = {"employees": employees, "turnoverEur": millions(turnover), "balanceSheetEur": millions(balance)}
    group = {"relatedEnterprises": list(related)} if related else {"autonomous": True}
    return {f"company.{name}": value for name, value in {**figures, **group, **more}.items() if value is not None}


def enterprise(employees: float, turnover: float, balance: float, **more: Any) -> Facts:
    return {"employees": employees, "turnoverEur": millions(turnover), "balanceSheetEur": millions(balance), **more}


def millions(amount: float | None) -> float | None:
    return None if amount is None else amount * 1_000_000


@pytest.mark.parametrize(
    ("figures", "size"),
    [
        # Annex, article 2: headcount below, turnover or balance sheet total not exceeding.
        ((9.9, 2, 3), "micro"),
        ((10, 2, 2), "small"),
        ((9, 2.000001, 2), "micro"),
        ((9, 2.000001, 2.000001), "small"),
        ((49.9, 10, 12), "small"),
        ((49, 12, 10), "small"),
        ((49, 10.000001, 10.000001), "medium"),
        ((50, 1, 1), "medium"),
        ((249, 60, 43), "medium"),
        ((249.9, 50, 60), "medium"),
        ((249, 50.000001, 43.000001), "large"),
        ((250, 1, 1), "large"),
        ((0, 0, 0), "micro"),
    ],
)
def test_limits_of_the_size_classes(figures: tuple[float, float, float], size: str, law: CompanySize) -> None:
    assert company_size(company(*figures), law).settled == size


@pytest.mark.parametrize(
    ("related", "size", "employees"),
    [
        # Article 3(3): more than half is linked and counts in full; article 3(2): from 25% a partner counts for its share.
        ([enterprise(20, 3, 3, capitalPercent=60)], "medium", 60),
        ([enterprise(100, 20, 20, capitalPercent=30)], "medium", 70),
        ([enterprise(100, 20, 20, capitalPercent=24.99)], "small", 40),
        ([enterprise(100, 20, 20, capitalPercent=25)], "medium", 65),
        ([enterprise(100, 20, 20, capitalPercent=50)], "medium", 90),
        ([enterprise(100, 20, 20, capitalPercent=50.01)], "medium", 140),
        # Article 6(3): the higher of capital and votes.
        ([enterprise(100, 1, 1, capitalPercent=20, votingPercent=30)], "medium", 70),
        ([enterprise(100, 1, 1, capitalPercent=30, votingPercent=20)], "medium", 70),
        # Article 6(2) and (3): what is linked to a partner counts for the partner's share, a partner's own partner does not.
        ([enterprise(50, 1, 1, capitalPercent=30, relatedEnterprises=[enterprise(50, 1, 1, capitalPercent=100)])], "medium", 70),
        ([enterprise(20, 1, 1, capitalPercent=30, relatedEnterprises=[enterprise(50, 1, 1, capitalPercent=40)])], "small", 46),
        # Chains of linked enterprises in full, and the partner of a linked one for its share.
        ([enterprise(20, 1, 1, capitalPercent=100, relatedEnterprises=[enterprise(200, 1, 1, capitalPercent=51)])], "large", 260),
        ([enterprise(5, 1, 1, relation="linked", relatedEnterprises=[enterprise(100, 1, 1, capitalPercent=30)])], "medium", 75),
        # Control by agreement makes a linked enterprise also with a small share.
        ([enterprise(100, 1, 1, relation="linked", capitalPercent=10)], "medium", 140),
        # A cross-holding counts once, for the higher share.
        (
            [
                enterprise(100, 1, 1, name="Q", capitalPercent=30, direction="upstream"),
                enterprise(100, 1, 1, name="Q", capitalPercent=40, direction="downstream"),
            ],
            "medium",
            80,
        ),
        # Article 3(3), last part: through a natural person only in the same or an adjacent market.
        ([enterprise(60, 1, 1, relation="linked", throughPerson=True, sameMarket=True)], "medium", 100),
        ([enterprise(60, 1, 1, relation="linked", throughPerson=True, sameMarket=False)], "small", 40),
        # User Guide, example 4: a university and an institutional investor with 25% each do not count, the partner with 30% does.
        (
            [
                enterprise(5000, 900, 900, capitalPercent=25, exemptInvestor=True),
                enterprise(100, 1, 1, capitalPercent=30),
                enterprise(900, 90, 90, capitalPercent=25, exemptInvestor=True),
            ],
            "medium",
            70,
        ),
        # User Guide, example 5: university B (25%) and public investor D (30%) are linked to each other, so together they hold 55%.
        (
            [
                enterprise(20, 1, 1, name="B", capitalPercent=25, exemptInvestor=True, relatedEnterprises=[{"name": "D", "relation": "linked"}]),
                enterprise(100, 1, 1, name="C", capitalPercent=25),
                enterprise(30, 1, 1, name="D", capitalPercent=30, exemptInvestor=True),
            ],
            "medium",
            40 + 25 + 20 + 30,
        ),
        # An enterprise counts once, wherever it is named: F is linked through E and held directly; A is reached through B and C.
        (
            [
                enterprise(0, 1, 1, name="E", capitalPercent=60, relatedEnterprises=[{"name": "F", "capitalPercent": 60}]),
                enterprise(100, 1, 1, name="F", capitalPercent=10),
            ],
            "medium",
            140,
        ),
        (
            [
                enterprise(5, 1, 1, name="B", relation="linked", relatedEnterprises=[enterprise(50, 1, 1, name="A", relation="linked")]),
                enterprise(5, 1, 1, name="C", relation="linked", relatedEnterprises=[{"name": "A", "relation": "linked"}]),
            ],
            "medium",
            100,
        ),
        # The company and an enterprise linked to it hold a third one together: 20% and 20% make a partner of 40%.
        (
            [
                enterprise(5, 1, 1, name="B", relation="linked", relatedEnterprises=[{"name": "P", "capitalPercent": 20}]),
                enterprise(50, 1, 1, name="P", capitalPercent=20),
            ],
            "medium",
            65,
        ),
        # Exempt investors that are linked to each other stay out up to half of the company.
        (
            [
                enterprise(50, 1, 1, name="G", capitalPercent=20, exemptInvestor=True, relatedEnterprises=[{"name": "H", "relation": "linked"}]),
                enterprise(50, 1, 1, name="H", capitalPercent=30, exemptInvestor=True),
            ],
            "small",
            40,
        ),
        # Two shareholders under 25% that are linked to each other are a partner together.
        (
            [
                enterprise(50, 1, 1, name="E", capitalPercent=15, relatedEnterprises=[{"name": "F", "relation": "linked"}]),
                enterprise(50, 1, 1, name="F", capitalPercent=15),
            ],
            "medium",
            70,
        ),
    ],
)
def test_related_enterprises_count_as_the_annex_says(related: list[Facts], size: str, employees: float, law: CompanySize) -> None:
    counted = company_size(company(40, 8, 8, *related), law)
    assert counted.figures.employees.low == counted.figures.employees.high == pytest.approx(employees)
    assert counted.settled == size


def test_money_of_related_enterprises_counts_too(law: CompanySize) -> None:
    counted = company_size(company(40, 8, 8, enterprise(20, 3, 3, capitalPercent=60)), law)
    assert (counted.figures.turnover.low, counted.figures.balance.low) == (11e6, 11e6)


def test_from_a_quarter_in_public_hands_it_is_no_sme(law: CompanySize) -> None:
    assert company_size(company(5, 1, 1, publicSharePercent=25), law).settled == "large"
    assert company_size(company(5, 1, 1, publicSharePercent=24.9), law).settled == "micro"


def years(*sizes: tuple[int, float]) -> list[Facts]:
    return [{"year": year, "employees": employees, "turnoverEur": 5e6, "balanceSheetEur": 5e6} for year, employees in sizes]


@pytest.mark.parametrize(
    ("earlier", "employees", "size"),
    [
        # Article 4(2): a class changes only when its ceilings are passed, either way, in two years in a row.
        (years((2023, 40), (2024, 45)), 60, "small"),
        (years((2023, 40), (2024, 55)), 60, "medium"),
        (years((2023, 60), (2024, 60)), 40, "medium"),
        (years((2023, 60), (2024, 45)), 40, "small"),
        (years((2024, 40)), 60, "small"),
        (years((2022, 60), (2024, 40)), 60, "small"),
        (years((2023, 8), (2024, 55)), 300, "medium"),
        ([], 60, "medium"),
    ],
)
def test_a_class_changes_after_two_years(earlier: list[Facts], employees: float, size: str, law: CompanySize) -> None:
    assert company_size(company(employees, 5, 5, previousYears=earlier), law).settled == size


def test_after_a_takeover_only_the_last_year_counts(law: CompanySize) -> None:
    facts = company(60, 5, 5, previousYears=years((2023, 40), (2024, 45)), ownershipChanged=True)
    assert company_size(facts, law).settled == "medium"


def test_the_size_says_what_the_last_year_alone_would_give(law: CompanySize) -> None:
    size = company_size(company(60, 5, 5, previousYears=years((2023, 40), (2024, 45))), law)
    assert size.classes == {"small"}
    assert size.alone == {"medium"}


@pytest.mark.parametrize(
    ("facts", "classes"),
    [
        ({}, {"micro", "small", "medium", "large"}),
        (company(None, 1, 1), {"micro", "small", "medium", "large"}),
        (company(12, None, None), {"small", "medium", "large"}),
        (company(None, 60, 60), {"large"}),
        (company(12, 60, None), {"small", "medium", "large"}),
        (company(12, 1, None), {"small"}),
        # Without knowing whether other enterprises are behind it, a company can only be larger than its own figures say.
        ({"company.employees": 12, "company.turnoverEur": 1e6}, {"small", "medium", "large"}),
        ({"company.employees": 300}, {"large"}),
        ({"company.employees": 12, "company.turnoverEur": 1e6, "company.autonomous": False}, {"small", "medium", "large"}),
        (company(40, 1, 1, {"relation": "partner", "employees": 30}), {"small", "medium", "large"}),
        (company(40, 1, 1, enterprise(10, 1, 1, relation="partner")), {"small"}),
        (company(40, 1, 1, enterprise(30, 1, 1, relation="partner")), {"small", "medium"}),
        (company(40, 1, 1, enterprise(30, 1, 1, relation="linked", throughPerson=True)), {"small", "medium"}),
    ],
)
def test_what_is_not_known_leaves_classes_open(facts: Facts, classes: set[str], law: CompanySize) -> None:
    assert company_size(facts, law).classes == classes


@pytest.mark.parametrize(
    "years_stated",
    [[{"employees": 5}], [{"year": 2025, "employees": 5}, {"year": 2025, "employees": 400}], [{"year": 2027, "employees": 5}]],
)
def test_a_year_without_number_named_twice_or_still_to_come_is_refused(years_stated: list[Facts], law: CompanySize) -> None:
    with pytest.raises(InvalidInput, match=r"company\.previousYears\.\d\.year"):
        company_size(company(60, 5, 5, previousYears=years_stated) | {"today": "2026-11-23"}, law)


def test_years_long_ago_decide_nothing(law: CompanySize) -> None:
    facts = company(60, 5, 5, previousYears=years((2001, 5)))
    assert company_size(facts | {"today": "2026-11-23"}, law).settled == "medium"


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, {"employees", "turnoverEur", "balanceSheetEur", "autonomous"}),
        ({"company.employees": 12, "company.turnoverEur": 1e6}, {"autonomous"}),
        ({"company.employees": 12, "company.turnoverEur": 1e6, "company.autonomous": True}, set()),
        ({"company.employees": 12, "company.turnoverEur": 60e6, "company.autonomous": True}, {"balanceSheetEur"}),
        ({"company.employees": 300}, set()),
        ({"company.employees": 12, "company.turnoverEur": 1e6, "company.autonomous": False}, {"relatedEnterprises"}),
        (company(12, 1, 1, {"relation": "linked", "employees": 30}), {"relatedEnterprises"}),
    ],
)
def test_only_facts_that_can_change_the_class_are_asked(facts: Facts, asked: set[str], law: CompanySize) -> None:
    assert set(worth_asking(facts, law)) == {f"company.{name}" for name in asked}


def nested(levels: int) -> Facts:
    return {"relation": "linked", **({"relatedEnterprises": [nested(levels - 1)]} if levels > 1 else {})}


@pytest.mark.parametrize("related", [[nested(11)], [nested(1)] * 101])
def test_more_enterprises_than_can_be_told_apart_are_refused(related: list[Facts], law: CompanySize) -> None:
    with pytest.raises(InvalidInput, match="at most 100 enterprises in 10 levels"):
        company_size(company(1, 1, 1, *related), law)


def test_an_enterprise_above_itself_is_refused_by_name(law: CompanySize) -> None:
    circle = enterprise(1, 1, 1, name="A", relation="linked", relatedEnterprises=[{"name": "B", "relatedEnterprises": [{"name": "A"}]}])
    with pytest.raises(InvalidInput) as refused:
        company_size(company(1, 1, 1, circle), law)
    assert refused.value.issues[0].name == "company.relatedEnterprises.0.relatedEnterprises.0.relatedEnterprises.0.name"


def test_autonomous_with_a_large_shareholder_contradicts_itself(law: CompanySize) -> None:
    with pytest.raises(InvalidInput, match=r"company\.autonomous"):
        company_size(company(1, 1, 1, enterprise(1, 1, 1, capitalPercent=25), autonomous=True), law)
    assert company_size(company(1, 1, 1, enterprise(1, 1, 1, capitalPercent=24), autonomous=True), law).settled == "micro"
