"""What only one form of file has: Word's own numbers, Excel's hidden cells and dates, spans of web
pages, pages of a PDF.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import typst
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from plans.document import PlanDocument, Unreadable, WarningKind
from plans.reading.read_plan import read_plan
from tests.plans.office import HEADINGS, MEASURE, paragraph, row, table, word, workbook
from thai.fonts import FONTS

TITLE = "แผนส่งเสริมคุณธรรมและความโปร่งใส จังหวัดตาก ประจำปีงบประมาณ พ.ศ. 2570"
LEVELS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText '
    'w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText '
    'w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText '
    'w:val="x"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId '
    'w:val="2"/></w:num>'
)


def numbered(text: str, level: int, number_id: int = 1) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    )


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def warned(plan: PlanDocument, kind: WarningKind) -> str:
    return "\n".join(
        f"{warning.where}: {warning.message}" for warning in plan.warnings if warning.kind is kind
    )


@pytest.mark.parametrize("form", ["decimal", "thaiNumbers"])
def test_word_numbers_become_the_codes_they_are_printed_as(tmp_path: Path, form: str) -> None:
    rows = [
        (numbered("การให้บริการ", 0), "", "", ""),
        (
            numbered("จัดคิว", 1),
            numbered("สำรวจ", 0, 2) + numbered("เปิดระบบ", 0, 2),
            "กองคลัง",
            "ทุกเดือน",
        ),
        (numbered("รับฟังความเห็น", 1), "ทำ", "กองคลัง", "ทุกเดือน"),
        (numbered("การจัดซื้อ", 0), "", "", ""),
        (numbered("เปิดเผยแผน", 1), "ทำ", "กองคลัง", "ทุกเดือน"),
    ]
    plan = read_plan(word(tmp_path / "plan.docx", table(HEADINGS, *rows), LEVELS.format(form=form)))
    assert [(issue.number, issue.title) for issue in plan.issues] == [
        ("1", "การให้บริการ"),
        ("2", "การจัดซื้อ"),
    ]
    assert [measure.code for measure in plan.measures] == ["1.1", "1.2", "2.1"]
    assert plan.measures[0].steps == ("สำรวจ", "เปิดระบบ")


def test_two_tables_and_text_between_them_are_one_plan(tmp_path: Path) -> None:
    between = paragraph("นอกจากมาตรการข้างต้นแล้ว หน่วยงานยังกำหนดมาตรการเพิ่มเติมไว้ดังต่อไปนี้")
    second = ("ผู้รับผิดชอบ", "มาตรการ", "ระยะเวลา", "ขั้นตอน")
    body = (
        table(HEADINGS, MEASURE) + between + table(second, ("กองช่าง", "1.2 ข", "ปีละ 1 ครั้ง", "ตาม"))
    )
    plan = read_plan(word(tmp_path / "plan.docx", body))
    assert [measure.code for measure in plan.measures] == ["1.1", "1.2"]
    assert [measure.assignments[0].parties for measure in plan.measures] == [
        ("กองคลัง",),
        ("กองช่าง",),
    ]


def test_what_word_deleted_or_hides_is_not_read_and_what_it_inserted_is(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>ย้ายไป</w:t></w:r></w:moveFrom>"
    inserted = "<w:ins><w:r><w:t> ทุกปี</w:t></w:r></w:ins>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ความลับ</w:t></w:r>"
    cell = paragraph("ทำ", runs=deleted + moved + inserted + hidden)
    plan = read_plan(
        word(tmp_path / "plan.docx", table(HEADINGS, (MEASURE[0], cell, *MEASURE[2:])))
    )
    assert plan.measures[0].steps == ("ทำ ทุกปี",)
    assert "ความลับ" in warned(plan, WarningKind.MISSING)


def test_a_sheet_may_begin_anywhere_and_hide_what_it_likes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet["A1"] = TITLE
    sheet["C3"] = "เอกสารแนบท้ายประกาศ"
    for column, heading in enumerate((*HEADINGS[:2], "หมายเหตุภายใน", *HEADINGS[2:]), 3):
        sheet.cell(6, column).value = heading
    lines = [
        ("1. การให้บริการ",),
        ("1.1 ก", "ทำ", "ลับ", "กองคลัง", "ทุกเดือน"),
        ("1.2 ซ่อน", "ทำ", "", "กองคลัง", "ทุกเดือน"),
    ]
    for number, line in enumerate([*lines, ("1.3 ค", "ทำ", "", "กองช่าง", "ทุกเดือน")], 7):
        for column, text in enumerate(line, 3):
            sheet.cell(number, column).value = text
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("ร่าง")
    hidden.append(["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"])
    hidden.append(["9.9 ร่าง", "ทำ", "กองคลัง"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    assert (plan.organization, plan.fiscal_year) == ("จังหวัดตาก", 2570)
    assert [issue.title for issue in plan.issues] == ["การให้บริการ"]
    assert [measure.code for measure in plan.measures] == ["1.1", "1.3"]
    notes = warned(plan, WarningKind.MISSING)
    assert "แถวที่ 9 ซ่อนอยู่" in notes
    assert "ร่าง" in notes
    assert "คอลัมน์ E" in notes


def test_dates_months_and_codes_print_as_the_sheet_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["ลำดับ", *HEADINGS])
    sheet.append([1.1, "ก", "ทำ", "กองคลัง", datetime(2027, 3, 31)])  # noqa: DTZ001 (a workbook has no zones)
    sheet.append([1.1, "ข", "ทำ", "กองคลัง", datetime(2027, 1, 1)])  # noqa: DTZ001
    sheet["A3"].number_format = "0.00"
    sheet["E2"].number_format = "[$-D07041E]d mmmm yyyy"
    sheet["E3"].number_format = "mmm-yy"
    book.save(tmp_path / "plan.xlsx")
    first, second = read_plan(tmp_path / "plan.xlsx").measures
    assert (first.code, second.code) == ("1.1", "1.10")
    assert first.assignments[0].period_text == "31 มีนาคม 2570"
    assert second.assignments[0].period_text == "มกราคม 2570"
    assert (str(second.assignments[0].start), str(second.assignments[0].end)) == (
        "2027-01-01",
        "2027-01-31",
    )


def test_a_formula_that_was_never_worked_out_is_the_text_it_is_and_said_to_be_one(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(list(HEADINGS))
    sheet_of(book).append(["1.1 ก", "=1+1", "กองคลัง", "ทุกเดือน"])
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    assert plan.measures[0].steps == ("=1+1",)
    assert "B2" in warned(plan, WarningKind.MISSING)


def test_a_formula_is_read_by_its_last_value_and_said_to_be_one(tmp_path: Path) -> None:
    cells = (
        '<c r="A2" t="str"><f>B9&amp;C9</f><v>1.1 ก</v></c><c r="B2" '
        't="inlineStr"><is><t>ทำ</t></is></c>'
        '<c r="C2" t="inlineStr"><is><t>กองคลัง</t></is></c><c r="D2" '
        't="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    path = workbook(tmp_path / "plan.xlsx", row(1, HEADINGS) + f'<row r="2">{cells}</row>')
    plan = read_plan(path)
    assert plan.measures[0].title == "ก"
    assert plan.measures[0].assignments[0].period_text is None
    assert "ช่อง A2 เป็นสูตร" in warned(plan, WarningKind.MISSING)
    assert "ช่อง D2 คำนวณไม่ได้" in warned(plan, WarningKind.MISSING)


def test_headings_over_two_columns_and_two_rows_are_one_heading(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["มาตรการ", None, "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", None])
    sheet.append([None, None, None, None, "เริ่มต้น", "สิ้นสุด"])
    sheet.append(["1.1", "จัดคิว", "ทำ", "กองคลัง", "ต.ค. 69", "มี.ค. 70"])
    for area in ("A1:B2", "C1:C2", "D1:D2", "E1:F1"):
        sheet.merge_cells(area)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    book.save(tmp_path / "plan.xlsx")
    (measure,) = read_plan(tmp_path / "plan.xlsx", 2570).measures
    assert (measure.code, measure.title) == ("1.1", "จัดคิว")
    (assignment,) = measure.assignments
    assert (str(assignment.start), str(assignment.end)) == ("2026-10-01", "2027-03-31")


def test_a_web_page_reads_as_a_browser_shows_it(tmp_path: Path) -> None:
    heads = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    page = f"""<!DOCTYPE html><html><head><title>ไม่ใช่แผน</title>
    <style>td {{ color: red }}</style></head><body>
    <h1>{TITLE}</h1><p style="display: none">ปีงบประมาณ พ.ศ. 2571</p><!-- <table> -->
    <table><tr>{heads}</tr><tr><td colspan=4><b>1. การให้บริการ</b></td></tr>
    <tr><td>1.1 จัดคิว<td><ol><li>สำรวจ<li>เปิดระบบ</ol>
    <td rowspan=2>กองคลัง<td rowspan=2>ทุกเดือน</tr>
    <tr><td>1.2 รับฟัง</td><td>ทำ <script>alert(1)</script>&amp; ตาม</td></tr>
    </table></body></html>"""
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    plan = read_plan(tmp_path / "plan.html")
    assert (plan.organization, plan.fiscal_year) == ("จังหวัดตาก", 2570)
    assert [issue.title for issue in plan.issues] == ["การให้บริการ"]
    first, second = plan.measures
    assert first.steps == ("สำรวจ", "เปิดระบบ")
    assert second.steps == ("ทำ & ตาม",)
    assert first.assignments == second.assignments
    assert first.assignments[0].parties == ("กองคลัง",)


def test_a_page_in_windows_874_is_known_by_its_own_word_and_a_workbook_saved_as_a_page_by_its_tags(
    tmp_path: Path,
) -> None:
    heads = "".join(f"<td>{heading}</td>" for heading in HEADINGS)
    cells = "".join(f"<td>{text}</td>" for text in MEASURE)
    page = f'<html><meta charset="TIS-620"><table><tr>{heads}</tr><tr>{cells}</tr></table></html>'
    (tmp_path / "plan.xls").write_bytes(page.encode("cp874"))
    assert read_plan(tmp_path / "plan.xls").measures[0].assignments[0].parties == ("กองคลัง",)


def test_a_lost_not_is_doubted(tmp_path: Path) -> None:
    rows = [
        ("1.1 ประกาศนโยบายรับของขวัญ (No Gift Policy)", "ประกาศ", "กองคลัง", "ทุกเดือน"),
        ("1.2 ก", "เจ้าหน้าที่ต้องให้บริการประชาชนโดยเลือกปฏิบัติ", "กองคลัง", "ทุกเดือน"),
        ("1.3 ข", "บุคลากรในหน่วยงานต้องไม่เรียกรับเงินทรัพย์สินจากผู้มาติดต่อ", "กองคลัง", "ทุกเดือน"),
        ("1.4 ค", "บุคลากรในหน่วยงานต้องเรียกรับเงินทรัพย์สินจากผู้มาติดต่อ", "กองคลัง", "ทุกเดือน"),
        ("1.5 ไม่ทนต่อการทุจริตและงดรับของขวัญ (No Gift Policy)", "ป้องกันการเลือกปฏิบัติ", "กองคลัง", "ทุกเดือน"),
    ]
    plan = read_plan(word(tmp_path / "plan.docx", table(HEADINGS, *rows)))
    doubted = {
        warning.where
        for warning in plan.warnings
        if "ไม่" in warning.message and warning.kind is WarningKind.OCR
    }
    assert doubted == {"มาตรการ 1.1", "มาตรการ 1.2", "มาตรการ 1.4"}
    assert warned(plan, WarningKind.CONTRADICTION).startswith("มาตรการ 1.4:")


def test_a_pdf_table_over_two_pages_reads_as_the_word_file_does(tmp_path: Path) -> None:
    rows = [
        ("มาตรการ/กิจกรรม", "ขั้นตอน/วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ"),
        (
            "1.1 จัดระบบคิวให้บริการประชาชน",
            "1. สำรวจความต้องการของผู้มารับบริการที่หน่วยงานทุกแห่ง",
            "สำนักงานจังหวัด",
            "ต.ค. 69 - มี.ค. 70",
        ),
        (
            "1.2 ประชาสัมพันธ์การให้บริการ",
            "1. จัดทำสื่อ 2. เผยแพร่สื่อให้ทั่วถึง",
            "ส่วนราชการประจำจังหวัดทุกแห่ง",
            "ทุกไตรมาส",
        ),
        ("1.3 รู้ให้กับผู้มีส่วนได้ส่วนเสีย", "1. ป้ายปั๊มน้ำที่สิ้นสุดแล้ว", "กองคลัง", "ทุกเดือน"),
    ]
    write_pdf(tmp_path / "plan.pdf", rows)
    plan = read_plan(tmp_path / "plan.pdf")
    assert (plan.organization, plan.fiscal_year) == ("จังหวัดตาก", 2570)
    assert [(measure.code, measure.title) for measure in plan.measures] == [
        ("1.1", "จัดระบบคิวให้บริการประชาชน"),
        ("1.2", "ประชาสัมพันธ์การให้บริการ"),
        ("1.3", "รู้ให้กับผู้มีส่วนได้ส่วนเสีย"),
    ]
    assert plan.measures[0].steps == ("สำรวจความต้องการของผู้มารับบริการที่หน่วยงานทุกแห่ง",)
    assert plan.measures[1].steps == ("จัดทำสื่อ", "เผยแพร่สื่อให้ทั่วถึง")
    assert plan.measures[2].steps == ("ป้ายปั๊มน้ำที่สิ้นสุดแล้ว",)
    assert [measure.assignments[0].parties for measure in plan.measures] == [
        ("สำนักงานจังหวัด",),
        ("ส่วนราชการประจำจังหวัดทุกแห่ง",),
        ("กองคลัง",),
    ]
    assert [measure.assignments[0].recurrence for measure in plan.measures] == [
        None,
        "quarterly",
        "monthly",
    ]


def test_a_pdf_without_text_is_refused_politely(tmp_path: Path) -> None:
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(bytes(typst.compile(b"#set page(width: 5cm, height: 5cm)\n#rect()")))
    with pytest.raises(Unreadable, match="pictures without text"):
        read_plan(blank)


def write_pdf(
    path: Path, rows: Sequence[Sequence[str]], drawn: int = 0, stamp: str = "", line: str = "1pt"
) -> None:
    """Set a table on small pages, so that it goes over several, or (turned by ``drawn`` degrees)
    on one; with a stamp across each, and its lines as wide as ``line``.
    """
    source = """
    #let data = json(bytes(sys.inputs.data))
    #set text(font: "Sarabun", lang: "th", size: 12pt)
    #set page(foreground: rotate(-24deg, text(size: 60pt, data.stamp)))
    #set table(stroke: if data.line == "0pt" { none } else { 1pt })
    #let plan = {
      data.title
      if data.rows.len() > 0 {
        table(columns: (1fr, 1.4fr, 1fr, 1fr), table.header(..data.rows.at(0)),
          ..data.rows.slice(1).flatten())
      }
    }
    #if data.drawn == 0 {
      set page(width: 297mm, height: 75mm, margin: 12mm)
      plan
    } else {
      set page(width: 297mm, height: 297mm, margin: 12mm)
      rotate(data.drawn * 1deg, reflow: true, block(width: 250mm, plan))
    }
    """
    data = json.dumps(
        {"title": TITLE, "rows": rows, "drawn": drawn, "stamp": stamp, "line": line},
        ensure_ascii=False,
    )
    path.with_suffix(".typ").write_text(source, encoding="utf-8")
    made = typst.compile(
        str(path.with_suffix(".typ")),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    path.write_bytes(made)
