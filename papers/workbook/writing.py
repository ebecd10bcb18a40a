"""The workbook written with what stands in the paper now.

Four sheets: the cells, the parts around the table, the evidence to look at for personal data, and
whose paper it is. Each text stands beside what was drawn from the reports. A hidden column holds
what stood there when the workbook was written, so that reading back tells what somebody changed,
and whether the paper changed meanwhile.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from papers.print.office.excel import SAFE
from papers.result.checks.personal import Attached
from papers.result.composition import ComposedPaper
from papers.workbook import words
from papers.workbook.belonging import Belonging
from papers.workbook.standing import LONGEST, digest_of, standing_text
from thai.dates import short_month
from thai.width import wrapped_line_count

_FONT = "TH SarabunPSK"
_LINE, _TALLEST = 24.0, 409.0
"""Points: a line, and the tallest row that Excel takes; of a longer text the rest is seen when the
cell is opened.
"""


def write_workbook(
    composition: ComposedPaper, files: Sequence[Attached], belonging: Belonging
) -> bytes:
    """Return the .xlsx to edit."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    formats = _formats(book)
    cells = book.add_worksheet(words.CELLS)
    parts = book.add_worksheet(words.PARTS)
    titles = {measure.id: measure.title for measure in composition.measures}
    notes = {cell.key: cell.note for cell in composition.document.cells()}
    marks = {
        c.key: [m.said for line in c.lines for m in line.marks if m.said]
        for c in composition.document.cells()
    }
    widths = {cells: (14, 34, 22, 60, 60, 40, 10), parts: (14, 4, 22, 60, 60, 40, 10)}
    for sheet in (cells, parts):
        _head(sheet, formats, words.CELL_HEADINGS, widths[sheet])
    rows = {cells: 1, parts: 1}
    for state in composition.states:
        measure_id, name = state.place
        sheet = parts if measure_id is None else cells
        doubts = "\n".join(filter(None, [notes.get(state.key, ""), *marks.get(state.key, [])]))
        values = (
            state.key,
            titles.get(measure_id or 0, ""),
            words.PLACES.get(name, name),
            standing_text(state),
            "\n".join(line.text for line in state.drawn),
            doubts,
            digest_of(standing_text(state)),
        )
        for column, value in enumerate(values):
            style = formats["edit"] if column == words.TEXT else formats["plain"]
            sheet.write_string(rows[sheet], column, value[:LONGEST], style)
        _set_height(sheet, rows[sheet], values, widths[sheet])
        rows[sheet] += 1
    for sheet in (cells, parts):
        sheet.set_column(words.DIGEST, words.DIGEST, None, None, {"hidden": True})
    _write_files(book, formats, composition, files)
    whose = book.add_worksheet(words.BELONGING)
    whose.set_column(0, 1, 48)
    for row, pair in enumerate(belonging.rows()):
        whose.write_row(row, 0, pair, formats["plain"])
    book.close()
    return out.getvalue()


def _write_files(
    book: Any, formats: dict[str, Any], composition: ComposedPaper, files: Sequence[Attached]
) -> None:
    sheet = book.add_worksheet(words.FILES)
    widths = (10, 12, 40, 14, 40, 30, 40)
    _head(sheet, formats, words.FILE_HEADINGS, widths)
    for row, file in enumerate(files, 1):
        label = composition.labels.get(file.measure_id, "")
        values = (
            str(file.evidence_id),
            label,
            file.agency,
            short_month(file.month),
            file.name,
        )
        for column, value in enumerate(values):
            sheet.write_string(row, column, value[:LONGEST], formats["plain"])
        found = words.PERSONAL_DATA[file.found] if file.found else ""
        sheet.write_string(row, words.FOUND, found, formats["edit"])
        sheet.write_string(row, words.FOUND + 1, file.path or "", formats["plain"])
        _set_height(sheet, row, values, widths)
    if files:
        answers = {"validate": "list", "source": list(words.PERSONAL_DATA.values())}
        sheet.data_validation(1, words.FOUND, len(files), words.FOUND, answers)


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 14, "text_wrap": True, "valign": "top", "border": 1}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#E7ECF3"}),
        "plain": book.add_format({**base, "font_color": "#555555", "bg_color": "#F7F7F7"}),
        "edit": book.add_format({**base, "bg_color": "#FFFDE7"}),
    }


def _head(
    sheet: Any, formats: dict[str, Any], headings: Sequence[str], widths: Sequence[int]
) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["head"])
    _set_height(sheet, 0, headings[: words.DIGEST], widths)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _set_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    high = max(
        wrapped_line_count([text], width) for text, width in zip(texts, widths, strict=False)
    )
    sheet.set_row(row, min(_LINE * high, _TALLEST))
