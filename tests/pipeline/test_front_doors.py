import pytest

from tests.conftest import Ask


@pytest.mark.parametrize(("region", "name"), [("flanders", "VLAIO"), ("brussels", "1819"), ("wallonia", "Digital Wallonia"), ("abroad", "VLAIO")])
def test_a_company_is_sent_to_the_front_door_of_its_own_region(region: str, name: str, ask: Ask) -> None:
    way_out = ask("Onze oven verbruikt te veel energie, wie kan ons raad geven?", **{"company.region": region}).way_out
    assert name in way_out.name
    assert way_out.text


def test_a_brussels_company_is_not_led_by_flemish_only_measures(ask: Ask) -> None:
    answer = ask(
        "Wie geeft subsidie voor de ontwikkeling van onze nieuwe app?", **{"company.region": "brussels", "company.operatesInFlanders": False}
    )
    first = answer.referrals[0]
    assert first.eligibility is None or first.eligibility.verdict != "unlikely"
