"""Checks a knowledge folder: the form of every file, and what only shows across files. Each problem says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.curation import profile_checks, vocabulary_checks
from app.errors import KnowledgeInvalid
from app.knowledge.catalogue import Catalogue, load_catalogue, profile_files
from app.knowledge.schema import Profile
from app.knowledge.yaml_files import read_form
from app.language import text
from app.search.index import build_name_index


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the file (or folder) and what is wrong with it."""

    file: str
    message: str


def lint(folder: Path) -> list[Problem]:
    """All problems of a knowledge folder; none when it can be used. Checks across files start once every file has its form."""
    if misshapen := list(_misshapen_profiles(folder)):
        return misshapen
    try:
        catalogue = load_catalogue(folder)
    except KnowledgeInvalid as error:
        return list(_as_problems(error, folder))
    return [*_catalogue_problems(catalogue), *_shared_questions(catalogue), *_naming_questions(catalogue)]


def _misshapen_profiles(folder: Path) -> Iterator[Problem]:
    for path in profile_files(folder):
        try:
            read_form(path, Profile)
        except KnowledgeInvalid as error:
            yield from _as_problems(error, folder)


def _as_problems(error: KnowledgeInvalid, folder: Path) -> Iterator[Problem]:
    file = error.path.relative_to(folder).as_posix() if error.path.is_relative_to(folder) else str(error.path)
    yield from (Problem(file, problem) for problem in error.problems)


def _catalogue_problems(catalogue: Catalogue) -> Iterator[Problem]:
    for profile in catalogue.profiles.values():
        yield from (Problem(file_of(profile), message) for message in profile_checks.check(profile, catalogue))
    yield from (Problem(file, message) for file, message in vocabulary_checks.check(catalogue))


def _shared_questions(catalogue: Catalogue) -> Iterator[Problem]:
    owners: dict[str, Profile] = {}
    for profile in catalogue.profiles.values():
        for _, question in profile.questions.all():
            owner = owners.setdefault(text.plain(question), profile)
            if owner is not profile:
                yield Problem(file_of(profile), f"the question '{question}' also stands in {file_of(owner)}: keep it where it fits best")


def _naming_questions(catalogue: Catalogue) -> Iterator[Problem]:
    names = build_name_index(catalogue)
    for profile in catalogue.profiles.values():
        for _, question in profile.questions.all():
            for owner, match in names.search(question).items():
                yield Problem(file_of(profile), f"the question '{question}' names '{match.name}' ({owner}): say it without the name")


def file_of(profile: Profile) -> str:
    """Where the profile stands in a knowledge folder."""
    folder = "instruments" if profile.kind == "instrument" else "intermediaries"
    return f"{folder}/{profile.id}.yaml"
