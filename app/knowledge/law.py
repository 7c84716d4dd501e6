"""The form of `knowledge/rules/law.yaml`: the numbers and tests of European law that stand behind many measures at once."""

from typing import Annotated

from pydantic import Field

from app.knowledge.forms import Code, Day, Form, Line, PartialDate, Text
from app.knowledge.rules import Test


class LawSource(Form):
    """Where a legal rule was read."""

    title: Line
    url: Line
    date: PartialDate | None = None


class SizeLimits(Form):
    """The ceilings of one size class: headcount below `employees`, and turnover or balance sheet total of at most so much."""

    employees: float
    turnover_eur: float
    balance_sheet_eur: float


class CompanySize(Form):
    """Recommendation 2003/361/EC. Shares are percentages."""

    source: LawSource
    micro: SizeLimits
    small: SizeLimits
    medium: SizeLimits
    partner_from: float
    linked_above: float
    public_from: float

    @property
    def ceilings(self) -> tuple[SizeLimits, SizeLimits, SizeLimits]:
        """The ceilings of micro, small and medium, the smallest class first."""
        return self.micro, self.small, self.medium


class DeMinimis(Form):
    """The ceiling on small aid that one undertaking may get in any period of `years`; other ceilings hold for organisations `not_for`."""

    source: LawSource
    ceiling_eur: float
    years: int
    not_for: tuple[Code, ...]


class DifficultyTest(Form):
    """One of the separate tests of an undertaking in difficulty: met means in difficulty."""

    id: Code
    text: Text
    test: Test


class Difficulty(Form):
    """When an undertaking is in difficulty: when one of the tests is met."""

    source: LawSource
    tests: Annotated[tuple[DifficultyTest, ...], Field(min_length=1)]


class LegalBasis(Form):
    """A regulation on which measures rest. After `valid_to` a verdict stays, and `notice` is added."""

    source: LawSource
    valid_to: Day
    notice: Text


class Law(Form):
    """The whole file."""

    company_size: CompanySize
    de_minimis: DeMinimis
    difficulty: Difficulty
    legal_bases: dict[Code, LegalBasis]
    providers: Annotated[tuple[Code, ...], Field(description="referrers who may sell services themselves")]
