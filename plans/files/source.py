"""What a file gave, whatever its form: rows and prose in their order, and what was noticed on the
way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.document import Unreadable, Warning
from plans.tables import Block, Cell, Row

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
