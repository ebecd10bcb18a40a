"""Which column is what: header rows, worded differently in every office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from plans.columns import (
    BEGIN,
    DEADLINE,
    END,
    HOPED,
    LONGEST_OTHER,
    QUARTERS,
    SUPPORT,
    TELLING,
    WEAK,
    Column,
    column_of,
    heading_words,
    longest_heading,
    solid_text,
    times_of,
    unnumbered,
)
from plans.tables import Cell, Row

# Beside marks and arrows: the letters under which fonts of symbols keep their marks.
_TICK = re.compile(r"[^\w\s]{1,40}|[xXPRüþ]")
_NOTHING = re.compile(r"(?:[-–—]|[☐□▢◻❏❑])$")
_UNTICKED = re.compile("[☐▢◻❏❑]")
_YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25\d\d")
_ROUND = re.compile(r"รอบ(?:ที่)?\d{1,2}|ผล(?:ณ|รอบ)")
_MONEY = re.compile("ปี.*งบประมาณ|งบประมาณ.*ปี|บาท")
"""Headings of the budgets of several years, of which a plan keeps none."""
_LONGEST = 400
"""Letters, with what is printed in brackets; the words of a heading are far fewer."""
_RESULTS = "ผลดำเนินการ"
_MORE = (
    Column.PARTY,
    Column.RESULTS,
    Column.OUTCOMES,
    Column.FOLLOWUP,
    Column.INDICATORS,
    Column.TARGETS,
)


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
    more: Mapping[Column, tuple[int, ...]] = field(default_factory=dict)
    """Further columns of one kind, read beside the first: parties ("หน่วยงานสนับสนุน") who answer
    too, results of the next round ("รอบ 12 เดือน").
    """
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
        if more := self.more.get(column):
            named = [row.cells[place] for place in (index, *more) if place < len(row.cells)]
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
        places = [index for index in self.times if index < len(row.cells)]
        filled = {index: row.cells[index] for index in places if row.cells[index]}
        if not filled and not self._is_coloured(row):
            filled = {index: row.cells[index] for index in places if row.cells[index].filled}
        said = {place: cell for place, cell in filled.items() if not _NOTHING.match(cell.text)}
        ticks = said or {at: cell for at, cell in filled.items() if not _UNTICKED.match(cell.text)}
        if not all(not cell or _TICK.fullmatch("".join(cell.parts)) for cell in ticks.values()):
            return ""
        # A tick or an arrow may be merged over several columns.
        ticked = {place + extra for place, cell in ticks.items() for extra in range(cell.wide)}
        runs: list[list[str]] = [[]]
        for index in sorted(self.times):
            if index in ticked:
                runs[-1].append(self.times[index])
            elif runs[-1]:
                runs.append([])
        return ", ".join(" - ".join(dict.fromkeys((run[0], run[-1]))) for run in runs if run)

    def _is_coloured(self, row: Row) -> bool:
        """Tell a row that is coloured as a whole, or as some of the headings are, from one whose
        months are painted in.
        """
        painted, heads = (
            {place for place in self.times if place < len(cells) and cells[place].filled}
            for cells in (row.cells, self.headings)
        )
        is_column = painted == heads and len(heads) < len(self.times)
        return is_column or any(
            cell.filled for place, cell in enumerate(row.cells) if place not in self.times
        )

    def unread(self, row: Row) -> Iterator[str]:
        """Yield the headings of columns that no plan has a place for ("งบประมาณ") and in which the
        row says something.
        """
        known = {*self.columns.values(), *self.times, self.period_end}
        known |= {index for more in self.more.values() for index in more}
        known |= {
            index + extra
            for index, wide in self.wide.items()
            if index in known
            for extra in range(wide)
        }
        for index, cell in enumerate(row.cells[: self.width]):
            if cell and index not in known and self.headings[index]:
                yield self.headings[index].text

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

    @property
    def names_deadlines(self) -> bool:
        """Tell a column of last days ("กำหนดแล้วเสร็จ") from one of periods."""
        return bool(DEADLINE.search(self._period_words()))

    @property
    def counts_quarters(self) -> bool:
        """Tell a column in which a mere "1-2" are quarters."""
        return bool(QUARTERS.search(self._period_words()))

    def _period_words(self) -> str:
        """Return the words over a column of periods, "" where first and last day have one each."""
        index = self.columns.get(Column.PERIOD, len(self.headings))
        is_alone = self.period_end is None and index < len(self.headings)
        return heading_words(self.headings[index]) if is_alone else ""

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


@lru_cache(maxsize=8192)  # every part of reading asks about the same rows
def read_header(row: Row) -> Header | None:
    """Return what the columns are when the row is the header of a table of measures, else None.

    A header names the measure and at least one thing about it; columns of other kinds (budget,
    remarks) may stand among them. Figures that no heading has make it a row of the table, unless
    the other cells name the measure and two things about it. A second column of measures
    ("กิจกรรม" beside "มาตรการ") holds their steps where no other does.
    """
    if any(len(cell.text) > _LONGEST for cell in row.cells):
        return None
    columns: dict[Column, int] = {}
    times = times_of(row)
    others: list[tuple[int, str]] = []
    doubtful: dict[Column | None, int] = {}
    for index, cell in enumerate(unnumbered(row)):
        if not cell or index in times:
            continue
        words = heading_words(cell)
        if _ROUND.match(solid_text(cell)):
            words = _RESULTS  # "รอบ 6 เดือน" alone
        column = column_of(words)
        if len(words) > longest_heading(column):
            return None
        if re.search(r"\d", words) or not (words or column or _YEAR.fullmatch(solid_text(cell))):
            doubtful.setdefault(column, index)
        elif column and column not in columns:
            columns[column] = index
        elif words and not (_MONEY.search(words) or _YEAR.fullmatch(solid_text(cell))):
            others.append((index, words))
    is_sure = bool(TELLING & columns.keys())
    period_end = _find_others(columns, others, is_sure)
    more = _find_more(others)
    others = [other for other in others if not any(other[0] in found for found in more.values())]
    if times and Column.PERIOD not in columns:
        columns[Column.PERIOD] = min(times)
    if doubtful and len(TELLING & columns.keys()) < 2:
        return None
    columns = {column: at for column, at in doubtful.items() if column} | columns
    if not TELLING & columns.keys() or not {Column.MEASURE, Column.ISSUE} & columns.keys():
        return None
    hoped = len(HOPED & columns.keys())
    if len(others) + hoped >= len(columns) - hoped and not _names_pairs(row, columns):
        return None
    if Column.MEASURE not in columns:
        columns[Column.MEASURE] = columns.pop(Column.ISSUE)
    wide = {index: cell.wide for index, cell in enumerate(row.cells) if cell.wide > 1}
    return Header(columns, len(row.cells), wide, row.cells, period_end, more, times)


def _find_more(others: Sequence[tuple[int, str]]) -> dict[Column, tuple[int, ...]]:
    """Return the columns that stand beside the first of their kind."""
    found: dict[Column, tuple[int, ...]] = {}
    for index, words in others:
        column = Column.PARTY if SUPPORT.search(words) else column_of(words)
        if column in _MORE:
            found[column] = (*found.get(column, ()), index)
    return found


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


def _spanned(first: Cell, last: Cell) -> Cell:
    """Return first and last days as spans, line by line."""
    if len(first.parts) != len(last.parts):
        return Cell((*first.parts, *last.parts))
    return Cell(
        tuple(f"{begin} - {end}" for begin, end in zip(first.parts, last.parts, strict=True))
    )
