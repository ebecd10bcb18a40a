"""What missing items cost: points by their shares, and the overall score with none and with all of
them.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scores.ledger import Entry, recompute
from scores.shipped_rules import shipped_rule
from scores.what_if import CannotTell, costliest, lacking, suppose, what_if

RULE = shipped_rule(2567)
ITEMS = [code for code in RULE.questions if code[0] == "o"]
VIEWS = [("IIT", "90"), ("EIT", "80")]


def scored(values: list[int]) -> list[Entry]:
    views = [Entry(code, 0, Decimal(value)) for code, value in VIEWS]
    return views + [
        Entry(code, 0, Decimal(value)) for code, value in zip(ITEMS, values, strict=True)
    ]


def test_the_two_papers_of_2567_are_four_points() -> None:
    found = what_if(RULE, [], ["o34", "o35"])
    assert [cost.points for cost in found.costs] == [2, 2]
    assert (str(found.total), found.now) == ("4.00", None)


def test_what_was_lost_already_is_told_from_what_may_be() -> None:
    entries = scored([100] * 33 + [0, 100])
    found = what_if(RULE, entries, ["o34", "o35"])
    assert [cost.lost for cost in found.costs] == [2, 0]
    assert found.now is not None
    assert found.without is not None
    assert found.complete is not None
    assert (found.now.overall, found.without.overall, found.complete.overall) == (
        Decimal(89),
        Decimal(87),
        Decimal(91),
    )
    assert found.complete.standing.held_down_by == "EIT"


@given(
    st.lists(st.sampled_from([0, 50, 100]), min_size=len(ITEMS), max_size=len(ITEMS)),
    st.lists(st.sampled_from(ITEMS), min_size=1, max_size=6, unique=True),
)
def test_without_and_with_all_of_them_lie_the_total_apart(
    values: list[int], missing: list[str]
) -> None:
    found = what_if(RULE, scored(values), missing)
    assert found.without is not None
    assert found.complete is not None
    assert abs(found.complete.overall - found.without.overall - found.total) <= Decimal("0.02")


def test_what_is_printed_above_does_not_hide_the_cost() -> None:
    entries = scored([100] * 35)
    figures = [
        Entry(figure.code, 0, figure.computed) for figure in recompute(RULE, entries).figures
    ]
    kept = [entry for entry in entries if entry.code not in ("IIT", "EIT")]
    views = [entry for entry in entries if entry.code in ("IIT", "EIT")]
    found = what_if(RULE, [*kept, *views, *figures], ["o34"])
    assert found.without is not None
    assert found.without.overall == Decimal(89)


def test_an_item_counts_once_when_its_indicator_is_named_too() -> None:
    assert str(what_if(RULE, [], ["10", "o34"]).total) == "20.00"
    assert str(what_if(RULE, [], ["o34", "o34"]).total) == "2.00"


def test_a_whole_indicator_may_be_missing_whatever_its_items_have() -> None:
    found = what_if(RULE, scored([100] * 35), ["10", "o34"])
    assert [(cost.code, cost.points) for cost in found.costs] == [("10", Decimal(20))]
    assert found.now is not None
    assert found.without is not None
    assert found.complete is not None
    assert (found.now.overall, found.without.overall, found.complete.overall) == (
        Decimal(91),
        Decimal(71),
        Decimal(91),
    )


def test_the_items_that_lack_something_are_those_below_full_marks() -> None:
    assert lacking(RULE, scored([100] * 7 + [50] + [100] * 25 + [0, 100])) == ("o8", "o34")
    assert lacking(RULE, []) == ()
    assert (
        lacking(shipped_rule(2566), [Entry("o42", 0, Decimal(0))]) == ()
    )  # what an item of 2566 is worth was not found


def test_what_a_rule_does_not_say_is_not_guessed() -> None:
    with pytest.raises(CannotTell, match="o42"):
        what_if(shipped_rule(2566), [], ["o42"])
    with pytest.raises(CannotTell, match="e1"):
        what_if(RULE, [], ["o34", "e1"])
    with pytest.raises(CannotTell):
        what_if(shipped_rule(2569), [], ["o25"])


def test_supposing_an_indicator_leaves_out_what_is_printed_above_and_below_it() -> None:
    entries = [*scored([100] * 35), Entry("OIT", 0, Decimal(50)), Entry("overall", 0, Decimal(50))]
    found = suppose(RULE, entries, {"9": Decimal(0), "10": Decimal(100)})
    assert (found.ledger.values["OIT"], found.is_reckoned) == (Decimal(50), False)
    # The item counts, not the indicator it is part of.
    found = suppose(RULE, entries, {"9": Decimal(0), "o1": Decimal(100)})
    assert found.ledger.values["9"] == Decimal(100)


def test_a_whole_that_scores_are_missing_for_is_reckoned_from_the_printed_one() -> None:
    entries = [Entry("9", 0, Decimal(90)), Entry("overall", 0, Decimal("93.80"))]
    found = suppose(RULE, entries, {"9": Decimal(100)})
    assert (found.overall, found.is_reckoned) == (Decimal("95.80"), True)
    assert suppose(RULE, entries[:1], {"9": Decimal(100)}).overall is None


def test_the_costliest_questions_come_first() -> None:
    costs = costliest(RULE, recompute(RULE, scored([100] * 33 + [0, 50])).values, 5)
    assert [cost.code for cost in costs] == ["o34", "o35"]
