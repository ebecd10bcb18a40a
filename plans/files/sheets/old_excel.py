"""Rows from an old Excel workbook (.xls): every visible sheet, merged cells known.

python-calamine reads the cells; which rows are hidden and how numbers print it does not tell.
"""

import io
from datetime import date

import python_calamine as calamine

from plans.document import Unreadable
from plans.files.office_program import compound_kind
from plans.files.sheets.excel_values import Style, day_text, number_text
from plans.files.sheets.sheet import Sheet
from plans.files.source import MAX_COLUMNS, MAX_ROWS, Source
from plans.tables import plain_cell

_LOCKED = "has a password; save it without one"


def read_old_workbook(data: bytes, name: str) -> Source:
    """Return the rows of all visible sheets. Raises Unreadable for one that is locked or damaged,
    and for other files of the same container.
    """
    kind = compound_kind(data, ".xls")
    if kind != "xls":
        what = (
            _LOCKED
            if kind == "locked"
            else "is no old Word or Excel file, or damaged; save it as .docx or .xlsx"
        )
        raise Unreadable(f"{name} {what}")
    try:
        book = calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError:
        raise Unreadable(f"{name} {_LOCKED}") from None
    except calamine.CalamineError:
        raise Unreadable(
            f"{name} is a damaged Excel file; open it in Excel and save it again"
        ) from None
    source = Source()
    for about in book.sheets_metadata:
        if about.typ is calamine.SheetTypeEnum.WorkSheet:
            sheet = Sheet(name, about.name)
            _read_sheet(book.get_sheet_by_name(about.name), sheet)
            sheet.hand_over(source, about.visible is calamine.SheetVisibleEnum.Visible)
    return source


def _read_sheet(cells: calamine.CalamineSheet, sheet: Sheet) -> None:
    rows = cells.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values[: MAX_COLUMNS + 1], 1):
            sheet.add(row, column, plain_cell(_text(value)))
    sheet.merge(
        [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in cells.merged_cell_ranges or ()
        ]
    )


def _text(value: object) -> str:
    """Return a value as a sheet prints it; days as Thai officials write them."""
    if isinstance(value, date):
        return day_text(value, "date")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(repr(value), Style(), False)
    return str(value)
