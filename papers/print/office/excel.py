"""The paper as a workbook: a sheet with the table as it is printed, and one before it for the
parts.

Whatever a text begins with, it stays text (no formulas, no links).
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

import xlsxwriter

from papers.print import words
from papers.print.document import (
    Document,
    HeadingLine,
    MarkKind,
    PaperCell,
    PaperColumn,
    PaperTable,
    Part,
)
from thai.width import wrapped_line_count

FONT = "TH SarabunPSK"
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
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
    book.set_properties(
        {"title": " ".join(document.titles), "author": document.organization, "created": made_at}
    )
    if document.parts:
        # On a sheet of their own, because their columns are others.
        _Sheet(book, words.PARTS_SHEET, document, _shared_widths(document.parts)).write_parts()
    if document.columns or not document.parts:
        _Sheet(
            book, document.caption or words.SHEET, document, _widths(document.columns)
        ).write_table()
    book.close()
    return out.getvalue()


def _widths(columns: Sequence[PaperColumn]) -> list[float]:
    total = sum(column.weight for column in columns)
    return [_WIDTH * column.weight / total for column in columns]


def _shared_widths(parts: Sequence[Part]) -> list[float]:
    """Return the widths of a sheet on which several tables stand: of each place the greatest, a
    page wide together.
    """
    widths = [_widths(part.columns) for part in parts if isinstance(part, PaperTable)]
    greatest = [max(filter(None, each)) for each in zip_longest(*widths)]
    if len(greatest) < 2:
        return [_WIDTH / 2, _WIDTH / 2]
    return [_WIDTH * each / sum(greatest) for each in greatest]


class _Sheet:
    def __init__(self, book: Any, name: str, document: Document, widths: list[float]) -> None:
        self._sheet = sheet = book.add_worksheet(name)
        self._document = document
        self._widths = widths
        self._last = len(widths) - 1
        self._row = 0
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        # Excel prints page numbers in Arabic digits only: a paper in Thai digits has none.
        page = "" if document.thai_digits else f'&R&"{FONT}"{words.PAGE} &P'
        sheet.set_footer(f'&L&"{FONT}"{document.state.replace("&", "&&")}{page}')
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        base = {"font_name": FONT, "font_size": 14, "text_wrap": True, "valign": "top"}
        self._title = book.add_format(
            {**base, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}
        )
        self._text = book.add_format(base)
        self._strong = book.add_format({**base, "bold": True})
        self._middle = book.add_format({**base, "align": "center"})
        self._head = book.add_format(
            {
                **base,
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#E7ECF3",
            }
        )
        self._issue = book.add_format({**base, "bold": True, "border": 1, "bg_color": "#F4F4F4"})
        self._plain = {
            (middle, strong): book.add_format(
                {**base, "border": 1, "bold": strong, "align": "center" if middle else "left"}
            )
            for middle in (False, True)
            for strong in (False, True)
        }
        """The formats of cells, by whether they are centred and whether they are bold."""
        self._wrong = book.add_format(
            {**base, "border": 1, "bg_color": "#FFF2A8", "font_color": "#A01616"}
        )

    def write_table(self) -> None:
        """Write the titles, the paper's table and what stands around it."""
        document, sheet = self._document, self._sheet
        self._titles()
        for text in document.introduction:
            self._across(text, self._text)
        sheet.repeat_rows(self._row)
        self._heads(document.columns)
        sheet.freeze_panes(self._row, 0)
        for section in document.sections:
            if section.heading:
                self._across(section.heading, self._issue)
            for row in section.rows:
                self._cells(row.cells)
        for place, text in enumerate(document.remarks):
            self._across(
                text, self._strong if place == 0 and len(document.remarks) > 1 else self._text
            )
        self._row += 1
        for text in document.signature:
            sheet.merge_range(self._row, self._last // 2, self._row, self._last, "", self._middle)
            sheet.write_string(self._row, self._last // 2, text, self._middle)
            sheet.set_row(self._row, _LINE)
            self._row += 1

    def write_parts(self) -> None:
        """Write the titles and the parts one below the other, a line free above headings."""
        self._titles()
        for part in self._document.parts:
            if isinstance(part, HeadingLine):
                self._row += 1
                self._across(part.text, self._strong)
            elif isinstance(part, PaperTable):
                self._heads(part.columns)
                for number, row in enumerate(part.rows):
                    self._cells(row.cells, part.middle, strong=number in part.strong)
            else:
                self._across(f"{part.lead} {part.text}".strip(), self._text)

    def _titles(self) -> None:
        for text in self._document.titles:
            self._across(text, self._title)
        if self._document.item:
            self._across(self._document.item, self._middle)

    def _heads(self, columns: Sequence[PaperColumn]) -> None:
        for place, column in enumerate(columns):
            self._sheet.write_string(self._row, place, column.heading, self._head)
        # Bold letters are wider.
        high = max(
            wrapped_line_count([c.heading], self._widths[place] * 0.9)
            for place, c in enumerate(columns)
        )
        self._sheet.set_row(self._row, _LINE * high)
        self._row += 1

    def _across(self, text: str, style: Any) -> None:
        self._sheet.merge_range(self._row, 0, self._row, self._last, "", style)
        self._sheet.write_string(self._row, 0, text[:_LONGEST], style)
        high = _TITLE_LINE if style is self._title else _LINE
        self._sheet.set_row(
            self._row, min(high * wrapped_line_count([text], _WIDTH * _LINE / high), _TALLEST)
        )
        self._row += 1

    def _cells(
        self, cells: tuple[PaperCell, ...], middle: Sequence[int] = (), *, strong: bool = False
    ) -> None:
        """Write a measure; a cell longer than the tallest row goes on in the next row, so that
        nothing is hidden.
        """
        parts = [
            self._split(_printed(cell, self._document.thai_digits), place)
            for place, cell in enumerate(cells)
        ]
        for index in range(max(map(len, parts))):
            height = 1
            for place, (cell, texts) in enumerate(zip(cells, parts, strict=True)):
                lines = texts[index] if index < len(texts) else []
                is_marked = bool(cell.note) or any(
                    mark.kind is MarkKind.WRONG for line in cell.lines for mark in line.marks
                )
                plain = self._plain[place in middle, strong]
                style = self._wrong if is_marked else plain
                self._sheet.write_string(self._row, place, "\n".join(lines)[:_LONGEST], style)
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
        return wrapped_line_count(texts, self._widths[place])


def _printed(cell: PaperCell, thai_digits: bool) -> list[str]:
    """Return the lines of a cell, those that are wrong followed by what would be right."""
    texts = []
    for line, text in zip(cell.lines, cell.printed(thai_digits), strict=True):
        texts += [text, *(f"[{mark.said}]" for mark in line.marks if mark.said)]
    return [*texts, f"[{cell.note}]"] if cell.note else texts
