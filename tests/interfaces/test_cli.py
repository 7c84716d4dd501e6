"""The command line, run as users run it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.curation.copies import CopiedKnowledge

QUESTION = "Onze koekjes breken in de verpakking, wie kan ons helpen?"


def run(*arguments: str, stdin: str = "", code: int = 0) -> str:
    """Runs `flipped-tto` and gives its standard output, or its standard error when it fails."""
    command = [sys.executable, "-m", "app", *arguments]
    finished = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    assert finished.returncode == code, finished.stderr
    return finished.stdout if code == 0 else finished.stdout + finished.stderr


def run_json(*arguments: str, stdin: str = "", code: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", stdin=stdin, code=code))


def test_ask_draws_a_readable_page() -> None:
    page = run("ask", QUESTION)
    for expected in ("Flanders' FOOD", "Waarom", "Volgende stap", "Bron", "nagelezen op 2026-11-23", "Algemeen loket"):
        assert expected in page


def test_ask_gives_the_same_object_as_rest(client: TestClient) -> None:
    rest = client.post("/v1/triage", json={"question": QUESTION, "company": {"employees": 12}}).json()
    line = run_json("ask", QUESTION, "--employees", "12")
    assert {**line, "triageId": ""} == {**rest, "triageId": ""}


def test_ask_reads_standard_input() -> None:
    assert run_json("ask", "-", stdin=QUESTION)["outcome"] == "referral"


def test_ask_explains_every_score() -> None:
    assert "example" in run("ask", QUESTION, "--explain")


@pytest.mark.parametrize("question", ["subsidie?", "Welk btw-tarief geldt er voor een taart?"])
def test_a_question_back_and_a_refusal_are_no_errors(question: str) -> None:
    assert run("ask", question)


def test_facts_are_options() -> None:
    answer = run_json(
        "ask", QUESTION, "--turnover", "1.8e6", "--nace", "10.71,10.72", "--founded=2015-03-01", "--started", "nee", "--independent-companies", "2"
    )
    assert {fact["field"]: fact["value"] for fact in answer["articulation"]["facts"]} == {
        "company.turnoverEur": 1800000,
        "company.nace": ["10.71", "10.72"],
        "company.founded": "2015-03-01",
        "project.started": False,
        "project.independentCompanies": 2,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", QUESTION, "--employes", "12"], "did you mean --employees?"),
        (["ask", QUESTION, "--employees", "veel"], "'veel' is not a number"),
        (["ask", QUESTION, "--employees"], "needs a value"),
        (["ask", QUESTION, "--language", "de"], "language"),
        (["ask", ""], "must hold some text"),
        (["profiles", "show", "kmo-portefuille"], "did you mean kmo-portefeuille"),
        (["profiles", "list", "--kind", "person"], "'person' is not one of"),
        (["ask", QUESTION, "--knowledge", "/nergens"], "no profiles"),
        (["evaluate", "--cases", "/nergens.jsonl"], "No such file"),
        (["evaluate", "--cases", "/dev/null"], "holds no cases"),
        (["bench", "--cases", "/dev/null"], "holds no cases"),
        (["serve", "--port", "99999"], "port"),
        (["serve", "--host", "203.0.113.1"], "cannot listen on"),
        (["profiles", "list", "--need", "bogus"], "'bogus' is not one of"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_exits_with_2(arguments: list[str], message: str) -> None:
    assert message in run(*arguments, code=2).replace("\n", " ")


BAKERY = ("--employees", "12", "--turnover", "1.8e6", "--autonomous", "yes", "--legal-form", "bv", "--region", "flanders", "--in-difficulty", "no")


def test_check_draws_every_rule_with_a_mark_a_reason_and_a_source() -> None:
    page = run("check", "ontwikkelingsproject", *BAKERY, "--cost", "200000", "--started", "no", "--collaboration", "no")
    for expected in ("✓", "lijkt het bedrijf in aanmerking te komen", "rechtspersoonlijkheid: ja", "90.000 euro", "VLAIO"):
        assert expected in " ".join(page.split())


def test_check_gives_the_same_object_as_rest(client: TestClient) -> None:
    company = {"employees": 12, "turnoverEur": 1.8e6, "autonomous": True, "legalForm": "bv", "region": "flanders", "inDifficulty": False}
    rest = client.post("/v1/eligibility", json={"instrument": "kmo-portefeuille", "company": company, "language": "fr"}).json()
    assert run_json("check", "kmo-portefeuille", *BAKERY, "--language", "fr") == rest


def test_check_exits_with_1_when_the_company_seems_not_to_qualify() -> None:
    assert "✗" in run("check", "ontwikkelingsproject", "--started", "yes", code=1)


def test_check_asks_for_what_is_missing() -> None:
    page = run("check", "ontwikkelingsproject")
    assert "Nog te vragen" in page
    assert "company.hasLegalPersonality" in page


def test_profiles_can_be_listed_and_shown() -> None:
    assert "winwinlening" in run("profiles", "list", "--need", "finance")
    assert "wants to lend money to your company" in " ".join(run("profiles", "show", "winwinlening", "--language", "en").split())
    assert run_json("profiles", "list", "--q", "blikopner")["items"][0]["id"] == "blikopener"


def test_profile_is_the_same_object_as_rest(client: TestClient) -> None:
    assert run_json("profiles", "show", "pio") == client.get("/v1/profiles/pio").json()


def test_lint_exits_with_1_when_something_is_to_be_mended(copied: CopiedKnowledge) -> None:
    assert "no problems" in run("knowledge", "lint", "--knowledge", str(copied.folder))
    copied.edit("instruments/pio.yaml", "needs: [", "needs: [magic, ")
    assert "'magic' is not in the vocabulary" in run("knowledge", "lint", "--knowledge", str(copied.folder), code=1).replace("\n", " ")


def test_stats_count_the_landscape() -> None:
    assert run_json("knowledge", "stats")["profiles"] == {"instrument": 87, "intermediary": 97}
    assert "intermediaries" in run("knowledge", "stats")


def test_overlaps_are_shown() -> None:
    report = run_json("knowledge", "stats", "--overlaps")
    assert {"first", "second", "likeness", "needs", "declared"} == set(report["overlaps"][0])
    assert "nobody specialises" in run("knowledge", "stats", "--overlaps")


def test_prepared_model_is_reported() -> None:
    assert Path(run_json("model", "prepare")["folder"]).is_dir()


def test_evaluate_exits_with_1_when_a_case_fails(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    good = {"question": QUESTION, "language": "nl", "expect": "referral", "relevant": {"flanders-food": 3}}
    cases.write_text(json.dumps(good))
    assert run_json("evaluate", "--cases", str(cases))["means"]["hit@3"] == 1
    cases.write_text(json.dumps(good) + "\n" + json.dumps(good | {"expect": "outOfScope"}))
    assert json.loads(run("evaluate", "--cases", str(cases), "--json", code=1))["means"]["outOfScope"] == 0
