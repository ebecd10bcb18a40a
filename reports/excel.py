"""The paper as a workbook: one sheet, the table as it is printed. Whatever a text begins with, it stays text (no formulas, no links)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from models.room import lines_high
from reports import paper_words
from reports.document import Cell, Document

FONT = "TH SarabunPSK"
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""XlsxWriter options with which no text becomes anything else."""
_WIDTH = 150.0
"""Characters across an A4 landscape page at this size."""
_LINE = 24.0
"""Points; a line of the table's letters."""
_TITLE_LINE = 29.0
_TALLEST = 409.0
"""Points; the tallest row that Excel takes."""
_LONGEST = 32_000
"""Letters; Excel takes 32,767 in a cell."""


def write_excel(document: Document) -> bytes:
    """Return the .xlsx file."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    made_at = document.date.replace(tzinfo=None)
    book.set_properties({"title": " ".join(document.titles), "author": document.organization, "created": made_at})
    sheet = book.add_worksheet(paper_words.SHEET)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    # Excel prints page numbers in Arabic digits only: a paper in Thai digits has none.
    page = "" if document.thai_digits else f'&R&"{FONT}"{paper_words.PAGE} &P'
    sheet.set_footer(f'&L&"{FONT}"{document.state.replace("&", "&&")}{page}')
    _Sheet(book, sheet, document).write()
    book.close()
    return out.getvalue()


class _Sheet:
    def __init__(self, book: Any, sheet: Any, document: Document) -> None:
        self._sheet = sheet
        self._document = document
        self._last = len(document.columns) - 1
        base = {"font_name": FONT, "font_size": 14, "text_wrap": True, "valign": "top"}
        self._title = book.add_format({**base, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"})
        self._text = book.add_format(base)
        self._strong = book.add_format({**base, "bold": True})
        self._middle = book.add_format({**base, "align": "center"})
        self._head = book.add_format(
            {**base, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF3"}
        )
        self._issue = book.add_format({**base, "bold": True, "border": 1, "bg_color": "#F4F4F4"})
        self._cell = book.add_format({**base, "border": 1})
        self._wrong = book.add_format({**base, "border": 1, "bg_color": "#FFF2A8", "font_color": "#A01616"})
        total = sum(column.weight for column in document.columns)
        self._widths = [_WIDTH * column.weight / total for column in document.columns]
        self._row = 0

    def write(self) -> None:
        document, sheet = self._document, self._sheet
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, width)
        for text in document.titles:
            self._across(text, self._title)
        for text in document.introduction:
            self._across(text, self._text)
        head = self._row
        for place, column in enumerate(document.columns):
            sheet.write_string(head, place, column.heading, self._head)
        # Bold letters are wider.
        high = max(lines_high([c.heading], self._widths[place] * 0.9) for place, c in enumerate(document.columns))
        sheet.set_row(head, _LINE * high)
        self._row += 1
        sheet.repeat_rows(head)
        sheet.freeze_panes(self._row, 0)
        for section in document.sections:
            if section.heading:
                self._across(section.heading, self._issue)
            for row in section.rows:
                self._cells(row.cells)
        for place, text in enumerate(document.remarks):
            self._across(text, self._strong if place == 0 and len(document.remarks) > 1 else self._text)
        self._row += 1
        for text in document.signature:
            sheet.merge_range(self._row, self._last // 2, self._row, self._last, "", self._middle)
            sheet.write_string(self._row, self._last // 2, text, self._middle)
            sheet.set_row(self._row, _LINE)
            self._row += 1

    def _across(self, text: str, style: Any) -> None:
        self._sheet.merge_range(self._row, 0, self._row, self._last, "", style)
        self._sheet.write_string(self._row, 0, text[:_LONGEST], style)
        high = _TITLE_LINE if style is self._title else _LINE
        self._sheet.set_row(self._row, min(high * lines_high([text], _WIDTH * _LINE / high), _TALLEST))
        self._row += 1

    def _cells(self, cells: tuple[Cell, ...]) -> None:
        """Write a measure; a cell longer than the tallest row goes on in the next row, so that nothing is hidden."""
        parts = [self._split(_printed(cell, self._document.thai_digits), place) for place, cell in enumerate(cells)]
        for index in range(max(map(len, parts))):
            height = 1
            for place, (cell, texts) in enumerate(zip(cells, parts, strict=True)):
                lines = texts[index] if index < len(texts) else []
                is_marked = bool(cell.note) or any(line.marks for line in cell.lines)
                self._sheet.write_string(
                    self._row, place, "\n".join(lines)[:_LONGEST], self._wrong if is_marked else self._cell
                )
                height = max(height, self._lines(lines, place))
            self._sheet.set_row(self._row, min(_LINE * height, _TALLEST))
            self._row += 1

    def _split(self, texts: list[str], place: int) -> list[list[str]]:
        most = int(_TALLEST / _LINE)
        parts: list[list[str]] = [[]]
        for text in texts:
            if parts[-1] and self._lines([*parts[-1], text], place) > most:
                parts.append([])
            parts[-1].append(text)
        return parts

    def _lines(self, texts: list[str], place: int) -> int:
        return lines_high(texts, self._widths[place])


def _printed(cell: Cell, thai_digits: bool) -> list[str]:
    """Return the lines of a cell, those that are wrong followed by what would be right."""
    texts = []
    for line, text in zip(cell.lines, cell.printed(thai_digits), strict=True):
        texts += [text, *(f"[{paper_words.WRONG}: {mark.note}]" for mark in line.marks)]
    return [*texts, f"[{cell.note}]"] if cell.note else texts
