"""The form of a support scheme: what a measure gives, as far as its sources say. Computing an estimate is not done here."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.knowledge.forms import Code, Form, PartialDate, SourceNumbers, Text
from app.knowledge.rules import Test

SupportKind = Literal["grant", "taxRelief", "loan", "guarantee", "equity", "voucher", "service", "prize", "other"]


class Part(Form):
    """A rate or an amount that is added to the support, always or `when` a test on the facts is met."""

    id: Code
    label: Text
    percent: float | None = Field(None, gt=0, le=100)
    eur: float | None = Field(None, gt=0)
    when: Test | None = None
    source: SourceNumbers

    @model_validator(mode="after")
    def _one_measure(self) -> "Part":
        if (self.percent is None) == (self.eur is None):
            raise ValueError("give either 'percent' or 'eur'")
        return self


class Limit(Form):
    """A rate ceiling (`percent`), or the smallest or largest support in euro (`eur`)."""

    percent: float | None = Field(None, gt=0, le=100)
    eur: float | None = Field(None, ge=0)
    when: Test | None = None
    source: SourceNumbers


class Scheme(Form):
    """One kind of support of a measure. `text` says it in words; the numbers serve the computation."""

    kind: SupportKind
    text: Text
    source: SourceNumbers
    as_of: PartialDate | None = None
    basis: Annotated[str, Field(description="the fact that percentages apply to")] | None = None
    parts: tuple[Part, ...] = ()
    caps: tuple[Limit, ...] = ()
    minimum: Limit | None = None
    maximum: tuple[Limit, ...] = ()
