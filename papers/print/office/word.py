"""The paper as a Word file that offices go on editing.

What Thai text in Word needs was tried in LibreOffice (docs: stack notes, "DOCX"): complex-script
fonts, sizes and bold beside the plain ones, the Thai language, widths in the grid and in every
cell. Sizes are in points, widths in centimetres.
"""

from io import BytesIO
from typing import Any

from docx import Document as new_file
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from papers.print import words
from papers.print.document import Document, HeadingLine, PaperTable, Part
from papers.print.office.word_table import write_sections, write_table
from papers.print.office.word_text import (
    FONT,
    add_page_number,
    add_run,
    number_in_thai,
    set_properties,
    speak_thai,
)
from papers.print.office.zips import undated
from papers.print.texts import number_text

_PAGE = (29.7, 21.0)
_MARGIN = 2.0
_WIDTH = _PAGE[0] - 2 * _MARGIN
_BODY, _TITLE, _NOTE, _GAP = 16, 20, 12, 6
_HEADINGS = {1: 20, 2: 18}


def write_word(document: Document) -> bytes:
    """Return the .docx file."""
    file = new_file()
    _set_style(file)
    _set_page(file, document)
    _title_page(file, document)
    written = len(file.paragraphs)
    if (not document.introduction and not document.parts) or isinstance(
        next(iter(document.parts), None), PaperTable
    ):
        _paragraph(file, "", size=_GAP)  # the new page begins with a paragraph
    for part in document.parts:
        _part(file, part, document.thai_digits)
    for text in document.introduction:
        _paragraph(file, text, indent=1.25)
    file.paragraphs[written].paragraph_format.page_break_before = True
    if document.columns:
        # What leads to the table stands on its first page.
        file.paragraphs[-1].paragraph_format.keep_with_next = True
        write_sections(file, document.columns, document.sections, _WIDTH, document.thai_digits)
    if document.remarks:
        for place, text in enumerate(document.remarks):
            _paragraph(
                file,
                text,
                bold=place == 0 and len(document.remarks) > 1,
                before=10 if place == 0 else 0,
            )
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
        number_in_thai(section)
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = file.styles[
            "Normal"
        ]  # the style of footers has tab stops of its own, for a narrower page
        _run(line, document.state)
        if footer is section.footer:
            line.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
            _run(line, f"\t{words.PAGE} ")
            add_page_number(line, number_text(1, document.thai_digits), _NOTE)


def _title_page(file: Any, document: Document) -> None:
    for place, text in enumerate(document.titles):
        _paragraph(file, text, bold=True, size=_TITLE, centre=True, before=80 if place == 0 else 6)
    if document.item:
        _paragraph(file, document.item, size=_BODY + 2, centre=True, before=24)
    _paragraph(file, document.organization, bold=True, size=_TITLE - 2, centre=True, before=70)


def _part(file: Any, part: Part, thai_digits: bool) -> None:
    if isinstance(part, HeadingLine):
        _heading(file, part)
    elif isinstance(part, PaperTable):
        write_table(file, part, _WIDTH, thai_digits)
        _paragraph(file, "", size=_GAP)  # two tables without anything between them would be one
    else:
        paragraph = _paragraph(file, "", indent=1.25)
        paragraph.paragraph_format.space_after = Pt(5)
        add_run(paragraph, part.lead, bold=True)
        add_run(paragraph, f" {part.text}" if part.lead else part.text)


def _heading(file: Any, part: HeadingLine) -> None:
    """Write a heading that keeps with what follows and stands in Word's outline, without a style
    that offices would have to change.
    """
    paragraph = _paragraph(
        file, part.text, bold=True, size=_HEADINGS.get(part.level, _BODY), before=10
    )
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(part.level - 1))
    paragraph._p.get_or_add_pPr().append(level)


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
    add_run(paragraph, text, bold=bold, size=size)
    return paragraph


def _keep_with_signature(file: Any) -> None:
    """Keep what stands last, a remark or the last row of the table, on the page of the
    signature.
    """
    last = file.element.body.findall("*")[-2]  # the one after it says how pages are made
    rows = last.findall(qn("w:tr"))
    for paragraph in rows[-1].iter(qn("w:p")) if rows else [last]:
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _signature(file: Any, document: Document) -> None:
    for place, text in enumerate(document.signature):
        paragraph = _paragraph(file, text, centre=True, before=30 if place == 0 else 0)
        paragraph.paragraph_format.left_indent = Cm(_WIDTH / 2)
        paragraph.paragraph_format.keep_with_next = place + 1 < len(document.signature)


def _run(paragraph: Any, text: str) -> Any:
    """Write a run of the footer, whole: no line of it is broken."""
    run = paragraph.add_run(text)
    run.font.size = Pt(_NOTE)
    speak_thai(run._r.get_or_add_rPr(), _NOTE, bold=False)
    return run
