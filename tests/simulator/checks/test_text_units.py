"""How LINE counts letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.checks.text_units import graphemes, utf16_units


@pytest.mark.parametrize(
    ("text", "units", "letters"),
    [
        ("", 0, 0),
        ("abc", 3, 3),
        ("a\r\nb", 4, 3),
        ("ก้าวหน้า", 8, 6),
        ("ที่", 3, 1),
        ("น้ำ", 3, 1),  # SARA AM joins the letter before it
        ("เป็น", 4, 3),
        ("e\u0301", 2, 1),
        ("😀", 2, 1),
        ("👍🏽", 4, 1),
        ("👨‍👩‍👧", 8, 1),
        ("❤️", 2, 1),
        ("🇹🇭🇯🇵", 8, 2),
        ("🇹🇭🇯", 6, 2),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", 6, 2),
        ("1️⃣", 3, 1),
    ],
)
def test_units_and_letters_are_counted_as_line_does(text: str, units: int, letters: int) -> None:
    assert utf16_units(text) == units
    assert graphemes(text) == letters


@given(st.text())
def test_units_are_those_of_the_encoding(text: str) -> None:
    assert utf16_units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(), st.text())
def test_joining_texts_loses_at_most_the_letter_at_the_seam(one: str, other: str) -> None:
    together = graphemes(one + other)
    assert max(graphemes(one), graphemes(other)) <= together + 1
    assert together <= graphemes(one) + graphemes(other)


@given(st.text(min_size=1))
def test_a_text_has_a_letter_and_no_more_than_its_characters(text: str) -> None:
    assert 1 <= graphemes(text) <= len(text)
