"""Lets every fact of the fact vocabulary be given as an option: `--employees 12 --turnover 1.8e6 --nace 10.71,10.72`."""

import difflib
import json
import re
from collections.abc import Sequence

from app.errors import InvalidInput, Issue
from app.knowledge.facts import FactField, FactVocabulary

TRUE, FALSE = ("yes", "true", "1", "ja", "oui"), ("no", "false", "0", "nee", "non")


def facts_from_options(arguments: Sequence[str], vocabulary: FactVocabulary) -> dict[str, dict[str, object]]:
    """The `company` and `project` objects that the options state.

    Raises InvalidInput for an option that is no fact, and for a value that its type does not allow.
    """
    options = option_names(vocabulary)
    subjects: dict[str, dict[str, object]] = {}
    for option, value in _pairs(arguments):
        if option not in options:
            nearest = difflib.get_close_matches(option, options, n=2)
            raise InvalidInput([Issue(option, f"is not a known option{f' (did you mean {nearest[0]}?)' if nearest else ''}", "unknownInput")])
        subject, _, name = options[option].partition(".")
        subjects.setdefault(subject, {})[name] = _value(option, value, vocabulary.facts[options[option]])
    return subjects


def option_names(vocabulary: FactVocabulary) -> dict[str, str]:
    """Option -> fact; the unit at the end of a name may be left out (`--turnover` for company.turnoverEur)."""
    names: dict[str, str] = {}
    for fact in vocabulary.facts:
        full = "--" + re.sub(r"([A-Z])", r"-\1", fact.partition(".")[2]).lower()
        for option in (full, full.removesuffix("-eur")):
            names.setdefault(option, fact)
    return names


def _pairs(arguments: Sequence[str]) -> list[tuple[str, str]]:
    """Options with their values, written as `--option value` or `--option=value`."""
    words = [word for argument in arguments for word in (argument.split("=", 1) if argument.startswith("--") else [argument])]
    if len(words) % 2:
        raise InvalidInput([Issue(words[-1], "needs a value after it")])
    return [(words[i], words[i + 1]) for i in range(0, len(words), 2)]


def _value(option: str, text: str, fact: FactField) -> object:
    try:
        match fact.type:
            case "number":
                return float(text)
            case "integer":
                return int(text)
            case "boolean":
                return _boolean(text)
            case "list":
                return json.loads(text) if text.startswith("[") else text.split(",")
            case _:
                return text
    except (ValueError, RecursionError) as error:
        raise InvalidInput([Issue(option, f"'{text}' is not a {fact.type}")]) from error


def _boolean(text: str) -> bool:
    if text.lower() in TRUE + FALSE:
        return text.lower() in TRUE
    raise ValueError(text)
