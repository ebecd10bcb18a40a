"""The plan's own paper: who proclaimed it, what the import was unsure of, what it says in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from models.database import Database
from models.plan_facts import NoDoubt, open_doubts, proclaim, settle_doubt
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.plan import Plan
from papers.memo import Memo, memo_body
from papers.official_letter import Sender
from papers.plan_paper import compose_plan
from papers.print.document import PaperTable, Paragraph
from papers.result.checks.checking import FindingKind, check_document, check_texts
from papers.result.composing import compose
from papers.workbook.belonging import belonging_of
from papers.workbook.reading import read_workbook
from papers.workbook.taking import apply_edits
from papers.workbook.writing import write_workbook
from plans.storing.kept import kept_document, plain_document
from plans.storing.store import import_plan
from tests.plans.extracts import YEAR, read, tsv
from tests.plans.storing.conftest import NOW

RULE = "เจ้าหน้าที่ต้องไม่เรียกรับเงินจากผู้มาติดต่อ"
LOST = "เจ้าหน้าที่ต้องเรียกรับเงินจากผู้มาติดต่อ"
HEADER = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
DOCUMENT = "\n".join(
    (
        "จังหวัดตากให้ความสำคัญกับการบริหารราชการที่โปร่งใส",
        f"1. {RULE}",
        tsv((f"1. {LOST}", "สอบ???", "สำนักงานจังหวัด", YEAR), header=HEADER),
        "หน้า 3",
        "ให้ส่วนราชการรายงานผลทุกเดือน",
        "(นายสมชาย ใจดี)",
    )
)


def imported(session: Session) -> tuple[Organization, Plan]:
    owner = Organization(
        slug="tak",
        name="จังหวัดตาก",
        kind=OrganizationKind.PROVINCE,
        channel=Channel(line_channel_id="local"),
        created_at=NOW,
    )
    session.add(owner)
    session.flush()
    made = import_plan(session, owner, read(DOCUMENT), now=NOW)
    return owner, session.get_one(Plan, made.plan_id)


def test_the_day_of_the_import_is_no_day_of_proclamation(database: Database) -> None:
    with database.begin() as session:
        owner, plan = imported(session)
        paper = compose_plan(session, owner, 2570, NOW).document
        assert "ประกาศใช้เมื่อ" not in paper.state
        proclaim(session, plan, date(2026, 12, 1), "นางสาวสมหญิง รักงาน", "รองผู้ว่าราชการ", NOW)
        paper = compose_plan(session, owner, 2570, NOW).document
        assert paper.state == "ประกาศใช้เมื่อวันที่ 1 ธันวาคม 2569"
        assert paper.signature[1:] == ("(นางสาวสมหญิง รักงาน)", "ตำแหน่ง รองผู้ว่าราชการ")


def test_a_rule_that_lost_its_not_is_told_in_every_paper_until_it_is_settled(
    database: Database,
) -> None:
    with database.begin() as session:
        owner, plan = imported(session)
        numbers = [number for number, doubt in open_doubts(plan) if doubt.get("grave")]
        assert numbers
        paper = compose_plan(session, owner, 2570, NOW).document
        assert any("โปรดเทียบกับต้นฉบับ" in line for line in paper.remarks)
        assert FindingKind.DOUBT in {each.kind for each in check_document(paper, plan)}
        for number in numbers:
            settle_doubt(session, plan, number, by="นางสาวสมหญิง รักงาน", now=NOW)
        with pytest.raises(NoDoubt):
            settle_doubt(session, plan, numbers[0], by="คนอื่น", now=NOW)
        changed = read(DOCUMENT.replace("สำนักงานจังหวัด", "สำนักงานคลังจังหวัด"))
        import_plan(session, owner, changed, now=NOW)
        assert not [doubt for _, doubt in open_doubts(plan) if doubt.get("grave")]
        paper = compose_plan(session, owner, 2570, NOW).document
        assert not any("โปรดเทียบกับต้นฉบับ" in line for line in paper.remarks)


def test_letters_that_were_not_read_are_found_in_any_paper(database: Database) -> None:
    with database.begin() as session:
        owner, _ = imported(session)
        for paper in (
            compose_plan(session, owner, 2570, NOW).document,
            compose(session, owner, 2570, NOW).document,
        ):
            found = [each for each in check_document(paper) if "???" in each.message]
            assert [each.kind for each in found] == [FindingKind.NOT_SHOWN]
    assert not list(check_texts([("1", "ทำไมต้องรายงาน? เพราะแผนกำหนดไว้")]))


def test_what_the_document_says_in_words_is_kept_and_edited_in_the_workbook(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        owner, plan = imported(session)
        assert plan.narrative == {
            "before": ["จังหวัดตากให้ความสำคัญกับการบริหารราชการที่โปร่งใส", f"1. {RULE}"],
            "after": ["ให้ส่วนราชการรายงานผลทุกเดือน"],
            "questions": [],
        }
        paper = compose_plan(session, owner, 2570, NOW)
        assert Paragraph(f"1. {RULE}") in paper.document.parts
        assert paper.document.remarks[0] == "ให้ส่วนราชการรายงานผลทุกเดือน"
        belonging = belonging_of(session, owner, 2570)
        path = tmp_path / "plan.xlsx"
        path.write_bytes(write_workbook(paper, (), belonging))
        assert not read_workbook(path, paper, [], belonging, any_version=False).edits
        _retype(path, "ให้ส่วนราชการรายงานผลทุกเดือน", "ให้รายงานผลทุกไตรมาส")
        edits = read_workbook(path, paper, [], belonging, any_version=False)
        apply_edits(session, owner, paper, edits, now=NOW)
        paper = compose_plan(session, owner, 2570, NOW)
        assert paper.document.remarks[0] == "ให้รายงานผลทุกไตรมาส"


def test_the_assessments_questions_are_printed_in_full(database: Database) -> None:
    asked = "ในหน่วยงานของท่าน มีเจ้าหน้าที่ ที่ให้บริการแก่ผู้มาติดต่ออย่างเท่าเทียมกัน มากน้อยเพียงใด"
    scores = tsv(
        ("IIT", f"ข้อ i2 {asked} *", "๘๘.๕๗"),
        ("", "ข้อ i3", "เจ้าหน้าที่เรียกรับสินบนหรือไม่", "100.00"),
        header=("เครื่องมือ", "ข้อคำถาม", "คะแนน"),
    )
    text = f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567\n\n{scores}{DOCUMENT}"
    document = read(text, "แผนส่งเสริมคุณธรรม จังหวัดตาก ประจำปีงบประมาณ พ.ศ. 2568\n\n")
    assert document.narrative is not None
    assert document.narrative.questions == (
        ("i2", 2567, asked),
        ("i3", 2567, "เจ้าหน้าที่เรียกรับสินบนหรือไม่"),
    )
    assert kept_document(plain_document(document)) == document
    with database.begin() as session:
        owner, _ = imported(session)
        import_plan(session, owner, document, now=NOW)
        paper = compose_plan(session, owner, 2568, NOW).document
        tables = [part for part in paper.parts if isinstance(part, PaperTable)]
        cells = {
            line.text
            for table in tables
            for row in table.rows
            for cell in row.cells
            for line in cell.lines
        }
        assert {f"i2 {asked}", "i3 เจ้าหน้าที่เรียกรับสินบนหรือไม่"} <= cells


def test_the_office_below_the_year_is_a_title_and_no_foreword() -> None:
    document = read("เทศบาลตำบลหนองแสง อำเภอเมือง จังหวัดตาก\n\n" + DOCUMENT)
    assert document.narrative is not None
    assert document.narrative.before[0].startswith("จังหวัดตากให้ความสำคัญ")


def test_the_memo_says_what_is_handed_up() -> None:
    sender = Sender("จังหวัดตาก", OrganizationKind.PROVINCE)
    said = " ".join(memo_body(Memo(sender, 2570, 12, date(2026, 12, 1))))
    assert "จำนวน 12 มาตรการ" in said
    assert "พ.ศ. 2570" in said


def _retype(path: Path, before: str, after: str) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows(min_col=4, max_col=4):
            if row[0].value == before:
                row[0].value = after
    book.save(path)
