"""What an officer sees at once in a document, and a reader must too: totals, merged cells, steps
below a title, pages laid out with tables, titles that hold for two plans.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from plans.document import WarningKind
from plans.reading.choosing import PlanChoice
from plans.reading.read_plan import read_blocks_as_plan, read_plan
from plans.tables import Block, Prose, Row, plain_cell
from tests.plans.extracts import YEAR, read, tsv, warned

PLAN = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")


def test_a_total_is_no_part_of_the_last_measure() -> None:
    header = ("ที่", *PLAN, "งบประมาณ")
    rows = (("1", "อบรม", "ทำ", "กองคลัง", YEAR, "5,000"), ("รวม", "", "", "", "", "5,000"))
    (measure,) = read(tsv(*rows, header=header)).measures
    assert (measure.title, measure.budget) == ("อบรม", "5,000")


def test_a_further_row_without_a_party_is_of_the_party_above() -> None:
    header = ("กิจกรรม", "รายละเอียด", "ผู้รับผิดชอบ", "กำหนดการ")
    plan = read(tsv(("1. ก", "ทำ", "กองคลัง", "ต.ค. 69"), ("", "ส่ง", "", "พ.ย. 69"), header=header))
    (measure,) = plan.measures
    assert [(each.parties, each.steps, str(each.start)) for each in measure.assignments] == [
        (("กองคลัง",), (0,), "2026-10-01"),
        (("กองคลัง",), (1,), "2026-11-01"),
    ]
    assert any("ตามแถวบน" in text for text in warned(plan, WarningKind.MISSING))


def test_steps_stand_below_a_measure_where_they_have_no_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (
        ("แผนส่งเสริมคุณธรรม เทศบาลตำบลหนองแสง ปี 2570",),
        ("กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา", "งบประมาณ", "ร้อยละความสำเร็จ"),
        ("1. ประกาศเกณฑ์\n- ลงเว็บไซต์\n- แจ้งเวียน", "ผู้อำนวยการ\nโรงเรียน", "ไตรมาส 2", 12500, 1),
    ):
        book.active.append(line)  # type: ignore[union-attr]
    book.active["D3"].number_format = "#,##0"  # type: ignore[index]
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    (measure,) = plan.measures
    assert (measure.title, measure.steps) == ("ประกาศเกณฑ์", ("ลงเว็บไซต์", "แจ้งเวียน"))
    assert (plan.fiscal_year, measure.budget, measure.outcomes) == (2570, "12,500", ())
    assert measure.assignments[0].parties == ("ผู้อำนวยการโรงเรียน",)


def test_a_page_laid_out_with_tables_is_read_by_the_table_within(tmp_path: Path) -> None:
    rows = (
        "<tr><td rowspan=2>1. ก<td>ทำ<td>กองคลัง<td rowspan=2>ต.ค. 69 - ธ.ค. 69</tr>"
        "<tr><td>ส่ง<td>กองช่าง</tr>"
    )
    head = "".join(f"<th>{name}" for name in PLAN)
    page = (
        "<html><body><table><tr><td>เมนู<td><h1>แผนส่งเสริมคุณธรรม ประจำปี 2570</h1><table>"
        f"<tr>{head}</tr>{rows}</table><p>ผู้เข้าชม 9 คน</table></body></html>"
    )
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    plan = read_plan(tmp_path / "plan.html")
    (measure,) = plan.measures
    assert (plan.is_draft, measure.steps) == (False, ("ทำ", "ส่ง"))
    # A merged period holds for both rows.
    assert [(each.parties, str(each.end)) for each in measure.assignments] == [
        (("กองคลัง",), "2026-12-31"),
        (("กองช่าง",), "2026-12-31"),
    ]


def test_the_year_of_a_sheet_holds_for_each_of_its_plans() -> None:
    def row(line: int, *texts: str) -> Row:
        return Row(tuple(map(plain_cell, texts)), line, sheet="แผน 2570")

    def plan(line: int, name: str) -> list[Block]:
        measure = row(line + 2, "1. ก", "ทำ", "งานบริการ", "ไตรมาส 2")
        return [Prose(name, line, "แผน 2570"), row(line + 1, *PLAN), measure]

    blocks = [*plan(1, "โรงพยาบาลบ้านสวน"), *plan(9, "โรงพยาบาลบ้านไร่")]
    second = read_blocks_as_plan(blocks, "plan.xlsx", choice=PlanChoice(number=2))
    assert (second.organization, second.fiscal_year) == ("โรงพยาบาลบ้านไร่", 2570)
    assert str(second.measures[0].assignments[0].start) == "2027-01-01"


@pytest.mark.parametrize("said", ["คะแนนเฉลี่ยรวม", "รวมคะแนนเฉลี่ยทุกตัวชี้วัด"])
def test_the_average_of_all_scores_is_the_whole(said: str) -> None:
    scores = tsv(
        ("1", "การปฏิบัติหน้าที่", "91,25"),
        ("", said, "90,11"),
        header=("ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "คะแนน"),
    )
    text = f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2569\n\n{scores}{tsv(('1. ก', 'ทำ', 'กองคลัง', YEAR))}"
    found = {each.code: each.value for each in read(text).scores}
    assert found == {"1": 91.25, "overall": 90.11}
