"""Paragraphs, runs and tables of Word as Thai official papers need them; shared by letters and
other upright papers.

What Thai text in Word needs was tried in LibreOffice (docs: stack notes, "DOCX"): complex-script
font, size and bold beside the plain ones, the Thai language, widths in the grid and in every cell.
Sizes are in points, widths in centimetres.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from papers.print.texts import printable

FONT = "TH SarabunPSK"
"""The official typeface, which every Thai office has; it is named, not embedded."""
BODY = 16
PAGE = (21.0, 29.7)
_FIGURE = re.compile(
    r"([A-Za-z]?[0-9๐-๙]+(?:[.,:/][0-9๐-๙]+)+|[A-Za-z]?[0-9๐-๙]{2,}|[A-Za-z][0-9๐-๙])"
)


def new_paper(
    title: str,
    author: str,
    *,
    left: float = 3,
    right: float = 2,
    top: float = 1.5,
    bottom: float = 2,
) -> Any:
    """Return an empty upright A4 document; margins in centimetres."""
    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(PAGE[0]), Cm(PAGE[1])
    section.left_margin, section.right_margin = Cm(left), Cm(right)
    section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    speak_thai(style.element.get_or_add_rPr(), BODY, bold=False)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    set_properties(file, title, author)
    return file


def set_properties(file: Any, title: str, author: str, made_at: datetime | None = None) -> None:
    """Write what a file says of itself; the library's own name and the day of its template stand in
    none of ours.
    """
    properties = file.core_properties
    properties.title, properties.author, properties.language = (
        printable(title)[:255],
        printable(author)[:255],
        "th-TH",
    )
    properties.comments, properties.last_modified_by = "", printable(author)[:255]
    if made_at is not None:
        properties.created = properties.modified = made_at.replace(tzinfo=None)


def split_figures(text: str) -> list[tuple[str, bool]]:
    """Return the parts of a text, and which are figures of several digits or codes like "o29".

    LibreOffice breaks Thai lines inside them unless a language forbids it.
    """
    return [(part, place % 2 == 1) for place, part in enumerate(_FIGURE.split(text)) if part]


def figure_language() -> Any:
    """Return the language (w:lang) of a figure: in a language with spaces a line is not broken
    inside it.
    """
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:bidi"), "en-US")
    return language


def add_paragraph(
    place: Any,
    text: str = "",
    *,
    bold: bool = False,
    size: int = BODY,
    middle: bool = False,
    left: float = 0,
    first_line: float = 0,
    before: float = 0,
    spread: bool = False,
    keep: bool = False,
) -> Any:
    """Add a paragraph to a document or a cell; ``spread`` sets it even on both sides as Thai
    letters are.
    """
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.keep_with_next = Pt(before), keep
    if left:
        form.left_indent = Cm(left)
    if first_line:
        form.first_line_indent = Cm(first_line)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif spread:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    if text:
        add_run(paragraph, text, bold=bold, size=size)
    return paragraph


def add_run(paragraph: Any, text: str, *, bold: bool = False, size: int = BODY) -> None:
    """Add text to a paragraph, without the characters no Word file can hold."""
    for part, is_figure in split_figures(printable(text)):
        run = paragraph.add_run(part)
        run.font.size, run.bold = Pt(size), bold or None
        speak_thai(run._r.get_or_add_rPr(), size, bold=bold)
        if is_figure:
            run._r.rPr.remove(run._r.rPr.find(qn("w:lang")))
            run._r.rPr.append(figure_language())


def add_page_number(paragraph: Any, shown: str, size: int = BODY) -> None:
    """Add the field of the page's number, which shows ``shown`` until it is counted; its digits are
    those of the section.
    """
    run = paragraph.add_run(shown)
    run.font.size = Pt(size)
    speak_thai(run._r.get_or_add_rPr(), size, bold=False)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run._r.addprevious(field)
    field.append(run._r)


def number_in_thai(section: Any) -> None:
    """Number the pages of a section in Thai digits."""
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:fmt"), "thaiNumbers")
    # The schema's order: Word passes over what stands elsewhere.
    section._sectPr.find(qn("w:pgMar")).addnext(number)


def speak_thai(properties: Any, size: int, *, bold: bool) -> None:
    """Say of Thai letters what was said of Latin ones: face, size, bold, language. The order of
    elements is the schema's.
    """
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    if bold and (mark := properties.find(qn("w:b"))) is not None:
        mark.addnext(OxmlElement("w:bCs"))
    if (mark := properties.find(qn("w:sz"))) is not None:
        points = OxmlElement("w:szCs")
        points.set(qn("w:val"), str(size * 2))
        mark.addnext(points)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "th-TH")
    language.set(qn("w:bidi"), "th-TH")
    properties.append(language)


def add_table(
    place: Any,
    headings: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    *,
    size: int = 14,
    middle: Sequence[int] = (),
) -> None:
    """Add a ruled table; its heading row is repeated on every page, rows stay whole, ``middle``
    columns are centred.
    """
    table = place.add_table(rows=1 + len(rows), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for index, (row, texts) in enumerate(zip(table.rows, [headings, *rows], strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            if index == 0 or column in middle:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_run(paragraph, text, bold=index == 0, size=size)
