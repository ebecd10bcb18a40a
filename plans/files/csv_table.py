"""Tables from CSV: comma, semicolon or tab, one record a row; cells beginning with "=" are text
like any other.
"""

import csv
import io

from plans.document import Unreadable
from plans.files.source import MAX_ROWS
from plans.tables import Block, Prose, Row, plain_cell, rich_cell

_FIELD_LIMIT = 131_072


def read_csv(text: str, name: str) -> list[Block]:
    """Return the rows of CSV text; a record of one field before the table is prose, as a title is.

    Raises Unreadable when a field never ends, or the file does within one.
    """
    head = text[:20_000]
    delimiter = max(",;\t", key=head.count)
    blocks: list[Block] = []
    widths: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        if _is_cut(text, delimiter):
            raise Unreadable(f"{name} is cut off in its last row; send the whole file again")
        for fields in reader:
            widths.append(len(fields))
            cells = tuple(
                rich_cell(field) if "<" in field else plain_cell(field) for field in fields
            )
            if not any(cells):
                continue
            is_title = (
                len([cell for cell in cells if cell]) == 1
                and bool(cells[0])
                and not _has_table(blocks)
            )
            blocks.append(
                Prose(cells[0].text, reader.line_num) if is_title else Row(cells, reader.line_num)
            )
            if len(blocks) > 2 * MAX_ROWS:
                break  # so many are refused anyhow
    except csv.Error:
        raise Unreadable(
            f"{name} is no CSV table: a field has more than {_FIELD_LIMIT} characters or never ends"
        ) from None
    # A sheet saves all its rows alike, so a last one that is shorter was not saved to its end.
    if len(widths) > 2 and len(set(widths[:-1])) == 1 and 0 < widths[-1] < widths[0]:
        raise Unreadable(f"{name} is cut off in its last row; send the whole file again")
    return blocks


def _is_cut(text: str, delimiter: str) -> bool:
    """Tell whether the text ends within quotes, which the reader would close by itself."""
    if '"' not in text:
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _has_table(blocks: list[Block]) -> bool:
    return any(isinstance(block, Row) and sum(map(bool, block.cells)) > 2 for block in blocks)
