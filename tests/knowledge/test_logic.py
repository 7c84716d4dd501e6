from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.knowledge.logic import Facts, OneOf, Within, compiled, deciding
from app.knowledge.rules import Test as RuleTest
from app.records import Result

READ: TypeAdapter[RuleTest] = TypeAdapter(RuleTest)
MET, UNMET, OPEN = {"fact": "yes", "is": True}, {"fact": "yes", "is": False}, {"fact": "nobodyKnows", "is": True}
KNOWN = {"yes": True}


def result(test: dict[str, Any], facts: Facts) -> Result:
    return compiled(READ.validate_python(test))(facts)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ({"all": [MET, MET]}, "met"),
        ({"all": [MET, OPEN]}, "unknown"),
        ({"all": [OPEN, UNMET]}, "unmet"),
        ({"any": [UNMET, UNMET]}, "unmet"),
        ({"any": [UNMET, OPEN]}, "unknown"),
        ({"any": [OPEN, MET]}, "met"),
        ({"not": MET}, "unmet"),
        ({"not": UNMET}, "met"),
        ({"not": OPEN}, "unknown"),
    ],
)
def test_kleene_logic(test: dict[str, Any], expected: Result) -> None:
    assert result(test, KNOWN) == expected


@pytest.mark.parametrize(
    ("comparison", "value", "expected"),
    [
        ({"below": 50}, 49.9, "met"),
        ({"below": 50}, 50, "unmet"),
        ({"at_most": 50}, 50, "met"),
        ({"above": 50}, 50, "unmet"),
        ({"at_least": 50}, 50, "met"),
        ({"is": 3}, 3, "met"),
        ({"is": "bv"}, "nv", "unmet"),
        ({"in": ["bv", "nv"]}, "nv", "met"),
        ({"before": "2026-12-05"}, "2026-12-04", "met"),
        ({"before": "2026-12-05"}, "2026-12-05", "unmet"),
        ({"after": "2026-12-05"}, "2026-12-06", "met"),
        ({"starts_with": ["01", "02"]}, ["1071", "0113"], "met"),
        ({"starts_with": ["01"]}, ["1071"], "unmet"),
        ({"below": 50}, Within(10, 49), "met"),
        ({"below": 50}, Within(10, 50), "unknown"),
        ({"below": 50}, Within(50, 90), "unmet"),
        ({"at_most": 50}, Within(10, 50), "met"),
        ({"above": 50}, Within(50, 90), "unknown"),
        ({"is": 50}, Within(10, 90), "unknown"),
        ({"is": 5}, Within(10, 90), "unmet"),
        ({"is": 10}, Within(10, 10), "met"),
        ({"in": ["micro", "small"]}, OneOf(frozenset({"micro", "small"})), "met"),
        ({"in": ["micro", "small"]}, OneOf(frozenset({"small", "medium"})), "unknown"),
        ({"is": "micro"}, OneOf(frozenset({"small", "medium"})), "unmet"),
    ],
)
def test_comparisons_also_with_facts_known_in_part(comparison: dict[str, Any], value: object, expected: Result) -> None:
    assert result({"fact": "f", **comparison}, {"f": value}) == expected
    assert result({"fact": "f", **comparison}, {}) == "unknown"


def test_the_deciding_comparisons_are_those_that_agree_with_the_whole() -> None:
    test = READ.validate_python({"all": [MET, {"any": [UNMET, OPEN]}, {"not": UNMET}]})
    assert [(comparison.fact, each) for comparison, each in deciding(test, KNOWN)] == [("nobodyKnows", "unknown")]
    alternatives = READ.validate_python({"any": [UNMET, MET]})
    assert [each for _, each in deciding(alternatives, KNOWN)] == ["met"]


FACTS = ("a", "b", "c")
LEAVES = st.builds(lambda fact, value: {"fact": fact, "is": value}, st.sampled_from(FACTS), st.booleans())
TESTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
SOME_FACTS = st.dictionaries(st.sampled_from(FACTS), st.booleans())


@given(TESTS, SOME_FACTS, st.fixed_dictionaries({fact: st.booleans() for fact in FACTS}))
def test_more_facts_never_change_what_is_settled(test: dict[str, Any], known: dict[str, bool], others: dict[str, bool]) -> None:
    before, after = result(test, known), result(test, {**others, **known})
    assert after != "unknown"
    assert before in ("unknown", after)


@given(TESTS, SOME_FACTS, st.randoms())
def test_the_order_of_the_parts_is_irrelevant(test: dict[str, Any], known: dict[str, bool], random: Any) -> None:
    def shuffled(part: Any) -> Any:
        if isinstance(part, dict) and "fact" not in part:
            return {key: shuffled(inner) for key, inner in part.items()}
        return random.sample([shuffled(inner) for inner in part], len(part)) if isinstance(part, list) else part

    assert result(shuffled(test), known) == result(test, known)
