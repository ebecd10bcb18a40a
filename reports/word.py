"""The paper as a Word file that offices go on editing.

What Thai text in Word needs was tried in LibreOffice (docs: stack notes, "DOCX"): complex-script fonts, sizes and bold beside the plain
ones, the Thai language, widths in the grid and in every cell. Sizes are in points, widths in centimetres.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document as new_file
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports import paper_words
from reports.document import Cell, Document, Line, Section, number_text
from reports.runs import split_runs
from reports.word_text import FONT, figure_language, set_properties, speak_thai, split_figures
from reports.zips import undated

_PAGE = (29.7, 21.0)
_MARGIN = 2.0
_BODY, _TABLE, _TITLE, _NOTE = 16, 14, 20, 12
_WRONG = RGBColor(0xB0, 0x1C, 0x1C)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_word(document: Document) -> bytes:
    """Return the .docx file."""
    file = new_file()
    _set_style(file)
    _set_page(file, document)
    _title_page(file, document)
    for place, text in enumerate(document.introduction or ("",)):
        first = _paragraph(file, text, indent=1.25)
        first.paragraph_format.page_break_before = place == 0
    _table(file, document)
    if document.remarks:
        for place, text in enumerate(document.remarks):
            _paragraph(file, text, bold=place == 0 and len(document.remarks) > 1, before=10 if place == 0 else 0)
    if document.signature:
        _keep_with_signature(file)
    _signature(file, document)
    out = BytesIO()
    file.save(out)
    return undated(out.getvalue())


def _set_style(file: Any) -> None:
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_BODY)
    speak_thai(style.element.get_or_add_rPr(), _BODY, bold=False)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _set_page(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.different_first_page_header_footer = True
    set_properties(file, " ".join(document.titles), document.organization, document.date)
    if document.thai_digits:
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:fmt"), "thaiNumbers")
        section._sectPr.find(qn("w:pgMar")).addnext(
            number
        )  # the schema's order: Word passes over what stands elsewhere
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = file.styles["Normal"]  # the style of footers has tab stops of its own, for a narrower page
        _run(line, document.state, size=_NOTE)
        if footer is section.footer:
            line.paragraph_format.tab_stops.add_tab_stop(Cm(_PAGE[0] - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
            _run(line, f"\t{paper_words.PAGE} ", size=_NOTE)
            _page_number(line, document.thai_digits)


def _title_page(file: Any, document: Document) -> None:
    for place, text in enumerate(document.titles):
        _paragraph(file, text, bold=True, size=_TITLE, centre=True, before=80 if place == 0 else 6)
    _paragraph(file, document.organization, bold=True, size=_TITLE - 2, centre=True, before=70)


def _table(file: Any, document: Document) -> None:
    width = _PAGE[0] - 2 * _MARGIN
    total = sum(column.weight for column in document.columns)
    widths = [width * column.weight / total for column in document.columns]
    table = file.add_table(rows=1, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)
    # Rows are copied as XML: python-docx looks through the whole table for every cell it hands out.
    head = table.rows[0]
    for cell, column, wide in zip(head.cells, document.columns, widths, strict=True):
        cell.width = Cm(wide)
        _shade(cell._tc, "E7ECF3")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(cell.paragraphs[0], column.heading, bold=True, size=_TABLE)
    _row_property(head._tr, "w:tblHeader")
    for section in document.sections:
        _section(table, section, widths, document.thai_digits)


def _section(table: Any, section: Section, widths: list[float], thai_digits: bool) -> None:
    if section.heading:
        row = _new_row(widths, spanned=True)
        _shade(row[0], "F4F4F4")
        _add_text(row[0], section.heading, bold=True, keep_with_next=bool(section.rows))
        table._tbl.append(row[0].getparent())
    for each in section.rows:
        cells = _new_row(widths)
        for tc, cell in zip(cells, each.cells, strict=True):
            _fill(tc, cell, thai_digits)
        table._tbl.append(cells[0].getparent())


def _new_row(widths: list[float], *, spanned: bool = False) -> list[Any]:
    """Return the cells of a new row; it may break over pages (no w:cantSplit)."""
    row = OxmlElement("w:tr")
    cells = []
    for wide in [sum(widths)] if spanned else widths:
        tc = OxmlElement("w:tc")
        properties = OxmlElement("w:tcPr")
        size = OxmlElement("w:tcW")
        size.set(qn("w:w"), str(Cm(wide).twips))
        size.set(qn("w:type"), "dxa")
        properties.append(size)
        if spanned:
            span = OxmlElement("w:gridSpan")
            span.set(qn("w:val"), str(len(widths)))
            properties.append(span)
        tc.append(properties)
        row.append(tc)
        cells.append(tc)
    return cells


def _fill(tc: Any, cell: Cell, thai_digits: bool) -> None:
    texts = cell.printed(thai_digits)
    for line, text in zip(cell.lines, texts, strict=True):
        _add_line(tc, line, text)
    if not texts:
        _add_text(tc, "")
    if cell.note:
        _add_text(tc, cell.note, note=True)


def _add_line(tc: Any, line: Line, text: str) -> None:
    """Write a line, its wrong figures set off, and below it what would be right."""
    paragraph = _new_paragraph(tc)
    for part, is_marked in split_runs(line, text):
        _add_run(paragraph, part, bold=is_marked, wrong=is_marked)
    for mark in line.marks:
        _add_text(tc, f"{paper_words.WRONG}: {mark.note}", note=True)


def _add_text(tc: Any, text: str, *, bold: bool = False, note: bool = False, keep_with_next: bool = False) -> None:
    paragraph = _new_paragraph(tc)
    if keep_with_next:
        properties = OxmlElement("w:pPr")
        properties.append(OxmlElement("w:keepNext"))
        paragraph.insert(0, properties)
    if text:
        _add_run(paragraph, text, bold=bold, note=note)


def _new_paragraph(tc: Any) -> Any:
    paragraph = OxmlElement("w:p")
    tc.append(paragraph)
    return paragraph


def _add_run(paragraph: Any, text: str, *, bold: bool = False, wrong: bool = False, note: bool = False) -> None:
    for part, is_figure in split_figures(text):
        _add_part(paragraph, part, is_figure, bold=bold, wrong=wrong, note=note)


def _add_part(paragraph: Any, text: str, is_figure: bool, *, bold: bool, wrong: bool, note: bool) -> None:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    run.append(properties)
    if bold:
        properties.append(OxmlElement("w:b"))
        properties.append(OxmlElement("w:bCs"))
    if wrong or note:
        properties.append(_valued("w:color", str(_WRONG)))
    size = _NOTE if note else _TABLE
    properties.append(_valued("w:sz", str(size * 2)))
    properties.append(_valued("w:szCs", str(size * 2)))
    if wrong:
        properties.append(_valued("w:highlight", "yellow"))
    if is_figure:
        properties.append(figure_language())
    words = OxmlElement("w:t")
    words.text = text
    words.set(_XML_SPACE, "preserve")
    run.append(words)
    paragraph.append(run)


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _paragraph(
    file: Any,
    text: str,
    *,
    bold: bool = False,
    size: int = _BODY,
    centre: bool = False,
    before: int = 0,
    indent: float = 0,
) -> Any:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(before)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(indent)
        paragraph.paragraph_format.space_after = Pt(8)
    for part, is_figure in split_figures(text):
        _run(paragraph, part, bold=bold, size=size, is_figure=is_figure)
    return paragraph


def _keep_with_signature(file: Any) -> None:
    """Keep what stands last, a remark or the last row of the table, on the page of the signature."""
    last = file.element.body.findall("*")[-2]  # the one after it says how pages are made
    rows = last.findall(qn("w:tr"))
    for paragraph in rows[-1].iter(qn("w:p")) if rows else [last]:
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _signature(file: Any, document: Document) -> None:
    for place, text in enumerate(document.signature):
        paragraph = _paragraph(file, text, centre=True, before=30 if place == 0 else 0)
        paragraph.paragraph_format.left_indent = Cm((_PAGE[0] - 2 * _MARGIN) / 2)
        paragraph.paragraph_format.keep_with_next = place + 1 < len(document.signature)


def _run(paragraph: Any, text: str, *, bold: bool = False, size: int = _BODY, is_figure: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold = bold or None
    speak_thai(run._r.get_or_add_rPr(), size, bold=bold)
    if is_figure:
        run._r.rPr.remove(run._r.rPr.find(qn("w:lang")))
        run._r.rPr.append(figure_language())
    return run


def _shade(tc: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour)
    tc.tcPr.append(shading)


def _row_property(tr: Any, name: str) -> None:
    tr.get_or_add_trPr().append(OxmlElement(name))


def _page_number(paragraph: Any, thai_digits: bool) -> None:
    """Put in the field of the page's number; its digits are those of the section (w:pgNumType)."""
    run = _run(paragraph, number_text(1, thai_digits), size=_NOTE)._r
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run.addprevious(field)
    field.append(run)
