"""What stands below a table in the columns of the table."""

from __future__ import annotations

import pytest

from tests.plans.extracts import YEAR, read, tsv

OFFICE = "สำนักงานจังหวัด"


@pytest.mark.parametrize(
    "below",
    [
        (
            ("หมายเหตุ : ข้อเสนอแนะ", "", "", ""),
            ("1. ควรเพิ่มการกำกับติดตาม", "", "", ""),
            ("2. ควรพิจารณารูปแบบ", "", "", ""),
        ),
        (("ส่วนราชการต้องรายงานความคืบหน้าต่อสำนักงานจังหวัด", "", "", ""), ("*****", "", "", "")),
        (("ผู้บริหาร", "", "", ""), ("(นายสมชาย ใจดี)", "", "", ""), ("ผู้ว่าราชการจังหวัด", "", "", "")),
        (
            ("", "", "", "ลงชื่อ..............ผู้รายงาน"),
            ("", "", "", "(นายสมชาย ใจดี)"),
            ("", "", "", "หัวหน้าสำนักงาน"),
        ),
        (("ลงชื่อ", "", "ผู้จัดทำ", "ผู้อนุมัติ"),),
        (("หมายเหตุ", "ข้อมูล ณ วันที่ 1 ต.ค. 69", "", ""),),
        (("รวม", "", "", "50,000"),),
    ],
)
def test_what_stands_below_a_table_in_its_columns_is_no_issue_and_no_measure(
    below: tuple[tuple[str, ...], ...],
) -> None:
    plan = read(tsv(("<b>1. หนึ่ง</b>", "", "", ""), ("1.1 ก", "ทำ", OFFICE, YEAR), *below))
    assert [issue.title for issue in plan.issues] == ["หนึ่ง"]
    (measure,) = plan.measures
    assert [(one.parties, one.period_text) for one in measure.assignments] == [((OFFICE,), YEAR)]
    assert plan.warnings == ()


def test_the_last_issue_may_have_no_measure_yet() -> None:
    plan = read(
        tsv(
            ("1. หนึ่ง", "", "", ""),
            ("1.1 ก", "ทำ", OFFICE, YEAR),
            ("2. สอง", "", "", ""),
            ("3. สาม", "", "", ""),
        )
    )
    assert [issue.number for issue in plan.issues] == ["1", "2", "3"]


def test_a_table_of_other_things_below_a_line_of_text_is_no_part_of_the_plan() -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
    risks = ("ความเสี่ยง", "ระดับ", "มาตรการควบคุม", "ผู้รับผิดชอบ")
    rows = "\n".join(map("\t".join, (risks, ("เรียกรับเงิน", "สูง", "หมุนเวียน", OFFICE))))
    plan = read(tsv(("1. ก", "ทำ", OFFICE, YEAR), header=header) + "ตารางความเสี่ยง\n" + rows)
    assert [measure.title for measure in plan.measures] == ["ก"]
