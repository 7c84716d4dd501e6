import pytest
from fastapi.testclient import TestClient

from app.knowledge.catalogue import Catalogue


def test_list_is_paged_with_links(client: TestClient, catalogue: Catalogue) -> None:
    seen, url = [], "/v1/profiles?pageSize=15"
    while url:
        page = client.get(url).json()
        seen += [item["id"] for item in page["items"]]
        url = page.get("next", "")
    assert sorted(seen) == sorted(catalogue.profiles)
    assert page["total"] == len(seen)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=instrument", "winwinlening"),
        ("need=finance", "pmv-startlening"),
        ("domain=food", "flanders-food"),
        ("status=ended", "horizon-ip-scan"),
        ("q=blikopner", "blikopener"),
        ("q=kmo+portefuille", "kmo-portefeuille"),
        ("q=SIRRIS", "sirris"),
    ],
)
def test_filters_find_the_profile(client: TestClient, query: str, expected: str) -> None:
    assert expected in [item["id"] for item in client.get(f"/v1/profiles?{query}&pageSize=100").json()["items"]]


def test_filters_hold_together(client: TestClient) -> None:
    items = client.get("/v1/profiles?kind=instrument&need=finance&pageSize=100").json()["items"]
    assert items
    assert all(item["kind"] == "instrument" and "finance" in item["needs"] for item in items)


def test_best_match_of_a_search_comes_first(client: TestClient) -> None:
    assert client.get("/v1/profiles?q=kmo+portefuille").json()["items"][0]["id"] == "kmo-portefeuille"


def test_nothing_found_is_an_empty_page(client: TestClient) -> None:
    page = client.get("/v1/profiles?q=zzzzzz").json()
    assert (page["items"], page["total"]) == ([], 0)


def test_every_profile_can_be_shown_in_three_languages(client: TestClient, catalogue: Catalogue) -> None:
    for profile_id, profile in catalogue.profiles.items():
        for language in ("nl", "fr", "en"):
            response = client.get(f"/v1/profiles/{profile_id}", headers={"Accept-Language": language})
            assert response.json()["name"] == profile.names.in_language(language)
            assert response.headers["Content-Language"] == language


def test_statements_carry_their_sources(client: TestClient) -> None:
    profile = client.get("/v1/profiles/ontwikkelingsproject").json()
    assert all(rule["sources"] for rule in profile["rules"])
    assert profile["support"][0]["sources"]


ACCEPTED = {"fr-BE, en;q=0.5": "fr", "en;q=0.4, nl;q=0.9": "nl", "de; q=0.9, en; q=0.8": "en", "fr;q=0": "nl", "de": "nl", "": "nl", ";q=x": "nl"}


@pytest.mark.parametrize(("header", "language"), ACCEPTED.items())
def test_accepted_language_is_kept(client: TestClient, header: str, language: str) -> None:
    assert client.get("/v1/profiles/pio", headers={"Accept-Language": header}).headers["Content-Language"] == language


@pytest.mark.parametrize("path", ["/v1/profiles", "/v1/profiles/pio"])
def test_unchanged_reference_data_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"], "Accept-Language": "fr"}).status_code == 200
