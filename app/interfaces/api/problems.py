"""Every error as `application/problem+json` (RFC 9457, narrowed by the Belgif REST guide): a stable URN type, never a stack trace."""

import logging
import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.errors import InvalidInput, Issue, ProfileNotFound
from app.interfaces.requests import issues_of

MEDIA_TYPE = "application/problem+json"
BELGIF = "urn:problem-type:belgif"
TYPES = {
    400: ("badRequest", "Bad request"),
    404: ("resourceNotFound", "Resource not found"),
    405: ("methodNotAllowed", "Method not allowed"),
    413: ("payloadTooLarge", "Payload too large"),
    415: ("unsupportedMediaType", "Unsupported media type"),
    500: ("internalServerError", "Internal server error"),
    503: ("serviceUnavailable", "Service unavailable"),
}
HINTS = {404: "There is nothing at this address; /docs lists what there is.", 405: "This address does not take this method; see the Allow header."}
ISSUE_TITLES = {
    "schemaViolation": "Input does not fit the schema",
    "unknownInput": "Unknown input",
    "referencedResourceNotFound": "Referenced resource not found",
}
logger = logging.getLogger(__name__)


def problem(status: int, detail: str, **extra: Any) -> dict[str, Any]:
    """The body of a problem."""
    name, title = TYPES.get(status, TYPES[400])
    return {
        "type": f"{BELGIF}:{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:uuid:{uuid.uuid4()}",
        **extra,
    }


def internal_error() -> dict[str, Any]:
    """A mistake of ours as a problem, without details."""
    return problem(500, "Something went wrong on our side. The question was not answered; please try again.")


def invalid_input(error: InvalidInput) -> dict[str, Any]:
    """The body of a 400, with one issue per field."""
    return problem(400, "The input cannot be used: see issues.", issues=[_issue(issue, error.where) for issue in error.issues])


def not_found(error: ProfileNotFound) -> dict[str, Any]:
    """The body of a 404 for a profile id."""
    issue = Issue("profileId", str(error), "referencedResourceNotFound")
    return problem(404, str(error), issues=[_issue(issue, "path") | {"value": error.profile_id}])


def response(body: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem as a response."""
    return JSONResponse(body, body["status"], {"Content-Language": "en", **(headers or {})}, MEDIA_TYPE)


def _issue(issue: Issue, where: str) -> dict[str, str]:
    return {
        "type": f"{BELGIF}:input-validation:{issue.kind}",
        "title": ISSUE_TITLES[issue.kind],
        "detail": issue.detail,
        "in": where,
        "name": issue.name,
    }


def install(app: FastAPI) -> None:
    """Lets every error that leaves an endpoint become a problem."""

    @app.exception_handler(InvalidInput)
    def _invalid_input(_: Request, error: InvalidInput) -> JSONResponse:
        return response(invalid_input(error))

    @app.exception_handler(ProfileNotFound)
    def _not_found(_: Request, error: ProfileNotFound) -> JSONResponse:
        return response(not_found(error))

    @app.exception_handler(RequestValidationError)
    def _validation(_: Request, error: RequestValidationError) -> JSONResponse:
        return response(invalid_input(InvalidInput(issues_of(error.errors()), _part(error.errors()))))

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == HTTPStatus.BAD_REQUEST:  # raised by FastAPI for a body that is no text or nested without end
            return response(invalid_input(InvalidInput([Issue("body", "is not JSON in UTF-8")])))
        detail = HINTS.get(error.status_code, str(error.detail))
        return response(problem(error.status_code, detail), dict(error.headers or {}))

    @app.exception_handler(Exception)
    def _unexpected(_: Request, error: Exception) -> JSONResponse:
        logger.exception("unexpected error", exc_info=error)
        return response(internal_error())


def _part(errors: Sequence[Any]) -> str:
    first = errors[0]["loc"][0] if errors and errors[0]["loc"] else "body"
    return first if first in ("body", "query", "path", "header") else "body"
