"""Shows what a measure gives: the rate, the amount, how they come about, and what was assumed."""

from collections.abc import Iterator

from app.answers import Range, SupportPart, SupportView
from app.company.facts import Company
from app.knowledge.catalogue import Catalogue
from app.knowledge.logic import Within
from app.knowledge.schema import Profile
from app.knowledge.support import Part
from app.language.formats import day
from app.pipeline.fact_words import FactWords
from app.pipeline.profile_views import source_views
from app.pipeline.support import Estimate, applicable, conditions, estimate
from app.records import Language, Result


def support_view(profile: Profile, role: str | None, company: Company, catalogue: Catalogue, language: Language) -> SupportView | None:
    """The support of a measure for one company; nothing where it gives this role none."""
    facts = company.facts
    scheme = applicable(profile, role, facts)
    if scheme is None:
        return None
    estimated = estimate(scheme, facts, conditions(profile, role, facts, catalogue), catalogue.facts)
    words = SupportWords(catalogue, language)
    return SupportView(
        kind=scheme.kind,
        text=scheme.text.in_language(language),
        percent=_number_or_range(estimated.percent),
        amount_eur=_number_or_range(estimated.amount),
        breakdown=[_part(part, result, language) for part, result in estimated.parts],
        explanation=words.explanation(estimated, profile.verified_on) if estimated.parts else None,
        cap=words.cap(estimated),
        assumptions=list(words.assumptions(estimated)),
        missing=list(dict.fromkeys(name for fact in estimated.missing for name in company.to_ask(fact))),
        as_of=scheme.as_of,
        sources=source_views(profile, scheme.source),
    )


def _number_or_range(value: Within | None) -> float | Range | None:
    if value is None:
        return None
    low, high = round(value.low, 2), round(value.high, 2)
    return low if low == high else Range(min=low, max=high)


def _part(part: Part, result: Result, language: Language) -> SupportPart:
    """One rate or amount, and whether it certainly counts."""
    label = part.label.in_language(language)
    return SupportPart(id=part.id, label=label, percent=part.percent, amount_eur=part.eur, per=part.per, result=result)


class SupportWords:
    """The sentences about an estimate, in one language."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._phrases = catalogue.phrases
        self._language: Language = language
        self._facts = FactWords(catalogue, language)

    def explanation(self, estimated: Estimate, read_on: str) -> str:
        """How rate and amount come about, in words, and how old the sources are."""
        return " ".join(self._sentences(estimated, read_on))

    def cap(self, estimated: Estimate) -> str | None:
        """The largest support, if the sources name one."""
        return self._say("cap", amount=self._number(max(estimated.ceilings))) if estimated.ceilings else None

    def assumptions(self, estimated: Estimate) -> Iterator[str]:
        """What was taken for the facts that nobody stated."""
        for fact, value in estimated.assumed.items():
            yield self._say("assumed", label=self._facts.label(fact), value=self._facts.value(fact, value))

    def _sentences(self, estimated: Estimate, read_on: str) -> Iterator[str]:
        parts = " + ".join(self._part_words(part, result) for part, result in estimated.parts)
        if estimated.percent is not None:
            yield self._say("sum", parts=parts, percent=self._percent(estimated.percent))
        else:
            yield f"{parts}."
        amount, minimum = estimated.amount, estimated.scheme.minimum
        if amount and minimum and amount.high < minimum.eur:
            yield self._say("belowMinimum", amount=self._number(minimum.eur))
        elif amount and amount.low == amount.high:
            yield self._say("amount", amount=self._number(amount.low))
        elif amount:
            yield self._say("amountRange", low=self._number(amount.low), high=self._number(amount.high))
        yield from self.assumptions(estimated)
        as_of = estimated.scheme.as_of
        yield self._say("dated", date=day(as_of, self._language)) if as_of else self._say("undated", date=day(read_on, self._language))

    def _part_words(self, part: Part, result: Result) -> str:
        label = part.label.in_language(self._language)
        if part.percent is not None:
            words = self._say("part", percent=self._number(part.percent), label=label)
        elif part.per:
            unit = self._facts.label(part.per)
            words = self._say("perUnit", amount=self._number(part.eur or 0.0), unit=unit, label=label)
        else:
            words = self._say("amountPart", amount=self._number(part.eur or 0.0), label=label)
        return words if result == "met" else self._say("maybe", part=words)

    def _percent(self, percent: Within) -> str:
        if percent.low == percent.high:
            return self._say("percent", percent=self._number(percent.low))
        return self._say("range", low=self._number(percent.low), high=self._number(percent.high))

    def _number(self, value: float) -> str:
        return self._facts.number(value)

    def _say(self, key: str, **values: object) -> str:
        return self._phrases.say(self._language, f"support.{key}", **values)
