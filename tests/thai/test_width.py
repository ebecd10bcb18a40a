"""How much room Thai text takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thai.width import display_width, wrapped_line_count

TEXTS = st.lists(st.text(alphabet="กขค ้ี่ัำ12\n", max_size=60), max_size=4)


def test_marks_above_and_below_take_no_room() -> None:
    assert display_width("ปี่") == display_width("ป") == 1
    assert display_width("น้ำ") == 2


def test_a_narrower_column_needs_more_lines() -> None:
    assert wrapped_line_count([], 10) == 1
    assert wrapped_line_count(["ก" * 30], 100) == 1
    assert wrapped_line_count(["ก" * 30], 10) == 4
    assert wrapped_line_count(["ก\nข", "ค"], 100) == 3


@given(TEXTS, st.floats(1, 80), st.floats(1, 80))
def test_lines_never_grow_with_the_width(texts: list[str], one: float, other: float) -> None:
    assert wrapped_line_count(texts, max(one, other)) <= wrapped_line_count(texts, min(one, other))
