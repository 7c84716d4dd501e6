"""The page with the question box, in a real browser (Debian's Chromium), without a line of script of its own."""

import threading
import time
from collections.abc import Iterator
from socket import socket

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from app.advisor import Advisor
from app.interfaces.api.application import create_application

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
QUESTION = "Onze bakkerij wil een koek ontwikkelen die niet breekt, wie kan helpen?"


@pytest.fixture(scope="module")
def address(advisor: Advisor) -> Iterator[str]:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_application(advisor), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test when the browser reports anything, and that may ask nothing of another host."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else complaints.append(request.url))
    page.goto(f"{address}/?lang=nl")
    yield page
    context.close()
    assert complaints == []


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="Je vraag").fill(question)
    page.get_by_role("button", name="Zoek hulp").click()


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_question_gets_its_referrals(page: Page) -> None:
    ask(page, QUESTION)
    assert page.get_by_role("article").count() >= 2
    assert page.get_by_role("heading", name="Flanders' FOOD").is_visible()
    assert page.get_by_text("Volgende stap").first.is_visible()
    assert "koek" not in page.url


def test_the_page_fits_a_narrow_phone(page: Page) -> None:
    assert has_no_sideways_scroll(page)
    ask(page, QUESTION)
    assert has_no_sideways_scroll(page)


def test_conditions_and_sources_fold_open_by_keyboard(page: Page) -> None:
    ask(page, QUESTION)
    sources = page.get_by_role("article").first.locator("details").last
    sources.locator("summary").focus()
    page.keyboard.press("Enter")
    assert sources.get_by_role("link").first.is_visible()


def test_a_vague_question_is_answered_by_tapping(page: Page) -> None:
    ask(page, "subsidie")
    page.locator("button.option").first.click()
    assert page.get_by_role("textbox", name="Je vraag").input_value().startswith("subsidie – ")


def test_what_people_type_is_shown_as_text(page: Page) -> None:
    hostile = "</textarea><script>document.title='x'</script><img src=x onerror=alert(1)> koekjes bakken in onze bakkerij"
    ask(page, hostile)
    assert page.get_by_role("textbox", name="Je vraag").input_value() == hostile
    assert page.title() != "x"


def test_the_api_documentation_draws_itself(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/docs")
    page.get_by_text("/v1/triage/batch").wait_for()


@pytest.mark.parametrize(("language", "words"), [("nl", "Zoek hulp"), ("fr", "Chercher de l'aide"), ("en", "Find help")])
def test_the_page_speaks_three_languages(client: TestClient, language: str, words: str) -> None:
    response = client.get(f"/?lang={language}")
    assert f'<html lang="{language}">' in response.text
    assert words in response.text.replace("&#39;", "'")


def test_an_empty_question_is_asked_for_again(client: TestClient) -> None:
    response = client.post("/?lang=nl", data={"question": "  "})
    assert response.status_code == 400
    assert "We konden geen vraag lezen" in response.text
