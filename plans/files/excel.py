"""Rows from an Excel workbook: every visible sheet, merged cells known, hidden ones left out and
named, formulas by their last value.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from xml.etree.ElementTree import Element

from plans.document import Unreadable, Warning, WarningKind
from plans.files.archive import Archive
from plans.files.excel_values import (
    S,
    Style,
    iso_text,
    local_names,
    number,
    number_text,
    rich_text,
    workbook_parts,
)
from plans.files.source import MAX_COLUMNS, MAX_ROWS, Source, sheet_place
from plans.header import read_header
from plans.tables import Block, Cell, Prose, Row, plain_cell

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_R_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MAX_MERGES = 20_000
Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass
class _Sheet:
    """One worksheet while it is read: what its cells say, and what was left out."""

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Formulas that no program ever worked out."""


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
        reader = _Reader(archive.name, styles, strings, is_1904)
        blocks = reader.read(local_names(root), _Sheet(entry.get("name", "")))
        if entry.get("state", "visible") != "visible":
            # Sheets of lists to choose from are hidden too; only a table of measures is worth a
            # word.
            if any(isinstance(block, Row) and read_header(block) for block in blocks):
                message = (
                    "แผ่นงานนี้ซ่อนอยู่และมีตารางมาตรการ จึงไม่ได้อ่าน หากเป็นส่วนหนึ่งของแผนโปรดยกเลิกการซ่อนก่อน"
                )
                source.notes.append(
                    Warning(WarningKind.MISSING, sheet_place(reader.sheet.name), message)
                )
            continue
        source.blocks += [replace(block, sheet=reader.sheet.name) for block in blocks]
        source.notes += _notes(reader.sheet)
    return source


class _Reader:
    def __init__(self, name: str, styles: list[Style], strings: list[str], is_1904: bool) -> None:
        self._name = name
        self._styles = styles
        self._strings = strings
        self._is_1904 = is_1904
        self.sheet = _Sheet("")

    def read(self, root: Element, sheet: _Sheet) -> list[Block]:
        self.sheet = sheet
        for column in root.iterfind(f"{S}cols/{S}col"):
            if column.get("hidden", "0") in ("1", "true"):
                last = min(number(column, "max"), MAX_COLUMNS)
                sheet.hidden_columns.update(range(number(column, "min"), last + 1))
        for index, row in enumerate(root.iterfind(f"{S}sheetData/{S}row"), 1):
            self._row(number(row, "r") or index, row)
        self._merge(root)
        return list(_blocks(sheet.cells))

    def _row(self, row_number: int, row: Element) -> None:
        hidden = row.get("hidden", "0") in ("1", "true")
        column = 0
        for entry in row.iterfind(f"{S}c"):
            reference = entry.get("r", "")
            column = _column(reference) if _REFERENCE.fullmatch(reference) else column + 1
            place = f"{_letters(column)}{row_number}"
            cell = self._cell(entry, place)
            if not cell:
                continue
            if hidden:
                if not self.sheet.hidden_rows or self.sheet.hidden_rows[-1] != row_number:
                    self.sheet.hidden_rows.append(row_number)
            elif column in self.sheet.hidden_columns or column > MAX_COLUMNS:
                self.sheet.left_out.add(_letters(column))
            else:
                self.sheet.cells[row_number, column] = cell
        if len(self.sheet.cells) > MAX_ROWS * MAX_COLUMNS:
            raise Unreadable(f"{self._name} has far more cells than a plan; give the plan alone")

    def _cell(self, entry: Element, place: str) -> Cell:
        text = self._text(entry, place)
        if not text:
            return Cell()
        style = number(entry, "s")
        return plain_cell(text, style < len(self._styles) and self._styles[style].bold)

    def _text(self, entry: Element, place: str) -> str:
        kind = entry.get("t", "n")
        value = entry.find(f"{S}v")
        text = (value.text or "") if value is not None else ""
        formula = entry.find(f"{S}f")
        if kind == "e":
            self.sheet.errors.append(place)
            return ""
        if formula is not None:
            if not text:
                self.sheet.unknown.append(place)
                return f"={formula.text}" if formula.text else ""
            self.sheet.formulas.append(place)
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

    def _merge(self, root: Element) -> None:
        """Tell the lower cells of a merged area what its first one says, and the first one how wide
        it is.
        """
        cells = self.sheet.cells
        used = sorted({row for row, _ in cells})
        areas = [
            _area(entry.get("ref", "")) for entry in root.iterfind(f"{S}mergeCells/{S}mergeCell")
        ]
        if len(areas) > _MAX_MERGES:
            raise Unreadable(
                f"{self._name} has far more merged cells than a plan; give the plan alone"
            )
        shared = 0
        for area in areas:
            if area is None or area[:2] not in cells:
                continue
            top, left, bottom, right = area
            first = cells[top, left]
            hidden = sum(
                column in self.sheet.hidden_columns
                for column in range(left, min(right, MAX_COLUMNS) + 1)
            )
            cells[top, left] = replace(
                first, wide=max(1, min(right, MAX_COLUMNS) - left + 1 - hidden)
            )
            for row in used[bisect_right(used, top) : bisect_right(used, bottom)]:
                if (row, left) not in cells:
                    cells[row, left] = Cell(above=first.parts)
                    shared += 1
            if shared > MAX_ROWS * MAX_COLUMNS:
                raise Unreadable(
                    f"{self._name} has far more merged cells than a plan; give the plan alone"
                )


def _blocks(cells: dict[Place, Cell]) -> Iterator[Block]:
    """Yield prose above the table and rows; a table that does not begin in the first column is
    moved there.
    """
    lines = {
        row: {column: cells[row, column] for _, column in places}
        for row, places in groupby(sorted(cells), key=lambda place: place[0])
    }
    full = {row: [column for column, cell in line.items() if cell] for row, line in lines.items()}
    origin = min((columns[0] for columns in full.values() if len(columns) > 2), default=1)
    last = max((columns[-1] for columns in full.values() if columns), default=0)
    has_table = False
    for row, line in lines.items():
        if not full[row]:
            continue
        first = full[row][0]
        has_table = has_table or len(full[row]) > 2
        if len(full[row]) == 1 and (first < origin or (first == origin and not has_table)):
            yield Prose(line[first].text, row)
        else:
            yield Row(
                tuple(line.get(column, Cell()) for column in range(min(origin, first), last + 1)),
                row,
            )


def _notes(sheet: _Sheet) -> list[Warning]:
    where = sheet_place(sheet.name)
    notes = []
    if sheet.hidden_rows:
        rows = ", ".join(map(str, sheet.hidden_rows[:10])) + (
            " …" if len(sheet.hidden_rows) > 10 else ""
        )
        notes.append(f"แถวที่ {rows} ซ่อนอยู่ จึงไม่ได้อ่าน หากเป็นส่วนหนึ่งของแผนโปรดยกเลิกการซ่อนก่อน")
    if sheet.left_out:
        columns = ", ".join(sorted(sheet.left_out, key=lambda name: (len(name), name))[:10])
        notes.append(f"คอลัมน์ {columns} ซ่อนอยู่หรืออยู่นอกตาราง จึงไม่ได้อ่าน")
    if sheet.formulas:
        notes.append(
            f"ช่อง {', '.join(sheet.formulas[:10])} เป็นสูตร จึงอ่านค่าที่บันทึกไว้ล่าสุด โปรดตรวจสอบว่าเป็นปัจจุบัน"
        )
    if sheet.unknown:
        places = ", ".join(sheet.unknown[:10])
        notes.append(
            f"สูตรในช่อง {places} ไม่มีค่าที่คำนวณไว้ จึงอ่านเป็นข้อความตามสูตร โปรดเปิดและบันทึกใน Excel อีกครั้ง"
        )
    if sheet.errors:
        notes.append(f"สูตรในช่อง {', '.join(sheet.errors[:10])} คำนวณไม่ได้ จึงถือเป็นช่องว่าง")
    return [Warning(WarningKind.MISSING, where, note) for note in notes]


def _area(reference: str) -> tuple[int, int, int, int] | None:
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


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
