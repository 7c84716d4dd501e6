"""The form of a profile file. `knowledge/README.md` explains it to curators; the checks across files are in `lint.py`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from app.knowledge.forms import Code, Day, Form, Line, PartialDate, ProfileId, Source, SourceNumbers, Statement, Text
from app.knowledge.rules import Rule, RuleReference
from app.knowledge.support import Scheme
from app.records import Kind, Language, Status


class Questions(Form):
    """What a company would really say when this profile is the answer."""

    nl: tuple[Line, ...]
    fr: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()

    def all(self) -> list[tuple[Language, str]]:
        """Every question with its language."""
        return [("nl", q) for q in self.nl] + [("fr", q) for q in self.fr] + [("en", q) for q in self.en]


class Confusion(Form):
    """What the profile is not for; `see` is the profile that people mean instead."""

    text: Text
    see: ProfileId | None = None


class Role(Form):
    """How somebody takes part in a measure: as the one who applies, or as one who joins.

    `open_to` are the kinds of organisation (options of `company.organisationType`) that can take this role; empty: all.
    """

    role: Literal["applicant", "participant"]
    text: Text
    source: SourceNumbers
    open_to: tuple[Code, ...] = ()


class Location(Form):
    """A place where an intermediary receives companies: a municipality, or a whole province where no more is known."""

    municipality: Line | None = None
    province: Code | None = None


class Contact(Form):
    """How to reach the organisation behind the profile."""

    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    email: Annotated[str, StringConstraints(pattern=r"^\S+@\S+\.\S+$")] | None = None
    phone: Line | None = None
    source: SourceNumbers


class Profile(Form):
    """One organisation (intermediary) or support measure (instrument)."""

    id: ProfileId
    kind: Kind
    group: ProfileId
    names: Text
    aliases: tuple[Line, ...] = ()
    operator: Line | None = None
    status: Status
    status_note: Statement | None = None
    successor: ProfileId | None = None
    as_of: PartialDate | None = None
    verified_on: Day
    orientation: Literal["demand", "supply"] | None = None

    needs: Annotated[tuple[Code, ...], Field(min_length=1)]
    domains: tuple[Code, ...] = ()
    segments: tuple[Code, ...] = ()
    stages: tuple[Code, ...] = ()
    sectors: tuple[Code, ...] = ()
    regions: tuple[Code, ...] = ()
    locations: tuple[Location, ...] = ()

    purpose: Text
    summary: Text
    services: tuple[Statement, ...] = ()
    cost: Statement | None = None
    instruments: tuple[ProfileId, ...] = ()
    questions: Questions
    not_for: tuple[Confusion, ...] = ()

    roles: tuple[Role, ...] = ()
    rules: tuple[Rule | RuleReference, ...] = ()
    no_rules: Line | None = None
    legal_basis: tuple[Code, ...] = ()
    pays_provider: bool = False
    support: tuple[Scheme, ...] = ()
    documents: tuple[Statement, ...] = ()

    next_step: Text
    contact: Contact | None = None
    overlaps: tuple[ProfileId, ...] = ()
    complements: tuple[ProfileId, ...] = ()
    notes: tuple[Line, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def is_proposable(self) -> bool:
        """Whether a company can be referred to it. The others are only found by name and answered by a successor or a notice."""
        return self.status in ("active", "unknown")

    @model_validator(mode="after")
    def _successor_fits_status(self) -> "Profile":
        if self.status in ("renamed", "replaced") and self.successor is None:
            raise ValueError(f"status '{self.status}' needs a 'successor' (the id of the profile that answers for it)")
        return self
