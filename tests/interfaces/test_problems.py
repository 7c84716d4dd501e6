"""Bad input gets a clear problem and never a 5xx: one shape for every error (RFC 9457 as the Belgif guide narrows it)."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.advisor import Advisor
from app.interfaces.api.application import create_application
from app.interfaces.api.contract import Problem
from app.interfaces.api.middleware import MAX_BODY

JSON = {"Content-Type": "application/json"}


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["type"].startswith("urn:problem-type:belgif:")
    assert body["status"] == status
    assert body["instance"].startswith("urn:uuid:")
    assert "Traceback" not in response.text
    Problem.model_validate(body)
    return body


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("{}", "question"),
        ('{"question": ""}', "question"),
        ('{"question": "   "}', "question"),
        ('{"question": 5}', "question"),
        ('{"question": null}', "question"),
        ('{"question": "koekjes", "colour": "red"}', "colour"),
        ('{"question": "koekjes", "language": "de"}', "language"),
        ('{"question": "koekjes", "limit": 0}', "limit"),
        ('{"question": "koekjes", "limit": "5"}', "limit"),
        ('{"question": "koekjes", "kinds": []}', "kinds"),
        ('{"question": "koekjes", "kinds": ["person"]}', "kinds.0"),
        ('{"question": "koekjes", "referrer": {"type": "friend"}}', "referrer.type"),
        ('{"question": "koekjes", "company": {"employees": "veel"}}', "company.employees"),
        ('{"question": "koekjes", "company": {"employees": NaN}}', "company.employees"),
        ('{"question": "koekjes", "company": {"shoeSize": 43}}', "company.shoeSize"),
        ('{"question": "koekjes", "project": []}', "project"),
        ("[]", "body"),
        ('"koekjes"', "body"),
        ("koekjes", "body"),
        ("[" * 60000, "body"),
        ("", "body"),
    ],
)
def test_bad_body_names_the_field(client: TestClient, body: str, name: str) -> None:
    issues = problem(client.post("/v1/triage", content=body, headers=JSON), 400)["issues"]
    assert name in [issue["name"] for issue in issues]
    assert all(issue["detail"] and issue["in"] == "body" for issue in issues)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_body_that_does_not_call_itself_json_is_told_so(client: TestClient, content_type: str) -> None:
    body = problem(client.post("/v1/triage", content='{"question": "koekjes"}', headers={"Content-Type": content_type}), 415)
    assert "application/json" in body["detail"]


def test_unknown_keys_are_told_apart_from_wrong_values(client: TestClient) -> None:
    (issue,) = problem(client.post("/v1/triage", json={"question": "koekjes", "colour": 1}), 400)["issues"]
    assert issue["type"].endswith("unknownInput")


def test_binary_body_is_refused(client: TestClient) -> None:
    problem(client.post("/v1/triage", content=bytes(range(256)), headers=JSON), 400)


def test_body_of_a_megabyte_is_refused_with_the_limit(client: TestClient) -> None:
    body = problem(client.post("/v1/triage", json={"question": "x" * 1_000_000}), 413)
    assert body["limit"] == MAX_BODY


def test_question_that_is_too_long_says_how_long_it_may_be(client: TestClient) -> None:
    (issue,) = problem(client.post("/v1/triage", json={"question": "koekje " * 1000}), 400)["issues"]
    assert "4000" in issue["detail"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/profiles/bestaat-niet", 404),
        ("GET", "/v1/profiles/..%2f..%2fetc", 404),
        ("GET", "/nergens", 404),
        ("GET", "/v1/triage", 405),
        ("DELETE", "/v1/profiles", 405),
        ("GET", "/v1/profiles?colour=red", 400),
        ("GET", "/v1/profiles?pageSize=1000", 400),
        ("GET", "/v1/profiles?page=0", 400),
        ("GET", "/v1/profiles?kind=person", 400),
        ("GET", "/v1/profiles?need=bogus", 400),
        ("GET", "/v1/profiles/", 404),
        ("GET", "/health?deep=true", 400),
        ("POST", "/v1/triage?question=koekjes", 400),
    ],
)
def test_bad_address_gets_a_problem(client: TestClient, method: str, path: str, status: int) -> None:
    problem(client.request(method, path), status)


def test_profile_that_does_not_exist_names_its_likes(client: TestClient) -> None:
    body = problem(client.get("/v1/profiles/kmo-portefuille"), 404)
    assert "kmo-portefeuille" in body["detail"]


def test_wrong_method_says_which_are_allowed(client: TestClient) -> None:
    assert client.get("/v1/triage").headers["Allow"] == "POST"


def test_our_own_mistake_gives_a_500_without_details(advisor: Advisor) -> None:
    application = create_application(advisor)

    @application.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret /path")

    response = TestClient(application, raise_server_exceptions=False).get("/broken")
    assert "secret" not in json.dumps(problem(response, 500))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)
REQUESTS = st.fixed_dictionaries(
    {"question": st.text(max_size=300) | JSON_VALUES},
    optional=dict.fromkeys(("language", "limit", "kinds", "company", "project", "referrer", "other"), JSON_VALUES),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(request=REQUESTS)
def test_no_request_whatever_gives_a_5xx(client: TestClient, request: dict[str, object]) -> None:
    response = client.post("/v1/triage", content=json.dumps(request), headers=JSON)
    if response.status_code != 200:
        problem(response, 400)
