"""What a file gave, whatever its form: rows and prose in their order, and what was noticed on the
way.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from plans.document import Unreadable, Warning, WarningKind
from plans.tables import Block, Cell, Prose, Row

FORMS = (
    "give a Word (.docx), Excel (.xlsx), OpenDocument, CSV, web page (.html, .mht), PDF or text "
    "file"
)
MAX_ROWS = 5_000
MAX_COLUMNS = 40
MAX_CELL = 32_767
"""Letters in one cell: Excel's own limit, and ten times the longest cell of a published plan."""


@dataclass
class Source:
    """Rows and prose of one file; ``notes`` are doubts that belong to the form of the file (hidden
    rows, formulas).
    """

    blocks: list[Block] = field(default_factory=list)
    notes: list[Warning] = field(default_factory=list)

    def to_json(self) -> str:
        """Return all of it as text, for the process that reads files to hand on."""
        blocks = [
            [
                [
                    [cell.parts, cell.strong, cell.above, cell.wide, cell.filled]
                    for cell in block.cells
                ],
                block.line,
                block.sheet,
            ]
            if isinstance(block, Row)
            else [block.text, block.line, block.sheet]
            for block in self.blocks
        ]
        notes = [[note.kind, note.where, note.message] for note in self.notes]
        return json.dumps([blocks, notes], ensure_ascii=False)

    @staticmethod
    def from_json(text: str | bytes) -> "Source":
        """Return what ``to_json`` wrote down."""
        blocks, notes = json.loads(text)
        return Source(
            [_block(*block) for block in blocks],
            [Warning(WarningKind(kind), where, message) for kind, where, message in notes],
        )


def _block(content: str | list[list[Any]], line: int, sheet: str) -> Block:
    if isinstance(content, str):
        return Prose(content, line, sheet)
    cells = (
        Cell(tuple(parts), strong, tuple(above), wide, filled)
        for parts, strong, above, wide, filled in content
    )
    return Row(tuple(cells), line, sheet=sheet)


def sheet_place(sheet: str) -> str:
    """Return how a warning names a sheet of a workbook."""
    return f"แผ่นงาน “{sheet}”"


def check_size(blocks: Sequence[Block], name: str) -> None:
    """Refuse what no plan has, so that nothing later works for hours on it. Raises Unreadable."""
    rows = [block for block in blocks if isinstance(block, Row)]
    if len(rows) > MAX_ROWS:
        raise Unreadable(
            f"{name} has more than {MAX_ROWS} table rows; a plan has far fewer, give the plan alone"
        )
    for block in blocks:
        longest = (
            max(map(_letters, block.cells), default=0)
            if isinstance(block, Row)
            else len(block.text)
        )
        if longest > MAX_CELL:
            raise Unreadable(
                f"{name} has a cell or line of more than {MAX_CELL} letters; give the plan alone"
            )


def _letters(cell: Cell) -> int:
    return sum(map(len, cell.parts))
