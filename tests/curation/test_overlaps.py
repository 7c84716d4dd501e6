from dataclasses import replace

from app.curation.overlaps import find_overlaps
from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile


def only(catalogue: Catalogue, *profiles: Profile) -> Catalogue:
    return replace(catalogue, profiles={profile.id: profile for profile in profiles})


def test_two_measures_for_the_same_thing_overlap_and_it_shows_whether_their_files_say_so(catalogue: Catalogue) -> None:
    project = catalogue.profile("ontwikkelingsproject")
    twin = project.model_copy(update={"id": "twin", "overlaps": ()})
    (pair,) = find_overlaps(only(catalogue, project, twin)).overlaps
    assert (pair.first, pair.second, pair.likeness, pair.declared) == ("ontwikkelingsproject", "twin", 1.0, False)
    (declared,) = find_overlaps(only(catalogue, project, twin.model_copy(update={"overlaps": ("ontwikkelingsproject",)}))).overlaps
    assert declared.declared


def test_profiles_that_share_no_need_do_not_overlap(catalogue: Catalogue) -> None:
    project = catalogue.profile("ontwikkelingsproject")
    other = project.model_copy(update={"id": "other", "needs": ("training",)})
    assert find_overlaps(only(catalogue, project, other)).overlaps == ()


def test_schools_of_one_interchangeable_group_are_no_overlap(catalogue: Catalogue) -> None:
    assert find_overlaps(only(catalogue, catalogue.profile("howest"), catalogue.profile("vives"))).overlaps == ()


def test_what_nobody_names_is_a_gap(catalogue: Catalogue) -> None:
    project = catalogue.profile("ontwikkelingsproject").model_copy(update={"needs": ("development",), "domains": ("food",)})
    report = find_overlaps(only(catalogue, project))
    assert "food" not in report.no_specialist["development"]
    assert "food" in report.no_specialist["training"]
    assert "training" in report.unserved["needs"]
