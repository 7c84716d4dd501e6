"""The lint refuses what would mislead somebody; each case spoils one thing in a copy of the real knowledge."""

import pytest

from app.curation.lint import lint
from app.settings import Settings
from tests.curation.copies import CopiedKnowledge

PROJECT = "instruments/ontwikkelingsproject.yaml"


def messages(copied: CopiedKnowledge) -> str:
    return "\n".join(f"{problem.file}: {problem.message}" for problem in lint(copied.folder))


def test_our_own_knowledge_is_clean(settings: Settings) -> None:
    assert lint(settings.knowledge_dir) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (PROJECT, "operator:", "operater:", "operater: Extra inputs"),
        (PROJECT, "needs: [development", "needs: [developing", "'developing' is not in the vocabulary"),
        (PROJECT, "group: company-subsidy", "group: company-subsidies", "'company-subsidies' is not in the vocabulary"),
        (PROJECT, "regions: [flanders]", "regions: [vlaanderen]", "'vlaanderen' is not in the vocabulary"),
        (PROJECT, "overlaps: [onderzoeksproject", "overlaps: [onderzoek-project", "no profile has the id 'onderzoek-project'"),
        (PROJECT, "see: onderzoeksproject", "see: bestaat-niet", "no profile has the id 'bestaat-niet'"),
        (PROJECT, "  - use: legalPersonality\n    source: 1", "  - use: legalPersonality", "source: Field required"),
        (PROJECT, "    basis: project.costEur", "    basis: project.cost", "'project.cost' is not a fact"),
        (PROJECT, "  - use: legalPersonality", "  - use: legalPerson", "'legalPerson' is no shared rule"),
        (PROJECT, "    source: [6, 7]", "    source: [6, 99]", "source 99 is cited but"),
        (PROJECT, "  nl: Subsidie om", "  nl: Subsidie van 50% om", "the amount '50%' (nl) has no source"),
        (PROJECT, "  en: Grant to", "  en: Since 2018 a grant to", "the date '2018' (en) has no source"),
        (PROJECT, "verified_on: 2026-11-23", "as_of: 2031\nverified_on: 2026-11-23", "as_of: 2031 is not the date of any source"),
        (PROJECT, "status: active", "status: ended", "needs a status_note"),
        (PROJECT, "status: active", "status: replaced", "needs a 'successor'"),
        (PROJECT, "  fr: Projet de développement\n", "", "names: the fr text is missing"),
        (PROJECT, "{fact: company.sizeClass, is: medium}", "{fact: company.sizeClass, is: huge}", "'huge' is not an option of 'company.sizeClass'"),
        (PROJECT, "{fact: company.sizeClass, is: medium}", "{fact: company.sizeClass, below: 3}", "cannot be compared with 'below'"),
        ("instruments/eureka-penta.yaml", "successor: eureka-xecs", "successor: eureka-penta", "points at itself"),
        ("instruments/eureka-xecs.yaml", "status: active", "status: replaced\nsuccessor: eureka-penta", "does not end at a profile that can answer"),
        (PROJECT, "  nl: Subsidie om", "  nl: Subsidie van EUR 50.000 om", "the amount 'EUR 5' (nl) has no source"),
        (PROJECT, "  nl: Subsidie om", "  nl: Subsidie van 50 procent om", "the amount '50 procent' (nl) has no source"),
        (PROJECT, "  en: Grant to", "  en: Until 3 March a grant to", "the date '3 March' (en) has no source"),
        ("vocabulary/regions.yaml", "Gand: Gent", "Gand: Gendt", "'Gendt' is no municipality"),
        ("vocabulary/facts.yaml", "from: [company.employees,", "from: [company.heads,", "derived from 'company.heads'"),
        ("vocabulary/sectors.yaml", "domains: [", "domains: [moonshine, ", "'moonshine' is no domain"),
        ("phrases/fr.yaml", "{name}", "{nom}", "has other placeholders than in Dutch"),
        ("phrases/en.yaml", "why:\n  name:", "why:\n  nome:", "the sentence 'why.name' is missing"),
        ("tuning.yaml", "threshold: 0.20", "treshold: 0.20", "treshold: Extra inputs"),
    ],
)
def test_spoiled_knowledge_is_refused_in_words(copied: CopiedKnowledge, file: str, old: str, new: str, message: str) -> None:
    copied.edit(file, old, new)
    assert message in messages(copied)


def test_question_may_not_name_a_profile(copied: CopiedKnowledge) -> None:
    copied.edit(PROJECT, "questions:\n  nl:\n", "questions:\n  nl:\n    - Kan Flander Make onze nieuwe machine mee ontwerpen\n")
    assert "names 'Flanders Make' (flanders-make)" in messages(copied)


def test_two_profiles_may_not_share_a_question(copied: CopiedKnowledge) -> None:
    shared = "questions:\n  nl:\n    - Wie helpt ons aan een nieuwe lijm die sneller droogt\n"
    for file in (PROJECT, "instruments/onderzoeksproject.yaml"):
        copied.edit(file, "questions:\n  nl:\n", shared)
    assert "also stands in" in messages(copied)


def test_two_schemes_of_one_kind_are_both_checked(copied: CopiedKnowledge) -> None:
    scheme = "  - kind: grant\n    text: {nl: Steun., fr: Aide., en: Support.}\n    source: 1\n    as_of: 2031\n"
    copied.edit(PROJECT, "support:\n", f"support:\n{scheme}")
    assert "support.grant.as_of: 2031 is not the date of any source" in messages(copied)


def test_one_profile_may_not_hold_a_question_twice(copied: CopiedKnowledge) -> None:
    question = "    - Wie helpt ons aan een nieuwe lijm die sneller droogt\n"
    copied.edit(PROJECT, "questions:\n  nl:\n", f"questions:\n  nl:\n{question}{question}")
    assert "also stands in" in messages(copied)


def test_every_problem_of_every_file_is_told_at_once(copied: CopiedKnowledge) -> None:
    copied.edit(PROJECT, "operator:", "operater:")
    copied.edit("instruments/pio.yaml", "kind: instrument", "kind: thing")
    assert {problem.file for problem in lint(copied.folder)} == {PROJECT, "instruments/pio.yaml"}
