"""POST /v1/eligibility."""

import json
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from app.answers import EligibilityAnswer
from app.checker import Checker
from app.interfaces.api.contract import PROBLEMS, json_only, no_query
from app.interfaces.requests import check_request_model

EXAMPLE = json.loads((Path(__file__).parent / "examples" / "eligibility_answer.json").read_text())
"""A real answer, kept to show its shape; a test keeps it valid."""


def eligibility_router(checker: Checker) -> APIRouter:
    """The endpoint that checks one measure for one company."""
    router = APIRouter(prefix="/v1/eligibility", tags=["Eligibility"], responses=PROBLEMS, dependencies=[Depends(no_query)])
    model = check_request_model(checker.catalogue.facts)

    @router.post(
        "",
        operation_id="checkEligibility",
        summary="Check one measure for one company",
        response_model=EligibilityAnswer,
        dependencies=[Depends(json_only)],
        responses={200: {"description": "The verdict, every rule and the support", "content": {"application/json": {"example": EXAMPLE}}}},
    )
    def check(body: Annotated[model, Body()]) -> Response:  # type: ignore[valid-type]
        """Says for every condition of a measure whether it is met, what is not known yet, and what the support would be. An indication only."""
        answer = checker.check(body.to_request())  # type: ignore[attr-defined]
        content = answer.model_dump_json(by_alias=True, exclude_none=True)
        return Response(content, media_type="application/json", headers={"Content-Language": answer.language})

    return router
