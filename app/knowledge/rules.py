"""The form of eligibility rules and of the tests they make on facts. Evaluating them is not done here.

A test is one of: `all`, `any`, `not`, or a comparison of one fact of `vocabulary/facts.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from app.knowledge.forms import Code, Day, FactValue, Form, SourceNumbers, Text

Operator = Literal["is", "in", "below", "at_most", "above", "at_least", "before", "after", "starts_with"]
COMPARISONS: tuple[Operator, ...] = get_args(Operator)


_FIELDS = {"is": "equals", "in": "one_of"}
"""The words of the language that are no names in Python."""


class Comparison(Form):
    """One fact held against one value: exactly one of the comparisons is given."""

    fact: str
    equals: FactValue | None = Field(None, alias="is")
    one_of: tuple[FactValue, ...] | None = Field(None, alias="in")
    below: float | None = None
    at_most: float | None = None
    above: float | None = None
    at_least: float | None = None
    before: Day | None = None
    after: Day | None = None
    starts_with: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _compares_once(self) -> Comparison:
        if len(self.model_fields_set) != 2:
            raise ValueError(f"a comparison has 'fact' and exactly one of: {', '.join(COMPARISONS)}")
        return self

    @cached_property
    def operator(self) -> Operator:
        """Which comparison is made."""
        return next(name for name in COMPARISONS if _FIELDS.get(name, name) in self.model_fields_set)

    @cached_property
    def limit(self) -> float | Day | None:
        """What a number or date is held against; None for `is`, `in` and `starts_with`."""
        return None if self.operator in ("is", "in", "starts_with") else getattr(self, self.operator)

    @cached_property
    def values(self) -> tuple[FactValue, ...]:
        """The values of `is` and `in`, the beginnings of `starts_with`; empty for the others."""
        return self.one_of or self.starts_with or (() if self.equals is None else (self.equals,))


class AllOf(Form):
    """Met when every part is met."""

    all: Annotated[tuple[Test, ...], Field(min_length=1)]


class AnyOf(Form):
    """Met when one part is met."""

    any: Annotated[tuple[Test, ...], Field(min_length=1)]


class Not(Form):
    """Met when its part is unmet."""

    negated: Test = Field(alias="not")


def _shape(value: object) -> str:
    """Which form a test has: seen from its key when it is read, from its class when it is written."""
    if isinstance(value, dict):
        return next((key for key in ("all", "any", "not") if key in value), "comparison")
    match value:
        case AllOf():
            return "all"
        case AnyOf():
            return "any"
        case Not():
            return "not"
    return "comparison"


Test = Annotated[
    Annotated[AllOf, Tag("all")] | Annotated[AnyOf, Tag("any")] | Annotated[Not, Tag("not")] | Annotated[Comparison, Tag("comparison")],
    Discriminator(_shape),
]


class Rule(Form):
    """One condition of a profile. Without `test` only a person can judge it, and its result stays unknown."""

    id: Code
    text: Text
    certainty: Literal["hard", "indicative"]
    source: SourceNumbers
    roles: tuple[Literal["applicant", "participant"], ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    test: Test | None = None

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that the test compares; none where only a person can judge."""
        return tuple(dict.fromkeys(comparison.fact for comparison in comparisons(self.test))) if self.test else ()

    def is_for(self, role: str | None) -> bool:
        """Whether the rule concerns that role; without a role every rule does."""
        return role is None or not self.roles or role in self.roles

    def ended(self, day: str) -> bool:
        """Whether the rule is no longer in force on that day."""
        return self.valid_to is not None and self.valid_to < day


class SharedRule(Form):
    """A condition that many measures have in common, in `knowledge/rules/shared.yaml`; each profile cites its own source."""

    text: Text
    certainty: Literal["hard", "indicative"]
    test: Test | None = None


class RuleReference(Form):
    """A shared rule as one profile uses it."""

    use: Code
    source: SourceNumbers
    roles: tuple[Literal["applicant", "participant"], ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None


def comparisons(test: AllOf | AnyOf | Not | Comparison) -> Iterator[Comparison]:
    """Every comparison inside a test, depth first."""
    match test:
        case AllOf():
            parts = test.all
        case AnyOf():
            parts = test.any
        case Not():
            parts = (test.negated,)
        case Comparison():
            yield test
            return
    for part in parts:
        yield from comparisons(part)
