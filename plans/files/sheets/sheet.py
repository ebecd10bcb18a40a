"""One sheet of a workbook while it is read, whatever its form: cells, merged areas, and what was
left out.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from plans.document import Unreadable, Warning, WarningKind
from plans.files.source import MAX_COLUMNS, MAX_ROWS, Source, sheet_place
from plans.header import read_header
from plans.tables import Block, Cell, Prose, Row

_MAX_MERGES = 20_000
Place = tuple[int, int]
"""Row and column, both from 1."""
Area = tuple[int, int, int, int]
"""A merged area: first row and column, last row and column."""


@dataclass
class Sheet:
    """One worksheet while it is read: what its cells say, and what was left out."""

    file: str
    """The file's name, for messages."""
    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    painted: set[Place] = field(default_factory=set)
    """Cells that have a colour and say nothing."""
    hidden_columns: set[int] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Formulas that no program ever worked out."""

    def add(self, row: int, column: int, cell: Cell, is_hidden: bool = False) -> None:
        """Take in a cell; one of a hidden row or column is only noted."""
        if not cell:
            if cell.filled and column <= MAX_COLUMNS and len(self.painted) < MAX_ROWS * MAX_COLUMNS:
                self.painted.add((row, column))
            return
        if is_hidden:
            if not self.hidden_rows or self.hidden_rows[-1] != row:
                self.hidden_rows.append(row)
        elif column in self.hidden_columns or column > MAX_COLUMNS:
            self.left_out.add(column_letters(column))
        else:
            self.cells[row, column] = cell
        if len(self.cells) > MAX_ROWS * MAX_COLUMNS:
            raise Unreadable(f"{self.file} has far more cells than a plan; give the plan alone")

    def merge(self, areas: Sequence[Area]) -> None:
        """Tell the lower cells of a merged area what its first one says, and the first one how wide
        it is.
        """
        cells = self.cells
        used = sorted({row for row, _ in cells})
        too_many = f"{self.file} has far more merged cells than a plan; give the plan alone"
        if len(areas) > _MAX_MERGES:
            raise Unreadable(too_many)
        shared = 0
        for top, left, bottom, right in areas:
            if (top, left) not in cells:
                continue
            first = cells[top, left]
            hidden = sum(
                column in self.hidden_columns for column in range(left, min(right, MAX_COLUMNS) + 1)
            )
            cells[top, left] = replace(
                first, wide=max(1, min(right, MAX_COLUMNS) - left + 1 - hidden)
            )
            for row in used[bisect_right(used, top) : bisect_right(used, bottom)]:
                if (row, left) not in cells:
                    cells[row, left] = Cell(above=first.parts)
                    shared += 1
            if shared > MAX_ROWS * MAX_COLUMNS:
                raise Unreadable(too_many)

    def hand_over(self, source: Source, is_visible: bool) -> None:
        """Add what the sheet says to what the file gave; a hidden sheet is only noted."""
        blocks = list(_blocks(self.cells, self.painted))
        if is_visible:
            source.blocks += [replace(block, sheet=self.name) for block in blocks]
            source.notes += _notes(self)
        # Sheets of lists to choose from are hidden too; only a table of measures is worth a word.
        elif any(isinstance(block, Row) and read_header(block) for block in blocks):
            message = "แผ่นงานนี้ซ่อนอยู่และมีตารางมาตรการ จึงไม่ได้อ่าน หากเป็นส่วนหนึ่งของแผนโปรดยกเลิกการซ่อนก่อน"
            source.notes.append(Warning(WarningKind.MISSING, sheet_place(self.name), message))


def _blocks(cells: dict[Place, Cell], painted: Container[Place]) -> Iterator[Block]:
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
            places = range(min(origin, first), last + 1)
            yield Row(
                tuple(
                    line[column] if column in line else Cell(filled=(row, column) in painted)
                    for column in places
                ),
                row,
            )


def _notes(sheet: Sheet) -> list[Warning]:
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


def column_letters(column: int) -> str:
    """Return the name of a column: A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
