"""Lines of a PDF from letters that were drawn in any order, and rows that a page end cut."""

from __future__ import annotations

from typing import Any

import pytest

from plans.columns import Column
from plans.files.pdf import _heading, _is_cut
from plans.files.pdf_cells import _wrapped
from plans.files.pdf_letters import Glyph, read_lines
from plans.header import read_header
from plans.tables import Row, plain_cell

SIZE = 10.0


def drawn(*letters: tuple[str, float]) -> list[Glyph]:
    """Return letters five points wide, each with the place where it begins."""
    return [Glyph(text, left, left + 5, 0.0, 0.0, SIZE, False, 0) for text, left in letters]


def test_letters_drawn_later_go_where_they_stand_with_the_spaces_the_gaps_show() -> None:
    letters = drawn(("๖", 0), ("๖", 5), ("ก", 26), ("–", 15), (".", 31), ("ย", 36))
    (line,) = read_lines(letters)
    assert line.text == "๖๖ – ก.ย"


def test_letters_drawn_in_order_keep_their_spaces() -> None:
    letters = drawn(("ก", 0), ("ข", 5), ("ค", 12))
    letters[2] = Glyph("ค", 12, 17, 0.0, 0.0, SIZE, False, 2)
    (line,) = read_lines(letters)
    assert line.text == "กข  ค"


@pytest.mark.parametrize(("right", "wrapped"), [(52, ["งานบุคคล"]), (90, [])])
def test_a_name_goes_on_below_where_its_next_word_had_no_room(
    right: float, wrapped: list[str]
) -> None:
    lines = [
        read_lines(drawn(*((letter, 5.0 * place) for place, letter in enumerate(text))))[0]
        for text in ("กองบรหาร", "งานบุคคล")
    ]
    assert _wrapped(lines, 0, right) == wrapped


def test_headings_in_two_rows_are_one_heading() -> None:
    upper: list[dict[str, Any] | None] = [
        *grid("มาตรการ"),
        *grid("การดำเนินงาน"),
        None,
        *grid("ระยะเวลา"),
    ]
    assert upper[1]
    upper[1]["wide"] = 2
    lower: list[dict[str, Any] | None] = [
        {"above": True},
        *grid("ขั้นตอน", "ผู้รับผิดชอบ"),
        {"above": True},
    ]
    header, _, after = _heading([upper, lower, grid("1. ก", "ทำ", "กองคลัง", "ทุกเดือน")], 1)
    assert header is not None
    assert (after, header.columns[Column.STEPS], header.columns[Column.PARTY]) == (2, 1, 2)


HEADED = read_header(Row(tuple(map(plain_cell, ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"))), 1))
RESULTS = read_header(
    Row(tuple(map(plain_cell, ("มาตรการ", "ขั้นตอน", "สรุปผลการดำเนินการ", "ผลลัพธ์"))), 1)
)


def grid(*texts: str, full: bool = False) -> list[dict[str, Any] | None]:
    return [
        {"lines": [(text, None)] if text else [], "bold": False, "wide": 1, "full": full}
        for text in texts
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "is_cut"),
    [
        (("1.1 ก", "1. ทำ", "กองคลัง", "ทุกเดือน"), ("ต่อ", "ให้ครบ", "", ""), True),
        (("1.1 การให้บริการ E", "1. ทำ", "กองคลัง", "ทุกเดือน"), ("– Service", "ให้ครบ", "", ""), True),
        (("1.1 ก", "1. ทำ", "กองคลัง", "ทุกเดือน"), ("1.2 ข", "ทำ", "", ""), False),
        (("การเผยแพร่", "1. ทำ", "กองคลัง", "ทุกเดือน"), ("ข้อมูล", "ให้ครบ", "", ""), True),
        (("การเผยแพร่", "1. ทำ", "กองคลัง", "ทุกเดือน"), ("ข้อมูล", "ทำ", "กองช่าง", "ทุกเดือน"), False),
        (("การเผยแพร่", "1. ทำ", "กองคลัง", "ทุกเดือน"), ("ข้อมูล", "1. ทำ", "", ""), False),
    ],
)
def test_a_row_that_a_page_end_cut_is_known_by_what_it_does_not_begin(
    upper: tuple[str, ...], lower: tuple[str, ...], is_cut: bool
) -> None:
    assert HEADED is not None
    assert _is_cut(grid(*upper), grid(*lower), HEADED) is is_cut


def test_without_parties_a_row_goes_on_where_its_last_lines_were_full() -> None:
    assert RESULTS is not None
    upper, lower = ("การเผยแพร่", "ทำ", "ทำแล้ว", "ดี"), ("ข้อมูล", "ให้", "ครบ", "ขึ้น")
    assert _is_cut(grid(*upper, full=True), grid(*lower), RESULTS)
    assert not _is_cut(grid(*upper, full=False), grid(*lower), RESULTS)
