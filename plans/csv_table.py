"""Tables from CSV: comma, semicolon or tab, one record a row; cells beginning with "=" are text like any other."""

from __future__ import annotations

import csv
import io

from plans.document import Unreadable
from plans.tables import Block, Prose, Row, plain_cell, rich_cell

_FIELD_LIMIT = 131_072


def read_csv(text: str, name: str) -> list[Block]:
    """Return the rows of CSV text; a record of one field before the table is prose, as a title is.

    Raises Unreadable when a field never ends.
    """
    head = text[:20_000]
    delimiter = max(",;\t", key=head.count)
    blocks: list[Block] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for fields in reader:
            cells = tuple(rich_cell(field) if "<" in field else plain_cell(field) for field in fields)
            if not any(cells):
                continue
            is_title = len([cell for cell in cells if cell]) == 1 and bool(cells[0]) and not _has_table(blocks)
            blocks.append(Prose(cells[0].text, reader.line_num) if is_title else Row(cells, reader.line_num))
    except csv.Error:
        raise Unreadable(
            f"{name} is no CSV table: a field has more than {_FIELD_LIMIT} characters or never ends"
        ) from None
    return blocks


def _has_table(blocks: list[Block]) -> bool:
    return any(isinstance(block, Row) and sum(map(bool, block.cells)) > 2 for block in blocks)
