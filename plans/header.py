"""Which column is what: header rows, worded differently in every office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models import thai
from plans.tables import Cell, Row


class Column(StrEnum):
    """What a column holds."""

    ISSUE = "issue"
    CODE = "code"
    MEASURE = "measure"
    STEPS = "steps"
    PARTY = "party"
    PERIOD = "period"
    FOLLOWUP = "followup"
    RESULTS = "results"
    OUTCOMES = "outcomes"


# In order of trust: "สรุปผลการดำเนินการตามมาตรการ" is a result although it says "มาตรการ". Compared without spaces.
_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.CODE, r"^(?:รหัส|รหัสมาตรการ|ลำดับ|ลำดับที่|ที่|ข้อ|เลขที่)$"),
    (Column.PARTY, r"ผู้รับผิดชอบ|รับผิดชอบ|ผู้ดำเนินการ|เจ้าภาพ"),
    (Column.PERIOD, r"ระยะเวลา|กำหนดเวลา|ช่วงเวลา|กำหนดแล้วเสร็จ|ห้วงเวลา"),
    (Column.FOLLOWUP, r"ติดตาม"),
    (Column.OUTCOMES, r"ผลลัพธ์|ความสำเร็จ|ผลสัมฤทธิ์"),
    (Column.RESULTS, r"สรุปผล|ผลการดำเนิน|ผลการปฏิบัติ|ผลดำเนิน"),
    (Column.STEPS, r"ขั้นตอน|วิธีดำเนิน|วิธีการดำเนิน|วิธีปฏิบัติ|วิธีการปฏิบัติ|แนวทางการดำเนิน(?:การ|งาน)$"),
    (Column.MEASURE, r"มาตรการ|กิจกรรม|โครงการ|แนวทาง"),
    (Column.ISSUE, r"ประเด็น"),
)
_STRONG = {Column.PARTY, Column.PERIOD, Column.STEPS, Column.RESULTS, Column.OUTCOMES}
_LONGEST_HEADING = 70
_LONGEST_MEASURE_HEADING = 140
_LONGEST_OTHER = 30


@dataclass(frozen=True)
class Header:
    """The columns of one table by their index; ``width`` is how many cells its header row has.

    ``wide`` are the headings merged over several columns, by index: what stands below them in several cells belongs together.
    """

    columns: Mapping[Column, int]
    width: int
    wide: Mapping[int, int] = field(default_factory=dict)
    headings: tuple[Cell, ...] = ()

    def cell(self, row: Row, column: Column) -> Cell:
        """Return the cell of a row under a column; an empty one when the table or the row has none."""
        index = self.columns.get(column)
        if index is None or index >= len(row.cells):
            return Cell()
        cells = [cell for cell in row.cells[index : index + self.wide.get(index, 1)] if cell]
        if len(cells) < 2:
            return cells[0] if cells else row.cells[index]
        # "1.1" and "…", or the first and the last month: one line as a reader takes it, when each is one line.
        between = " - " if column is Column.PERIOD and len(cells) == 2 else " "
        parts = tuple(part for cell in cells for part in cell.parts)
        return Cell((between.join(parts),) if len(parts) == len(cells) else parts, all(cell.strong for cell in cells))

    def goes_on(self, row: Row) -> bool:
        """Tell a second row of headings ("เริ่มต้น", "สิ้นสุด" under "ระยะเวลา"): the first ones reach down into it."""
        index = self.columns[Column.MEASURE]
        if index >= len(row.cells) or index >= len(self.headings):
            return False
        return (
            not row.cells[index]
            and bool(row.cells[index].above)
            and row.cells[index].above == self.headings[index].parts
        )

    @property
    def prints_codes(self) -> bool:
        """Tell a column of codes ("รหัสมาตรการ"), in which "3" is the code 3, from one of list numbers ("ลำดับ")."""
        index = self.columns.get(Column.CODE)
        return index is not None and index < len(self.headings) and _words(self.headings[index]).startswith("รหัส")

    def has(self, column: Column) -> bool:
        return column in self.columns

    def without_issue(self) -> Header:
        """Return the header of a table whose "ประเด็น" are the measures and whose "มาตรการ" are their steps."""
        columns = dict(self.columns)
        columns[Column.STEPS] = columns[Column.MEASURE]
        columns[Column.MEASURE] = columns.pop(Column.ISSUE)
        return replace(self, columns=columns)


def read_header(row: Row) -> Header | None:
    """Return what the columns are when the row is the header of a table of measures, else None.

    A header names the measure and at least one thing about it in words without numbers (a year apart); columns of other
    kinds (budget, remarks) may stand among them.
    """
    columns: dict[Column, int] = {}
    others = 0
    for index, cell in enumerate(row.cells):
        words = _words(cell)
        if not words:
            continue
        column = _column(words)
        if re.search(r"\d", words) or len(words) > _longest(column):
            return None
        if column and column not in columns:
            columns[column] = index
        else:
            others += 1
    if not _STRONG & columns.keys() or not {Column.MEASURE, Column.ISSUE} & columns.keys() or others >= len(columns):
        return None
    if Column.MEASURE not in columns:
        columns[Column.MEASURE] = columns.pop(Column.ISSUE)
    wide = {index: cell.wide for index, cell in enumerate(row.cells) if cell.wide > 1}
    return Header(columns, len(row.cells), wide, row.cells)


def _words(cell: Cell) -> str:
    """Return a heading without spaces and without the year it may name."""
    words = re.sub(r"\s", "", thai.to_arabic_digits(cell.text))
    return re.sub(r"(?:พ\.?ศ\.?)?25\d\d", "", words)


def _column(words: str) -> Column | None:
    return next((column for column, pattern in _WORDS if re.search(pattern, words)), None)


def _longest(column: Column | None) -> int:
    if column is None:
        return _LONGEST_OTHER
    return _LONGEST_MEASURE_HEADING if column is Column.MEASURE else _LONGEST_HEADING
