import pytest
from pydantic import ValidationError

from app.knowledge.catalogue import Catalogue
from app.knowledge.facts import FactVocabulary


@pytest.fixture(scope="module")
def facts(catalogue: Catalogue) -> FactVocabulary:
    return catalogue.facts


def test_every_fact_accepts_its_own_example(facts: FactVocabulary) -> None:
    for name, fact in facts.facts.items():
        subject, _, field = name.partition(".")
        model = facts.company if subject == "company" else facts.project
        model.model_validate({field: fact.example})


@pytest.mark.parametrize(
    "stated",
    [
        {"employees": "12"},
        {"employees": True},
        {"employees": -1},
        {"employees": float("inf")},
        {"employees": float("nan")},
        {"autonomous": "yes"},
        {"founded": 0},
        {"founded": "1 maart 2015"},
        {"region": "holland"},
        {"enterpriseNumber": "12"},
        {"nace": ["ten"]},
        {"nace": "10.71"},
        {"legalForm": ""},
        {"legalForm": "x" * 201},
        {"relatedEnterprises": [{"relation": "friend"}]},
        {"colour": "red"},
    ],
)
def test_values_of_the_wrong_kind_are_refused(facts: FactVocabulary, stated: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        facts.company.model_validate(stated)


def test_related_enterprises_nest(facts: FactVocabulary) -> None:
    nested = {"relation": "linked", "employees": 30, "relatedEnterprises": [{"relation": "partner", "capitalPercent": 25}]}
    stated = facts.company.model_validate({"relatedEnterprises": [nested]}).model_dump(exclude_none=True)
    assert stated["relatedEnterprises"][0]["relatedEnterprises"][0]["capitalPercent"] == 25


def test_what_follows_from_a_fact_never_overrules_what_was_stated(facts: FactVocabulary) -> None:
    assert facts.completed({"company.region": "flanders"})["company.operatesInFlanders"] is True
    stated = {"company.region": "flanders", "company.operatesInFlanders": False}
    assert facts.completed(stated) == stated


def test_derived_facts_can_be_tested_but_not_stated(facts: FactVocabulary) -> None:
    assert facts.find("company.sizeClass") is not None
    with pytest.raises(ValidationError):
        facts.company.model_validate({"sizeClass": "small"})
