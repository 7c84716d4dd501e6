"""What all endpoints of the REST contract share: languages, unknown query parameters, problem responses, entity tags."""

import hashlib
from typing import Annotated, Any, Literal

from fastapi import Header, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.errors import InvalidInput, Issue
from app.interfaces.api.problems import MEDIA_TYPE
from app.records import LANGUAGES, Language


class ProblemIssue(BaseModel):
    """One thing wrong with the input."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    detail: str
    where: Literal["body", "header", "path", "query"] = Field(alias="in")
    name: str
    value: str | None = None


class Problem(BaseModel):
    """An error (RFC 9457)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:problem-type:belgif:badRequest",
                    "title": "Bad request",
                    "status": 400,
                    "detail": "The input cannot be used: see issues.",
                    "instance": "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
                    "issues": [
                        {
                            "type": "urn:problem-type:belgif:input-validation:schemaViolation",
                            "title": "Input does not fit the schema",
                            "detail": "Field required",
                            "in": "body",
                            "name": "question",
                        }
                    ],
                }
            ]
        },
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
    issues: list[ProblemIssue] | None = None
    limit: int | None = Field(None, description="with 413: the most bytes that are read")


PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {"description": "A problem", "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}},
}


def no_query(request: Request) -> None:
    """Refuses query parameters: questions and facts only travel in the body."""
    if request.query_params:
        raise InvalidInput([Issue(name, "is not a known query parameter", "unknownInput") for name in request.query_params], "query")


def json_only(request: Request) -> None:
    """Refuses a body that does not call itself JSON, before it is misread."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise HTTPException(415, "Send the request as JSON, with the header Content-Type: application/json.")


def accepted_language(accept_language: Annotated[str, Header()] = "nl") -> Language:
    """The first of our languages that the caller accepts (`fr-BE, en;q=0.5` -> fr), by weight; Dutch otherwise."""
    wishes: list[tuple[float, str]] = []
    for wish in accept_language.split(","):
        tag, _, quality = wish.replace(" ", "").partition(";q=")
        wishes.append((_weight(quality), tag.partition("-")[0].lower()))
    for _, code in sorted((wish for wish in wishes if wish[0] > 0), key=lambda wish: -wish[0]):
        for language in LANGUAGES:
            if code == language:
                return language
    return "nl"


def _weight(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0


def reference_headers(request: Request, response: Response, version: str, language: Language) -> bool:
    """Sets the caching headers of reference data; True when the caller already has this version (answer 304)."""
    tag = f'"{hashlib.sha256(f"{version} {language} {request.url.query} {request.url.path}".encode()).hexdigest()[:20]}"'
    response.headers.update({"ETag": tag, "Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-cache"})
    known = request.headers.get("If-None-Match", "")
    return tag in [entry.strip().removeprefix("W/") for entry in known.split(",")]
