import csv
from pathlib import Path

import pytest

from app.errors import KnowledgeInvalid, ProfileNotFound
from app.knowledge.catalogue import Catalogue, load_catalogue
from tests.conftest import ROOT
from tests.curation.copies import CopiedKnowledge


def test_profile_that_does_not_exist_names_its_likes(catalogue: Catalogue) -> None:
    with pytest.raises(ProfileNotFound, match="ontwikkelingsproject"):
        catalogue.profile("ontwikelingsproject")


def test_replaced_profile_leads_to_its_successor(catalogue: Catalogue) -> None:
    assert catalogue.current(catalogue.profile("eureka-penta")).id == "eureka-xecs"
    assert catalogue.current(catalogue.profile("sirris")).id == "sirris"


def test_shared_rule_is_written_out_with_the_profiles_own_source(catalogue: Catalogue) -> None:
    rules = {rule.id: rule for rule in catalogue.rules["ontwikkelingsproject"]}
    assert rules["legalPersonality"].text == catalogue.shared_rules["legalPersonality"].text
    assert rules["legalPersonality"].source == (1,)


def test_digest_changes_with_any_file(copied: CopiedKnowledge) -> None:
    before = load_catalogue(copied.folder).digest
    copied.edit("tuning.yaml", "limit: 3", "limit: 4")
    assert load_catalogue(copied.folder).digest != before


def test_file_must_be_named_after_its_profile(copied: CopiedKnowledge) -> None:
    (copied.folder / "instruments" / "pio.yaml").rename(copied.folder / "instruments" / "poi.yaml")
    with pytest.raises(KnowledgeInvalid, match=r"pio\.yaml"):
        load_catalogue(copied.folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("instruments/pio.yaml", "group: demand-side", "group: nonsense"),
        ("instruments/eureka-penta.yaml", "successor: eureka-xecs", "successor: nobody"),
        ("instruments/eureka-xecs.yaml", "status: active", "status: replaced\nsuccessor: eureka-penta"),
        ("instruments/ontwikkelingsproject.yaml", "use: legalPersonality", "use: nothing"),
    ],
)
def test_catalogue_in_which_something_dangles_is_not_loaded(copied: CopiedKnowledge, file: str, old: str, new: str) -> None:
    copied.edit(file, old, new)
    with pytest.raises(KnowledgeInvalid, match=r"\.yaml: "):
        load_catalogue(copied.folder)


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeInvalid, match="no profiles"):
        load_catalogue(tmp_path)


def test_every_id_that_others_rely_on_exists(catalogue: Catalogue) -> None:
    """Ids never change and none is taken away, also when a measure ends."""
    with (ROOT / "tests" / "cases" / "profile_ids.csv").open() as file:
        fixed = {row["id"]: row["kind"] for row in csv.DictReader(file)}
    assert {profile_id: profile.kind for profile_id, profile in catalogue.profiles.items() if profile_id in fixed} == fixed
