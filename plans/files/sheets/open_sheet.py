"""Rows from an OpenDocument workbook (.ods): every visible sheet as it shows, merged cells known,
hidden ones left out and named, formulas by their last value (OpenDocument 1.3 part 3, 9).
"""

import re
from datetime import date
from xml.etree.ElementTree import Element

from plans.document import Unreadable
from plans.files.archive import Archive
from plans.files.sheets.excel_values import day_text
from plans.files.sheets.sheet import Area, Sheet, column_letters
from plans.files.source import MAX_COLUMNS, MAX_ROWS, Source
from plans.tables import Cell, plain_cell
from thai.numbers import to_arabic_digits

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _TEXT, _OFFICE, _STYLE = (
    f"{_NAMES}{name}:1.0}}" for name in ("table", "text", "office", "style")
)
_WEIGHT = f"{_NAMES}xsl-fo-compatible:1.0}}font-weight"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_HIDDEN = ("collapse", "filter")


def read_open_sheet(archive: Archive) -> Source:
    """Return the rows of all visible sheets; Unreadable for another kind of OpenDocument file."""
    if b"encryption-data" in (archive.data("META-INF/manifest.xml") or b""):
        raise Unreadable(f"{archive.name} has a password; save it without one")
    root = archive.tree("content.xml")
    book = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet") if root is not None else None
    if root is None or book is None:
        raise Unreadable(f"{archive.name} is no workbook, nor a text that can be read from here")
    bold, unseen = set(), set()
    for style in root.iter(f"{_STYLE}style"):
        letters, table = (
            style.find(f"{_STYLE}text-properties"),
            style.find(f"{_STYLE}table-properties"),
        )
        if letters is not None and letters.get(_WEIGHT) == "bold":
            bold.add(style.get(f"{_STYLE}name"))
        if table is not None and table.get(f"{_T}display") == "false":
            unseen.add(style.get(f"{_STYLE}name"))
    source = Source()
    for table in book.iterfind(f"{_T}table"):
        sheet = Sheet(archive.name, table.get(f"{_T}name", ""))
        _read_table(table, sheet, bold)
        sheet.hand_over(source, table.get(f"{_T}style-name") not in unseen)
    return source


def _read_table(table: Element, sheet: Sheet, bold: set[str | None]) -> None:
    column = 1
    for entry in table.iter(f"{_T}table-column"):
        repeat = _repeat(entry, "columns")
        if entry.get(f"{_T}visibility") in _HIDDEN:
            sheet.hidden_columns.update(range(column, min(column + repeat, MAX_COLUMNS + 1)))
        column += repeat
    areas: list[Area] = []
    row = 1
    for entry in table.iter(f"{_T}table-row"):
        repeat = _repeat(entry, "rows")
        is_hidden = entry.get(f"{_T}visibility") in _HIDDEN
        for again in range(min(repeat, MAX_ROWS + 1) if _says(entry) else 0):
            areas += _read_row(entry, row + again, sheet, bold, is_hidden)
        row += repeat
    sheet.merge(areas)


def _read_row(
    row: Element, place: int, sheet: Sheet, bold: set[str | None], is_hidden: bool
) -> list[Area]:
    """Take in the cells of a row; return the merged areas that begin in it."""
    areas: list[Area] = []
    column = 1
    for entry in row:
        if entry.tag not in (f"{_T}table-cell", f"{_T}covered-table-cell"):
            continue
        repeat = _repeat(entry, "columns")
        if entry.tag == f"{_T}table-cell" and _says(entry):
            cell = _cell(entry, f"{column_letters(column)}{place}", sheet, bold)
            for again in range(min(repeat, MAX_COLUMNS + 1)):
                sheet.add(place, column + again, cell, is_hidden)
            high, wide = (_number(entry, f"number-{side}-spanned") for side in ("rows", "columns"))
            if high * wide > 1:
                areas.append((place, column, place + high - 1, column + wide - 1))
        column += repeat
    return areas


def _cell(entry: Element, place: str, sheet: Sheet, bold: set[str | None]) -> Cell:
    text = "\n".join(map(_text, entry.iterfind(f"{_TEXT}p")))
    if entry.get(_CALC) == "error":
        sheet.errors.append(place)
        return Cell()
    if entry.get(f"{_T}formula") is not None:
        sheet.formulas.append(place)
    if entry.get(f"{_OFFICE}value-type") == "date":
        text = _day(entry.get(f"{_OFFICE}date-value", ""), text)
    return plain_cell(text, entry.get(f"{_T}style-name") in bold)


def _day(stored: str, shown: str) -> str:
    """Return a day as Thai officials write it; its month alone where the cell shows no day."""
    try:
        day = date.fromisoformat(stored[:10])
    except ValueError:
        return shown
    numbers = map(int, re.findall(r"\d{1,4}", to_arabic_digits(shown)))
    return day_text(day, "date" if day.day in numbers else "month")


def _text(node: Element) -> str:
    """Return what a paragraph shows, without notes to cells."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_number(child, "c", _TEXT), 100))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append("\t" if child.tag.endswith("tab") else "\n")
        elif child.tag != f"{_OFFICE}annotation":
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _says(entry: Element) -> bool:
    return next(entry.iter(f"{_TEXT}p"), None) is not None


def _repeat(entry: Element, what: str) -> int:
    return _number(entry, f"number-{what}-repeated")


def _number(entry: Element, name: str, space: str = _T) -> int:
    """Return a number that an element gives, 1 for an absent or odd one."""
    text = entry.get(f"{space}{name}", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1
