"""POST /v1/triage and /v1/triage/batch."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import StreamingResponse

from app.advisor import Advisor
from app.answers import TriageAnswer
from app.errors import InvalidInput, Issue
from app.interfaces.api.contract import PROBLEMS, json_only, no_query
from app.interfaces.api.problems import internal_error, invalid_input
from app.interfaces.requests import parse_request, triage_request_model

logger = logging.getLogger(__name__)
NDJSON = "application/x-ndjson"
EXAMPLE = json.loads((Path(__file__).parent / "examples" / "triage_answer.json").read_text())
"""A real answer, kept to show its shape; a test keeps it valid."""


def triage_router(advisor: Advisor) -> APIRouter:
    """The endpoints that answer questions."""
    router = APIRouter(prefix="/v1/triage", tags=["Triage"], responses=PROBLEMS, dependencies=[Depends(no_query)])
    model = triage_request_model(advisor.catalogue.facts)

    @router.post(
        "",
        operation_id="triageQuestion",
        summary="Answer one question",
        response_model=TriageAnswer,
        dependencies=[Depends(json_only)],
        responses={
            200: {"description": "Ranked referrals, a question back, or a polite refusal", "content": {"application/json": {"example": EXAMPLE}}}
        },
    )
    def triage(body: Annotated[model, Body()]) -> Response:  # type: ignore[valid-type]
        """Refers one plain-language question to organisations and support measures."""
        answer = advisor.triage(body.to_request()).answer  # type: ignore[attr-defined]
        # Written directly: FastAPI would validate the answer, which is valid by construction, a second time.
        content = answer.model_dump_json(by_alias=True, exclude_none=True)
        return Response(content, media_type="application/json", headers={"Content-Language": answer.language})

    @router.post(
        "/batch",
        operation_id="triageBatch",
        summary="Answer many questions",
        response_class=StreamingResponse,
        responses={200: {"content": {NDJSON: {"schema": {"type": "string"}}}, "description": "One answer or one problem a line, in order"}},
        openapi_extra={"requestBody": {"required": True, "content": {NDJSON: {"schema": {"type": "string"}}}}},
    )
    async def batch(request: Request) -> StreamingResponse:
        """Newline-delimited JSON in, one triage request a line; newline-delimited JSON out. Blank lines are skipped."""
        lines = [line for line in (await request.body()).split(b"\n") if line.strip()]
        return StreamingResponse(_answers(lines), media_type=NDJSON)

    def _answers(lines: list[bytes]) -> Iterator[bytes]:
        for line in lines:
            yield json.dumps(_answer(line), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def _answer(line: bytes) -> dict[str, Any]:
        try:
            return advisor.triage(parse_request(model, _parse(line))).answer.to_json()
        except InvalidInput as error:
            return invalid_input(error)
        except Exception:
            # One line that we cannot answer must not cost the others theirs.
            logger.exception("a line of a batch could not be answered")
            return internal_error()

    return router


def _parse(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidInput([Issue("line", "is not valid JSON")]) from error
