"""Headings in many words, and columns of many kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.columns import Column
from plans.document import PlanDocument, WarningKind
from plans.header import read_header
from plans.tables import Cell, Row, plain_cell
from tests.plans.extracts import HEADER, YEAR, read, tsv, warned

OFFICE = "สำนักงานจังหวัด"


@pytest.mark.parametrize(
    "header",
    [
        ("แนวทาง/มาตรการ", "รายละเอียดการดำเนินงาน", "หน่วยงาน", "กำหนดส่ง"),
        ("มาตรการ", "กิจกรรม", "หน่วยงานที่รับผิดชอบ", "ห้วงระยะเวลา"),
        ("โครงการ/กิจกรรม", "วิธีการ", "เจ้าภาพหลัก", "กรอบเวลา"),
        ("มาตรการ", "แนวทางปฏิบัติ", "ผู้ปฏิบัติ", "ห้วงเวลา"),
        ("มาตรการ", "ขั้นตอน", "กอง/สำนัก", "ปฏิทินการดำเนินงาน"),
        ("กิจกรรม", "วิธีดำเนินการ", "ส่วนงานเจ้าของเรื่อง", "ระยะเวลา"),
        ("มาตรการ (Measure)", "แนวปฏิบัติ", "ผู้รับผิดชอบ (Who)", "ระยะเวลา (Period)"),
    ],
)
def test_headings_may_be_worded_in_many_ways(header: tuple[str, ...]) -> None:
    (measure,) = read(tsv(("ก", "ทำ", OFFICE, YEAR), header=header)).measures
    assert (measure.title, measure.steps) == ("ก", ("ทำ",))
    assert [(one.parties, one.period_text) for one in measure.assignments] == [((OFFICE,), YEAR)]


def test_first_and_last_day_may_have_columns_of_their_own() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "วันเริ่มต้น", "วันสิ้นสุด")
    (measure,) = read(tsv(("ก", "ทำ", OFFICE, "1 ต.ค. 69", "30 ก.ย. 70"), header=header)).measures
    (one,) = measure.assignments
    assert (str(one.start), str(one.end)) == ("2026-10-01", "2027-09-30")


def test_parties_may_have_two_columns() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบหลัก", "หน่วยงานสนับสนุน", "ระยะเวลา")
    (measure,) = read(tsv(("ก", "ทำ", OFFICE, "ทุกส่วนราชการ", YEAR), header=header)).measures
    assert [one.parties for one in measure.assignments] == [(OFFICE, "ทุกส่วนราชการ")]


def test_quarters_may_be_ticked() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4")
    (measure,) = read(tsv(("ก", "ทำ", OFFICE, "✓", "✓", "", "/"), header=header)).measures
    days = [(str(one.start), str(one.end)) for one in measure.assignments]
    assert days == [("2026-10-01", "2027-03-31"), ("2027-07-01", "2027-09-30")]


def test_two_months_in_a_row_of_short_words_make_no_header() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "เริ่มต้น", "สิ้นสุด")
    plan = read(tsv(("มาตรการหนึ่ง", "จัดทำขั้นตอน", OFFICE, "ต.ค. 69", "ก.ย. 70"), header=header))
    assert [measure.title for measure in plan.measures] == ["มาตรการหนึ่ง"]


def test_a_column_that_no_plan_has_is_not_passed_over_in_silence() -> None:
    plan = read(tsv(("ก", "ทำ", OFFICE, YEAR, "50,000"), header=(*HEADER, "จำนวนรุ่น")))
    assert any("จำนวนรุ่น" in text for text in warned(plan, WarningKind.MISSING))
    plan = read(tsv(("ก", "ทำ", OFFICE, YEAR, ""), header=(*HEADER, "หมายเหตุ")))
    assert not any("หมายเหตุ" in text for text in warned(plan, WarningKind.MISSING))


def test_most_columns_of_an_action_plan_are_of_other_kinds() -> None:
    header = (
        "ลำดับ",
        "โครงการ/กิจกรรม",
        "วัตถุประสงค์",
        "เป้าหมาย",
        "งบประมาณ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "ตัวชี้วัด",
        "หมายเหตุ",
    )
    plan = read(tsv(("1", "ก", "เพื่อดี", "10 คน", "-", OFFICE, YEAR, "ร้อยละ 80", ""), header=header))
    assert [(measure.title, measure.assignments[0].parties) for measure in plan.measures] == [
        ("ก", (OFFICE,))
    ]
    assert plan.measures[0].targets == ("10 คน",)
    assert any("วัตถุประสงค์" in text for text in warned(plan, WarningKind.MISSING))


NUMBERS = ("1", "2", "3", "4")


def days(plan: PlanDocument) -> list[tuple[str | None, ...]]:
    """Return first and last days of every assignment, as they are printed in the JSON."""
    return [
        tuple(day.isoformat() if day else None for day in (one.start, one.end))
        for measure in plan.measures
        for one in measure.assignments
    ]


@pytest.mark.parametrize("named", [NUMBERS, ("Q1", "Q2", "Q3", "Q4")])
def test_quarters_may_be_numbers_below_one_heading(named: tuple[str, ...]) -> None:
    table = (
        ("มาตรการ", "ขั้นตอน", "ไตรมาส", "", "", "", "ผู้รับผิดชอบ"),
        ("", "", *named, ""),
        ("1. ก", "ทำ", "✓", "✓", "", "", OFFICE),
    )
    assert days(read(tsv(*table[1:], header=table[0]))) == [("2026-10-01", "2027-03-31")]


def test_an_empty_box_is_no_tick() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", *(f"ไตรมาส {number}" for number in NUMBERS))
    plan = read(tsv(("ก", "ทำ", OFFICE, "☐", "☑", "☐", "☐"), header=header))
    assert days(plan) == [("2027-01-01", "2027-03-31")]
    assert days(read(tsv(("ก", "ทำ", OFFICE, "☐", "☐", "☐", "☐"), header=header)))[0][0] is None


def test_months_may_be_painted_unless_the_whole_row_is() -> None:
    heads = ("มาตรการ", "ผู้รับผิดชอบ", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.")
    header = read_header(Row(tuple(map(plain_cell, heads)), 1))
    assert header
    painted = [Cell(filled=place in (3, 4)) for place in range(6)]
    assert header.cell(Row(tuple(painted), 2), Column.PERIOD).text == "พ.ย. - ธ.ค."
    assert not header.cell(Row((Cell(("ก",), filled=True), *painted[1:]), 2), Column.PERIOD)
    alike = replace(header, headings=tuple(painted))
    assert not alike.cell(Row(tuple(painted), 2), Column.PERIOD)


def test_a_column_of_last_days_names_deadlines() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "กำหนดแล้วเสร็จ")
    rows = [("ก", "ทำ", OFFICE, "30 มิ.ย. 70"), ("ข", "ทำ", OFFICE, "ธ.ค. 69")]
    plan = read(tsv(*rows, ("ค", "ทำ", OFFICE, YEAR), header=header))
    assert days(plan) == [(None, "2027-06-30"), (None, "2026-12-31"), ("2026-10-01", "2027-09-30")]


@pytest.mark.parametrize("name", ["มิติ", "ด้าน", "ยุทธศาสตร์"])
def test_issues_may_be_called_otherwise(name: str) -> None:
    header = (name, "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "วัน เดือน ปี ที่ดำเนินการ")
    plan = read(tsv((f"{name}ที่ 1 บริการ", "1.1 ก", "ทำ", OFFICE, YEAR), header=header))
    assert [(issue.number, issue.title) for issue in plan.issues] == [("1", "บริการ")]
    assert days(plan) == [("2026-10-01", "2027-09-30")]


def test_mere_numbers_below_quarters_are_quarters() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ไตรมาสที่ดำเนินการ", "กลุ่ม")
    plan = read(tsv(("ก", "ทำ", "1-2", "กลุ่มอำนวยการ"), ("ข", "ทำ", "๓", "กลุ่มแผน"), header=header))
    assert days(plan) == [("2026-10-01", "2027-03-31"), ("2027-04-01", "2027-06-30")]
    assert plan.measures[0].assignments[0].parties == ("กลุ่มอำนวยการ",)


def test_budgets_of_several_years_do_not_hide_a_header() -> None:
    years = tuple(f"ปี {year}" for year in range(2566, 2571))
    header = ("โครงการ/กิจกรรม", *years, "ผู้รับผิดชอบ")
    (measure,) = read(tsv(("ก", *["1,000"] * 5, OFFICE), header=header)).measures
    assert measure.assignments[0].parties == (OFFICE,)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("เรือนจำจังหวัดตราด", "เรือนจำจังหวัดตราด"),
        ("ศูนย์พัฒนาฝีมือแรงงานจังหวัดน่าน", "ศูนย์พัฒนาฝีมือแรงงานจังหวัดน่าน"),
        ("แผนปฏิบัติการของแขวงทางหลวงชนบทตาก ประจำปี", "แขวงทางหลวงชนบทตาก"),
        ("ศูนย์อนามัยที่ 8 อุดรธานี", "ศูนย์อนามัยที่ 8 อุดรธานี"),
        ("สำนักงานเขตบางรัก กรุงเทพมหานคร", "สำนักงานเขตบางรัก"),
        ("แผนปฏิบัติการ อำเภอแม่ระมาด จังหวัดตาก", "อำเภอแม่ระมาด"),
        ("มาตรการภายในอบต.บ้านใหม่", "อบต.บ้านใหม่"),
        ("โรงเรียนเทศบาล ๑ ทรงพลวิทยา ประจำปี", "โรงเรียนเทศบาล ๑ ทรงพลวิทยา"),
        ("ศูนย์ปฏิบัติการต่อต้านการทุจริต จังหวัดตาก", "จังหวัดตาก"),
    ],
)
def test_offices_of_many_kinds_own_plans(title: str, name: str) -> None:
    plan = read(tsv(("ก", "ทำ", OFFICE, YEAR)), title=f"{title}\nปีงบประมาณ พ.ศ. 2570\n\n")
    assert plan.organization == name
