"""Joins the endpoints, the pages, the error handling and the middleware into one ASGI application."""

import importlib.metadata
from typing import Any

from fastapi import FastAPI

from app.advisor import Advisor
from app.assembly import DISTRIBUTION
from app.checker import Checker
from app.interfaces.api import problems
from app.interfaces.api.contract import Problem
from app.interfaces.api.eligibility import eligibility_router
from app.interfaces.api.health import health_router
from app.interfaces.api.middleware import BodyLimit, ResponseHeaders
from app.interfaces.api.profiles import profiles_router
from app.interfaces.api.triage import triage_router
from app.interfaces.pages.pages import mount_pages
from app.landscape import Landscape

TAGS = [
    {"name": "Triage", "description": "From a plain question to ranked, explained, sourced referrals"},
    {"name": "Eligibility", "description": "Whether a company seems to qualify for a measure, rule by rule, and what it would get"},
    {"name": "Profiles", "description": "The organisations and support measures that can be referred to"},
    {"name": "Health", "description": "For operators"},
]


def create_application(advisor: Advisor) -> FastAPI:
    """The whole service over one advisor."""
    app = FastAPI(
        title="Flipped TTO",
        version=importlib.metadata.version(DISTRIBUTION),
        summary="Refers a small company's innovation question to the right organisation and support measure",
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    routers = (
        triage_router(advisor),
        eligibility_router(Checker(advisor.catalogue, advisor.clock)),
        profiles_router(Landscape(advisor.catalogue), advisor.knowledge_version),
        health_router(advisor),
    )
    for router in routers:
        app.include_router(router)
    mount_pages(app, advisor)
    problems.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(ResponseHeaders)
    _describe_problems(app)
    return app


def _describe_problems(app: FastAPI) -> None:
    """FastAPI describes its own 422 body, which is never sent: the document shows the problem that is."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = generate()
            schemas = schema["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= schemas["Problem"].pop("$defs", {})
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
        assert app.openapi_schema is not None  # noqa: S101 - set by generate()
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
