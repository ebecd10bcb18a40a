"""The papers themselves, read back: structure, text, digits, fonts."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn

from papers.print.digits import with_digits
from papers.print.document import (
    Document,
    PaperCell,
    PaperColumn,
    PaperLine,
    PaperRow,
    PaperSection,
)
from papers.print.html import write_html
from papers.print.office.excel import write_excel
from papers.print.office.word import write_word
from papers.print.office.word_text import FONT
from papers.print.pdf import write_pdf
from papers.print.rendering import CannotRender, PaperFormat, render, run_worker

SENTENCE = (
    "ครั้งที่ 1 จังหวัดประกาศหลักเกณฑ์และวิธีการประเมินผล ขั้นตอนเพิ่มขึ้น สิ้นสุดเมื่อวันที่ 8 มีนาคม 2567 "
    "ผู้เข้าร่วมชื่นชม ปรับปรุงน้ำพุ"
)


def paper(rows: int = 3, lines: int = 3) -> Document:
    """A paper with many words; with many rows and lines it goes over several pages."""
    columns = tuple(
        PaperColumn(name, f"ช่อง {name}", 10) for name in ("measure", "steps", "summary", "outcome")
    )

    def cell(row: int, name: str) -> PaperCell:
        texts = (
            [f"{SENTENCE} ({row}.{place})" for place in range(lines)]
            if name != "measure"
            else [f"{row} มาตรการ"]
        )
        return PaperCell(
            f"{row}/{name}", tuple(PaperLine(text) for text in texts), numbered=name != "measure"
        )

    sections = (
        PaperSection(
            "1. ประเด็นแรก",
            tuple(PaperRow(tuple(cell(r, c.name) for c in columns)) for r in range(rows)),
        ),
        PaperSection(
            "2. ประเด็นที่สอง",
            (
                PaperRow(
                    tuple(
                        PaperCell(f"x/{c.name}", (PaperLine("=1+1"), PaperLine("@x")))
                        for c in columns
                    )
                ),
            ),
        ),
    )
    return Document(
        organization="จังหวัดสุโขทัย",
        fiscal_year=2567,
        titles=("รายงานผลการดำเนินการ", "ประจำปีงบประมาณ พ.ศ. 2567"),
        introduction=("ตามที่จังหวัดได้กำหนดมาตรการ",),
        columns=columns,
        sections=sections,
        remarks=("หมายเหตุ", "1. ควรติดตาม"),
        signature=("(นายก)", "ผู้ว่าราชการจังหวัด"),
        state="ฉบับร่าง",
    )


def test_the_word_file_has_the_table_with_a_repeated_header_and_rows_that_may_break() -> None:
    file = docx.Document(BytesIO(write_word(paper())))
    section = file.sections[0]
    assert section.page_width > section.page_height
    (table,) = file.tables
    head, issue, first, *_ = table.rows
    assert [cell.text for cell in head.cells] == [column.heading for column in paper().columns]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert not list(table._tbl.iter(qn("w:cantSplit")))
    assert {cell.text for cell in issue.cells} == {"1. ประเด็นแรก"}
    assert first.cells[1].text.splitlines() == [f"{n}. {SENTENCE} (0.{n - 1})" for n in (1, 2, 3)]
    widths = [int(col.get(qn("w:w"))) for col in table._tbl.tblGrid]
    assert [int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for tc in first._tr.tc_lst] == widths


def test_thai_letters_in_word_have_their_own_face_size_and_bold() -> None:
    file = docx.Document(BytesIO(write_word(paper())))
    fonts = file.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        FONT
    }
    assert file.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    for run in file.element.body.iter(qn("w:r")):
        properties = run.rPr
        if properties is None or run.find(qn("w:t")) is None:
            continue
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == properties.find(qn("w:sz")).get(
            qn("w:val")
        )
        assert (properties.find(qn("w:b")) is None) == (properties.find(qn("w:bCs")) is None)


def test_what_stands_last_in_word_is_kept_on_the_page_of_the_signature() -> None:
    with_remarks = docx.Document(BytesIO(write_word(paper())))
    texts = [each.text for each in with_remarks.paragraphs if each.paragraph_format.keep_with_next]
    assert texts == [
        "ตามที่จังหวัดได้กำหนดมาตรการ",
        "1. ควรติดตาม",
        "(นายก)",
    ]  # the first leads to the table
    table = docx.Document(BytesIO(write_word(replace(paper(), remarks=())))).tables[0]
    kept = [
        all(each.paragraph_format.keep_with_next for each in row.cells[0].paragraphs)
        for row in table.rows[-2:]
    ]
    assert kept == [True, True]  # the row before the last is the heading of its issue


def test_page_numbers_in_word_have_the_digits_of_the_paper() -> None:
    """Word takes no notice of a page number's form that stands out of the schema's order."""
    section = docx.Document(BytesIO(write_word(with_digits(paper(), True)))).sections[0]._sectPr
    names = [element.tag.partition("}")[2] for element in section]
    assert names.index("pgMar") < names.index("pgNumType") < names.index("cols")
    assert section.find(qn("w:pgNumType")).get(qn("w:fmt")) == "thaiNumbers"
    plain = docx.Document(BytesIO(write_word(paper()))).sections[0]._sectPr
    assert plain.find(qn("w:pgNumType")) is None


def test_figures_in_word_are_set_in_a_language_whose_lines_do_not_break_inside_them() -> None:
    document = Document.from_json(
        {
            **paper(1, 1).to_json(),
            "remarks": ["หมายเหตุ", "ได้ 93.80 คะแนน ที่ สท 0017.5/ว 927 ๙๓.๘๐ ข้อ o29 e๑๒"],
        }
    )
    runs = [
        run
        for run in docx.Document(BytesIO(write_word(document))).element.body.iter(qn("w:r"))
        if run.rPr is not None and run.find(qn("w:t")) is not None
    ]
    figures = {
        run.find(qn("w:t")).text: language.get(qn("w:bidi"))
        for run in runs
        if (language := run.rPr.find(qn("w:lang"))) is not None
        and language.get(qn("w:val")) == "en-US"
    }
    assert figures == dict.fromkeys(
        ["0.0", "93.80", "0017.5", "927", "๙๓.๘๐", "o29", "e๑๒", "2567"], "en-US"
    )


def test_the_files_name_the_office_and_no_library() -> None:
    properties = docx.Document(BytesIO(write_word(paper()))).core_properties
    assert (properties.author, properties.comments) == ("จังหวัดสุโขทัย", "")
    assert b"python-docx" not in b"".join(_parts(write_word(paper())))


def _parts(archive: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as file:
        return [file.read(name) for name in file.namelist()]


def test_the_files_of_a_paper_are_dated_by_the_paper_and_never_by_the_clock() -> None:
    """So that an old version gives the same bytes on any day."""
    document = replace(paper(), made_at="2027-10-15T03:00:00+00:00")
    for write in (write_word, write_excel):
        made = write(document)
        with zipfile.ZipFile(BytesIO(made)) as archive:
            assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
            assert b"2027-10-15T03:00:00" in archive.read("docProps/core.xml")
            assert archive.read("docProps/core.xml").count(b"2027-10-15") == 2
        assert write(document) == made
    pdf = write_pdf(document)
    assert pypdfium2.PdfDocument(pdf).get_metadata_value("CreationDate").startswith("D:20271015")
    assert write_pdf(document) == pdf


def pdf_text(made: bytes) -> tuple[int, str]:
    pages = list(pypdfium2.PdfDocument(made))
    return len(pages), "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_thai_copies_out_of_the_pdf_as_it_was_written() -> None:
    _, text = pdf_text(write_pdf(paper(1, 1)))
    joined = re.sub(r"\s", "", text)
    assert joined.count(re.sub(r"\s", "", SENTENCE)) == 3
    assert "=1+1" in joined


def test_the_pdf_is_landscape_a4_with_the_header_on_every_page_of_the_table() -> None:
    made = write_pdf(paper(12, 6))
    document = pypdfium2.PdfDocument(made)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    assert b"pdfaid" in made
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 4
    assert all("ช่อง summary" in text for text in texts[1:-1])
    assert "รายงานผลการดำเนินการ" in texts[0]
    assert f"หน้า {len(texts)}" in texts[-1]


def test_no_word_is_lost_where_a_row_goes_over_a_page() -> None:
    _, text = pdf_text(write_pdf(paper(1, 40)))
    joined = re.sub(r"\s", "", text)
    assert [place for place in range(40) if joined.count(f"(0.{place})") != 3] == []


def test_lines_of_the_pdf_break_between_words() -> None:
    """Beginnings no Thai word has: marks that belong to the letter before, and vowels that are
    written after it.
    """
    _, text = pdf_text(write_pdf(paper(4, 6)))
    starts = {line[:1] for line in text.splitlines() if line.strip()}
    assert starts.isdisjoint("ะัาำิีึืุู็่้๊๋์ๆฯ")


def test_a_letter_the_typeface_lacks_does_not_stop_the_pdf() -> None:
    document = paper(1, 1)
    strange = Document.from_json({**document.to_json(), "remarks": ["ดี😀 จัดหาพัสดुรายเดือน"]})
    _, text = pdf_text(write_pdf(strange))
    assert "จัดหาพัสด" in text


def test_content_is_never_read_as_typesetting_commands() -> None:
    document = Document.from_json(
        {**paper(1, 1).to_json(), "remarks": ['#panic("x") $a$ *b* <c> @d \\ #read("/etc/passwd")']}
    )
    _, text = pdf_text(write_pdf(document))
    assert '#read("/etc/passwd")' in text


def test_the_workbook_prints_texts_as_texts() -> None:
    book = openpyxl.load_workbook(BytesIO(write_excel(paper())))
    sheet = book.worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows is not None
    values = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in values} == {"s"}
    assert "=1+1\n@x" in {cell.value for cell in values}
    assert {"รายงานผลการดำเนินการ", "ผู้ว่าราชการจังหวัด", "1. ประเด็นแรก"} <= {
        cell.value for cell in values
    }


def test_rows_of_the_workbook_are_high_enough_for_what_they_say() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_excel(paper(2, 5)))).worksheets[0]
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        text = max((str(value or "") for value in row), key=len)
        lines = text.count("\n") + 1
        assert (sheet.row_dimensions[number].height or 0) >= 21 * lines or not text


def test_a_workbook_in_thai_digits_has_no_page_number_because_excel_has_only_arabic_ones() -> None:
    for document, has_number in ((paper(), True), (with_digits(paper(), True), False)):
        sheet = openpyxl.load_workbook(BytesIO(write_excel(document))).worksheets[0]
        assert sheet.oddFooter is not None
        assert ("&P" in (sheet.oddFooter.right.text or "")) is has_number


def test_a_cell_longer_than_a_row_may_be_goes_on_below() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_excel(paper(1, 60)))).worksheets[0]
    texts = [str(row[1].value or "") for row in sheet.iter_rows()]
    assert sum(text.count(SENTENCE) for text in texts) == 60
    assert all((dimension.height or 0) <= 409 for dimension in sheet.row_dimensions.values())


class Page(HTMLParser):
    """Counts what a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_names_its_table_for_screen_readers() -> None:
    raw = write_html(paper()).decode()
    page = Page()
    page.feed(raw)
    tags: dict[str, list[dict[str, Any]]] = {}
    for tag, attributes in page.tags:
        tags.setdefault(tag, []).append(attributes)
    assert tags["html"][0]["lang"] == "th"
    assert len(tags["caption"]) == len(tags["h1"]) == len(tags["main"]) == len(tags["title"]) == 1
    scopes = [attributes.get("scope") for attributes in tags["th"]]
    assert (scopes.count("col"), scopes.count("rowgroup"), scopes.count("row")) == (4, 2, 4)
    assert not {"script", "link", "img", "iframe"} & tags.keys()
    assert "http" not in raw
    assert SENTENCE in page.text


def test_nothing_a_person_typed_becomes_markup() -> None:
    document = Document.from_json(
        {**paper(1, 1).to_json(), "remarks": ["<script>x</script> & \"'"]}
    )
    assert b"<script" not in write_html(document)


@pytest.mark.parametrize("is_thai", [True, False])
def test_one_switch_turns_the_digits_of_every_form(is_thai: bool) -> None:
    document = with_digits(paper(1, 2), is_thai)
    word = docx.Document(BytesIO(write_word(document)))
    _, pdf = pdf_text(write_pdf(document))
    book = openpyxl.load_workbook(BytesIO(write_excel(document)))
    page = Page()
    page.feed(write_html(document).decode().partition("</style>")[2])
    texts = [
        *(paragraph.text for paragraph in word.paragraphs),
        *(cell.text for row in word.tables[0].rows for cell in row.cells),
        pdf,
        *(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value),
        page.text,
    ]
    wrong = "0123456789" if is_thai else "๐๑๒๓๔๕๖๗๘๙"
    assert not [text for text in texts if any(digit in text for digit in wrong)]


@pytest.mark.parametrize("kind", list(PaperFormat))
def test_a_worker_process_makes_every_kind(kind: PaperFormat) -> None:
    made = render(paper(1, 1), kind)
    assert made.startswith(
        {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE"}[kind.value]
    )


def test_a_worker_that_fails_says_why_in_one_line() -> None:
    with pytest.raises(CannotRender, match="no kind of paper: odt") as failed:
        run_worker("papers.print.worker", ["odt"], paper(1, 1).to_json())
    assert "\n" not in str(failed.value)
