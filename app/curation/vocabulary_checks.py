"""What is checked of the vocabularies, the fact vocabulary, the shared rules and the phrases."""

from collections.abc import Iterator

from app.knowledge.catalogue import Catalogue
from app.knowledge.facts import Fact, FactVocabulary
from app.knowledge.phrases import placeholders
from app.knowledge.rules import AllOf, AnyOf, Comparison, Not, comparisons
from app.records import LANGUAGES

TODAY = "today"
"""The one fact that comes from the calendar."""
ORDERED = ("below", "at_most", "above", "at_least")


def check(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every problem, with the file in which it stands."""
    yield from (("vocabulary/sectors.yaml", message) for message in _sectors(catalogue))
    yield from (("vocabulary/regions.yaml", message) for message in _regions(catalogue))
    yield from (("vocabulary/facts.yaml", message) for message in _facts(catalogue.facts))
    yield from (("vocabulary/facts.yaml", message) for message in _derived(catalogue.facts))
    for name, rule in catalogue.shared_rules.items():
        yield from (("rules/shared.yaml", f"{name}: {problem}") for problem in test_problems(rule.test, catalogue.facts))
        yield from (("rules/shared.yaml", f"{name}: the {language} text is missing") for language in rule.text.missing())
    for difficulty in catalogue.law.difficulty.tests:
        yield from (("rules/law.yaml", f"{difficulty.id}: {problem}") for problem in test_problems(difficulty.test, catalogue.facts))
    yield from _guidance(catalogue)
    yield from _phrases(catalogue)


def test_problems(test: AllOf | AnyOf | Not | Comparison | None, facts: FactVocabulary) -> Iterator[str]:
    """What is wrong with a test: facts that do not exist, comparisons that their type does not allow, options that they do not have."""
    for comparison in comparisons(test) if test else ():
        fact = facts.find(comparison.fact)
        if fact is None:
            yield f"'{comparison.fact}' is not a fact of facts.yaml"
        else:
            yield from _type_problems(comparison, fact)


def _type_problems(comparison: Comparison, fact: Fact) -> Iterator[str]:
    used = next(iter(comparison.model_fields_set - {"fact"}))
    if used in ORDERED and fact.type not in ("number", "integer"):
        yield f"'{comparison.fact}' is a {fact.type} and cannot be compared with '{used}'"
    if used in ("before", "after") and fact.type != "date":
        yield f"'{comparison.fact}' is a {fact.type}, not a date"
    values = comparison.one_of if used == "one_of" else (comparison.equals,) if used == "equals" else ()
    for value in values or ():
        if fact.type == "choice" and value not in (fact.options or {}):
            yield f"'{value}' is not an option of '{comparison.fact}' ({', '.join(fact.options or {})})"
        if fact.type == "boolean" and not isinstance(value, bool):
            yield f"'{comparison.fact}' is true or false, not '{value}'"


def _sectors(catalogue: Catalogue) -> Iterator[str]:
    for code, sector in catalogue.vocabulary.sectors.items():
        yield from (f"{code}: '{domain}' is no domain" for domain in sector.domains if domain not in catalogue.vocabulary.domains)


def _regions(catalogue: Catalogue) -> Iterator[str]:
    places = catalogue.vocabulary.places
    yield from (f"{code}: '{p.region}' is no region" for code, p in places.provinces.items() if p.region not in places.regions)
    doors = {region.front_door for region in places.regions.values() if region.front_door}
    yield from (f"front_door: no profile has the id '{door}'" for door in doors if door not in catalogue.profiles)
    towns = {name for province in places.provinces.values() for name in province.municipalities}
    yield from (f"aliases: '{name}' is no municipality of this file" for name in places.aliases.values() if name not in towns)


def _facts(facts: FactVocabulary) -> Iterator[str]:
    for name, fact in facts.facts.items():
        if not name.startswith(("company.", "project.")):
            yield f"{name}: a fact is named company.… or project.…"
        if fact.question is None:
            yield f"{name}: the question that asks for it is missing"
        if fact.type == "choice" and not fact.options:
            yield f"{name}: a choice needs options"
        if fact.type == "list" and fact.of not in ("text", *facts.records):
            yield f"{name}: a list is of 'text' or of a record of this file"


def _derived(facts: FactVocabulary) -> Iterator[str]:
    for name, fact in facts.derived.items():
        yield from (f"{name}: it is derived from '{source}', which is no fact" for source in fact.derived_from if source not in facts.facts)
        if not fact.derived_from and name != TODAY:
            yield f"{name}: say from which facts it is derived"
    for derivation in facts.derivations:
        for named in (derivation.when, *derivation.gives):
            if named not in facts.facts:
                yield f"derivations: '{named}' is not a fact of this file"


def _guidance(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    vocabulary = catalogue.vocabulary
    for card in catalogue.guidance.values():
        file = f"guidance/{card.id}.yaml"
        yield from ((file, f"the {language} {field} is missing") for field in ("title", "text") for language in getattr(card, field).missing())
        yield from ((file, f"needs: '{need}' is not in the vocabulary") for need in card.needs if need not in vocabulary.needs)
        yield from ((file, f"groups: '{group}' is not in the vocabulary") for group in card.groups if group not in vocabulary.groups)
        yield from ((file, problem) for problem in test_problems(card.when, catalogue.facts))


def _phrases(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    sentences = catalogue.phrases.sentences
    for language in LANGUAGES:
        file = f"phrases/{language}.yaml"
        for key, dutch in sentences["nl"].items():
            if key not in sentences[language]:
                yield file, f"the sentence '{key}' is missing"
            elif placeholders(sentences[language][key]) != placeholders(dutch):
                yield file, f"the sentence '{key}' has other placeholders than in Dutch"
        yield from ((file, f"the sentence '{key}' does not exist in Dutch") for key in sentences[language] if key not in sentences["nl"])
