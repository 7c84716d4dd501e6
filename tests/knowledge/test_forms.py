from pathlib import Path

import pytest
from pydantic import ValidationError

from app.errors import KnowledgeInvalid
from app.knowledge.forms import Source, Statement, Text
from app.knowledge.phrases import Phrases, flatten, placeholders
from app.knowledge.rules import Comparison, Rule, comparisons
from app.knowledge.support import Part
from app.knowledge.tuning import Range
from app.knowledge.yaml_files import read_form, read_yaml


def test_missing_translation_shows_dutch() -> None:
    text = Text(nl="subsidie", en="grant")
    assert (text.in_language("fr"), text.in_language("en"), text.missing()) == ("subsidie", "grant", ["fr"])


def test_dutch_is_mandatory() -> None:
    with pytest.raises(ValidationError, match="nl"):
        Text.model_validate({"fr": "aide"})


def test_statement_needs_a_source() -> None:
    with pytest.raises(ValidationError, match="source"):
        Statement.model_validate({"text": {"nl": "Het kost 37 euro."}})


@pytest.mark.parametrize("date", [2024, "2024-06", "2024-06-05"])
def test_source_dates_may_be_partial(date: object) -> None:
    assert Source.model_validate({"n": 1, "title": "x", "date": date}).date == str(date)


@pytest.mark.parametrize("date", ["06/2024", "soon", "2024-6-5"])
def test_source_dates_are_written_one_way(date: str) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"n": 1, "title": "x", "date": date})


def test_a_comparison_compares_once() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Comparison.model_validate({"fact": "company.employees", "below": 50, "above": 10})


def test_tests_nest_and_name_their_facts() -> None:
    rule = Rule.model_validate(
        {
            "id": "size",
            "text": {"nl": "Minder dan 50 werknemers in Vlaanderen."},
            "certainty": "hard",
            "source": 1,
            "test": {"all": [{"fact": "company.employees", "below": 50}, {"not": {"any": [{"fact": "company.region", "is": "abroad"}]}}]},
        }
    )
    assert rule.test is not None
    assert [comparison.fact for comparison in comparisons(rule.test)] == ["company.employees", "company.region"]


def test_support_part_is_a_rate_or_an_amount() -> None:
    with pytest.raises(ValidationError, match="either"):
        Part.model_validate({"id": "base", "label": {"nl": "basis"}, "source": 1, "percent": 25, "eur": 100})


def test_range_scales_between_nothing_and_all() -> None:
    scale = Range(low=0.2, high=0.6).scale
    assert [scale(0.1), scale(0.4), scale(0.9)] == [0, pytest.approx(0.5), 1]


def test_key_that_stands_twice_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("a: 1\nb: {c: 1, c: 2}\n")
    with pytest.raises(KnowledgeInvalid, match=r"'c' stands twice.*line 2"):
        read_yaml(path)


def test_unsafe_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "unsafe.yaml"
    path.write_text("!!python/object/apply:os.system ['true']\n")
    with pytest.raises(KnowledgeInvalid):
        read_yaml(path)


def test_every_field_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "source.yaml"
    path.write_text("n: 0\ntitel: x\n")
    with pytest.raises(KnowledgeInvalid) as caught:
        read_form(path, Source)
    assert {problem.partition(":")[0] for problem in caught.value.problems} == {"n", "title", "titel"}


def test_phrases_fill_their_placeholders() -> None:
    phrases = Phrases({"nl": flatten({"a": {"b": "{count} keer"}}), "fr": {}, "en": {}})
    assert phrases.say("nl", "a.b", count=3) == "3 keer"
    assert placeholders("{count} van {total}") == {"count", "total"}
