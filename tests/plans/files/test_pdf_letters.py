"""Lines of a PDF from letters that were drawn in any order, and rows that a page end cut."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plans.columns import Column
from plans.files.pdf import _heading, _is_cut
from plans.files.pdf_cells import _wrapped, glued
from plans.files.pdf_columns import find_unlined
from plans.files.pdf_letters import read_lines
from plans.files.pdf_spaces import Glyph, with_sure_spaces
from plans.header import read_header
from plans.tables import Row, plain_cell

SIZE = 10.0


def drawn(*letters: tuple[str, float]) -> list[Glyph]:
    """Return letters five points wide, each with the place where it begins."""
    return [Glyph(text, left, left + 5, 0.0, 0.0, SIZE, False, 0) for text, left in letters]


def placed(text: str, left: float, baseline: float) -> list[Glyph]:
    """Return letters four points wide on a line, beginning at a place."""
    return [
        Glyph(letter, left + 4 * at, left + 4 * at + 3.6, baseline, baseline, 8.0, False, 0)
        for at, letter in enumerate(text)
    ]


def test_letters_drawn_later_go_where_they_stand_with_the_spaces_the_gaps_show() -> None:
    letters = drawn(("๖", 0), ("๖", 5), ("ก", 26), ("–", 15), (".", 31), ("ย", 36))
    (line,) = read_lines(letters)
    assert line.text == "๖๖ – ก.ย"


def test_letters_drawn_in_order_keep_their_spaces() -> None:
    letters = drawn(("ก", 0), ("ข", 5), ("ค", 12))
    letters[2] = Glyph("ค", 12, 17, 0.0, 0.0, SIZE, False, 2)
    (line,) = read_lines(letters)
    assert line.text == "กข  ค"


def test_a_space_that_was_made_up_is_one_where_letters_stand_close() -> None:
    letters = drawn(("ก", 0), ("ข", 5.2), ("ค", 12.2), ("ด", 17.4), ("ง", 28), ("จ", 33.2))
    letters.insert(4, replace(letters[3], left=22.6, right=23.6, text="ำ"))
    sure = with_sure_spaces(letters, {2, 5}, ())
    assert [letter.spaces for letter in sure] == [0, 0, 1, 0, 0, 0, 0]


def test_a_space_named_far_from_its_place_goes_there() -> None:
    letters = drawn(("ก", 0), ("ข", 8), ("ม", 13), ("า", 18))
    stray = replace(letters[0], text=" ", left=5.5, right=7.5)
    sure = with_sure_spaces(letters, (), [stray])
    assert [letter.spaces for letter in sure] == [0, 1, 0, 0]


def test_letters_said_again_for_a_mark_are_left_out() -> None:
    letters = drawn(("ร", 10), ("ิ", 10), ("ม", 16), ("ร", 9.2), ("ิ", 9.2))
    assert read_lines(letters)[0].text == "ริม"
    whole = [replace(one, right=one.left + 2) for one in drawn(("ต", 10), ("ำ", 12))]
    again = [replace(one, right=one.left + 1) for one in drawn(("ต", 12.5), ("ำ", 13.5))]
    assert read_lines([*whole, *again, *drawn(("ร", 20))])[0].text == "ตำร"


@pytest.mark.parametrize(("numbers", "count"), [((0, 20), 2), ((10, 30), 2), ((10, 20), 0)])
def test_a_table_without_lines_is_one_where_its_rows_are_sure(
    numbers: tuple[int, int], count: int
) -> None:
    """Numbers on the first line of each row, or on the last; where they may be of either none."""
    letters = [
        *placed("ที่", 0, 90),
        *placed("มาตรการ", 30, 90),
        *placed("ขั้นตอน", 100, 90),
        *placed("ผู้รับผิดชอบ", 170, 90),
        *(one for place, top in enumerate(numbers) for one in placed(str(place + 1), 8, 100 + top)),
        *(one for top in (0, 10, 20, 30) for one in placed("ทำ", 100, 100 + top)),
        *(one for top in numbers for one in placed("กองคลัง", 170, 100 + top)),
        *(one for top in numbers for one in placed("เปิด", 30, 100 + top)),
    ]
    table = find_unlined(letters, None)
    assert (len(table.rows) - 1 if table else 0) == count


def test_titles_in_the_middle_stand_for_themselves() -> None:
    lines = [read_lines(placed("ก" * wide, 100 - 2 * wide, 10.0 * wide))[0] for wide in (30, 20)]
    assert [glue for _, glue in glued(lines, 40, 160)] == [None, None]


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
