"""POST /v1/eligibility and what triage says of rules and support."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.advisor import Advisor
from app.answers import EligibilityAnswer
from app.checker import Checker
from app.interfaces.api.eligibility import EXAMPLE
from app.knowledge.catalogue import Catalogue
from app.records import CheckRequest
from tests.conftest import TODAY
from tests.interfaces.test_problems import problem

BAKERY = {"employees": 12, "turnoverEur": 1_800_000, "autonomous": True, "legalForm": "bv", "region": "flanders", "inDifficulty": False}
PROJECT = {"costEur": 200_000, "started": False, "collaboration": False}


def check(client: TestClient, instrument: str = "ontwikkelingsproject", **request: Any) -> Any:
    response = client.post("/v1/eligibility", json={"instrument": instrument, **request})
    assert response.status_code == 200, response.text
    assert response.headers["Content-Language"] == response.json()["language"]
    return response.json()


def note(answer: Any, rule: str) -> Any:
    return next(note for note in answer["notes"] if note["rule"] == rule)


def test_a_company_that_meets_all_hard_rules_is_likely_and_sees_its_support(client: TestClient) -> None:
    answer = check(client, company=BAKERY, project=PROJECT)
    assert (answer["verdict"], answer["missing"]) == ("likely", [])
    assert (answer["support"]["percent"], answer["support"]["amountEur"]) == (45, 90_000)
    assert [(part["label"], part["percent"]) for part in answer["support"]["breakdown"]] == [("basispercentage", 25), ("kleine onderneming", 20)]
    assert "90.000 euro" in answer["support"]["explanation"]
    assert answer["message"].startswith("Volgens de bronnen, gelezen op 23 november 2026, lijkt het bedrijf in aanmerking te komen.")


def test_a_project_that_began_is_unlikely_and_the_rule_says_so_with_its_source(client: TestClient) -> None:
    answer = check(client, company=BAKERY, project={**PROJECT, "started": True})
    assert answer["verdict"] == "unlikely"
    unmet = note(answer, "nothingStarted")
    assert (unmet["result"], unmet["certainty"]) == ("unmet", "hard")
    assert "al begonnen: ja" in unmet["text"]
    assert unmet["source"]["title"]


def test_without_facts_nothing_is_guessed(client: TestClient) -> None:
    answer = check(client)
    assert answer["verdict"] == "unknown"
    assert {"company.hasLegalPersonality", "project.started"} <= set(answer["missing"])
    assert answer["support"]["percent"] == {"min": 25, "max": 50}
    assert "amountEur" not in answer["support"]


def test_the_size_sentence_names_the_figure_that_decides(client: TestClient) -> None:
    company = {**BAKERY, "employees": 49, "turnoverEur": 9_000_000}
    text = note(check(client, "kmo-portefeuille", company=company), "sme")["text"]
    assert "kleine onderneming: 49 werknemers (van 10 tot minder dan 50), omzet van 9.000.000 euro (hoogstens 10.000.000)" in text
    french = note(check(client, "kmo-portefeuille", company=company, language="fr"), "sme")["text"]
    assert "49 travailleurs" in french


def test_a_size_that_is_open_says_which_classes_are_left(client: TestClient) -> None:
    text = note(check(client, "kmo-portefeuille", company={"employees": 12}), "sme")["text"]
    assert "kleine onderneming of middelgrote onderneming of grote onderneming" in text
    assert "zelfstandig bedrijf" in text


def test_group_figures_decide(client: TestClient) -> None:
    parent = {"relation": "linked", "employees": 300, "turnoverEur": 80_000_000, "balanceSheetEur": 80_000_000}
    company = {"employees": 12, "turnoverEur": 1, "balanceSheetEur": 1, "relatedEnterprises": [parent]}
    answer = check(client, "kmo-portefeuille", company=company)
    assert answer["verdict"] == "unlikely"
    assert "312 werknemers" in note(answer, "sme")["text"]


def test_a_replaced_measure_is_answered_by_its_successor_with_a_notice(client: TestClient) -> None:
    answer = check(client, "eureka-penta")
    assert answer["profileId"] == "eureka-xecs"
    assert "vervangen door" in answer["notices"][0]


def test_an_ended_measure_says_that_it_ended(client: TestClient) -> None:
    answer = check(client, "horizon-ip-scan")
    assert answer["verdict"] == "unlikely"
    assert "bestaat niet meer" in answer["notices"][0]


def test_an_accountant_is_warned_of_her_independence(client: TestClient) -> None:
    assert check(client, "kmo-portefeuille")["notices"] == []
    assert "eigen kantoor" in check(client, "kmo-portefeuille", referrer={"type": "accountant"})["notices"][0]
    asked = {"question": "Wie betaalt mee aan een opleiding voor onze arbeiders?", "referrer": {"type": "accountant"}}
    answer = client.post("/v1/triage", json=asked).json()
    assert "kmo-portefeuille" in [referral["profileId"] for referral in answer["referrals"]]
    assert any("eigen kantoor" in notice for notice in answer["notices"])


def test_a_legal_basis_that_lapsed_adds_a_notice_and_leaves_the_verdict(catalogue: Catalogue) -> None:
    company = {f"company.{name}": value for name, value in BAKERY.items()}
    facts = {**company, **{f"project.{name}": value for name, value in PROJECT.items()}}
    request = CheckRequest("ontwikkelingsproject", facts=facts)
    before, after = (Checker(catalogue, lambda day=day: day).check(request) for day in (TODAY, TODAY.replace(year=2027)))  # type: ignore[misc]
    assert before.verdict == after.verdict == "likely"
    assert before.notices == []
    assert "31 december 2026" in after.notices[0]


def test_a_role_that_the_measure_does_not_have_changes_nothing(client: TestClient) -> None:
    assert check(client, "kmo-portefeuille", project={"role": "participant"})["role"] == "applicant"


def test_what_was_taken_for_granted_about_the_size_is_told(client: TestClient) -> None:
    assert len(check(client, "kmo-portefeuille", company=BAKERY)["assumptions"]) == 2
    years = [{"year": 2025, "employees": 12, "turnoverEur": 1_800_000}]
    assert check(client, "kmo-portefeuille", company={**BAKERY, "previousYears": years, "publicSharePercent": 0})["assumptions"] == []


def test_support_asks_only_for_facts_that_can_be_stated(client: TestClient) -> None:
    missing = check(client)["support"]["missing"]
    assert "company.sizeClass" not in missing
    assert {"company.employees", "project.costEur"} <= set(missing)


def test_a_support_under_the_minimum_is_told_with_its_amount(client: TestClient) -> None:
    answer = check(client, company=BAKERY, project={**PROJECT, "costEur": 50_000})
    assert "22.500 euro, onder het minimum van 25.000 euro" in note(answer, "requestedGrant")["text"]
    assert answer["support"]["amountEur"] == 0


def test_a_farm_is_told_that_another_ceiling_holds(client: TestClient) -> None:
    company = {"organisationType": "farm", "deMinimisGrants": []}
    answer = check(client, "kmo-portefeuille", company=company)
    assert "ander plafond" in note(answer, "deMinimisRoom")["text"]
    assert "company.deMinimisGrants" not in answer["missing"]


def test_a_group_as_large_as_allowed_is_answered_quickly_enough(client: TestClient) -> None:
    related = [{"name": f"{number}", "capitalPercent": 1, "relatedEnterprises": [{"name": f"{number}b"}]} for number in range(50)]
    assert check(client, "kmo-portefeuille", company={"employees": 1, "relatedEnterprises": related})["verdict"] == "unknown"


def test_one_line_that_cannot_be_answered_leaves_the_others_their_answer(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Advisor.triage
    monkeypatch.setattr(Advisor, "triage", lambda advisor, request: 1 / 0 if request.question == "gif" else answer(advisor, request))
    lines = "".join(json.dumps({"question": question}) + "\n" for question in ("koekjes breken", "gif", "koekjes breken"))
    answers = [json.loads(line) for line in client.post("/v1/triage/batch", content=lines).text.splitlines()]
    assert [answer.get("status") for answer in answers] == [None, 500, None]


@pytest.mark.parametrize(
    ("request_body", "name"),
    [
        ({}, "instrument"),
        ({"instrument": 5}, "instrument"),
        ({"instrument": "tetra", "question": "koekjes"}, "question"),
        ({"instrument": "tetra", "company": {"employees": -1}}, "company.employees"),
        ({"instrument": "tetra", "company": {"founded": "1850-01-01"}}, "company.founded"),
        ({"instrument": "tetra", "company": {"deMinimisGrants": [{"date": "1850-01-01"}]}}, "company.deMinimisGrants.0.date"),
        ({"instrument": "tetra", "company": {"deMinimisGrants": [{"date": "2027-01-01", "amountEur": 1}]}}, "company.deMinimisGrants.0.date"),
        ({"instrument": "tetra", "company": {"relatedEnterprises": [{"capitalPercent": 140}]}}, "company.relatedEnterprises.0.capitalPercent"),
        (
            {"instrument": "tetra", "company": {"relatedEnterprises": [{"name": "A", "relatedEnterprises": [{"name": "A"}]}]}},
            "company.relatedEnterprises.0.relatedEnterprises.0.name",
        ),
        ({"instrument": "tetra", "company": {"autonomous": True, "relatedEnterprises": [{"capitalPercent": 40}]}}, "company.autonomous"),
        ({"instrument": "tetra", "company": {"inDifficulty": False, "insolvency": True}}, "company.inDifficulty"),
        ({"instrument": "tetra", "project": {"largestSharePercent": 101}}, "project.largestSharePercent"),
        ({"instrument": "tetra", "company": {"employees": 1e300}}, "company.employees"),
        ({"instrument": "tetra", "company": {"equityEur": -1e300}}, "company.equityEur"),
    ],
)
def test_bad_facts_name_the_field(client: TestClient, request_body: dict[str, Any], name: str) -> None:
    issues = problem(client.post("/v1/eligibility", json=request_body), 400)["issues"]
    assert name in [issue["name"] for issue in issues]


def test_facts_that_contradict_each_other_are_refused_in_a_triage_too(client: TestClient) -> None:
    body = {"question": "Onze koekjes breken", "company": {"inDifficulty": False, "insolvency": True}}
    assert problem(client.post("/v1/triage", json=body), 400)["issues"][0]["name"] == "company.inDifficulty"


@pytest.mark.parametrize(("instrument", "said"), [("kmo-portefeuile", "kmo-portefeuille"), ("sirris", "organisation without conditions")])
def test_what_is_no_measure_is_not_found(client: TestClient, instrument: str, said: str) -> None:
    assert said in problem(client.post("/v1/eligibility", json={"instrument": instrument}), 404)["detail"]


def test_the_documented_example_is_a_valid_answer() -> None:
    EligibilityAnswer.model_validate(EXAMPLE)


def test_a_triage_carries_verdicts_and_estimates(client: TestClient) -> None:
    body = {"question": "Wij bouwen een nieuwe sorteermachine en zoeken subsidie voor de ontwikkeling", "company": BAKERY, "project": PROJECT}
    answer = client.post("/v1/triage", json=body).json()
    project = next(referral for referral in answer["referrals"] if referral["profileId"] == "ontwikkelingsproject")
    assert (project["eligibility"]["verdict"], project["support"]["amountEur"]) == ("likely", 90_000)


def test_what_the_company_is_unlikely_to_get_goes_down_or_under_why_not(client: TestClient) -> None:
    body = {"question": "Wij bouwen een nieuwe sorteermachine en zoeken subsidie voor de ontwikkeling", "project": {"started": True}}
    answer = client.post("/v1/triage", json=body).json()
    verdicts = [referral.get("eligibility", {}).get("verdict") for referral in answer["referrals"]]
    first = verdicts.index("unlikely") if "unlikely" in verdicts else len(verdicts)
    assert all(verdict == "unlikely" for verdict in verdicts[first:])
    told = {referral["profileId"] for referral in answer["referrals"][first:]} | {left["profileId"] for left in answer["whyNot"]}
    assert "ontwikkelingsproject" in told
    assert all(left["reasons"] for left in answer["whyNot"])
