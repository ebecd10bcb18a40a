"""Numbers of issues and measures in every style of print."""

from __future__ import annotations

import pytest

from tests.plans.extracts import YEAR, read, tsv

ISSUE = ("<b>1. หนึ่ง</b>", "", "", "")


def codes(cell: str) -> list[tuple[str | None, str]]:
    plan = read(tsv(ISSUE, (cell, "ทำ", "กองคลัง", YEAR)))
    return [(measure.code, measure.title) for measure in plan.measures]


@pytest.mark.parametrize(
    "cell",
    [
        "1.1 ก",
        "(1.1) ก",
        "[1.1] ก",
        "๑.๑) ก",
        "1.1. ก",
        "1.1: ก",
        "1.1 - ก",
        "- 1.1 ก",
        "ข้อ 1.1 ก",
        "มาตรการ 1.1 ก",
        "มาตรการที่ ๑.๑: ก",
        "กิจกรรม 1.1 : ก",
        "1) ก",
        "(๑) ก",
        "กิจกรรมที่ 1 ก",
    ],
)
def test_a_code_is_read_without_what_stands_around_it(cell: str) -> None:
    assert codes(cell) == [("1.1", "ก")]


@pytest.mark.parametrize("cell", ["1 ก", "โครงการ 5 ส", "2569 ปีแห่งคุณธรรม", "ก 1.1", "กิจกรรม 5 ส"])
def test_a_figure_in_a_title_is_no_code(cell: str) -> None:
    assert codes(cell) == [(None, cell)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1.1 ก 1.2 ข", [("1.1", "ก"), ("1.2", "ข")]),
        ("(1.1)ก(1.2)ข", [("1.1", "ก"), ("1.2", "ข")]),
        ("1.1 ก และ 1.2 ข", [("1.1", "ก"), ("1.2", "ข")]),
        ("<p>1.1 ก</p><p>1.3 ข</p>", [("1.1", "ก"), ("1.3", "ข")]),
        ("<p>1.1 ก</p><p>ต่อ</p><p>1.2 ข</p>", [("1.1", "ก ต่อ"), ("1.2", "ข")]),
        ("1.1, 1.2 ก", [("1.1", "ก"), ("1.2", "ก")]),
        ("1.1 ยกคะแนนจาก 1.3 เป็น 1.4", [("1.1", "ยกคะแนนจาก 1.3 เป็น 1.4")]),
        ("1) ก 2) ข", [("1.1", "ก"), ("1.2", "ข")]),
        ("<p>1.1 บริการ E</p><p>– Service</p>", [("1.1", "บริการ E – Service")]),
        ("<p>บริการ E</p><p>– Service</p>", [(None, "บริการ E – Service")]),
    ],
)
def test_a_cell_with_several_codes_is_several_measures(
    cell: str, found: list[tuple[str | None, str]]
) -> None:
    assert codes(cell) == found


@pytest.mark.parametrize(
    "row",
    [
        "3. สาม",
        "(๓) สาม",
        "3) สาม",
        "ประเด็นที่ 3 สาม",
        "ประเด็นที่ ๓: สาม",
        "ประเด็น 3 : สาม",
        "ประเด็นการประเมินที่ 3 สาม",
        "ด้านที่ 3 สาม",
    ],
)
def test_an_issue_is_known_by_its_number_however_it_is_printed(row: str) -> None:
    plan = read(tsv((f"<b>{row}</b>", "", "", ""), ("ก", "ทำ", "กองคลัง", YEAR)))
    assert [(issue.number, issue.title) for issue in plan.issues] == [("3", "สาม")]
    assert plan.measures[0].issue == "3"
