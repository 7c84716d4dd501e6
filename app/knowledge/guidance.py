"""The form of guidance cards (`knowledge/guidance/*.yaml`): short advice that a first-line partner can give along with a referral."""

from typing import Annotated

from pydantic import Field, model_validator

from app.knowledge.cues import Cues
from app.knowledge.forms import Code, Day, Form, ProfileId, Source, Text
from app.knowledge.rules import Test


class GuidanceCard(Form):
    """One card, and what calls for it: words of the question (`cues`), a need that it shows, facts (`when`), or a referral to a `group`.

    A card without a trigger would never be shown.
    """

    id: ProfileId
    title: Text
    text: Text
    cues: Cues = Cues()
    needs: tuple[Code, ...] = ()
    groups: tuple[ProfileId, ...] = ()
    when: Test | None = None
    verified_on: Day
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_trigger(self) -> "GuidanceCard":
        if not (any(self.cues.model_dump().values()) or self.needs or self.groups or self.when):
            raise ValueError("say what calls for the card: 'cues', 'needs', 'groups' or 'when'")
        return self
