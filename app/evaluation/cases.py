"""Evaluation cases: questions with the outcome and the profiles that an adviser would expect, one JSON object a line."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import InvalidInput, Issue
from app.records import Language, Outcome


class Case(BaseModel):
    """One question. `relevant` grades profiles: 3 the best, 2 an adviser would name it too, 1 acceptable.

    `sector` and `situation` tell a reader who asks, and what an adviser would look for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    language: Language
    expect: Outcome
    relevant: Mapping[str, int] = {}
    sector: str | None = None
    situation: str | None = None


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file.

    Raises InvalidInput, naming the line, for a file that cannot be read.
    """
    cases = []
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput([Issue(str(path), str(error))]) from error
    for number, line in enumerate(lines, start=1):
        try:
            cases.append(Case.model_validate_json(line))
        except ValidationError as error:
            raise InvalidInput([Issue(f"{path}, line {number}", "is not a case: " + "; ".join(e["msg"] for e in error.errors()))]) from error
    if not cases:
        raise InvalidInput([Issue(str(path), "holds no cases")])
    return cases
