"""Headings that stand in two or three rows, as the one row they mean.

A group ("แผนการดำเนินงาน") stands over its columns, years over their months, results over their
rounds; a row of column numbers ("(1)", "(2)" …) says nothing. Files with merged cells tell what
reaches over what; in the others a heading reaches over the empty cells after it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from plans.columns import (
    BEGIN,
    END,
    LONGEST_OTHER,
    SUPPORT,
    TIME,
    WEAK,
    Column,
    column_of,
    heading_words,
)
from plans.columns import solid_text as solid
from plans.header import read_header
from plans.tables import Block, Cell, Row

_YEAR = re.compile(r"(?<![\d/])(?:25)?(\d\d)(?!\d)")
_REMARK = re.compile(r"\(.{1,40}\)")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})[).]?")
_BELOW = re.compile(
    r"รอบ|ครั้งที่|งวด|แผน|ผล|หลัก|ร่วม|รอง|สนับสนุน|ปี|พ\.?ศ|\d{1,2}เดือน|\(|"
    r"เป้าหมาย|งบประมาณ|ตัวชี้วัด|หมายเหตุ|รายการ"
)
_DONE = (Column.RESULTS, Column.OUTCOMES, Column.FOLLOWUP)
_FEWEST_TIMES = 4
"""Months or quarters that make a row of headings where no merged cell tells."""


def fold_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the headings of every table in one row."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        if isinstance(block, Row) and isinstance(above, Row):
            if _numbers_columns(block) and read_header(above):
                continue
            if (folded := _folded(above, block)) is not None:
                found[-1] = folded
                continue
        found.append(block)
    return found


def _folded(upper: Row, lower: Row) -> Row | None:
    """Return both rows as one; None where the lower one holds no headings of the upper one's."""
    width = max(len(upper.cells), len(lower.cells))
    over, under = ([*row.cells, *[Cell()] * (width - len(row.cells))] for row in (upper, lower))
    below = {
        column: cell
        for column, cell in enumerate(under)
        if cell and solid(cell) != solid(over[column])
    }
    groups = _groups(over)
    for first, members in groups.items():
        if "ไตรมาส" in over[first].text:
            below |= _quarters(members, below)
    alone = {column for members in groups.values() if len(members) == 1 for column in members}
    if len(below) < 2 or len({solid(cell) for cell in over if cell}) < 2:
        return None
    if any(column in alone and not _REMARK.fullmatch(below[column].text) for column in below):
        return None
    if not _belong(over, under, below):
        return None
    cells = [cell or below.get(column, cell) for column, cell in enumerate(over)]
    for first, members in groups.items():
        subs = {column: below[column] for column in members if column in below}
        if subs and not _is_one_period(over[first], subs.values()):
            is_fiscal = _turns_the_year(subs.values())
            cells[first] = Cell(over[first].parts, over[first].strong)
            for column, sub in subs.items():
                text = _joined(over[first].text, sub, is_fiscal)
                cells[column] = Cell((text,), sub.strong, wide=sub.wide)
    row = Row(tuple(cells), upper.line, True, upper.sheet)
    return row if read_header(row) is not None else None


def _groups(over: Sequence[Cell]) -> dict[int, list[int]]:
    """Return the columns over which each heading reaches, by its own."""
    knows_width = any(cell.wide > 1 for cell in over)
    groups: dict[int, list[int]] = {}
    first, end = None, 0
    for column, cell in enumerate(over):
        if cell and (first is None or solid(cell) != solid(over[first])):
            first, end = column, column + cell.wide
            groups[first] = [column]
        elif first is not None and (cell or column < end or not (knows_width or cell.above)):
            groups[first].append(column)
        else:
            first = None
    return groups


def _quarters(members: Sequence[int], below: Mapping[int, Cell]) -> dict[int, Cell]:
    """Return the quarters that mere numbers below a heading of quarters stand for."""
    named = {column: solid(below[column]) for column in members if column in below}
    is_counted = list(named.values()) == ["1", "2", "3", "4"]
    return {column: Cell((f"ไตรมาส {number}",)) for column, number in named.items() if is_counted}


def _belong(over: Sequence[Cell], under: Sequence[Cell], below: Mapping[int, Cell]) -> bool:
    """Tell a second row of headings from a row of the table, or headings from a row above them."""
    if any(cell.above and cell.above == over[place].parts for place, cell in enumerate(under)):
        return True
    checked = list(below.values())
    if read_header(Row(tuple(under), 0)) is not None:
        checked = [cell for cell in over if cell]
    if not all(map(_is_heading, checked)):
        return False
    times = [cell for cell in checked if TIME.fullmatch(solid(cell))]
    are_quarters = all(cell.text.startswith("ไตรมาส") for cell in times)
    return len(times) < len(checked) or are_quarters or len(times) >= _FEWEST_TIMES


def _is_heading(cell: Cell) -> bool:
    words = solid(cell)
    known = column_of(words) or TIME.fullmatch(words) or BEGIN.match(words) or END.match(words)
    is_weak = any(re.search(pattern, words) for _, pattern in WEAK)
    is_known = known or is_weak or SUPPORT.match(words) or _BELOW.match(words)
    return len(words) <= LONGEST_OTHER and bool(is_known)


def _is_one_period(group: Cell, subs: Iterable[Cell]) -> bool:
    """Tell a period whose columns below have no names that say anything: they stay one."""
    return column_of(heading_words(group)) is Column.PERIOD and not any(map(_is_heading, subs))


def _turns_the_year(subs: Iterable[Cell]) -> bool:
    """Tell months that go on after December: the year above them is a fiscal one."""
    return any(
        solid(one).startswith(("ธ.ค", "ธันวาคม")) and solid(two).startswith(("ม.ค", "มกราคม"))
        for one, two in pairwise(subs)
    )


def _joined(group: str, sub: Cell, is_fiscal: bool) -> str:
    """Return what a heading and the group above it say together."""
    above, words = solid(Cell((group,))), solid(sub)
    is_done = column_of(heading_words(Cell((group,)))) in _DONE
    if TIME.fullmatch(words):
        if is_done or "งบ" in above.replace("ปีงบ", ""):
            return f"{group} {sub.text}"
        years = _YEAR.findall(above)
        if len(years) == 1 and not (is_fiscal or re.search(r"\d|ไตรมาส", words)):
            return sub.text if re.search("งบประมาณ|ไตรมาส", above) else f"{sub.text} 25{years[0]}"
        return sub.text
    if column_of(heading_words(sub)) or any(kind.match(words) for kind in (BEGIN, END, SUPPORT)):
        return sub.text
    if TIME.fullmatch(above) and words in ("แผน", "ผล"):
        return group if words == "แผน" else f"ผลการดำเนินงาน {group}"
    return f"{group} {sub.text}"


def _numbers_columns(row: Row) -> bool:
    """Tell a row that counts the columns from the first on: "(1)", "(2)", "(3)"."""
    found = [_COLUMN_NUMBER.fullmatch(solid(cell)) for cell in row.cells if cell]
    numbers = [int(match[1]) for match in found if match]
    return bool(row.cells[0]) and len(found) > 2 and numbers == list(range(1, len(found) + 1))
