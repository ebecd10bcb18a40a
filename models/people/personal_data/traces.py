"""Where a person stands in what is stored: every text and JSON column of every table, so that a new
table is looked at without being named here.

Words that are the office's own (reports that were sent, plans, papers, scores) are looked at for
LINE ids only: ``OFFICE`` names them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Enum,
    RowMapping,
    String,
    Table,
    Text,
    and_,
    cast,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.tables.all import metadata
from models.tables.encrypted import EncryptedText

OFFICE_TABLES = frozenset(
    {
        *("agency", "agency_alias", "agency_group", "organization"),
        *("plan", "issue", "measure", "step", "assignment", "plan_reading"),
        *("holiday", "holiday_year", "organization_holiday"),
    }
)
"""What the office itself is and plans: a name in it is that of a head or a signer."""
OFFICE = frozenset(
    {
        *("revision.summary", "revision.outcome", "revision.obstacle"),
        *("review.reason", "obligation.excuse_reason", "evidence.name", "evidence.url"),
        *("cell_edit.text", "figure_confirmation.line", "report_version.document"),
        *("report_version.measures", "plan_reading.plans", "plan_reading.document"),
        *("plan_reading.name", "plan_reading.mended", "wording.title", "wording.lead"),
        *("score.source", "score_rule.body", "score_note.text", "public_evidence.caption"),
    }
)
"""The words of reports and papers, which stay as they were sent, written and published."""
_OWN_WAY = frozenset({"audit_text", "person", "membership"})
"""A text of the history is changed by nobody: it goes as a whole, or stays (``erasure``)."""
_LEAST = 4
"""Letters of a name that is looked for: shorter ones stand in other words everywhere."""


class Traces:
    """What a person is known by: the LINE id, and the ``names``: full name, name in LINE,
    telephones.
    """

    def __init__(self, line_user_id: str, names: frozenset[str]) -> None:
        self.line_user_id = line_user_id
        self.names = frozenset(name for name in names if len(name.strip()) >= _LEAST)

    def looked_for(self, column: Column[Any]) -> list[str]:
        """Return what a column is looked at for, the longest first."""
        table = column.table.name
        is_office = table in OFFICE_TABLES or f"{table}.{column.name}" in OFFICE
        names = [] if is_office else sorted(self.names, key=len, reverse=True)
        return [self.line_user_id, *names]

    def are_in(self, value: object) -> bool:
        """Whether a JSON value or text tells of the person."""
        return _stands_in(value, [self.line_user_id, *self.names])


def holds_words(column: Column[Any]) -> bool:
    """Whether a column may hold what people wrote, or an id of LINE."""
    return isinstance(column.type, String | Text | JSON | EncryptedText) and not isinstance(
        column.type, Enum
    )


def contains_any(column: Any, looked_for: Iterable[str]) -> ColumnElement[bool]:
    """The condition that one of some texts stands in a column; in JSON as it is, or escaped."""
    spelled = {
        spelling
        for each in looked_for
        for spelling in (each, _in_json(each, ascii_only=False), _in_json(each, ascii_only=True))
    }
    return or_(*(cast(column, Text).contains(each, autoescape=True) for each in sorted(spelled)))


def rows_with(session: Session, table: Table, traces: Traces) -> Iterator[RowMapping]:
    """Give the rows of a table in which a person stands by LINE id or name."""
    columns = [column for column in table.columns if holds_words(column)]
    plain = [column for column in columns if not isinstance(column.type, EncryptedText)]
    found = [contains_any(column, traces.looked_for(column)) for column in plain]
    locked = [column for column in columns if isinstance(column.type, EncryptedText)]
    found += [column.is_not(None) for column in locked]
    if not found:
        return
    for row in session.execute(select(table).where(or_(*found))).mappings().all():
        if any(_stands_in(row[column.name], traces.looked_for(column)) for column in columns):
            yield row


def replace_everywhere(session: Session, traces: Traces, replacement: Mapping[str, str]) -> None:
    """Put other words in place of a person's LINE id and names, wherever they still stand;
    ``replacement`` holds the id's under the id, and the names' under "".
    """
    for table in metadata.sorted_tables:
        if table.name in _OWN_WAY:
            continue
        for row in rows_with(session, table, traces):
            changed = {
                column.name: _replaced(row[column.name], column, traces, replacement)
                for column in table.columns
                if holds_words(column) and row[column.name] is not None
            }
            key = and_(*(column == row[column.name] for column in table.primary_key.columns))
            session.execute(
                update(table)
                .where(key)
                .values({name: value for name, value in changed.items() if value != row[name]})
            )


def _in_json(text: str, *, ascii_only: bool) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def _stands_in(value: object, looked_for: list[str]) -> bool:
    return any(each in text for text in _texts(value) for each in looked_for)


def _texts(value: object) -> Iterator[str]:
    """Give every text of a JSON value, keys of objects too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts(each)


def _replaced(
    value: Any, column: Column[Any], traces: Traces, replacement: Mapping[str, str]
) -> Any:
    """Return a value with other words in place of what is looked for, in lists and objects too."""
    if isinstance(value, str):
        for each in traces.looked_for(column):
            value = value.replace(each, replacement.get(each, replacement[""]))
        length = getattr(column.type, "length", None)
        return value[:length] if length else value
    if isinstance(value, list):
        return [_replaced(each, column, traces, replacement) for each in value]
    if isinstance(value, dict):
        return {
            _replaced(key, column, traces, replacement): _replaced(
                each, column, traces, replacement
            )
            for key, each in value.items()
        }
    return value
