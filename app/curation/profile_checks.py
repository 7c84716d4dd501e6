"""What is checked of one profile beyond its form and its references: unsourced facts, dates, translations, rules, support, questions."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.curation.vocabulary_checks import test_problems
from app.knowledge.catalogue import DEPEND_ON_SUPPORT, Catalogue
from app.knowledge.forms import Text
from app.knowledge.rules import Rule, RuleReference, comparisons
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
    yield from _versions(profile)
    if profile.kind == "instrument" and not profile.rules and not profile.no_rules:
        yield "rules: an instrument has rules, or says under 'no_rules' why not"
    if profile.rules and profile.no_rules:
        yield "no_rules: there are rules; take this out"
    for rule in profile.rules:
        if isinstance(rule, Rule):
            yield from (f"rules.{rule.id}: {problem}" for problem in test_problems(rule.test, catalogue.facts))
            if rule.certainty == "hard" and rule.test is None:
                yield f"rules.{rule.id}: a hard rule needs a test; what no fact can decide is indicative"
        if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
            yield f"rules: valid from {rule.valid_from} to {rule.valid_to} is never"
    kinds = catalogue.facts.facts["company.organisationType"].options or {}
    for role in profile.roles:
        yield from (f"roles: '{kind}' is no kind of organisation ({', '.join(kinds)})" for kind in role.open_to if kind not in kinds)


def _versions(profile: Profile) -> Iterator[str]:
    """A rule may stand twice, as an older and a newer version, when at most one of them holds on any day."""
    by_id: dict[tuple[str, str], list[Rule | RuleReference]] = {}
    for rule in profile.rules:
        for role in rule.roles or ("",):
            by_id.setdefault((rule.use if isinstance(rule, RuleReference) else rule.id, role), []).append(rule)
    for (rule_id, _), versions in by_id.items():
        periods = sorted((version.valid_from or "", version.valid_to or "9999") for version in versions)
        if any(later[0] <= earlier[1] for earlier, later in pairwise(periods)):
            yield f"rules: '{rule_id}' stands {len(versions)} times on the same day"


def _support(profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    for scheme in profile.support:
        limits = [*scheme.maximum, *([scheme.minimum] if scheme.minimum else [])]
        for fact in [scheme.basis, *(part.per for part in scheme.parts), *(limit.less for limit in limits)]:
            if fact and not catalogue.facts.is_number(fact):
                yield f"support: '{fact}' is not a fact of facts.yaml that is a number"
        for test in scheme.tests:
            yield from (f"support: {problem}" for problem in test_problems(test, catalogue.facts))
            yield from (f"support: '{c.fact}' depends on the support itself" for c in comparisons(test) if c.fact in DEPEND_ON_SUPPORT)
        if not scheme.basis and any(part.percent for part in scheme.parts):
            yield "support: percentages need a 'basis', the fact that they apply to"
