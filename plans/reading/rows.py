"""From rows to issues and measures: issue rows, headers repeated at page breaks, rows that go on,
codes.

A row without a measure goes on with the one before. So does the first row of a page whose first
cell is not empty, when its steps take up the numbering where the last page left it ("… 3." after
2).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.columns import Column
from plans.document import IssueEntry, Warning, WarningKind
from plans.header import Header, read_header
from plans.reading import items
from plans.reading.codes import (
    BARE,
    CODE,
    LONE,
    NAMED,
    TITLED,
    find_code,
    next_code,
    split_codes,
    trimmed,
)
from plans.reading.copies import join_copies
from plans.reading.gathering import GatheredMeasure
from plans.reading.issues import PrintedIssues, issues_above, runs_on
from plans.reading.items import ListItem
from plans.reading.scores import is_score_header
from plans.reading.surroundings import is_note_head, sums_up
from plans.tables import Block, Cell, Prose, Row, solid
from thai.numbers import to_arabic_digits

_NOTE = re.compile(r"หมายเหตุ|ที่มา|(?:ยอด|ผล)?รวม(?:$|ทั้ง|จำนวน|เป็นเงิน|งบ|\s*\d)")
_WORD = re.compile(r"\w")
_PAGE_FURNITURE = 40


@dataclass
class RowsRead:
    """What the tables of measures said."""

    issues: list[IssueEntry] = field(default_factory=list)
    drafts: list[GatheredMeasure] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    columns: set[Column] = field(default_factory=set)
    unread: dict[str, None] = field(default_factory=dict)
    """Headings of columns that say something no plan has a place for, in printed order."""
    headers: int = 0


def read_measures(blocks: Sequence[Block], fiscal_year: int | None) -> RowsRead:
    """Return all issues and measures of a document, in printed order."""
    reader = _Reader(blocks, fiscal_year)
    for index, block in enumerate(blocks):
        reader.take(index, block)
    join_copies(reader.reading.drafts)
    return reader.reading


class _Reader:
    def __init__(self, blocks: Sequence[Block], fiscal_year: int | None) -> None:
        self.reading = RowsRead()
        self._blocks = blocks
        self._fiscal_year = fiscal_year
        self._header: Header | None = None
        self._is_page_break = False
        self._issue: str | None = None
        self._issue_text = ""
        self._last_lone = 0
        self._last_code: str | None = None
        self._current: list[GatheredMeasure] = []
        self._above = issues_above(blocks)
        self._runs_on = runs_on(blocks, self._above)
        self._issues = PrintedIssues(self.reading.issues, self.reading.warnings)

    def take(self, index: int, block: Block) -> None:
        if index in self._above:
            self._begin_issue(self._above[index])
        elif isinstance(block, Prose):
            # Page numbers and running titles may stand between two pages of one table; a paragraph
            # ends it.
            if len(block.text) > _PAGE_FURNITURE:
                self._header = None
        elif header := read_header(block):
            self._open(index, header)
        elif is_score_header(block):
            self._header = None
        elif self._header:
            self._row(block, self._header)
            self._is_page_break = False

    def _open(self, index: int, header: Header) -> None:
        if (
            header.has(Column.ISSUE)
            and not header.has(Column.STEPS)
            and self._has_issue_rows(index)
        ):
            header = header.without_issue()
        self._is_page_break = self.reading.headers > 0
        self._header = header
        self.reading.headers += 1
        self.reading.columns |= header.columns.keys()

    def _has_issue_rows(self, index: int) -> bool:
        for block in self._blocks[index + 1 :]:
            if (
                isinstance(block, Row)
                and not read_header(block)
                and self._lone_cell(block) is not None
            ):
                return True
        return False

    def _row(self, row: Row, header: Header) -> None:
        lone = self._lone_cell(row)
        if lone is not None and self._lone_row(lone, header):
            return
        cell = header.cell(row, Column.MEASURE)
        cell = cell if _WORD.search(cell.text) else Cell(above=cell.above)  # no lone mark
        if is_note_head(cell) or (not cell and sums_up(row)):
            return
        self.reading.unread.update(dict.fromkeys(header.unread(row)))
        self._issue_column(header.cell(row, Column.ISSUE))
        goes_on = not cell or (self._is_page_break and self._takes_up(row, header, cell))
        if goes_on and self._current:
            if cell:
                self._join_title(cell)
            for draft in self._current:
                draft.add_row(row, header, self._fiscal_year, self._is_page_break, is_first=False)
        elif cell:
            self._begin(row, header, cell)
        else:
            message = "แถวแรกของตารางไม่มีชื่อมาตรการ จึงไม่ได้อ่านแถวนี้"
            self.reading.warnings.append(Warning(WarningKind.MISSING, f"แถวที่ {row.line}", message))

    def _lone_cell(self, row: Row) -> Cell | None:
        """Return the one cell that speaks in the row: the first, or one text printed across all
        columns.
        """
        full = [cell for cell in row.cells if cell]
        if len({cell.text for cell in full}) != 1:
            return None
        return full[0] if row.cells[0] and (len(full) == 1 or len(full) == len(row.cells)) else None

    def _lone_row(self, cell: Cell, header: Header) -> bool:
        """Take a row that is only a heading; False when it is an ordinary row after all."""
        digits = to_arabic_digits(cell.text)
        if _NOTE.match(digits):
            return True
        if CODE.match(digits) or (
            header.columns[Column.MEASURE] != 0 and not self._heads(cell, digits)
        ):
            return False
        if self._heads(cell, digits):
            self._begin_issue(cell.text)
            return True
        if not LONE.match(digits):
            if self._is_page_break and self._current:
                self._join_title(cell)
            else:
                self._begin_issue(cell.text)
            return True
        return False

    def _heads(self, cell: Cell, digits: str) -> bool:
        """Tell an issue ("4. …") from a measure that stands alone ("4) …"): by print, by sequence,
        at last by style.
        """
        if cell.strong or digits.startswith("ประเด็น") or NAMED.match(digits):
            return True
        lone = LONE.match(digits)
        if lone is None:
            return False
        number = int(lone["number"])
        next_issue = number == int(self._issue or 0) + 1
        next_measure = self._last_lone > 0 and number == self._last_lone + 1
        if next_issue != next_measure:
            return next_issue
        return bool(lone["open"]) or lone["close"] == "."

    def _begin_issue(self, text: str) -> None:
        self._issue, self._issue_text = self._issues.take(text), text
        self._last_lone, self._current = 0, []

    def _issue_column(self, cell: Cell) -> None:
        if cell.text in ("-", "–"):
            self._issue, self._issue_text = None, ""
        elif cell and solid(cell.text) != solid(self._issue_text):
            self._begin_issue(cell.text)

    def _takes_up(self, row: Row, header: Header, cell: Cell) -> bool:
        """Tell whether the steps go on with the next number of the last page although the first
        cell is not empty.
        """
        if not self._current or CODE.match(_digits(cell)) or LONE.match(_digits(cell)):
            return False
        last = _last_number(self._current[-1].lists[Column.STEPS])
        first = next(
            (
                item.number
                for item in items.read_items(header.cell(row, Column.STEPS))
                if item.number
            ),
            None,
        )
        return last is not None and last >= 1 and first == last + 1

    def _join_title(self, cell: Cell) -> None:
        draft = self._current[-1]
        draft.title = items.join_lines(draft.title, cell.text)
        message = f"ต่อข้อความ “{cell.text}” เข้ากับมาตรการในหน้าก่อน เพราะถูกตัดข้ามหน้า"
        draft.warn(WarningKind.OCR, message)

    def _begin(self, row: Row, header: Header, cell: Cell) -> None:
        self._current = []
        listed: tuple[str, ...] = ()
        if not header.has(Column.STEPS) and items.lists_steps(cell):
            cell, listed = Cell(cell.parts[:1], cell.strong), cell.parts[1:]
        for printed, title in self._codes(cell, header.cell(row, Column.CODE)):
            code = self._whole_code(printed)
            draft = GatheredMeasure(self._issue, code, title, row.line, self.reading.headers)
            if code != printed:
                message = f"รหัสพิมพ์ว่า {printed} จึงอ่านเป็น {code} ตามลำดับ (Excel ตัดเลข 0 ท้ายตัวเลข)"
                draft.warn(WarningKind.OCR, message)
            if code and self._is_elsewhere(code):
                draft.warn(
                    WarningKind.CONTRADICTION,
                    f"รหัสขึ้นต้นด้วย {code.split('.')[0]} แต่อยู่ใต้ประเด็นที่ {self._issue}",
                )
            self._last_code = code
            draft.lists[Column.STEPS] += items.read_items(Cell(listed))
            draft.add_row(row, header, self._fiscal_year, is_page_break=False, is_first=True)
            self._current.append(draft)
        self.reading.drafts.extend(self._current)
        if len(self._current) > 1:
            names = " และ ".join(draft.code or "" for draft in self._current)
            message = f"มาตรการ {names} อยู่ในช่องเดียวกัน จึงใช้ขั้นตอน ผู้รับผิดชอบ และระยะเวลาร่วมกัน"
            self._current[0].warn(WarningKind.DUPLICATE, message)

    def _codes(self, cell: Cell, code_cell: Cell) -> list[tuple[str | None, str]]:
        """Return code and title of every measure in a cell; a lone number is counted under its
        issue.
        """
        texts = split_codes(cell)
        if code_cell and len(texts) == 1:
            title = find_code(texts[0])[1]
            printed = to_arabic_digits(code_cell.text).strip("(). ")
            if self._runs_on or (self._header and self._header.prints_codes):
                return [(printed, title)]
            return (
                [(self._full_code(printed), title)]
                if re.fullmatch(r"\d+(\.\d+)*", printed)
                else [(printed, title)]
            )
        found: list[tuple[str | None, str]] = []
        for text in texts:
            titled = TITLED.match(to_arabic_digits(text))
            text = text[titled.end() :] if titled else text
            code, title = find_code(text)
            lone = (BARE if titled else LONE).match(to_arabic_digits(text))
            if code is None and lone:
                code, title = self._full_code(lone["number"]), text[lone.end() :].strip()
            found.append((code, trimmed(title) if code else title))
        return found

    def _is_elsewhere(self, code: str) -> bool:
        """Tell a code of another issue than the one it stands under."""
        head, _, tail = code.partition(".")
        return bool(
            self._issue
            and tail
            and head.isdecimal()
            and self._issue.isdecimal()
            and head != self._issue
        )

    def _whole_code(self, code: str | None) -> str | None:
        """Return "1.10" for the "1.1" that a sheet makes of that number, where 1.10 is due."""
        last = self._last_code or ""
        due = next_code(last) if re.fullmatch(r"\d+(?:\.\d+)+", last) else ""
        return due if code and due == f"{code}0" else code

    def _full_code(self, number: str) -> str:
        if "." in number:
            return number
        self._last_lone = int(number)
        return f"{self._issue}.{number}" if self._issue else number


def _last_number(entries: Sequence[ListItem]) -> int | None:
    return next((item.number for item in reversed(entries) if item.number is not None), None)


def _digits(cell: Cell) -> str:
    return to_arabic_digits(cell.text)
