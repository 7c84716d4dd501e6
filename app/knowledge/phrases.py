"""Every sentence that users read, by key, in three languages (`knowledge/phrases`)."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from app.records import Language


@dataclass(frozen=True)
class Phrases:
    """The sentences of the three languages; keys are dotted (`answer.intro`)."""

    sentences: Mapping[Language, Mapping[str, str]]

    def say(self, language: Language, key: str, **values: object) -> str:
        """The sentence `key` in `language` with its placeholders filled.

        Raises KeyError for a key that does not exist or a value that is missing: both are mistakes of ours, found by the tests.
        """
        return self.sentences[language][key].format(**values)

    def section(self, language: Language, prefix: str) -> dict[str, str]:
        """All sentences under a prefix, unfilled, keyed by what follows it: the words of one page."""
        return {key.removeprefix(f"{prefix}."): text for key, text in self.sentences[language].items() if key.startswith(f"{prefix}.")}


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Nested mappings as one mapping with dotted keys."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


def placeholders(sentence: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
