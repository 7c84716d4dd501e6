"""The form of a support scheme: what a measure gives, as far as its sources say. Computing an estimate is not done here."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.knowledge.forms import Code, Form, PartialDate, SourceNumbers, Text
from app.knowledge.rules import Test

SupportKind = Literal["grant", "taxRelief", "loan", "guarantee", "equity", "voucher", "service", "prize", "other"]


class Part(Form):
    """A rate, or an amount in euro (once, or `per` unit of a fact), that is added to the support: always, or `when` a test is met."""

    id: Code
    label: Text
    percent: float | None = Field(None, gt=0, le=100)
    eur: float | None = Field(None, gt=0)
    per: str | None = None
    when: Test | None = None
    source: SourceNumbers

    @model_validator(mode="after")
    def _one_measure(self) -> "Part":
        if (self.percent is None) == (self.eur is None):
            raise ValueError("give either 'percent' or 'eur'")
        if self.per and self.eur is None:
            raise ValueError("'per' counts units of an amount: give 'eur' too")
        return self


class RateCap(Form):
    """The highest rate that all parts together may reach, always or `when` a test is met."""

    percent: float = Field(gt=0, le=100)
    when: Test | None = None
    source: SourceNumbers


class Limit(Form):
    """The smallest or largest support in euro; `less` is a fact whose amount already used up a part of it."""

    eur: float = Field(ge=0)
    less: str | None = None
    when: Test | None = None
    source: SourceNumbers


class Scheme(Form):
    """One kind of support of a measure. `text` says it in words; the numbers serve the computation.

    With `when` it is one of several schemes and holds for those facts only; with `roles` only for who takes part that way.
    """

    kind: SupportKind
    text: Text
    source: SourceNumbers
    as_of: PartialDate | None = None
    roles: tuple[Literal["applicant", "participant"], ...] = ()
    when: Test | None = None
    basis: Annotated[str, Field(description="the fact that percentages apply to")] | None = None
    parts: tuple[Part, ...] = ()
    caps: tuple[RateCap, ...] = ()
    minimum: Limit | None = None
    maximum: tuple[Limit, ...] = ()

    def is_for(self, role: str | None) -> bool:
        """Whether the scheme concerns that role; without a role every scheme does."""
        return role is None or not self.roles or role in self.roles

    @property
    def tests(self) -> tuple[Test, ...]:
        """Every test of the scheme."""
        limits = (*self.maximum, *((self.minimum,) if self.minimum else ()))
        return tuple(owner.when for owner in (self, *self.parts, *self.caps, *limits) if owner.when)
