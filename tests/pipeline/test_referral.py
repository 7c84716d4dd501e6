from app.knowledge.catalogue import Catalogue
from app.pipeline.referral import select
from app.records import Articulation, Assessed, Cue, OffTopic, Request, Selection
from tests.pipeline.made import articulation, assessed


def selection(
    considered: list[Assessed],
    catalogue: Catalogue,
    asked: Articulation | None = None,
    request: Request | None = None,
    named: tuple[str, ...] = (),
) -> Selection:
    return select(considered, asked or articulation(), request or Request("een vraag"), named, catalogue)


def ids(chosen: Selection) -> list[str]:
    return [proposal.profile_id for proposal in chosen.proposals]


def test_candidates_above_the_threshold_fill_up_to_the_limit(catalogue: Catalogue) -> None:
    considered = [assessed("sirris", 0.8), assessed("tetra", 0.5), assessed("pio", 0.05)]
    assert ids(selection(considered, catalogue)) == ["sirris", "tetra"]
    assert ids(selection(considered, catalogue, request=Request("een vraag", limit=1))) == ["sirris"]


def test_unlikely_measures_go_below_possible_ones(catalogue: Catalogue) -> None:
    considered = [assessed("tetra", 0.8, "unlikely"), assessed("coock", 0.4)]
    assert ids(selection(considered, catalogue)) == ["coock", "tetra"]


def test_an_unlikely_measure_that_is_not_among_the_best_is_told_under_why_not(catalogue: Catalogue) -> None:
    best = [assessed(profile_id, score) for profile_id, score in (("sirris", 0.9), ("coock", 0.8), ("flanders-make", 0.7))]
    chosen = selection([*best, assessed("tetra", 0.6, "unlikely"), assessed("pio", 0.05, "unlikely")], catalogue)
    assert ids(chosen) == ["sirris", "coock", "flanders-make"]
    assert [entry.ranked.profile_id for entry in chosen.unlikely] == ["tetra"]


def test_an_unlikely_member_of_a_group_takes_nobodys_place(catalogue: Catalogue) -> None:
    chosen = selection([assessed("howest", 0.6, "unlikely"), assessed("vives", 0.5)], catalogue)
    assert ids(chosen) == ["vives", "howest"]


def test_an_unlikely_measure_for_which_there_is_no_room_is_not_lost(catalogue: Catalogue) -> None:
    considered = [assessed("tetra", 0.8, "unlikely"), assessed("coock", 0.4)]
    chosen = selection(considered, catalogue, request=Request("een vraag", limit=1))
    assert (ids(chosen), [entry.ranked.profile_id for entry in chosen.unlikely]) == (["coock"], ["tetra"])


def test_only_the_wanted_kind_is_proposed(catalogue: Catalogue) -> None:
    considered = [assessed("sirris", 0.8), assessed("tetra", 0.5)]
    assert ids(selection(considered, catalogue, request=Request("een vraag", kinds=("instrument",)))) == ["tetra"]


def test_one_university_college_is_shown_and_the_others_stand_beside_it(catalogue: Catalogue) -> None:
    chosen = selection([assessed("howest", 0.6), assessed("sirris", 0.5), assessed("vives", 0.4)], catalogue)
    assert ids(chosen) == ["howest", "sirris"]
    assert chosen.proposals[0].alternatives == ("vives",)


def test_of_equally_good_transfer_offices_the_nearest_is_shown(catalogue: Catalogue) -> None:
    considered = [assessed("ku-leuven-lrd", 0.52), assessed("ugent-techtransfer", 0.50)]
    near_ghent = articulation(province="eastFlanders", municipality="Gent")
    assert ids(selection(considered, catalogue, near_ghent)) == ["ugent-techtransfer"]
    assert ids(selection(considered, catalogue)) == ["ku-leuven-lrd"]


def test_a_clearly_better_one_beats_a_nearer_one(catalogue: Catalogue) -> None:
    considered = [assessed("ku-leuven-lrd", 0.8), assessed("ugent-techtransfer", 0.5)]
    assert ids(selection(considered, catalogue, articulation(municipality="Gent"))) == ["ku-leuven-lrd"]


def test_the_best_of_the_other_kind_takes_the_last_place_when_nearly_as_good(catalogue: Catalogue) -> None:
    measures = [assessed("tetra", 0.6), assessed("coock", 0.55), assessed("pio", 0.5)]
    near, far = assessed("sirris", 0.48), assessed("sirris", 0.3)
    request = Request("een vraag", limit=3)
    assert ids(selection([*measures, near], catalogue, request=request)) == ["tetra", "coock", "sirris"]
    assert ids(selection([*measures, far], catalogue, request=request)) == ["tetra", "coock", "pio"]


def test_nearer_to_an_off_topic_subject_is_out_of_scope(catalogue: Catalogue) -> None:
    considered = [assessed("tetra", 0.6, similarity=0.2)]
    assert selection(considered, catalogue, articulation(off_topic=OffTopic("vat", 0.5))).outcome == "outOfScope"
    assert selection(considered, catalogue, articulation(off_topic=OffTopic("vat", 0.21))).outcome == "referral"


def test_a_question_that_shows_a_need_is_not_refused_lightly(catalogue: Catalogue) -> None:
    considered = [assessed("tetra", 0.6, similarity=0.1)]
    off_topic = OffTopic("smallTalk", 0.25)
    assert selection(considered, catalogue, articulation(off_topic=off_topic)).outcome == "outOfScope"
    assert selection(considered, catalogue, articulation(domains=[Cue("food", "koekjes")], off_topic=off_topic)).outcome == "clarify"


def test_outright_off_topic_words_tip_the_balance(catalogue: Catalogue) -> None:
    considered = [assessed("tetra", 0.6, similarity=0.2)]
    assert selection(considered, catalogue, articulation(off_topic=OffTopic("vat", 0.2, "btw-aangifte"))).outcome == "outOfScope"


def test_outright_off_topic_words_beat_a_name(catalogue: Catalogue) -> None:
    considered = [assessed("tetra", 0.9, similarity=0.2)]
    assert selection(considered, catalogue, articulation(off_topic=OffTopic("vat", 0.2, "btw-tarief")), named=("tetra",)).outcome == "outOfScope"
    assert selection(considered, catalogue, articulation(off_topic=OffTopic("vat", 0.5)), named=("tetra",)).outcome == "referral"


def test_few_words_that_show_both_a_need_and_a_field_are_enough(catalogue: Catalogue) -> None:
    asked = articulation(needs=[Cue("testing", "testen")], domains=[Cue("energy", "batterij")], specificity=0.3)
    assert selection([assessed("tetra", 0.5)], catalogue, asked).outcome == "referral"


def test_vague_question_gets_a_few_provisional_referrals(catalogue: Catalogue) -> None:
    considered = [assessed(profile_id, 0.4) for profile_id in ("tetra", "coock", "pio", "sirris", "unizo")]
    chosen = selection(considered, catalogue, articulation(specificity=0.3))
    assert chosen.outcome == "clarify"
    assert len(chosen.proposals) == 3


def test_nothing_good_enough_is_asked_about_instead_of_guessed(catalogue: Catalogue) -> None:
    assert selection([assessed("tetra", 0.12)], catalogue).outcome == "clarify"


def test_named_measure_that_ended_is_kept_apart(catalogue: Catalogue) -> None:
    chosen = selection([assessed("i-depot", 0.4)], catalogue, articulation(specificity=0.1), named=("horizon-ip-scan",))
    assert chosen.outcome == "referral"
    assert chosen.named == ("horizon-ip-scan",)
