"""The pages that people open: the question box with its answer (plain HTML forms, no script) and the API documentation."""

from pathlib import Path
from typing import Annotated

import fastapi_offline
from fastapi import Depends, FastAPI, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from app.advisor import MAX_QUESTION, Advisor
from app.answers import TriageAnswer
from app.errors import InvalidInput
from app.interfaces.api.contract import accepted_language
from app.records import LANGUAGES, Language
from app.records import Request as TriageRequest

FOLDER = Path(__file__).parent
SWAGGER = Path(fastapi_offline.__file__).parent / "static"


def mount_pages(app: FastAPI, advisor: Advisor) -> None:
    """Adds the pages and their static files."""
    templates = Jinja2Templates(FOLDER)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.mount("/docs/assets", StaticFiles(directory=SWAGGER), name="docsAssets")

    def page(request: Request, language: Language, status: int = 200, **values: object) -> Response:
        words = advisor.catalogue.phrases.section(language, "page")
        context = {"words": words, "language": language, "languages": LANGUAGES, "max_question": MAX_QUESTION, **values}
        return templates.TemplateResponse(request, "question.html", context, status_code=status, headers={"Content-Language": language})

    @app.get("/", include_in_schema=False, response_class=HTMLResponse)
    def ask(request: Request, language: Annotated[Language, Depends(_language)]) -> Response:
        return page(request, language)

    @app.post("/", include_in_schema=False, response_class=HTMLResponse)
    def answer(request: Request, language: Annotated[Language, Depends(_language)], question: Annotated[str, Form()] = "") -> Response:
        try:
            reply: TriageAnswer = advisor.triage(TriageRequest(question, preferred=language)).answer
        except InvalidInput:
            return page(request, language, status=400, question=question[:MAX_QUESTION], invalid=True)
        return page(request, reply.language, question=question, answer=reply)

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    def docs(request: Request) -> Response:
        return templates.TemplateResponse(request, "docs.html")


def _language(
    accepted: Annotated[Language, Depends(accepted_language)], lang: Annotated[Language | None, Query(description="the language of the page")] = None
) -> Language:
    return lang or accepted
