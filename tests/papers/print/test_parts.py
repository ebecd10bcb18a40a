"""What stands before the table of a paper: headings, paragraphs and tables with columns of their
own, in every form.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn

from papers.print.digits import with_digits
from papers.print.document import (
    Document,
    HeadingLine,
    PaperCell,
    PaperColumn,
    PaperLine,
    PaperRow,
    PaperTable,
    Paragraph,
    Part,
)
from papers.print.html import write_html
from papers.print.office.excel import write_excel
from papers.print.office.word import write_word
from papers.print.pdf import write_pdf
from tests.papers.print.test_papers import SENTENCE, Page, paper
from tests.papers.print.test_pdf_pages import pdf_pages

COLUMNS = (
    PaperColumn("kind", "แบบ", 1),
    PaperColumn("name", "ข้อคำถาม", 5),
    PaperColumn("score", "คะแนนปี 2566", 2),
)


def table(rows: int, name: str = "ข้อ", lines: int = 1) -> PaperTable:
    def row(place: int) -> PaperRow:
        scores = PaperCell("", tuple(PaperLine(f"8{place}.5{part}") for part in range(lines)))
        return PaperRow(
            (
                PaperCell("", (PaperLine("IIT"),)),
                PaperCell("", (PaperLine(f"{name} {place} {SENTENCE}"),)),
                scores,
            )
        )

    return PaperTable(
        f"คะแนนของ{name}", COLUMNS, tuple(map(row, range(rows))), middle=(0, 2), strong=(0,)
    )


PARTS: tuple[Part, ...] = (
    HeadingLine("ส่วนที่ 1 การวิเคราะห์"),
    HeadingLine("1. ภาพรวม", 2),
    Paragraph("ได้ 94.16 คะแนน"),
    table(3),
    HeadingLine("ประเด็นที่ 1", 3),
    table(2, "เรื่อง", lines=3),
    Paragraph("ขาดความรู้", "ข้อบกพร่อง :"),
)


def parted(*parts: Part) -> Document:
    return replace(paper(), parts=parts or PARTS, item="ข้อ o34 มาตรการ", caption="ตารางมาตรการ")


def test_word_prints_the_parts_in_their_order_before_the_table() -> None:
    file = docx.Document(BytesIO(write_word(parted())))
    kinds = [
        element.tag.partition("}")[2]
        for element in file.element.body
        if element.tag == qn("w:tbl")
        or "".join(text.text or "" for text in element.iter(qn("w:t")))
    ]
    assert kinds[4:14] == ["p", "p", "p", "tbl", "p", "tbl", "p", "p", "tbl", "p"]
    texts = [each.text for each in file.paragraphs]
    assert texts[:4] == [
        "รายงานผลการดำเนินการ",
        "ประจำปีงบประมาณ พ.ศ. 2567",
        "ข้อ o34 มาตรการ",
        "จังหวัดสุโขทัย",
    ]
    assert "ข้อบกพร่อง : ขาดความรู้" in texts
    (lead,) = [
        run.text
        for each in file.paragraphs
        for run in each.runs
        if run.text.startswith("ข้อบกพร่อง") and run.bold
    ]
    assert lead == "ข้อบกพร่อง :"
    begun = [each.text for each in file.paragraphs if each.paragraph_format.page_break_before]
    assert begun == ["ส่วนที่ 1 การวิเคราะห์"]


def test_headings_in_word_keep_with_what_follows_and_stand_in_the_outline() -> None:
    file = docx.Document(BytesIO(write_word(parted())))
    levels = {
        each.text: int(level.get(qn("w:val")))
        for each in file.paragraphs
        if (level := each._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")) is not None
    }
    assert levels == {"ส่วนที่ 1 การวิเคราะห์": 0, "1. ภาพรวม": 1, "ประเด็นที่ 1": 2}
    assert all(
        each.paragraph_format.keep_with_next for each in file.paragraphs if each.text in levels
    )


def test_a_table_of_the_parts_repeats_its_header_and_keeps_its_rows_whole() -> None:
    first, second, main = docx.Document(BytesIO(write_word(parted()))).tables
    for made in (first, second):
        assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows[1:]] == [
            True
        ] * (len(made.rows) - 1)
    assert second.rows[1].cells[2].text == "80.50\n80.51\n80.52"
    strong, other = (row.cells[1].paragraphs[0].runs[0].bold for row in first.rows[1:3])
    assert strong
    assert not other
    assert not list(main._tbl.iter(qn("w:cantSplit")))


def test_no_heading_of_the_pdf_is_left_at_the_foot_of_a_page_and_no_row_is_cut() -> None:
    for count in range(3, 24):
        before = [Paragraph(f"ย่อหน้า {place}") for place in range(count)]
        pages = pdf_pages(
            write_pdf(parted(*before, HeadingLine("หัวข้อเดียว", 2), table(4, "เรื่อง", lines=3)))
        )
        (headed,) = [text for text in pages if "หัวข้อเดียว" in text]
        assert "80.52" in headed
        for place in range(4):
            assert sum(f"8{place}.50" in text and f"8{place}.52" in text for text in pages) == 1
        assert all(
            "คะแนนปี 2566" in text
            for text in pages
            if any(f"8{place}.50" in text for place in range(4))
        )


def test_what_leads_to_the_table_of_the_pdf_stands_on_its_first_page() -> None:
    for count in range(8, 26):
        before = [Paragraph(f"ย่อหน้า {place}") for place in range(count)]
        pages = pdf_pages(write_pdf(parted(*before, HeadingLine("ส่วนที่ 2 มาตรการ"))))
        (headed,) = [text for text in pages if "ส่วนที่ 2" in text]
        assert "ตามที่จังหวัดได้กำหนดมาตรการ" in headed
        assert "0 มาตรการ" in headed


def test_the_page_has_headings_below_its_own_and_names_every_table() -> None:
    raw = write_html(parted()).decode()
    page = Page()
    page.feed(raw)
    tags = [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4", "table")]
    assert tags == ["h1", "h2", "h3", "table", "h4", "table", "table"]
    for caption in ("คะแนนของข้อ", "คะแนนของเรื่อง", "ตารางมาตรการ"):
        assert f"<caption>{caption}</caption>" in raw
    scopes = [attributes.get("scope") for tag, attributes in page.tags if tag == "th"]
    assert scopes[:6] == ["col", "col", "col", "row", "row", "row"]
    assert '<p class="item">ข้อ o34 มาตรการ</p>' in raw
    assert "<strong>ข้อบกพร่อง :</strong> ขาดความรู้" in raw


def test_the_workbook_has_the_parts_on_a_sheet_of_their_own() -> None:
    book = openpyxl.load_workbook(BytesIO(write_excel(parted())))
    assert book.sheetnames == ["การวิเคราะห์", "ตารางมาตรการ"]
    rows = [
        [cell for cell in row if cell] for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    told = [row for row in rows if row]
    assert told[:3] == [["รายงานผลการดำเนินการ"], ["ประจำปีงบประมาณ พ.ศ. 2567"], ["ข้อ o34 มาตรการ"]]
    assert ["แบบ", "ข้อคำถาม", "คะแนนปี 2566"] in told
    assert ["ข้อบกพร่อง : ขาดความรู้"] in told
    assert ["IIT", f"เรื่อง 1 {SENTENCE}", "81.50\n81.51\n81.52"] in told
    assert {
        cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value
    } == {"s"}


def test_a_paper_without_columns_has_no_table_of_its_own() -> None:
    alone = replace(
        parted(table(2)), columns=(), sections=(), introduction=(), remarks=(), signature=()
    )
    file = docx.Document(BytesIO(write_word(alone)))
    assert len(file.tables) == 1
    assert openpyxl.load_workbook(BytesIO(write_excel(alone))).sheetnames == ["การวิเคราะห์"]
    assert write_html(alone).decode().count("<table") == 1
    assert len(pdf_pages(write_pdf(alone))) == 2


def test_the_parts_are_written_in_the_digits_of_the_paper() -> None:
    turned = with_digits(parted(), True)
    file = docx.Document(BytesIO(write_word(turned)))
    pages = pdf_pages(write_pdf(turned))
    book: Any = openpyxl.load_workbook(BytesIO(write_excel(turned)))
    texts = [each.text for each in file.paragraphs]
    texts += [cell.text for made in file.tables for row in made.rows for cell in row.cells]
    texts += [
        *pages,
        write_html(turned).decode().partition("</style>")[2].replace("h1", "").partition("<h2>")[0],
    ]
    texts += [
        str(cell.value or "")
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [text for text in texts if any(digit in text for digit in "0123456789")]
    assert "๙๔.๑๖" in "".join(pages)
