"""Loads a knowledge folder into one frozen catalogue, which is then an argument of everything else."""

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.errors import KnowledgeInvalid, ProfileNotFound
from app.knowledge.facts import FactVocabulary
from app.knowledge.forms import Code
from app.knowledge.guidance import GuidanceCard
from app.knowledge.law import Law
from app.knowledge.logic import CompiledRule, compiled_rule
from app.knowledge.phrases import Phrases, flatten
from app.knowledge.references import reference_problems
from app.knowledge.rules import Rule, RuleReference, SharedRule
from app.knowledge.schema import Profile
from app.knowledge.tuning import Tuning
from app.knowledge.vocabulary import Vocabulary
from app.knowledge.yaml_files import form_problems, read_form, read_yaml
from app.records import LANGUAGES, Kind

VOCABULARY_FILES = {
    "needs": "needs",
    "domains": "domains",
    "segments": "segments",
    "stages": "stages",
    "sectors": "sectors",
    "places": "regions",
    "groups": "groups",
    "scope": "scope",
}
PROFILE_FOLDERS: dict[Kind, str] = {"instrument": "instruments", "intermediary": "intermediaries"}
DEPEND_ON_SUPPORT = frozenset({"project.supportEur", "company.deMinimisTotalEur"})
"""Facts that are worked out from the support of the measure at hand."""
SHARED_RULES = TypeAdapter(dict[Code, SharedRule])


@dataclass(frozen=True)
class Catalogue:
    """Everything that stands in a knowledge folder. `digest` changes when any file of it does."""

    profiles: Mapping[str, Profile]
    shared_rules: Mapping[str, SharedRule]
    law: Law
    guidance: Mapping[str, GuidanceCard]
    vocabulary: Vocabulary
    facts: FactVocabulary
    phrases: Phrases
    tuning: Tuning
    digest: str

    def profile(self, profile_id: str) -> Profile:
        """The profile with this id.

        Raises ProfileNotFound, which names the ids that look like it.
        """
        if profile_id not in self.profiles:
            raise ProfileNotFound(profile_id, difflib.get_close_matches(profile_id, self.profiles, n=3))
        return self.profiles[profile_id]

    @cached_property
    def rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of every profile by its id, shared ones written out in full under their shared id."""
        return {profile.id: tuple(self._written_out(rule) for rule in profile.rules) for profile in self.profiles.values()}

    def rules_in_force(self, profile_id: str, role: str | None, day: str) -> tuple[CompiledRule, ...]:
        """The rules of a profile for one role (or for all) that began by `day`, ready to be judged.

        Of those that ended only the ones that no newer version replaced are in it; they are expired.
        """
        in_force = self._in_force.get((profile_id, role, day))
        if in_force is None:
            begun = [rule for rule in self.rules[profile_id] if rule.is_for(role) and (rule.valid_from or day) <= day]
            running = {rule.id for rule in begun if not rule.ended(day)}
            kept = [rule for rule in begun if not rule.ended(day) or rule.id not in running]
            in_force = self._in_force[profile_id, role, day] = tuple(compiled_rule(rule, expired=rule.ended(day)) for rule in kept)
        return in_force

    @cached_property
    def _in_force(self) -> dict[tuple[str, str | None, str], tuple[CompiledRule, ...]]:
        """What `rules_in_force` found before: rules are compiled once per role and day."""
        return {}

    def support_decides(self, profile_id: str) -> bool:
        """Whether a rule of this profile looks at the support itself: its amount, or the room for small aid that it takes."""
        return profile_id in self._decided_by_support

    @cached_property
    def _decided_by_support(self) -> frozenset[str]:
        return frozenset(profile_id for profile_id, rules in self.rules.items() if any(DEPEND_ON_SUPPORT & set(rule.facts) for rule in rules))

    def current(self, profile: Profile) -> Profile:
        """The profile that answers for this one: itself, or the last of its successors."""
        while profile.status in ("renamed", "replaced") and profile.successor:
            profile = self.profiles[profile.successor]
        return profile

    def reference_problems(self, profile: Profile) -> Iterator[str]:
        """What a profile points at and does not exist."""
        return reference_problems(profile, self.profiles, self.vocabulary, self.shared_rules, self.law)

    def _written_out(self, rule: Rule | RuleReference) -> Rule:
        if isinstance(rule, Rule):
            return rule
        return Rule(id=rule.use, **rule.model_dump(exclude={"use"}), **dict(self.shared_rules[rule.use]))


def load_catalogue(folder: Path) -> Catalogue:
    """Reads the whole folder.

    Raises KnowledgeInvalid for the first file that does not have its form, or that points at something that does not exist. What else
    is wrong is found by the lint.
    """
    catalogue = read_catalogue(folder)
    for profile in catalogue.profiles.values():
        if problems := list(catalogue.reference_problems(profile)):
            raise KnowledgeInvalid(folder / file_of(profile), problems)
    return catalogue


def read_catalogue(folder: Path) -> Catalogue:
    """The same without looking at references: for the lint, which wants to tell all problems at once."""
    return Catalogue(
        profiles=_load_profiles(folder),
        shared_rules=_load_shared_rules(folder / "rules" / "shared.yaml"),
        law=read_form(folder / "rules" / "law.yaml", Law),
        guidance=_load_guidance(folder / "guidance"),
        vocabulary=_load_vocabulary(folder / "vocabulary"),
        facts=read_form(folder / "vocabulary" / "facts.yaml", FactVocabulary),
        phrases=Phrases({language: flatten(read_yaml(folder / "phrases" / f"{language}.yaml")) for language in LANGUAGES}),
        tuning=read_form(folder / "tuning.yaml", Tuning),
        digest=_digest(folder),
    )


def file_of(profile: Profile) -> str:
    """Where a profile stands in a knowledge folder."""
    return f"{PROFILE_FOLDERS[profile.kind]}/{profile.id}.yaml"


def profile_files(folder: Path) -> list[Path]:
    """The profile files of a knowledge folder, sorted by name."""
    return sorted((path for name in PROFILE_FOLDERS.values() for path in (folder / name).glob("*.yaml")), key=lambda path: path.stem)


def _load_profiles(folder: Path) -> dict[str, Profile]:
    profiles: dict[str, Profile] = {}
    for path in profile_files(folder):
        profile = read_form(path, Profile)
        if profile.id != path.stem:
            raise KnowledgeInvalid(path, [f"the file of the profile '{profile.id}' must be named {profile.id}.yaml"])
        if profile.id in profiles:
            raise KnowledgeInvalid(path, [f"a second file holds the profile '{profile.id}'"])
        profiles[profile.id] = profile
    if not profiles:
        raise KnowledgeInvalid(folder, ["no profiles: expected YAML files under instruments/ and intermediaries/"])
    return profiles


def _load_guidance(folder: Path) -> dict[str, GuidanceCard]:
    cards: dict[str, GuidanceCard] = {}
    for path in sorted(folder.glob("*.yaml")):
        card = read_form(path, GuidanceCard)
        if card.id != path.stem:
            raise KnowledgeInvalid(path, [f"the file of the card '{card.id}' must be named {card.id}.yaml"])
        cards[card.id] = card
    return cards


def _load_shared_rules(path: Path) -> dict[str, SharedRule]:
    try:
        return SHARED_RULES.validate_python(read_yaml(path))
    except ValidationError as error:
        raise KnowledgeInvalid(path, form_problems(error)) from error


def _load_vocabulary(folder: Path) -> Vocabulary:
    content = {field: read_yaml(folder / f"{name}.yaml") for field, name in VOCABULARY_FILES.items()}
    try:
        return Vocabulary.model_validate(content)
    except ValidationError as error:
        raise KnowledgeInvalid(folder, form_problems(error)) from error


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
