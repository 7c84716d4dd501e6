"""The repository keeps its own rules: small files, no words for users in code, a README that is true, everything in the wheel."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import Settings
from tests.conftest import ROOT, Ask

SOURCES = sorted((ROOT / "app").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    content = path.read_text()
    assert len(content.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.FunctionDef) and not node.name.endswith("_router") and node.name not in ("install", "mount_pages"):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_for_users_stand_in_code(path: Path) -> None:
    """Dutch and French belong to the phrases: no string of more than one word may hold their most common words."""
    telltale = re.compile(r"\b(je|jouw|wij|niet|voor|deze|het|vous|votre|nous|une|cette)\b", re.IGNORECASE)
    tree = ast.parse(path.read_text())
    documentation = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation and path.name != "requests.py":
            assert not (" " in node.value and telltale.search(node.value)), node.value


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []


def test_every_command_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in set(re.findall(r"flipped-tto ((?:profiles|knowledge|model) \w+|ask|check|serve|evaluate|bench)", readme)):
        subprocess.run([sys.executable, "-m", "app", *command.split(), "--help"], check=True, capture_output=True)


def test_the_session_of_the_readme_is_a_real_one(ask: Ask) -> None:
    readme = (ROOT / "README.md").read_text()
    question, limit = re.findall(r'\$ flipped-tto ask "(.+)" --limit (\d)', readme)[0]
    shown = re.findall(r"^╭─  \d  (.+?) ─+╮$", readme, re.MULTILINE)
    assert shown == [referral.name for referral in ask(question, limit=int(limit)).referrals]


def test_every_file_of_the_chart_exists() -> None:
    chart = (ROOT / "README.md").read_text().partition("```mermaid")[2].partition("```")[0]
    files = {path.name for path in SOURCES}
    stages = re.findall(r"(?:^|> )(\w+)(?= -->|$)", re.findall(r"^.*articulation --> .*$", chart, re.MULTILINE)[0].strip())
    assert {f"{stage}.py" for stage in stages} | set(re.findall(r"\w+\.py", chart)) <= files
    assert len(stages) == 7


def test_wheel_works_from_any_folder(settings: Settings, tmp_path: Path) -> None:
    """Builds and unpacks the wheel and asks a question from another folder: knowledge and pages travel in it."""
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel], check=True)
    environment = {**os.environ, "PYTHONPATH": str(site), "CACHE_DIR": str(settings.cache_dir)}
    script = (
        "import app; from fastapi.testclient import TestClient; from app.assembly import build_advisor; from app.settings import Settings\n"
        "from app.interfaces.api.application import create_application\n"
        f"assert app.__file__.startswith({str(site)!r}), app.__file__\n"
        "client = TestClient(create_application(build_advisor(Settings())))\n"
        "assert client.get('/').status_code == client.get('/static/page.css').status_code == 200\n"
        "print(client.post('/v1/triage', json={'question': 'Onze koekjes breken in de verpakking'}).json()['referrals'][0]['name'])"
    )
    finished = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert finished.stdout.strip(), finished.stderr
