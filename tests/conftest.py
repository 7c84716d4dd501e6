"""The real thing, built once: the prepared model from the user's cache, the knowledge of this repository, one fixed day."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.advisor import Advisor
from app.answers import TriageAnswer
from app.assembly import build_advisor
from app.interfaces.api.application import create_application
from app.knowledge.catalogue import Catalogue
from app.records import Request
from app.settings import Settings
from tests.curation.copies import CopiedKnowledge, copy_knowledge

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 23)

Ask = Callable[..., TriageAnswer]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()


@pytest.fixture(scope="session")
def settings_folder(settings: Settings) -> Path:
    return settings.knowledge_dir


@pytest.fixture(scope="session")
def advisor(settings: Settings) -> Advisor:
    return build_advisor(settings, clock=lambda: TODAY)


@pytest.fixture(scope="session")
def catalogue(advisor: Advisor) -> Catalogue:
    return advisor.catalogue


@pytest.fixture(scope="session")
def ask(advisor: Advisor) -> Ask:
    """Asks a question, with facts by name: ask("…", **{"company.employees": 12})."""

    def answer(question: str, limit: int = 5, **facts: object) -> TriageAnswer:
        return advisor.triage(Request(question, limit=limit, facts=facts)).answer

    return answer


@pytest.fixture(scope="session")
def client(advisor: Advisor) -> Iterator[TestClient]:
    with TestClient(create_application(advisor), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def copied(settings: Settings, tmp_path: Path) -> CopiedKnowledge:
    return copy_knowledge(settings.knowledge_dir, tmp_path)
