"""Finds the one best next question when there is too little to go on: which help is sought, else in which field, else to tell more."""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.knowledge.catalogue import Catalogue
from app.records import Articulation, Assessed, ClarifyingQuestion, Option, Selection

LOOK_AT = 12


def clarify(selection: Selection, assessed: Sequence[Assessed], articulation: Articulation, catalogue: Catalogue) -> ClarifyingQuestion | None:
    """A question with options to tap, each option being words that are added to the question; None where nothing has to be asked."""
    if selection.outcome != "clarify":
        return None
    profiles = [catalogue.profiles[entry.ranked.profile_id] for entry in assessed[:LOOK_AT]]
    if not articulation.needs:
        return _ask("need", _need_options((need for p in profiles for need in p.needs), articulation, catalogue), articulation, catalogue)
    if not articulation.domains:
        return _ask("domain", _domain_options((domain for p in profiles for domain in p.domains), articulation, catalogue), articulation, catalogue)
    return _ask("more", (), articulation, catalogue)


def _ask(topic: str, options: tuple[Option, ...], articulation: Articulation, catalogue: Catalogue) -> ClarifyingQuestion:
    return ClarifyingQuestion(topic, "question", catalogue.phrases.say(articulation.language, f"clarify.{topic}"), options)


def _need_options(needs: Iterable[str], articulation: Articulation, catalogue: Catalogue) -> tuple[Option, ...]:
    vocabulary, language = catalogue.vocabulary.needs, articulation.language
    return tuple(
        Option(vocabulary[code].question.in_language(language), vocabulary[code].label.in_language(language))
        for code in _most_common(needs, catalogue)
    )


def _domain_options(domains: Iterable[str], articulation: Articulation, catalogue: Catalogue) -> tuple[Option, ...]:
    labels = [catalogue.vocabulary.domains[code].label.in_language(articulation.language) for code in _most_common(domains, catalogue)]
    return tuple(Option(label, label) for label in labels)


def _most_common(codes: Iterable[str], catalogue: Catalogue) -> list[str]:
    return [code for code, _ in Counter(codes).most_common(catalogue.tuning.scope.options)]
