"""Rows and prose from a text PDF: a table cut by page ends is one table, merged
cells know what they share.
"""

import re
from typing import Any

from plans.columns import Column
from plans.document import Unreadable, Warning, WarningKind
from plans.files.pdf_cells import read_pages
from plans.files.source import Source
from plans.header import Header, read_header
from plans.heading_rows import fold_headings
from plans.lists import names_columns
from plans.tables import Block, Cell, Prose, Row, plain_cell

_BEGINS = re.compile(
    r"\s*(?:\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)](?![\d๐-๙])|[\d๐-๙]{1,2}\.[\d๐-๙]{1,2}\s|"
    r"[•▪■●○◦\-–*·]|ประเด็น)"
)
# A title may go on with a dash ("E – Service").
_NUMBERED = re.compile(
    r"\s*(?:\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)](?![\d๐-๙])|[\d๐-๙]{1,2}\.[\d๐-๙]{1,2}\s|"
    r"[•▪■●○◦]|ประเด็น)"
)
_FIRST = re.compile(r"\s*\(?[1๑][.)](?![\d๐-๙])")
Grid = list[dict[str, Any] | None]
"""The cells of one row as ``plans.files.pdf_cells`` gives them."""


def read_pdf(data: bytes, name: str) -> Source:
    """Return the rows and prose of a PDF that holds text (a scan holds none).

    Raises Unreadable for a scan, a damaged or locked file, and one of far more pages than a plan.
    """
    blocks: list[Block] = []
    reader = _Reader()
    for number, page in enumerate(_pages(data, name), 1):
        is_first = True
        for part in page:
            if "lines" in part:
                lines = [cell.text for text in _joined(part["lines"]) if (cell := plain_cell(text))]
                blocks += [Prose(text, number) for text in lines]
                if part.get("unsure") or any(map(names_columns, lines)):
                    message = (
                        "ดูเหมือนมีตารางที่ไม่มีเส้น จึงอ่านเป็นข้อความธรรมดา โปรดส่งไฟล์ Word หรือใส่เส้นตาราง"
                    )
                    reader.notes.append(Warning(WarningKind.MISSING, f"หน้าที่ {number}", message))
            else:
                if part.get("unlined"):
                    message = "ตารางไม่มีเส้น จึงแบ่งช่องตามตำแหน่งของข้อความ โปรดตรวจสอบทุกแถวกับต้นฉบับ"
                    reader.notes.append(Warning(WarningKind.OCR, f"หน้าที่ {number}", message))
                reader.take(part["rows"], number, is_first, blocks)
                is_first = False
    if not blocks:
        raise Unreadable(
            f"{name} is a PDF of pictures without text: have it read by OCR first, or give the "
            "Word file"
        )
    return Source(blocks, reader.notes)


class _Reader:
    """Turns grids of cells into rows; knows the heading of the table so far and its last row, on
    which the next page may go on.
    """

    def __init__(self) -> None:
        self._heading: Row | None = None
        self._header: Header | None = None
        self._last: Grid = []
        self._last_at = -1
        self.notes: list[Warning] = []

    def take(self, grid: list[Grid], number: int, is_first: bool, blocks: list[Block]) -> None:
        """Add the rows of one table of a page to the blocks."""
        header, heading, after = _heading(grid, number)
        goes_on = (
            is_first
            and self._header is not None
            and (header is None or header.columns == self._header.columns)
        )
        if header is None and not (goes_on and self._header and len(grid[0]) == self._header.width):
            self._header = None
        body = grid
        if header is not None:
            self._header, self._heading = header, heading
            body = grid[after:]
        if (
            goes_on
            and self._header
            and body
            and self._last
            and _is_cut(self._last, body[0], self._header)
        ):
            self._note(self._last, body[0], number)
            self._last = _merged(self._last, body[0])
            blocks[self._last_at] = _row(self._last, number, self._header, {})
            body = body[1:]
        if self._header and self._heading and (header or (goes_on and body)):
            blocks.append(self._heading)
        above: dict[int, tuple[str, ...]] = {}
        for line in body:
            row = _row(line, number, self._header, above)
            if any(row.cells):
                self._last, self._last_at = line, len(blocks)
                blocks.append(row)

    def _note(self, upper: Grid, lower: Grid, number: int) -> None:
        """Say so where measures without numbers were joined: they might be two."""
        column = self._header.columns[Column.MEASURE] if self._header else 0
        rest = _text(lower[column])
        if rest and not _NUMBERED.match(_text(upper[column])):
            message = f"ต่อข้อความ “{rest[:60]}” เข้ากับมาตรการในหน้าก่อน เพราะถูกตัดข้ามหน้า"
            self.notes.append(Warning(WarningKind.OCR, f"หน้าที่ {number}", message))


def _heading(grid: list[Grid], number: int) -> tuple[Header | None, Row | None, int]:
    """Return the columns of a table, its heading in one row though it may be printed in two, and
    the place of the row after it; None where it has none.
    """
    for start in range(min(2, len(grid))):
        above: dict[int, tuple[str, ...]] = {}
        rows = [_row(line, number, None, above) for line in grid[start : start + 2]]
        if read_header(rows[0]) is None and (start or len(rows) < 2):
            continue
        heading = fold_headings(rows)[0]
        if isinstance(heading, Row) and (header := read_header(heading)):
            return header, heading, start + (2 if heading.is_folded else 1)
    return None, None, 0


def _is_cut(upper: Grid, lower: Grid, header: Header) -> bool:
    """Tell whether the first row of a page is the rest of the last row of the page before.

    It is when no cell begins anything: its measure has no number though the one before has, and its
    steps go on in mid-sentence. Where no measure has a number, it is when party and period stand in
    the upper row only, or (in a table without them) when all texts that would go on fill their last
    lines, one at most left out.
    """
    if len(upper) != len(lower) or sum(bool(cell and cell.get("lines")) for cell in lower) == 0:
        return False
    measure, steps = header.columns[Column.MEASURE], header.columns.get(Column.STEPS)
    title, before = _text(lower[measure]), _text(upper[measure])
    first = _text(lower[steps]) if steps is not None and steps < len(lower) else ""
    pairs = [index for index in _pairs(header) if index < len(lower)]
    if not title:
        return not _BEGINS.match(first) or not any(_text(lower[index]) for index in pairs)
    if _NUMBERED.match(title) or _FIRST.match(first):
        return False
    if _NUMBERED.match(before):
        return True
    if pairs:
        return any(_text(upper[index]) for index in pairs) and not any(
            _text(lower[index]) for index in pairs
        )
    going_on = [over for over, under in zip(upper, lower, strict=True) if _text(under)]
    return sum(bool(over and over.get("full")) for over in going_on) >= max(2, len(going_on) - 1)


def _pairs(header: Header) -> list[int]:
    return [
        header.columns[column]
        for column in (Column.PARTY, Column.PERIOD)
        if column in header.columns
    ]


def _merged(upper: Grid, lower: Grid) -> Grid:
    """Join a row that a page end cut: in every cell the lower lines go on with the upper ones."""
    cells: Grid = []
    for over, under in zip(upper, lower, strict=True):
        more = list(under["lines"]) if under and under.get("lines") else []
        if not over or not over.get("lines"):
            cells.append(under or over)
            continue
        if more and more[0][1] is None and not _BEGINS.match(more[0][0]):
            ends, begins = over["lines"][-1][0][-1:], more[0][0][:1]
            more[0] = (
                more[0][0],
                "" if "\u0e01" <= ends <= "\u0e4e" and "\u0e01" <= begins <= "\u0e4e" else " ",
            )
        cells.append({**over, "lines": [*over["lines"], *more]})
    return cells


def _row(line: Grid, number: int, header: Header | None, above: dict[int, tuple[str, ...]]) -> Row:
    """Return a row; parties and periods keep the lines they are printed on, for those tell one from
    the next.
    """
    apart = _pairs(header) if header else []
    cells: list[Cell] = []
    for column, found in enumerate(line):
        if found is None:
            cells.append(Cell())
        elif found.get("above"):
            cells.append(Cell(above=above.get(column, ())))
        else:
            lines = found["lines"]
            if column in apart:  # each line by itself, but for names that go over two
                is_party = header is not None and header.columns.get(Column.PARTY) == column
                wrapped = found.get("wrapped", ()) if is_party else ()
                lines = [(text, "" if text in wrapped else None) for text, _ in lines]
            texts = _joined(lines)
            cell = plain_cell("\n".join(texts), bool(found["bold"]))
            above[column] = cell.parts
            cells.append(Cell(cell.parts, cell.strong, wide=int(found["wide"])))
    return Row(tuple(cells), number)


def _joined(lines: list[tuple[str, str | None]]) -> list[str]:
    texts: list[str] = []
    for text, glue in lines:
        if glue is None or not texts:
            texts.append(text)
        else:
            texts[-1] += glue + text
    return texts


def _text(cell: dict[str, Any] | None) -> str:
    return " ".join(text for text, _ in cell["lines"]).strip() if cell and cell.get("lines") else ""


def _pages(data: bytes, name: str) -> list[list[dict[str, Any]]]:
    try:
        return read_pages(data)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (pdfminer and pdfium raise whatever they like)
        reason = " ".join(f"{type(error).__name__}: {error}".split())
    if too_much := re.search(r"more than \d+ (?:pages|letters)$", reason):
        raise Unreadable(f"{name} has {too_much[0]}: give the pages of the plan alone")
    kind = "is locked by a password" if "assword" in reason else "is damaged or no plain PDF"
    raise Unreadable(f"{name} {kind}: save it as a PDF again, or give the Word file")
