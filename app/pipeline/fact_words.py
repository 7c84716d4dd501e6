"""Facts and their values as people write them, in one language."""

from math import inf

from app.knowledge.catalogue import Catalogue
from app.knowledge.facts import Fact
from app.knowledge.logic import OneOf, Within
from app.language.formats import day, number
from app.records import Language


class FactWords:
    """Names and values of the facts of one catalogue; the words are the phrases under `reason`."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._catalogue = catalogue
        self._language: Language = language

    def label(self, fact: str) -> str:
        """What the fact is called."""
        return self._fact(fact).label.in_language(self._language)

    def option(self, fact: str, value: str) -> str:
        """What a choice is called; a value that is no option stays as it is."""
        options = self._fact(fact).options or {}
        return options[value].in_language(self._language) if value in options else value

    def number(self, value: float) -> str:
        """A number without its unit."""
        return number(value, self._language)

    def value(self, fact: str, value: object) -> str:
        """A value with its unit; one that is known in part as a range or as the choices that are left."""
        match value:
            case bool():
                return self.say("yes" if value else "no")
            case int() | float():
                unit = self._fact(fact).unit
                return self.say(f"unit.{unit}", value=self.number(value)) if unit else self.number(value)
            case Within():
                return self._range(fact, value)
            case OneOf(values):
                return self.say("or").join(self.option(fact, each) for each in sorted(values))
            case list() | tuple():
                return ", ".join(map(str, value))
        return day(str(value), self._language) if self._fact(fact).type == "date" else self.option(fact, str(value))

    def say(self, key: str, **values: object) -> str:
        """A phrase under `reason`."""
        return self._catalogue.phrases.say(self._language, f"reason.{key}", **values)

    def _range(self, fact: str, value: Within) -> str:
        if value.low == value.high:
            return self.value(fact, value.low)
        if value.high == inf:
            return self.say("atLeast", value=self.value(fact, value.low))
        if value.low in (0.0, -inf):
            return self.say("atMost", value=self.value(fact, value.high))
        return self.say("between", low=self.value(fact, value.low), high=self.value(fact, value.high))

    def _fact(self, fact: str) -> Fact:
        return self._catalogue.facts.fact(fact)
