import pytest

from app.evaluation.metrics import hit, ndcg


def test_the_ideal_order_scores_one() -> None:
    assert ndcg(["a", "b", "c"], {"a": 3, "b": 2}, 5) == 1


def test_a_better_order_scores_higher() -> None:
    relevant = {"a": 3, "b": 1}
    assert ndcg(["a", "x", "b"], relevant, 5) > ndcg(["b", "x", "a"], relevant, 5) > ndcg(["x", "y", "z"], relevant, 5) == 0


def test_ndcg_by_hand() -> None:
    assert ndcg(["x", "a"], {"a": 3}, 5) == pytest.approx(0.6309, abs=1e-4)


def test_hit_asks_for_a_best_graded_profile() -> None:
    relevant = {"a": 3, "b": 1}
    assert hit(["x", "b", "a"], relevant, 3) == 1
    assert hit(["b", "x", "y"], relevant, 3) == 0
