"""Rows from an Excel workbook: every visible sheet, merged cells known, formulas as the text they are."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from models import thai
from models.calendar import BUDDHIST_OFFSET
from plans.document import Unreadable
from plans.tables import Block, Cell, Prose, Row, plain_cell

# What openpyxl meets in a file that is a zip archive with the right names and the wrong contents.
_DAMAGE = (SyntaxError, LookupError, AttributeError, ValueError, TypeError, RuntimeError, OSError, EOFError)
MAX_ROWS = 5_000
MAX_COLUMNS = 40


def read_workbook(path: Path) -> list[Block]:
    """Return the rows of all visible sheets; a row of one cell above the table is prose, as a title is."""
    try:
        # Formulas are not computed and not trusted: what stands in the cell is what is read.
        workbook = load_workbook(path, data_only=False, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, *_DAMAGE):
        raise Unreadable(f"{path.name} is a damaged Excel file; open it in Excel and save it again") from None
    blocks: list[Block] = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            blocks.extend(_read_sheet(sheet))
    return blocks


def _read_sheet(sheet: Worksheet) -> list[Block]:
    above = _merged(sheet)
    blocks: list[Block] = []
    has_table = False
    rows = sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS), max_col=min(sheet.max_column, MAX_COLUMNS))
    for number, row in enumerate(rows, 1):
        cells = []
        for index, cell in enumerate(row, 1):
            read = plain_cell(_text(cell.value), bool(cell.value and cell.font and cell.font.b))
            cells.append(read if read else Cell(above=above.get((number, index), ())))
        full = [cell for cell in cells if cell]
        if not full:
            continue
        has_table = has_table or len(full) > 2
        is_title = len(full) == 1 and bool(cells[0]) and not has_table
        blocks.append(Prose(full[0].text, number) if is_title else Row(tuple(cells), number))
    return blocks


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return, for every lower cell of a vertical merge, what its topmost cell says."""
    above: dict[tuple[int, int], tuple[str, ...]] = {}
    for area in sheet.merged_cells.ranges:
        if area.max_row - area.min_row > MAX_ROWS:
            continue
        parts = plain_cell(_text(sheet.cell(area.min_row, area.min_col).value)).parts
        above |= {(row, area.min_col): parts for row in range(area.min_row + 1, area.max_row + 1)}
    return above


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        # Offices type 2567 into Excel, which takes it for a year of the common era.
        return thai.long_date(day.replace(year=day.year - BUDDHIST_OFFSET) if day.year > 2400 else day)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
