"""How much room Thai text takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thai.width import letters_wide, lines_high

TEXTS = st.lists(st.text(alphabet="กขค ้ี่ัำ12\n", max_size=60), max_size=4)


def test_marks_above_and_below_take_no_room() -> None:
    assert letters_wide("ปี่") == letters_wide("ป") == 1
    assert letters_wide("น้ำ") == 2


def test_a_narrower_column_needs_more_lines() -> None:
    assert lines_high([], 10) == 1
    assert lines_high(["ก" * 30], 100) == 1
    assert lines_high(["ก" * 30], 10) == 4
    assert lines_high(["ก\nข", "ค"], 100) == 3


@given(TEXTS, st.floats(1, 80), st.floats(1, 80))
def test_lines_never_grow_with_the_width(texts: list[str], one: float, other: float) -> None:
    assert lines_high(texts, max(one, other)) <= lines_high(texts, min(one, other))
