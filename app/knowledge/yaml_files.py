"""Reads YAML files strictly: safe types only, and a key that stands twice is an error instead of a silent loss."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from app.errors import KnowledgeInvalid

FormType = TypeVar("FormType", bound=BaseModel)


class _StrictLoader(yaml.CSafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuses a mapping in which a key stands twice."""
        keys = [self.construct_object(key) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.MarkedYAMLError(problem=f"the key '{key}' stands twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """The content of one YAML file.

    Raises KnowledgeInvalid, naming the line, for a file that cannot be read.
    """
    try:
        return yaml.load(path.read_bytes(), _StrictLoader)  # noqa: S506 - the loader derives from the safe one
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeInvalid(path, [" ".join(str(error).split())]) from error


def form_problems(error: ValidationError) -> list[str]:
    """What does not fit a form, one line per field."""
    return [f"{'.'.join(str(part) for part in issue['loc'])}: {issue['msg']}" for issue in error.errors()]


def read_form(path: Path, form: type[FormType]) -> FormType:
    """One YAML file in the given form.

    Raises KnowledgeInvalid with every field that does not fit.
    """
    try:
        return form.model_validate(read_yaml(path))
    except ValidationError as error:
        raise KnowledgeInvalid(path, form_problems(error)) from error
