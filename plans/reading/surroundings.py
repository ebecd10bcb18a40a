"""What stands around the tables of a sheet is text, though a sheet knows nothing but rows: titles,
remarks, signatures.

A row of one cell between the rows of a table is an issue, or a measure that stands alone; below the
table, or before another one, it is one only when its number is the next in turn. Whoever signs ends
the table, and so does a table of another kind (a committee, signatures) that stands below it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.columns import LONGEST_OTHER, Column, column_of
from plans.header import Header, read_header
from plans.reading.codes import CODE, LONE, split_issue
from plans.reading.scores import is_score_header
from plans.tables import Block, Cell, Prose, Row, solid
from thai.numbers import to_arabic_digits

_RANK = r"(?:ว่าที่|พล|พัน|ร้อย|ดาบ|จ่า|สิบ|นาวา|เรือ|นาย|นาง)[ก-๙. ]{0,20}"
_SIGNED = re.compile(
    rf"{_RANK}[.…_]{{4,}}|"
    r"\(?\s*ลงชื่อ|\(\s*(?:ว่าที่|นาย|นาง|น\.ส|ดร\.|พล|พัน|ร้อย|จ่า)[^)]*\)$|\(?[.…_]{6,}"
)
_REMARK = re.compile(r"หมายเหตุ|ข้อเสนอแนะ|ที่มา")
_PEOPLE = re.compile(
    r"(?:ราย)?ชื่อ|ตำแหน่ง|ลายมือชื่อ|(?:คณะ)?กรรมการ|คณะทำงาน|ผู้(?:เสนอ|ประสาน|จัดทำ|ตรวจ|อนุมัติ|เห็นชอบ|รับรอง)"
)
_OTHER = re.compile(
    rf"(?:{_PEOPLE.pattern}|หน้าที่|สังกัด|โทร|เบอร์|วันที่|วัน/?เดือน|จำนวน|รายการ).{{0,30}}|"
    r"ที่|ลำดับ(?:ที่)?|หมายเหตุ|หน่วยงาน"
)
_PERSON = re.compile(
    r"(?:\d{1,2}[.)]\s*)?(?:นาย(?!ก\S*(?:เทศ|องค์|อบ|รัฐ|ฯ))|นาง|น\.\s?ส\.|ว่าที่)[ก-๙. ]{2,40}$"
)
_NOTE_HEAD = re.compile(r"(?:หมายเหตุ|ที่มา|รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|งบประมาณ)?)\s*[:：]?")
_SUM = re.compile(r"(?:ยอด|ผล)?รวม")
_FIGURES = re.compile(r"[\d,.\s-]*(?:บาท)?")
_LONGEST_ISSUE = 200
_CLOSE = 1


@dataclass
class _Counting:
    """The numbers of the last issue and of the last measure in it; 0 where there was none yet."""

    issue: int = 0
    measure: int = 0


@dataclass
class _Spacing:
    """How many lines lie between two rows of a table, and whether more lie above the last one or
    text does; ``line`` is that of the row before it.
    """

    line: int = 0
    step: int = 0
    last_step: int = 0
    reach: int = 0
    """The last column in which a row of the table says anything."""
    is_apart: bool = False

    def take(self, block: Block) -> None:
        self.last_step, self.line = block.line - self.line, block.line
        within = 0 <= self.last_step <= max(self.step, _CLOSE)
        self.is_apart = self.is_apart or isinstance(block, Prose) or not within

    def go_on(self, row: Row) -> None:
        """Take the last row as one of the table."""
        self.reach = max(self.reach, _reach(row))
        if not self.is_apart:
            self.step = max(self.step, self.last_step)
        self.is_apart = False


def part_text(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the rows that belong to no table as prose, one line for each."""
    found: list[Block] = []
    waiting: list[Row] = []
    header: Header | None = None
    counting = _Counting()
    is_below, spacing = False, _Spacing()
    for place, block in enumerate(blocks):
        spacing.take(block)
        if isinstance(block, Prose):
            found += _settled(waiting, header, counting)
            waiting = []
            found.append(block)
            continue
        new = read_header(block)
        lone = lone_cell(block)
        if new is None and not is_score_header(block) and lone is not None:
            waiting.append(block)
            continue
        is_other = is_below or (
            header is not None and _is_of_another(blocks[place:], block, header, spacing)
        )
        ends = new is not None or is_score_header(block) or is_other
        found += _settled(waiting, header, counting) if ends else _kept(waiting, counting)
        waiting = []
        if new is not None:
            header, is_below, spacing = new, False, _Spacing(block.line)
        elif is_score_header(block):
            header, counting, is_below = None, _Counting(), False
        elif is_other:
            header, is_below = None, True
            found += _prose(block)
            continue
        elif header is not None:
            spacing.go_on(block)
            # Where issues head the measures ("ประเด็น", "มาตรการ") the number stands before the
            # column of that name.
            heads = block.cells[: header.columns[Column.MEASURE] + 1]
            _count(next((cell for cell in heads if cell), Cell()), counting)
        found.append(block)
    return [*found, *_settled(waiting, header, counting)]


def is_signature(text: str) -> bool:
    """Tell whether somebody signs there: "ลงชื่อ ….", "(นาย …)", dots to sign upon."""
    return _SIGNED.match(text) is not None


def is_note_head(cell: Cell) -> bool:
    """Tell a mere "หมายเหตุ" or "รวม"."""
    return _NOTE_HEAD.fullmatch(cell.text) is not None


def sums_up(row: Row) -> bool:
    """Tell a row that begins with "รวม…" and goes on with nothing but figures, or is a remark."""
    first, *others = [cell for cell in row.cells if cell] or [Cell()]
    are_figures = (_FIGURES.fullmatch(to_arabic_digits(cell.text)) for cell in others)
    return bool(_SUM.match(first.text) and all(are_figures)) or is_note_head(first)


def lone_cell(row: Row) -> Cell | None:
    """Return the one cell that speaks in a row: one alone, or one text printed across all columns;
    None where several do.
    """
    full = [cell for cell in row.cells if cell]
    if len({cell.text for cell in full}) != 1:
        return None
    return full[0] if len(full) == 1 or len(full) == len(row.cells) else None


def _is_of_another(rest: Sequence[Block], row: Row, header: Header, spacing: _Spacing) -> bool:
    """Tell a row that belongs to another table than the measures above it; ``rest`` begins with
    it.
    """
    texts = [cell.text for cell in row.cells if cell]
    if any(map(is_signature, texts)):
        return True
    if spacing.is_apart and (len(row.cells) < header.width or any(map(_PERSON.match, texts))):
        return True
    if spacing.is_apart and _are_headings(texts):
        return True
    if spacing.is_apart and not LONE.match(texts[0]) and not CODE.match(texts[0]):
        rows = list(_next_rows(rest))
        if len(rows) > 1 and max(map(_reach, rows)) < spacing.reach:
            return True
    words = [solid(text) for text in texts]
    return all(map(_OTHER.fullmatch, words)) and any(map(_PEOPLE.match, words))


def _are_headings(texts: Sequence[str]) -> bool:
    """Tell the headings of a table of other things ("ความเสี่ยง", "มาตรการควบคุม", "ผู้รับผิดชอบ") from a
    row of measures.
    """
    kinds = [column_of(solid(text)) for text in texts]
    are_short = all(len(text) <= LONGEST_OTHER for text in texts)
    return are_short and Column.PARTY in kinds and len(set(kinds) - {None}) > 1


def _next_rows(blocks: Sequence[Block]) -> Iterator[Row]:
    """Yield the rows that stand in the lines below each other, up to the next headings."""
    line = blocks[0].line
    for block in blocks:
        if not isinstance(block, Row) or not 0 <= block.line - line <= _CLOSE or read_header(block):
            return
        line = block.line
        yield block


def _reach(row: Row) -> int:
    return max((place for place, cell in enumerate(row.cells) if cell), default=0)


def _kept(rows: Sequence[Row], counting: _Counting) -> list[Block]:
    """Return rows of one cell that the table goes on after: they stay rows."""
    for row in rows:
        if row.cells[0]:
            _count(row.cells[0], counting, is_alone=True)
    return list(rows)


def _settled(rows: Sequence[Row], header: Header | None, counting: _Counting) -> list[Block]:
    """Return rows of one cell that nothing of the table comes after: those next in turn stay rows,
    the others are prose.
    """
    for place, row in enumerate(rows):
        cell = lone_cell(row)
        if header is None or cell is None or not _goes_on(cell, bool(row.cells[0]), counting):
            return [*rows[:place], *(line for left in rows[place:] for line in _prose(left))]
        _count(cell, counting, is_alone=True)
    return list(rows)


def _goes_on(cell: Cell, is_first: bool, counting: _Counting) -> bool:
    text = to_arabic_digits(cell.text)
    if not is_first:
        # The end of a party or period that a page end cut; whoever signs stands there too.
        return not is_signature(text) and len(text) <= _LONGEST_ISSUE
    if _REMARK.match(text) or is_signature(text) or len(text) > _LONGEST_ISSUE:
        return False
    if text.startswith("ประเด็น") or CODE.match(text):
        return True
    number, _ = split_issue(text)
    if number is None:
        return cell.strong and counting.issue == 0
    due = {counting.issue + 1} if counting.issue or cell.strong else set()
    return int(number) in due | ({counting.measure + 1} if counting.measure else set())


def _count(cell: Cell, counting: _Counting, is_alone: bool = False) -> None:
    """Take note of the number a row begins with: that of an issue or of a measure."""
    text = to_arabic_digits(cell.text)
    lone = LONE.match(text)
    number = split_issue(text)[0] if is_alone else lone["number"] if lone else None
    if number is None or CODE.match(text):
        return
    is_next_issue = int(number) == counting.issue + 1 and int(number) != counting.measure + 1
    if is_alone and (is_next_issue or cell.strong or counting.measure == 0):
        counting.issue, counting.measure = int(number), 0
    else:
        counting.measure = int(number)


def _prose(row: Row) -> list[Block]:
    return [
        Prose(cell.text, row.line, row.sheet)
        for cell in {cell.text: cell for cell in row.cells if cell}.values()
    ]
