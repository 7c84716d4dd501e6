from app.curation.stats import count
from app.knowledge.catalogue import Catalogue


def test_every_group_of_the_catalogue_has_a_profile(catalogue: Catalogue) -> None:
    groups = {profile.group for profile in catalogue.profiles.values()}
    assert groups == set(catalogue.vocabulary.groups)


def test_counts_agree_with_the_catalogue(catalogue: Catalogue) -> None:
    stats = count(catalogue)
    assert sum(stats.profiles.values()) == len(catalogue.profiles)
    assert sum(stats.status.values()) == len(catalogue.profiles)
    finance = next(row for row in stats.needs if row.code == "finance")
    offering = [p for p in catalogue.profiles.values() if "finance" in p.needs and p.is_proposable]
    assert finance.instruments + finance.intermediaries == len(offering)
    assert finance.nl == sum(len(profile.questions.nl) for profile in offering)


def test_all_statuses_that_users_meet_are_there(catalogue: Catalogue) -> None:
    assert {"active", "ended", "replaced", "unknown"} <= set(count(catalogue).status)
