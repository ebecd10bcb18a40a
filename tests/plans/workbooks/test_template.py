"""The workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, PlanDocument, WarningKind
from plans.reading.dates.periods import read_period
from plans.reading.read_plan import read_plan
from plans.workbooks.template import EXAMPLE, HEADINGS, ISSUES, write_template
from tests.documents import every_document


def assigned(party: str, steps: tuple[int, ...], period: str) -> AssignmentEntry:
    read = read_period(period, 2570)
    return AssignmentEntry((party,), steps, period, read.start, read.end, read.recurrence)


FILLED = PlanDocument(
    "จังหวัดตาก",
    2570,
    (IssueEntry("1", "การให้บริการ"), IssueEntry("2", "การจัดซื้อ"), IssueEntry("3", "ยังไม่มีมาตรการ")),
    (
        MeasureEntry(
            "1",
            "1.1",
            "จัดคิว",
            ("สำรวจ", "เปิดระบบ", "ติดตาม"),
            "รายงานทุกไตรมาส",
            ("สำรวจแล้ว", "เปิดแล้ว"),
            ("ประชาชนพอใจ",),
            (
                assigned("สำนักงานจังหวัด", (0,), "ต.ค. 69"),
                assigned("ส่วนราชการประจำจังหวัด", (1, 2), "ทุกไตรมาส"),
            ),
            ("มีผู้ใช้ระบบ", "รอไม่เกิน 10 นาที"),
            ("ร้อยละ 90",),
            "50,000 บาท",
        ),
        MeasureEntry("1", "1.2", "ไม่มีผู้รับผิดชอบ", ("ทำ",)),
        MeasureEntry(
            "2",
            None,
            "=ไม่ใช่สูตร",
            ("ก", "ข"),
            assignments=(assigned("กองคลัง", (), "ภายใน 31 มี.ค. 70"),),
        ),
        MeasureEntry(
            None, None, "นอกประเด็น", (), assignments=(AssignmentEntry(("กองคลัง", "กองช่าง")),)
        ),
    ),
    (),
    (),
)


def test_the_empty_workbook_reads_back_as_its_example_with_a_warning(tmp_path: Path) -> None:
    write_template(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx", fiscal_year=2570)
    assert plan.measures == (EXAMPLE,)
    assert plan.issues == ISSUES[:1]
    assert any(warning.kind is WarningKind.FILLER for warning in plan.warnings)


def test_a_filled_workbook_reads_back_without_loss(tmp_path: Path) -> None:
    write_template(tmp_path / "plan.xlsx", FILLED)
    plan = read_plan(tmp_path / "plan.xlsx")
    assert (plan.organization, plan.fiscal_year) == (FILLED.organization, FILLED.fiscal_year)
    assert plan.measures == FILLED.measures
    assert set(plan.issues) == set(FILLED.issues)


@every_document
def test_plans_go_into_the_workbook_and_back(tmp_path: Path, path: Path) -> None:
    plan = read_plan(path)
    write_template(tmp_path / "plan.xlsx", plan)
    back = read_plan(tmp_path / "plan.xlsx")
    assert (back.organization, back.fiscal_year, back.issues) == (
        plan.organization,
        plan.fiscal_year,
        plan.issues,
    )
    assert back.measures == plan.measures


def test_what_an_officer_types_below_the_headings_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_template(path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["แผน"]
    sheet["B2"], sheet["B3"] = "องค์การบริหารส่วนตำบลสมมติ", "๒๕๗๐"
    for row in (8, 9):
        for column in range(1, len(HEADINGS) + 1):
            sheet.cell(row, column).value = None
    entries = [
        "2. การให้บริการและระบบ E-Service",
        "2.1",
        "จัดคิว",
        "๑. สำรวจ\n๒. เปิดระบบ",
        "กองคลัง/กองช่าง",
        "ทุกเดือน",
    ]
    for column, text in enumerate(entries, 1):
        sheet.cell(8, column).value = text
    workbook.save(path)
    plan = read_plan(path)
    assert (plan.organization, plan.fiscal_year, plan.warnings) == (
        "องค์การบริหารส่วนตำบลสมมติ",
        2570,
        (),
    )
    (measure,) = plan.measures
    assert (measure.issue, measure.code, measure.title, measure.steps) == (
        "2",
        "2.1",
        "จัดคิว",
        ("สำรวจ", "เปิดระบบ"),
    )
    assert measure.assignments == (
        AssignmentEntry(("กองคลัง", "กองช่าง"), (), "ทุกเดือน", recurrence="monthly"),
    )


def test_the_workbook_offers_lists_that_do_not_forbid_other_words(tmp_path: Path) -> None:
    write_template(tmp_path / "plan.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    validations = workbook["แผน"].data_validations.dataValidation
    assert {str(one.sqref).split(":")[0][0] for one in validations} == {"A", "F"}
    assert all(one.type == "list" and one.errorStyle == "information" for one in validations)
    assert workbook["รายการ"].sheet_state == "hidden"
    assert [cell.value for cell in workbook["รายการ"]["A"]][: len(ISSUES)] == [
        f"{issue.number}. {issue.title}" for issue in ISSUES
    ]


def test_steps_that_no_order_of_rows_can_tell_apart_are_not_lost(tmp_path: Path) -> None:
    measure = MeasureEntry(
        "1",
        "1.1",
        "ก",
        ("หนึ่ง", "สอง", "สาม"),
        assignments=(assigned("กองคลัง", (0, 2), "ทุกเดือน"), assigned("กองช่าง", (1,), "ทุกไตรมาส")),
    )
    plan = PlanDocument("จังหวัดตาก", 2570, (IssueEntry("1", "หนึ่ง"),), (measure,), (), ())
    write_template(tmp_path / "plan.xlsx", plan)
    (again,) = read_plan(tmp_path / "plan.xlsx").measures
    assert again.steps == measure.steps
    assert [one.parties for one in again.assignments] == [("กองคลัง",), ("กองช่าง",)]
