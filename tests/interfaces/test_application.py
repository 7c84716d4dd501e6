"""What holds for the whole service: health, headers, the OpenAPI document."""

from dataclasses import replace
from typing import Any

import openapi_spec_validator
import pytest
from fastapi.testclient import TestClient

from app.advisor import Advisor
from app.answers import TriageAnswer
from app.interfaces.api.application import create_application
from app.interfaces.requests import EXAMPLES
from app.records import Vector
from tests.conftest import ROOT


def test_health_is_up(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "UP"}


def test_health_is_down_when_the_model_does_not_answer(advisor: Advisor) -> None:
    class BrokenEmbedder:
        fingerprint = "broken"

        def embed_query(self, text: str) -> Vector:  # noqa: ARG002
            raise OSError("the model file is gone")

        embed_document = embed_query

    response = TestClient(create_application(replace(advisor, embedder=BrokenEmbedder()))).get("/health")
    assert (response.status_code, response.json()) == (503, {"status": "DOWN"})


@pytest.mark.parametrize("path", ["/", "/health", "/v1/profiles", "/nergens", "/docs", "/openapi.json"])
def test_every_response_has_a_fresh_trace_id_and_is_locked_down(client: TestClient, path: str) -> None:
    first, second = client.get(path), client.get(path)
    assert first.headers["BelGov-Trace-Id"] != second.headers["BelGov-Trace-Id"]
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]


def test_the_callers_trace_id_comes_back_if_it_is_one(client: TestClient) -> None:
    assert client.get("/health", headers={"BelGov-Trace-Id": "abc-123"}).headers["BelGov-Related-Trace-Id"] == "abc-123"
    assert "BelGov-Related-Trace-Id" not in client.get("/health", headers={"BelGov-Trace-Id": "<script>"}).headers


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    content: dict[str, Any] = client.get("/openapi.json").json()
    return content


def test_openapi_document_is_valid(document: dict[str, Any]) -> None:
    openapi_spec_validator.validate(document)


def test_operations_have_camel_case_ids_summaries_and_problem_responses(document: dict[str, Any]) -> None:
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    assert all(operation_id.isidentifier() and "_" not in operation_id for operation_id in ids)
    assert all(operation["summary"] and "default" in operation["responses"] and "422" not in operation["responses"] for operation in operations)


def test_examples_of_the_document_are_answered(client: TestClient, document: dict[str, Any]) -> None:
    assert document["components"]["schemas"]["TriageRequest"]["examples"] == EXAMPLES
    for example in EXAMPLES:
        assert client.post("/v1/triage", json=example).status_code == 200
    answer = document["paths"]["/v1/triage"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    TriageAnswer.model_validate(answer)


def test_no_page_or_script_asks_anything_of_another_host() -> None:
    pages = ROOT / "app" / "interfaces" / "pages"
    files = [*pages.glob("*.html"), *pages.glob("static/*")]
    assert len(files) >= 5
    for path in files:
        content = path.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "http://" not in content, path
        assert "https://" not in content, path
