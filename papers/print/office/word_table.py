"""Tables of a paper in Word: a heading row that is repeated, widths in the grid and in every cell,
marked figures set off.

Rows are made as XML: python-docx looks through the whole table for every cell it hands out.
"""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from papers.print.document import PaperCell, PaperColumn, PaperLine, PaperSection, PaperTable
from papers.print.office.word_text import add_run, figure_language, split_figures
from papers.print.runs import split_runs

_POINTS, _NOTE = 14, 12
_WRONG = RGBColor(0xB0, 0x1C, 0x1C)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_sections(
    file: Any,
    columns: Sequence[PaperColumn],
    sections: Sequence[PaperSection],
    width: float,
    thai_digits: bool,
) -> None:
    """Add the table of a paper, ``width`` cm wide; its rows may break over pages."""
    table, widths = _begin(file, columns, width)
    for section in sections:
        _section(table, section, widths, thai_digits)


def write_table(file: Any, table: PaperTable, width: float, thai_digits: bool) -> None:
    """Add a table of the parts, ``width`` cm wide; its rows stay whole."""
    made, widths = _begin(file, table.columns, width)
    for paragraph in made.rows[0]._tr.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()
    for number, row in enumerate(table.rows):
        cells = _new_row(widths, whole=True)
        for place, (tc, cell) in enumerate(zip(cells, row.cells, strict=True)):
            _fill(tc, cell, thai_digits, bold=number in table.strong)
            if place in table.middle:
                _centre(tc)
        made._tbl.append(cells[0].getparent())


def _begin(file: Any, columns: Sequence[PaperColumn], width: float) -> tuple[Any, list[float]]:
    """Return a table that has its heading row only, and the widths of its columns."""
    total = sum(column.weight for column in columns)
    widths = [width * column.weight / total for column in columns]
    table = file.add_table(rows=1, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)
    head = table.rows[0]
    for cell, named, wide in zip(head.cells, columns, widths, strict=True):
        cell.width = Cm(wide)
        _shade(cell._tc, "E7ECF3")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(cell.paragraphs[0], named.heading, bold=True, size=_POINTS)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table, widths


def _centre(tc: Any) -> None:
    for paragraph in tc.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(_valued("w:jc", "center"))


def _section(table: Any, section: PaperSection, widths: list[float], thai_digits: bool) -> None:
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


def _new_row(widths: list[float], *, spanned: bool = False, whole: bool = False) -> list[Any]:
    """Return the cells of a new row; unless it is to stay whole it may break over pages (no
    w:cantSplit).
    """
    row = OxmlElement("w:tr")
    if whole:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
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


def _fill(tc: Any, cell: PaperCell, thai_digits: bool, *, bold: bool = False) -> None:
    texts = cell.printed(thai_digits)
    for line, text in zip(cell.lines, texts, strict=True):
        _add_line(tc, line, text, bold=bold)
    if not texts:
        _add_text(tc, "")
    if cell.note:
        _add_text(tc, cell.note, note=True)


def _add_line(tc: Any, line: PaperLine, text: str, *, bold: bool) -> None:
    """Write a line, its wrong figures set off, and below it what would be right."""
    paragraph = _new_paragraph(tc)
    for part, is_marked in split_runs(line, text):
        _add_run(paragraph, part, bold=bold or is_marked, wrong=is_marked)
    for mark in line.marks:
        if mark.said:
            _add_text(tc, mark.said, note=True)


def _add_text(
    tc: Any, text: str, *, bold: bool = False, note: bool = False, keep_with_next: bool = False
) -> None:
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


def _add_run(
    paragraph: Any, text: str, *, bold: bool = False, wrong: bool = False, note: bool = False
) -> None:
    for part, is_figure in split_figures(text):
        _add_part(paragraph, part, is_figure, bold=bold, wrong=wrong, note=note)


def _add_part(
    paragraph: Any, text: str, is_figure: bool, *, bold: bool, wrong: bool, note: bool
) -> None:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    run.append(properties)
    if bold:
        properties.append(OxmlElement("w:b"))
        properties.append(OxmlElement("w:bCs"))
    if wrong or note:
        properties.append(_valued("w:color", str(_WRONG)))
    size = _NOTE if note else _POINTS
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


def _shade(tc: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour)
    tc.tcPr.append(shading)
