"""Rows from an Excel workbook: every visible sheet, merged cells known, hidden ones left out and
named, formulas by their last value.
"""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from plans.document import Unreadable
from plans.files.archive import Archive
from plans.files.sheets.excel_values import (
    S,
    Style,
    iso_text,
    local_names,
    number,
    number_text,
    rich_text,
    workbook_parts,
)
from plans.files.sheets.sheet import Area, Sheet, column_letters
from plans.files.source import MAX_COLUMNS, Source
from plans.tables import Cell, plain_cell

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_R_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_workbook(archive: Archive) -> Source:
    """Return the rows of all visible sheets; a row of one cell above the table is prose, as a title
    is.

    What is hidden is not on the paper, so it is not read; a note says so when it holds anything.
    """
    part = archive.main or ""
    tree = archive.tree(part)
    workbook = local_names(tree) if tree is not None else None
    sheets = list(workbook.iterfind(f"{S}sheets/{S}sheet")) if workbook is not None else []
    if workbook is None or not sheets:
        raise Unreadable(
            f"{archive.name} is a damaged Excel file; open it in Excel and save it again"
        )
    properties = workbook.find(f"{S}workbookPr")
    is_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    styles, strings = workbook_parts(archive, part)
    targets = archive.relations(part)
    source = Source()
    for entry in sheets:
        kind, target = targets.get(entry.get(_R) or entry.get(_R_STRICT) or "", ("", ""))
        if kind != "worksheet":
            continue
        root = archive.tree(target)
        if root is None:
            raise Unreadable(
                f"{archive.name} is a damaged Excel file; open it in Excel and save it again"
            )
        sheet = Sheet(archive.name, entry.get("name", ""))
        _Reader(sheet, styles, strings, is_1904).read(local_names(root))
        sheet.hand_over(source, entry.get("state", "visible") == "visible")
    return source


class _Reader:
    def __init__(
        self, sheet: Sheet, styles: list[Style], strings: list[str], is_1904: bool
    ) -> None:
        self._styles = styles
        self._strings = strings
        self._is_1904 = is_1904
        self._sheet = sheet

    def read(self, root: Element) -> None:
        """Take in the cells of the sheet and its merged areas."""
        for column in root.iterfind(f"{S}cols/{S}col"):
            if column.get("hidden", "0") in ("1", "true"):
                last = min(number(column, "max"), MAX_COLUMNS)
                self._sheet.hidden_columns.update(range(number(column, "min"), last + 1))
        for index, row in enumerate(root.iterfind(f"{S}sheetData/{S}row"), 1):
            self._row(number(row, "r") or index, row)
        areas = (
            _area(entry.get("ref", "")) for entry in root.iterfind(f"{S}mergeCells/{S}mergeCell")
        )
        self._sheet.merge([area for area in areas if area])

    def _row(self, row_number: int, row: Element) -> None:
        hidden = row.get("hidden", "0") in ("1", "true")
        column = 0
        for entry in row.iterfind(f"{S}c"):
            reference = entry.get("r", "")
            column = _column(reference) if _REFERENCE.fullmatch(reference) else column + 1
            cell = self._cell(entry, f"{column_letters(column)}{row_number}")
            self._sheet.add(row_number, column, cell, hidden)

    def _cell(self, entry: Element, place: str) -> Cell:
        text = self._text(entry, place)
        number_ = number(entry, "s")
        style = self._styles[number_] if number_ < len(self._styles) else Style()
        return replace(plain_cell(text, style.bold), filled=style.filled)

    def _text(self, entry: Element, place: str) -> str:
        kind = entry.get("t", "n")
        value = entry.find(f"{S}v")
        text = (value.text or "") if value is not None else ""
        formula = entry.find(f"{S}f")
        if kind == "e":
            self._sheet.errors.append(place)
            return ""
        if formula is not None:
            if not text:
                self._sheet.unknown.append(place)
                return f"={formula.text}" if formula.text else ""
            self._sheet.formulas.append(place)
        if kind == "s":
            return (
                self._strings[int(text)]
                if text.isdecimal() and int(text) < len(self._strings)
                else ""
            )
        if kind == "inlineStr":
            inline = entry.find(f"{S}is")
            return rich_text(inline) if inline is not None else ""
        if kind in ("str", "b"):
            return text
        index = number(entry, "s")
        style = self._styles[index] if index < len(self._styles) else Style()
        return iso_text(text, style) if kind == "d" else number_text(text, style, self._is_1904)


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if begin is None or end is None:
        return None
    return int(begin[2]), _column(first), int(end[2]), _column(last)


def _column(reference: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    column = 0
    for letter in re.sub(r"[^A-Z]", "", reference):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
