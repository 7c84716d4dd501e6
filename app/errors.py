"""Every error that the program raises on purpose. Each says what is wrong and what to do; the doors only translate.

FlippedTtoError
├── InvalidInput        somebody sent or typed something that cannot be used
├── ProfileNotFound     an id that no profile has
│   └── NothingToCheck  an organisation without conditions, where a measure was to be checked
├── KnowledgeInvalid    the knowledge folder cannot be used as it is
└── ModelUnavailable    no embedding model can be prepared or loaded
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


class FlippedTtoError(Exception):
    """The root of the tree; its message is fit for the person who caused it."""


@dataclass(frozen=True)
class Issue:
    """One thing wrong with an input: where it stands (`company.employees`), what is wrong, and of which kind that is."""

    name: str
    detail: str
    kind: Literal["schemaViolation", "unknownInput", "referencedResourceNotFound"] = "schemaViolation"


class InvalidInput(FlippedTtoError):
    """Input that cannot be used, with one issue per field; `where` says in which part of a request (body, query, path)."""

    def __init__(self, issues: list[Issue], where: str = "body") -> None:
        self.issues = issues
        self.where = where
        super().__init__("; ".join(f"{issue.name}: {issue.detail}" for issue in issues))


class ProfileNotFound(FlippedTtoError):
    """No profile has this id."""

    def __init__(self, profile_id: str, nearest: list[str]) -> None:
        self.profile_id = profile_id
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no profile has the id '{profile_id}'{hint}")


class NothingToCheck(ProfileNotFound):
    """The profile is an organisation without conditions."""

    def __init__(self, profile_id: str) -> None:
        self.profile_id = profile_id
        FlippedTtoError.__init__(self, f"'{profile_id}' is an organisation without conditions: check a support measure")


class KnowledgeInvalid(FlippedTtoError):
    """A knowledge file that cannot be read."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path = path
        self.problems = problems
        super().__init__(f"{path}: " + "; ".join(problems))


class ModelUnavailable(FlippedTtoError):
    """No embedding model can be prepared or loaded."""
