"""Pages that a viewer shows turned, and pages that were drawn lying on their side, with a stamp
across them or a table without lines.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped, unused-ignore]
import pytest

from plans.document import PlanDocument
from plans.reading.read_plan import read_plan
from tests.plans.files.test_forms import write_pdf

ROWS = [
    ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"),
    ("1.1 จัดคิวให้บริการ", "ติดตั้งบัตรคิว", "กองคลัง", "ทุกเดือน"),
    ("1.2 รับเรื่องร้องเรียน", "เปิดช่องทาง", "กองช่าง", "ทุกไตรมาส"),
]


@pytest.mark.parametrize(
    ("shown", "drawn"),
    [(90, 0), (180, 0), (270, 0), (0, 90), (0, 180), (180, 180), (0, 270), (90, 270)],
)
def test_a_turned_page_is_read_as_the_upright_one(tmp_path: Path, shown: int, drawn: int) -> None:
    write_pdf(tmp_path / "upright.pdf", ROWS, drawn)
    with pypdfium2.PdfDocument(tmp_path / "upright.pdf") as document:
        for page in document:
            page.set_rotation(shown)
        document.save(tmp_path / "plan.pdf")
    check(read_plan(tmp_path / "plan.pdf"))


def test_a_stamp_across_a_page_is_no_part_of_its_cells(tmp_path: Path) -> None:
    write_pdf(tmp_path / "plan.pdf", ROWS, stamp="สำเนาถูกต้อง")
    check(read_plan(tmp_path / "plan.pdf"))


def test_a_table_without_lines_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    write_pdf(tmp_path / "plan.pdf", ROWS, line="0pt")
    plan = read_plan(tmp_path / "plan.pdf")
    check(plan)
    assert any("ไม่มีเส้น" in warning.message for warning in plan.warnings)


def check(plan: PlanDocument) -> None:
    assert (plan.organization, plan.fiscal_year) == ("จังหวัดตาก", 2570)
    assert [
        (measure.code, measure.title, measure.steps, measure.assignments[0].parties)
        for measure in plan.measures
    ] == [
        ("1.1", "จัดคิวให้บริการ", ("ติดตั้งบัตรคิว",), ("กองคลัง",)),
        ("1.2", "รับเรื่องร้องเรียน", ("เปิดช่องทาง",), ("กองช่าง",)),
    ]
