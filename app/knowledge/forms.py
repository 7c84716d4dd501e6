"""The building blocks that every knowledge file is made of: text in three languages, partial dates, sources.

What belongs here is a form used by two or more kinds of file; the form of one kind of file stands beside that kind.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from app.records import Language

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ProfileId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]*$")]
Day = Annotated[str, BeforeValidator(str), StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
PartialDate = Annotated[str, BeforeValidator(str), StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]

FactValue = bool | float | str
"""A value that a fact is compared with."""


class Form(BaseModel):
    """A piece of a knowledge file: read once, never changed, and without room for unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Form):
    """A text for users. Dutch is mandatory; where a translation is missing, the Dutch text is shown."""

    nl: Line
    fr: Line | None = None
    en: Line | None = None

    def in_language(self, language: Language) -> str:
        """The text in `language`, or in Dutch where it was not translated."""
        return getattr(self, language) or self.nl

    def missing(self) -> list[str]:
        """The languages that have no translation yet."""
        return [language for language in ("fr", "en") if getattr(self, language) is None]


class Source(Form):
    """Where a fact was read. `n` is the number by which statements of the same file point at it."""

    n: int = Field(ge=1)
    title: Line
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    date: PartialDate | None = None


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, int) else value


SourceNumbers = Annotated[tuple[int, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class Statement(Form):
    """A text that states a fact, with the numbers of the sources that say so."""

    text: Text
    source: SourceNumbers
