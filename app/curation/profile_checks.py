"""What is checked of one profile beyond its form and its references: unsourced facts, dates, translations, rules, support, questions."""

import re
from collections import Counter
from collections.abc import Iterator

from app.curation.vocabulary_checks import test_problems
from app.knowledge.catalogue import Catalogue
from app.knowledge.forms import Text
from app.knowledge.rules import Rule, RuleReference
from app.knowledge.schema import Profile

FEWEST_QUESTIONS, MOST_QUESTIONS = 6, 12
UNSOURCED = ("purpose", "summary", "next_step")
_AMOUNT = re.compile(r"\d[\d.,\s]*(%|‰|€|(euro|eur|miljoen|million|procent|percent|pct|pour ?cent)\b)|(€|\beur)\s*\d", re.IGNORECASE)
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|février|mars|avril|mai|juin|juillet|août"
    "|septembre|octobre|novembre|décembre|january|february|march|may|june|july|august|october"
)
_DATE = re.compile(rf"\b(19|20)\d{{2}}\b|\b\d{{1,2}}(er)? ({_MONTHS})\b", re.IGNORECASE)


def check(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    """Every problem of one profile, in words."""
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
    stated = [("as_of", profile.as_of), *((f"support.{scheme.kind}.as_of", scheme.as_of) for scheme in profile.support)]
    for field, date in stated:
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
        if isinstance(rule, Rule):
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
