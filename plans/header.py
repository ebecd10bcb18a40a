"""Which column is what: header rows, worded differently in every office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plans.columns import (
    BEGIN,
    END,
    HOPED,
    LONGEST_OTHER,
    SUPPORT,
    TELLING,
    TIME,
    WEAK,
    Column,
    column_of,
    heading_words,
    longest_heading,
    solid_text,
)
from plans.tables import Cell, Row

_TICK = re.compile(r"[^\w\s]{1,3}|[xX]")


@dataclass(frozen=True)
class Header:
    """The columns of one table by their index; ``width`` is how many cells its header row has.

    ``wide`` are the headings merged over several columns, by index: what stands below them in
    several cells belongs together.
    """

    columns: Mapping[Column, int]
    width: int
    wide: Mapping[int, int] = field(default_factory=dict)
    headings: tuple[Cell, ...] = ()
    period_end: int | None = None
    """The column of the last day, where the first one has a column of its own."""
    supporters: tuple[int, ...] = ()
    """Further columns of parties ("หน่วยงานสนับสนุน"), who answer beside the first."""
    times: Mapping[int, str] = field(default_factory=dict)
    """Columns that stand for a quarter or month each, by index, and which."""

    def cell(self, row: Row, column: Column) -> Cell:
        """Return the cell of a row under a column; an empty one when the table or the row
        has none.
        """
        index = self.columns.get(column)
        if index is None or index >= len(row.cells):
            return Cell()
        if column is Column.PERIOD and (ticked := self._ticked(row)):
            return Cell((ticked,))
        if (
            column is Column.PERIOD
            and self.period_end is not None
            and self.period_end < len(row.cells)
        ):
            return _spanned(row.cells[index], row.cells[self.period_end])
        if column is Column.PARTY and self.supporters:
            named = [
                row.cells[place] for place in (index, *self.supporters) if place < len(row.cells)
            ]
            return Cell(
                tuple(part for cell in named for part in cell.parts), above=row.cells[index].above
            )
        cells = [cell for cell in row.cells[index : index + self.wide.get(index, 1)] if cell]
        if len(cells) < 2:
            return cells[0] if cells else row.cells[index]
        # "1.1" and "…", or the first and the last month: one line as a reader takes it, when each
        # is one line.
        between = " - " if column is Column.PERIOD and len(cells) == 2 else " "
        parts = tuple(part for cell in cells for part in cell.parts)
        return Cell(
            (between.join(parts),) if len(parts) == len(cells) else parts,
            all(cell.strong for cell in cells),
        )

    def _ticked(self, row: Row) -> str:
        """Return "ไตรมาส 1 - ไตรมาส 2, ไตรมาส 4" for a row that ticks those columns; "" when it
        says anything else there.
        """
        filled = {
            index: row.cells[index].text
            for index in self.times
            if index < len(row.cells) and row.cells[index]
        }
        if not filled or not all(map(_TICK.fullmatch, filled.values())):
            return ""
        runs: list[list[int]] = []
        for index in sorted(filled):
            if runs and index == runs[-1][-1] + 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        return ", ".join(
            " - ".join(dict.fromkeys((self.times[run[0]], self.times[run[-1]]))) for run in runs
        )

    def with_times(self, row: Row) -> Header:
        """Return the header with what a second row of headings names below its period: quarters or
        months to tick.
        """
        index = self.columns.get(Column.PERIOD, len(row.cells))
        return replace(
            self,
            times={
                **self.times,
                **_times(row.cells, range(index, index + self.wide.get(index, 1)), 2),
            },
        )

    def unread(self, row: Row) -> Iterator[str]:
        """Yield the headings of columns that no plan has a place for ("งบประมาณ") and in which the
        row says something.
        """
        known = {*self.columns.values(), *self.times, *self.supporters, self.period_end}
        known |= {
            index + extra
            for index, wide in self.wide.items()
            if index in known
            for extra in range(wide)
        }
        for index, cell in enumerate(row.cells[: self.width]):
            if cell and index not in known and self.headings[index]:
                yield self.headings[index].text

    def goes_on(self, row: Row) -> bool:
        """Tell a second row of headings ("เริ่มต้น", "สิ้นสุด" under "ระยะเวลา"): the first ones
        reach down into it.
        """
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
        """Tell a column of codes ("รหัสมาตรการ"), in which "3" is the code 3, from one of list
        numbers ("ลำดับ").
        """
        index = self.columns.get(Column.CODE)
        return (
            index is not None
            and index < len(self.headings)
            and heading_words(self.headings[index]).startswith("รหัส")
        )

    def has(self, column: Column) -> bool:
        return column in self.columns

    def without_issue(self) -> Header:
        """Return the header of a table whose "ประเด็น" are the measures and whose "มาตรการ" are
        their steps.
        """
        columns = dict(self.columns)
        columns[Column.STEPS] = columns[Column.MEASURE]
        columns[Column.MEASURE] = columns.pop(Column.ISSUE)
        return replace(self, columns=columns)


def read_header(row: Row) -> Header | None:
    """Return what the columns are when the row is the header of a table of measures, else None.

    A header names the measure and at least one thing about it in words without numbers (a year
    apart); columns of other kinds (budget, remarks) may stand among them. A second column of
    measures ("กิจกรรม" beside "มาตรการ") holds their steps where no other does.
    """
    columns: dict[Column, int] = {}
    times = _times(row.cells, range(len(row.cells)), at_least=4)
    others: list[tuple[int, str]] = []
    for index, cell in enumerate(row.cells):
        words = heading_words(cell)
        if not words or index in times:
            continue
        column = column_of(words)
        if re.search(r"\d", words) or len(words) > longest_heading(column):
            return None
        if column and column not in columns:
            columns[column] = index
        else:
            others.append((index, words))
    is_sure = bool(TELLING & columns.keys())
    period_end = _find_others(columns, others, is_sure)
    supporters = tuple(
        index
        for index, words in others
        if column_of(words) is Column.PARTY or SUPPORT.search(words)
    )
    others = [other for other in others if other[0] not in supporters]
    if times and Column.PERIOD not in columns:
        columns[Column.PERIOD] = min(times)
    if not TELLING & columns.keys() or not {Column.MEASURE, Column.ISSUE} & columns.keys():
        return None
    hoped = len(HOPED & columns.keys())
    if len(others) + hoped >= len(columns) - hoped and not _names_pairs(row, columns):
        return None
    if Column.MEASURE not in columns:
        columns[Column.MEASURE] = columns.pop(Column.ISSUE)
    wide = {index: cell.wide for index, cell in enumerate(row.cells) if cell.wide > 1}
    return Header(columns, len(row.cells), wide, row.cells, period_end, supporters, times)


def _names_pairs(row: Row, columns: Mapping[Column, int]) -> bool:
    """Tell a header with many columns of other kinds (goal, budget, indicator): it names party and
    period in so many words.
    """
    named = [columns.get(column) for column in (Column.PARTY, Column.PERIOD, Column.MEASURE)]
    return all(
        index is not None and len(heading_words(row.cells[index])) <= LONGEST_OTHER
        for index in named
    )


def _find_others(
    columns: dict[Column, int], others: list[tuple[int, str]], is_sure: bool
) -> int | None:
    """Give columns to headings that only the ones beside them explain; return the column of the
    last day, if there is one.
    """
    period_end = None
    for index, words in list(others):
        column = next(
            (column for column, pattern in WEAK if is_sure and re.search(pattern, words)), None
        )
        if column_of(words) is Column.MEASURE and Column.STEPS not in columns:
            column = Column.STEPS
        begin = next(
            (start for start, name in others if BEGIN.match(name)), columns.get(Column.PERIOD)
        )
        if END.match(words) and begin is not None and period_end is None:
            period_end = index
            columns[Column.PERIOD] = begin
            others[:] = [other for other in others if other[0] not in (begin, index)]
        elif column and column not in columns:
            columns[column] = index
            others.remove((index, words))
    return period_end


def _times(cells: Sequence[Cell], where: range, at_least: int) -> dict[int, str]:
    """Return the columns that are headed by a quarter or a month each; nothing where it is only
    one.
    """
    found = {
        index: cells[index].text
        for index in where
        if index < len(cells) and TIME.fullmatch(solid_text(cells[index]))
    }
    return found if len(found) >= at_least else {}


def _spanned(first: Cell, last: Cell) -> Cell:
    """Return first and last days as spans, line by line."""
    if len(first.parts) != len(last.parts):
        return Cell((*first.parts, *last.parts))
    return Cell(
        tuple(f"{begin} - {end}" for begin, end in zip(first.parts, last.parts, strict=True))
    )
