"""The form of the vocabularies under `knowledge/vocabulary`: the only words that profiles may use, and how questions show them."""

from typing import Annotated

from pydantic import Field

from app.knowledge.cues import Cues
from app.knowledge.forms import Code, Form, Line, ProfileId, Text
from app.knowledge.schema import Questions


class Term(Form):
    """A code with its name and its cues."""

    label: Text
    cues: Cues = Cues()


class Need(Term):
    """A kind of help; `question` is how a company would ask for it."""

    question: Text


class Sector(Term):
    """A sector with its NACE-BEL 2025 section and divisions, and the domains that it usually asks about."""

    section: Annotated[str, Field(pattern=r"^[A-V]$")]
    nace: tuple[Annotated[str, Field(pattern=r"^\d{2}$")], ...]
    domains: tuple[Code, ...] = ()


class Region(Form):
    """A region; `front_door` is the profile that companies there turn to first, where that is not the general one."""

    label: Text
    front_door: ProfileId | None = None


class Province(Form):
    """A province and its larger towns, by which the nearest provider is found."""

    label: Text
    region: Code
    municipalities: tuple[Line, ...]


class Group(Form):
    """A group of the catalogue; of an interchangeable group one member is proposed and the others are named beside it."""

    label: Text
    interchangeable: bool


class Topic(Term):
    """A subject that the tool does not answer, with questions of that kind and a friendly direction."""

    examples: Questions
    answer: Text


class SeatWords(Form):
    """Words that tell, shortly before the name of a place, that the company itself is there."""

    nl: tuple[Line, ...]
    fr: tuple[Line, ...]
    en: tuple[Line, ...]


class Places(Form):
    """`regions.yaml`; `aliases` are other spellings of the municipalities ("Gand" -> Gent)."""

    regions: dict[Code, Region]
    provinces: dict[Code, Province]
    aliases: dict[Line, Line]
    seat: SeatWords


class Vocabulary(Form):
    """All vocabularies, one file each."""

    needs: dict[Code, Need]
    domains: dict[Code, Term]
    segments: dict[Code, Term]
    stages: dict[Code, Term]
    sectors: dict[Code, Sector]
    places: Places
    groups: dict[ProfileId, Group]
    scope: dict[Code, Topic]
