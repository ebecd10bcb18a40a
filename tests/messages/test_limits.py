"""Texts cut to LINE's limits, whatever they are made of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.limits import ELLIPSIS, clip, clip_apart, utf16_length, wire_bytes
from simulator.checks.text_units import graphemes

_texts = st.text(
    st.one_of(st.sampled_from("กขคงิีืึัุูำ่้๊๋์ะ \n🙂👍🏽"), st.characters(exclude_categories=["Cs"])),
    max_size=120,
)


@given(text=_texts, limit=st.integers(1, 60))
def test_a_clipped_text_fits_and_begins_as_the_whole(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert utf16_length(cut) <= limit
    assert graphemes(cut) <= limit
    assert cut == text or text.startswith(cut.removesuffix(ELLIPSIS))
    assert (cut == text) == (utf16_length(text) <= limit) or cut.endswith(ELLIPSIS)


@pytest.mark.parametrize(
    ("names", "limit"),
    [
        (["องค์การบริหารส่วนตำบลบ้านใหม่", "องค์การบริหารส่วนตำบลบ้านเก่า", "องค์การบริหารส่วนตำบลหนองบัว"], 20),
        (["รายงานการประชุมคณะทำงานขับเคลื่อนจริยธรรม ครั้งที่ 1 ปี 2569.pdf",
          "รายงานการประชุมคณะทำงานขับเคลื่อนจริยธรรม ครั้งที่ 2 ปี 2569.pdf"], 40),
        (["สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสุโขทัยธานี " + "ก" * 40,
          "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด " + "ก" * 40], 20),
    ],
)  # fmt: skip
def test_names_that_begin_alike_are_cut_so_that_they_differ(names: list[str], limit: int) -> None:
    cut = clip_apart(names, limit)
    assert len(set(cut)) == len(names)
    assert all(short[0] == name[0] for short, name in zip(cut, names, strict=True))


@given(names=st.lists(_texts, max_size=6), limit=st.integers(3, 60))
def test_names_cut_apart_fit(names: list[str], limit: int) -> None:
    cut = clip_apart(names, limit)
    assert [utf16_length(short) <= limit for short in cut] == [True] * len(names)
    assert [short == name for short, name in zip(cut, names, strict=True)] == [
        utf16_length(name) <= limit for name in names
    ]


@given(text=_texts, limit=st.integers(1, 60))
def test_a_cut_never_parts_a_letter_from_its_marks(text: str, limit: int) -> None:
    cut = clip(text, limit)
    if cut == text:
        return
    rest = text[len(cut.removesuffix(ELLIPSIS)) :].lstrip()
    kept = cut.removesuffix(ELLIPSIS)
    if kept and rest and text[len(kept)] == rest[0]:
        assert unicodedata.category(rest[0]) not in ("Mn", "Me")
        assert rest[0] != "ำ"


@pytest.mark.parametrize(
    ("text", "length"), [("ก", 1), ("กำ", 2), ("🙂", 2), ("", 0), ("e\u0301", 2)]
)
def test_units_are_counted_as_line_counts(text: str, length: int) -> None:
    assert utf16_length(text) == length


def test_bytes_are_counted_with_every_letter_escaped() -> None:
    assert wire_bytes({"a": "ก"}) == len('{"a":"\\u0e01"}')
