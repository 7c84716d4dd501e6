"""Checks a knowledge folder: the form of every file, and what only shows across files. Each problem says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.curation import profile_checks, vocabulary_checks
from app.errors import KnowledgeInvalid
from app.knowledge.catalogue import Catalogue, file_of, profile_files, read_catalogue
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
        catalogue = read_catalogue(folder)
    except KnowledgeInvalid as error:
        return list(_as_problems(error, folder))
    if dangling := list(_dangling(catalogue)):
        return dangling
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


def _dangling(catalogue: Catalogue) -> Iterator[Problem]:
    for profile in catalogue.profiles.values():
        yield from (Problem(file_of(profile), message) for message in catalogue.reference_problems(profile))


def _catalogue_problems(catalogue: Catalogue) -> Iterator[Problem]:
    for profile in catalogue.profiles.values():
        yield from (Problem(file_of(profile), message) for message in profile_checks.check(profile, catalogue))
    yield from (Problem(file, message) for file, message in vocabulary_checks.check(catalogue))


def _shared_questions(catalogue: Catalogue) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for profile in catalogue.profiles.values():
        for _, question in profile.questions.all():
            words = text.plain(question)
            if words in owners:
                yield Problem(file_of(profile), f"the question '{question}' also stands in {owners[words]}: keep it where it fits best")
            owners.setdefault(words, file_of(profile))


def _naming_questions(catalogue: Catalogue) -> Iterator[Problem]:
    names = build_name_index(catalogue)
    for profile in catalogue.profiles.values():
        for _, question in profile.questions.all():
            for owner, match in names.search(question).items():
                yield Problem(file_of(profile), f"the question '{question}' names '{match.name}' ({owner}): say it without the name")
