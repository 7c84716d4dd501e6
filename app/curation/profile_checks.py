"""What is checked of one profile beyond its form: vocabulary, links, sources, dates, translations and rules."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from app.curation.vocabulary_checks import test_problems
from app.knowledge.catalogue import Catalogue
from app.knowledge.forms import Text
from app.knowledge.rules import Rule, RuleReference
from app.knowledge.schema import Profile

FEWEST_QUESTIONS, MOST_QUESTIONS = 6, 12
UNSOURCED = ("purpose", "summary", "next_step")
_AMOUNT = re.compile(r"\d[\d.,\s]*(%|‰|€|euro\b|eur\b|miljoen|million)|€\s*\d", re.IGNORECASE)
_DATE = re.compile(r"\b(19|20)\d{2}\b")


def check(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    """Every problem of one profile, in words."""
    yield from _unknown_codes(profile, catalogue)
    yield from _dangling_ids(profile, catalogue)
    yield from _sources(profile)
    yield from _unsourced_facts(profile)
    yield from _dates(profile)
    yield from _translations(profile)
    yield from _rules(profile, catalogue)
    yield from _support(profile, catalogue)
    count = len(profile.questions.all())
    if not FEWEST_QUESTIONS <= count <= MOST_QUESTIONS:
        yield f"questions: {count} of them; write {FEWEST_QUESTIONS} to {MOST_QUESTIONS}"
    if profile.status != "active" and profile.status_note is None:
        yield f"status '{profile.status}' needs a status_note: say what is known, with its source"


def _unknown_codes(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    vocabulary = catalogue.vocabulary
    known: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "needs": (profile.needs, vocabulary.needs),
        "domains": (profile.domains, vocabulary.domains),
        "segments": (profile.segments, vocabulary.segments),
        "stages": (profile.stages, vocabulary.stages),
        "sectors": (profile.sectors, vocabulary.sectors),
        "regions": (profile.regions, vocabulary.places.regions),
        "group": ([profile.group], vocabulary.groups),
        "locations": ([place.province for place in profile.locations if place.province], vocabulary.places.provinces),
    }
    for field, (codes, words) in known.items():
        for code in codes:
            if code not in words:
                yield f"{field}: '{code}' is not in the vocabulary (one of: {', '.join(words)})"


def _dangling_ids(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    links = {
        "successor": [profile.successor] if profile.successor else [],
        "instruments": profile.instruments,
        "not_for": [confusion.see for confusion in profile.not_for if confusion.see],
        "overlaps": profile.overlaps,
        "complements": profile.complements,
    }
    for field, ids in links.items():
        for linked in ids:
            if linked not in catalogue.profiles:
                yield f"{field}: no profile has the id '{linked}'"
            elif linked == profile.id:
                yield f"{field}: the profile points at itself"


def _sources(profile: Profile) -> Iterator[str]:
    numbers = Counter(source.n for source in profile.sources)
    yield from (f"sources: number {n} stands {count} times" for n, count in numbers.items() if count > 1)
    cited = {number for owner in _cited_owners(profile) for number in owner}
    yield from (f"source {n} is cited but does not stand under sources" for n in sorted(cited - set(numbers)))
    yield from (f"sources: number {n} is cited nowhere: cite it or leave it out" for n in sorted(set(numbers) - cited))


def _cited_owners(part: object) -> Iterator[tuple[int, ...]]:
    """The `source` of every piece of a profile."""
    if isinstance(part, BaseModel):
        for name, value in part:
            if name == "source":
                yield value
            else:
                yield from _cited_owners(value)
    elif isinstance(part, tuple):
        for entry in part:
            yield from _cited_owners(entry)


def _unsourced_facts(profile: Profile) -> Iterator[str]:
    """Amounts and years may only stand where a source is cited beside them."""
    for field in UNSOURCED:
        yield from (f"{field}: {reason}" for reason in _facts_in(getattr(profile, field)))
    for confusion in profile.not_for:
        yield from (f"not_for: {reason}" for reason in _facts_in(confusion.text))


def _facts_in(words: Text) -> Iterator[str]:
    for language, line in words.model_dump().items():
        if line and (found := _AMOUNT.search(line)):
            yield f"the amount '{found.group().strip()}' ({language}) has no source: move it to a rule, support or service"
        if line and (found := _DATE.search(line)):
            yield f"the date '{found.group()}' ({language}) has no source: move it to a statement with one"


def _dates(profile: Profile) -> Iterator[str]:
    dates = [source.date for source in profile.sources if source.date]
    stated = {"as_of": profile.as_of, **{f"support.{scheme.kind}.as_of": scheme.as_of for scheme in profile.support}}
    for field, date in stated.items():
        if date and not any(known.startswith(date) for known in dates):
            yield f"{field}: {date} is not the date of any source"
    yield from (f"sources: {date} is later than verified_on ({profile.verified_on})" for date in dates if date > profile.verified_on)


def _translations(profile: Profile) -> Iterator[str]:
    texts: list[tuple[str, Text]] = [("names", profile.names), *((field, getattr(profile, field)) for field in UNSOURCED)]
    texts += [(f"rules.{rule.id}", rule.text) for rule in profile.rules if isinstance(rule, Rule)]
    texts += [("support", scheme.text) for scheme in profile.support]
    for field, words in texts:
        yield from (f"{field}: the {language} text is missing" for language in words.missing())


def _rules(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    ids = Counter(rule.use if isinstance(rule, RuleReference) else rule.id for rule in profile.rules)
    yield from (f"rules: '{rule_id}' stands {count} times" for rule_id, count in ids.items() if count > 1)
    for rule in profile.rules:
        if isinstance(rule, RuleReference):
            if rule.use not in catalogue.shared_rules:
                yield f"rules: '{rule.use}' is no shared rule (one of: {', '.join(catalogue.shared_rules)})"
        else:
            yield from (f"rules.{rule.id}: {problem}" for problem in test_problems(rule.test, catalogue.facts))
        if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
            yield f"rules: valid from {rule.valid_from} to {rule.valid_to} is never"


def _support(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    for scheme in profile.support:
        if scheme.basis and not catalogue.facts.knows(scheme.basis):
            yield f"support: the basis '{scheme.basis}' is not a fact of facts.yaml"
        limits = [*scheme.caps, *scheme.maximum, *([scheme.minimum] if scheme.minimum else [])]
        for test in [part.when for part in scheme.parts] + [limit.when for limit in limits]:
            yield from (f"support: {problem}" for problem in test_problems(test, catalogue.facts))
