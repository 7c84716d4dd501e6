import json
from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

QUESTION = "Onze koekjes breken in de verpakking, wie kan ons helpen?"


def nothing_is_null(value: object) -> bool:
    if isinstance(value, dict):
        return all(key[0].islower() and "_" not in key and nothing_is_null(entry) for key, entry in value.items())
    if isinstance(value, list):
        return all(map(nothing_is_null, value))
    return value is not None


def test_a_question_gets_referrals_in_the_shape_of_the_contract(client: TestClient) -> None:
    response = client.post("/v1/triage", json={"question": QUESTION})
    answer = response.json()
    assert response.status_code == 200
    assert {"triageId", "language", "outcome", "articulation", "referrals", "wayOut", "message", "knowledgeVersion"} <= set(answer)
    first = answer["referrals"][0]
    assert {"rank", "profileId", "kind", "name", "confidence", "why", "nextStep", "status", "verifiedOn", "sources"} <= set(first)
    assert nothing_is_null(answer)


def test_the_answer_comes_in_the_language_of_the_question(client: TestClient) -> None:
    response = client.post("/v1/triage", json={"question": "Nos biscuits se cassent dans l'emballage, qui peut nous aider ?"})
    assert response.headers["Content-Language"] == response.json()["language"] == "fr"


def test_the_language_can_be_chosen(client: TestClient) -> None:
    response = client.post("/v1/triage", json={"question": QUESTION, "language": "en"})
    assert response.headers["Content-Language"] == "en"
    assert "fit your question" in response.json()["message"]


def test_limit_and_kinds_are_kept(client: TestClient) -> None:
    answer = client.post("/v1/triage", json={"question": QUESTION, "limit": 2, "kinds": ["intermediary"]}).json()
    assert 1 <= len(answer["referrals"]) <= 2
    assert {referral["kind"] for referral in answer["referrals"]} == {"intermediary"}


def test_stated_facts_come_back_with_their_source(client: TestClient) -> None:
    company = {"employees": 12, "municipality": "Kortrijk", "nace": ["10.71"]}
    answer = client.post("/v1/triage", json={"question": QUESTION, "company": company, "project": {"stage": "development"}}).json()
    facts = {fact["field"]: fact["value"] for fact in answer["articulation"]["facts"]}
    assert facts == {"company.employees": 12, "company.municipality": "Kortrijk", "company.nace": ["10.71"], "project.stage": "development"}
    assert answer["articulation"]["stage"] == "development"


def test_every_case_has_an_id_of_its_own(client: TestClient) -> None:
    ids = {client.post("/v1/triage", json={"question": QUESTION}).json()["triageId"] for _ in range(5)}
    assert len(ids) == 5


def test_measures_carry_their_rules_as_notes_with_a_source(client: TestClient) -> None:
    answer = client.post(
        "/v1/triage", json={"question": "Wij ontwikkelen een nieuwe sorteermachine, bestaat er een ontwikkelingsproject subsidie"}
    ).json()
    project = next(r for r in answer["referrals"] if r["profileId"] == "ontwikkelingsproject")
    assert project["eligibility"]["verdict"] == "unknown"
    assert "company.hasLegalPersonality" in project["eligibility"]["missing"]
    assert all(note["source"]["title"] for note in project["eligibility"]["notes"])
    assert project["support"]["kind"] == "grant"


def test_questions_asked_at_once_get_the_answers_that_they_get_alone(client: TestClient) -> None:
    def referrals(question: str) -> object:
        return client.post("/v1/triage", json={"question": question}).json()["referrals"]

    questions = [QUESTION, "Nous cherchons un prêt pour démarrer", "We want to protect our idea", "Mijn zoon wil automatiseren in de zagerij"] * 6
    alone = [referrals(question) for question in questions[:4]] * 6
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(referrals, questions)) == alone


def test_batch_answers_every_line_in_order(client: TestClient) -> None:
    lines = [json.dumps({"question": QUESTION}), "not json", '{"question": ""}', "", '{"question": "What is the VAT rate on books?"}']
    response = client.post("/v1/triage/batch", content="\n".join(lines), headers={"Content-Type": "application/x-ndjson"})
    answers = [json.loads(line) for line in response.text.splitlines()]
    assert response.headers["Content-Type"].startswith("application/x-ndjson")
    assert [answer.get("outcome", answer.get("status")) for answer in answers] == ["referral", 400, 400, "outOfScope"]


def test_batch_and_single_give_the_same_referrals(client: TestClient) -> None:
    single = client.post("/v1/triage", json={"question": QUESTION}).json()
    batch = client.post("/v1/triage/batch", content=json.dumps({"question": QUESTION})).json()
    assert batch["referrals"] == single["referrals"]


def test_empty_batch_gives_an_empty_answer(client: TestClient) -> None:
    response = client.post("/v1/triage/batch", content="")
    assert (response.status_code, response.text) == (200, "")
