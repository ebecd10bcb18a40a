"""The cells of the matrix as finished strings: 12,000 of them, so not by a template's loop
(docs/pages.md#the-month).
"""

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from models.month.matrix import MatrixCell, MatrixMeasure, MatrixRow
from models.tables.obligations import ObligationState
from web.desk.words import EXTENDED, LATE, NOT_ASKED
from web.words import STATES, ShownState

_EMPTY = f'<td class="none"><span class="unseen">{NOT_ASKED}</span></td>'


def shown_state(cell: MatrixCell) -> ShownState:
    """Return how a cell's state is shown: what has a later date is not called missing."""
    if cell.is_extended and cell.state is ObligationState.OWED:
        return EXTENDED
    return STATES[cell.state]


def words_of(cell: MatrixCell) -> str:
    """Return a cell in words, as the page and the workbook have it."""
    shown = shown_state(cell)
    late = f" · {LATE}" if cell.is_late else ""
    count = f" ({cell.reports})" if cell.reports > 1 else ""
    return f"{shown.symbol} {shown.word}{late}{count}"


def table_rows(
    rows: Sequence[MatrixRow],
    measures: Sequence[MatrixMeasure],
    report_address: str,
    head: Callable[[MatrixRow], str],
) -> Markup:
    """Return the rows of the table; ``report_address`` is that of a report without its number,
    ``head`` gives where an agency's name leads to, empty for nowhere. Only names are escaped: all
    else comes from a fixed set.
    """
    begin = f'<td><a href="{escape(report_address)}'
    ends: dict[tuple[ObligationState, bool, bool, int], str] = {}
    ids = [each.measure_id for each in measures]
    lines: list[str] = []
    for row in rows:
        where = head(row)
        name = escape(row.name)
        first = f'<a href="{escape(where)}">{name}</a>' if where else name
        lines.append(f'<tr><th scope="row">{first}</th>')
        cells = row.cells
        for number in ids:
            cell = cells.get(number)
            if cell is None:
                lines.append(_EMPTY)
                continue
            kind = (cell.state, cell.is_late, cell.is_extended, cell.reports)
            end = ends.get(kind)
            if end is None:
                end = ends[kind] = f'" class="{shown_state(cell).look}">{words_of(cell)}</a></td>'
            lines.append(f"{begin}{cell.obligation_id}{end}")
        lines.append("</tr>")
    return Markup("".join(lines))  # noqa: S704 -- names and addresses are escaped above
