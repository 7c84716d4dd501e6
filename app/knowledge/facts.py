"""The fact vocabulary (`knowledge/vocabulary/facts.yaml`): what can be known of a company and a project, and the models that check it.

A fact that is not in the file does not exist: requests that state it are refused, rules that use it do not pass the lint.
"""

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ForwardRef, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from app.knowledge.forms import Code, Day, FactValue, Form, Text

FactType = Literal["number", "integer", "boolean", "date", "text", "choice", "list"]
MAX_TEXT, MAX_LIST = 200, 50
MAX_NUMBER = 1e12
"""Beyond every headcount and amount of a company: larger numbers are slips of the keyboard."""


class FactField(Form):
    """The type of one value."""

    type: FactType
    unit: Literal["fte", "eur", "months", "percent", "years", "count"] | None = None
    minimum: float | None = None
    maximum: float | None = None
    options: dict[str, Text] | None = None
    of: str | None = None
    pattern: str | None = None
    earliest: Day | None = None
    label: Text


class Fact(FactField):
    """A fact that can be asked for; a derived one is worked out `from` others, which are asked for instead."""

    question: Text | None = None
    example: Any = None
    assumed: Annotated[FactValue | None, Field(description="what an estimate of support takes where nobody stated the fact, and says so")] = None
    derived_from: tuple[str, ...] = Field((), alias="from")


class Derivation(Form):
    """When fact `when` has a value of `is` or `in`, or its text `contains` one of some words (lower case), the facts of `gives` follow."""

    when: str
    equals: FactValue | None = Field(None, alias="is")
    one_of: tuple[FactValue, ...] = Field((), alias="in")
    contains: tuple[str, ...] = ()
    gives: dict[str, FactValue]

    def follows_from(self, stated: Mapping[str, object]) -> bool:
        """Whether the stated facts give what follows."""
        value = stated.get(self.when)
        if value is None:
            return False
        return value == self.equals or value in self.one_of or any(words in str(value).lower() for words in self.contains)


class FactVocabulary(Form):
    """`facts.yaml`: records used inside lists, facts that a request may state, and facts that are derived from them."""

    records: dict[Code, dict[Code, FactField]]
    facts: dict[str, Fact]
    derived: dict[str, Fact]
    derivations: tuple[Derivation, ...] = ()

    @cached_property
    def company(self) -> type[BaseModel]:
        """The model of the `company` object of a request."""
        return self._subject("company", "Company")

    @cached_property
    def project(self) -> type[BaseModel]:
        """The model of the `project` object of a request."""
        return self._subject("project", "Project")

    def find(self, name: str) -> Fact | None:
        """The fact of that name, stated or derived; None where it does not exist."""
        return self.facts.get(name) or self.derived.get(name)

    def fact(self, name: str) -> Fact:
        """The fact of that name, stated or derived.

        Raises KeyError for one that does not exist, which the lint keeps out of the knowledge.
        """
        return self.facts.get(name) or self.derived[name]

    def is_number(self, name: str) -> bool:
        """Whether `name` is a fact that can be counted or measured."""
        fact = self.find(name)
        return fact is not None and fact.type in ("number", "integer")

    def completed(self, stated: Mapping[str, object]) -> dict[str, object]:
        """The stated facts with what follows from them; what was stated is never overruled."""
        following = {name: value for rule in self.derivations if rule.follows_from(stated) for name, value in rule.gives.items()}
        return following | dict(stated)

    def _subject(self, subject: str, name: str) -> type[BaseModel]:
        prefix = f"{subject}."
        own = {key.removeprefix(prefix): fact for key, fact in self.facts.items() if key.startswith(prefix)}
        return _model(name, own, self._record_models)

    @cached_property
    def _record_models(self) -> dict[str, type[BaseModel]]:
        models: dict[str, type[BaseModel]] = {}
        for name, fields in self.records.items():
            models[name] = _model(_class_name(name), fields, models)
        for model in models.values():
            model.model_rebuild(_types_namespace={m.__name__: m for m in models.values()})
        return models


def _model(name: str, fields: dict[str, Any], records: dict[str, type[BaseModel]]) -> type[BaseModel]:
    columns: dict[str, Any] = {key: (_annotation(field, records) | None, _field_info(field)) for key, field in fields.items()}
    return create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **columns)


def _field_info(field: FactField) -> Any:
    example = getattr(field, "example", None)
    return Field(None, description=field.label.en or field.label.nl, examples=None if example is None else [example])


def _annotation(field: FactField, records: dict[str, type[BaseModel]]) -> Any:
    least = -MAX_NUMBER if field.minimum is None else field.minimum
    most = MAX_NUMBER if field.maximum is None else field.maximum
    match field.type:
        case "number":
            return Annotated[float, Field(ge=least, le=most, allow_inf_nan=False, strict=True)]
        case "integer":
            return Annotated[int, Field(ge=least, le=most, strict=True)]
        case "boolean":
            return Annotated[bool, Field(strict=True)]
        case "date":
            return Annotated[datetime.date, BeforeValidator(_only_date_text), Field(ge=_day(field.earliest))]
        case "choice":
            return Literal[tuple(field.options or ())]
        case "text":
            return _text(field)
        case "list":
            return Annotated[list[_item(field, records)], Field(max_length=MAX_LIST)]  # type: ignore[misc]  # a type made at run time


def _text(field: FactField) -> Any:
    return Annotated[str, Field(strict=True, min_length=1, max_length=MAX_TEXT, pattern=field.pattern)]


def _item(field: FactField, records: dict[str, type[BaseModel]]) -> Any:
    """The type of a list's elements; a record that contains itself is named before its model exists."""
    if field.of in (None, "text"):
        return _text(field)
    return records.get(str(field.of)) or ForwardRef(_class_name(str(field.of)))


def _class_name(record: str) -> str:
    return record[:1].upper() + record[1:]


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _only_date_text(value: object) -> object:
    """Numbers are no dates: pydantic would read 0 as 1 January 1970."""
    if not isinstance(value, str | datetime.date):
        raise ValueError("a date is written as 2015-03-01")
    return value
