"""What is stored of a person, found and given out: the rows that belong to them, what names them,
what the history tells of them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from models.people.personal_data.traces import Traces, contains_any, holds_words, rows_with
from models.tables.all import metadata
from models.tables.audit import AuditEntry, AuditText
from models.tables.people import Invite, Person

_SECRETS = frozenset(
    {"digest", "code_digest", "spent_by", "reply_token", "retry_key", "salt", "text_digest"}
)


def stored_of(session: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Return everything stored of a person as JSON values, rows by table: what belongs to them, and
    what names them. Digests of secrets are left out.
    """
    traces, found = traces_of(session, person), {}
    for table in metadata.sorted_tables:
        if table.name in ("audit_entry", "audit_text"):
            continue
        mine = _theirs(table, person)
        rows = [*session.execute(select(table).where(or_(*mine))).mappings()] if mine else []
        rows += [row for row in rows_with(session, table, traces) if row not in rows]
        if rows:
            found[table.name] = [_as_json(row.items()) for row in rows]
    entries = [
        {"at": entry.at.isoformat(), "action": entry.action, "subject": entry.subject}
        | {"text": text.body, "described": (text.described or {}).get("words")}
        for entry, text in told_of(session, person, traces)
    ]
    return found | ({"audit": entries} if entries else {})


def counts_of(session: Session, person: Person) -> dict[str, int]:
    """Return how many rows of each table are a person's own, by table; cheap enough for a page."""
    found = {}
    for table in metadata.sorted_tables:
        mine = _theirs(table, person)
        if mine and table.name != "person":
            counted = select(func.count()).select_from(table).where(or_(*mine))
            found[table.name] = session.scalar(counted) or 0
    return found


def traces_of(session: Session, person: Person) -> Traces:
    """Return what a person is known by, also on the invites they used."""
    row = session.execute(select(_PERSON).where(_PERSON.c.id == person.id)).mappings().one()
    names = {str(row[name]) for name in own_words() if row[name]}
    names |= set(
        session.scalars(
            select(Invite.full_name).where(
                Invite.used_by == person.line_user_id, Invite.full_name.is_not(None)
            )
        )
    )
    return Traces(person.line_user_id, frozenset(names))


_PERSON: Table = Person.__table__  # type: ignore[assignment]


def own_words() -> list[str]:
    """The columns of a person that tell who it is and may be empty: names, telephones."""
    return [c.name for c in _PERSON.columns if holds_words(c) and c.nullable]


def _theirs(table: Table, person: Person) -> list[ColumnElement[bool]]:
    """The conditions under which a row belongs to a person by reference."""
    if table.name == "person":
        return [table.c.id == person.id]
    return [
        column == person.id
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    ]


def told_of(session: Session, person: Person, traces: Traces) -> list[tuple[AuditEntry, AuditText]]:
    """Return what the history tells of a person: texts that name them, or that they made."""
    by_id = cast(AuditText.body, Text).regexp_match(rf'"[a-z_]+": ?{person.id}[,}}]')
    rows = session.execute(
        select(AuditEntry, AuditText)
        .join(AuditText)
        .where(or_(by_id, names_person(AuditText.body, traces)))
        .order_by(AuditEntry.id)
    )
    found = []
    for entry, text in rows:
        body = text.body
        ids = (body.get("person"), (body.get("origin") or {}).get("person"))
        if person.id in ids or traces.are_in(body):
            found.append((entry, text))
    return found


def names_person(column: Any, traces: Traces) -> ColumnElement[bool]:
    """The condition that a column names a person."""
    return contains_any(column, (traces.line_user_id, *traces.names))


def _as_json(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _value(value) for name, value in items if name not in _SECRETS}


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
