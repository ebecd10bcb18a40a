"""Bringing what is encrypted to the keys that are given: after ``ENCRYPTION_KEY`` was set, changed
or taken back (docs/operations.md#changing-secrets).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Table,
    Text,
    and_,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from models.tables.all import metadata
from models.tables.encrypted import (
    CannotDecrypt,
    Cipher,
    EncryptedBytes,
    EncryptedText,
    cipher_of,
)


@dataclass(frozen=True)
class EncryptedState:
    """How the texts of encrypted columns are stored: with a key or not (``has_key``); how many
    (``stored``), of them not as they would be stored now (``outdated``), and how many that no key
    opens (``unreadable``).
    """

    has_key: bool
    stored: int = 0
    outdated: int = 0
    unreadable: int = 0


def encrypted_state(session: Session) -> EncryptedState:
    """Return how the texts of encrypted columns are stored; files, which go after a month, are not
    looked at.
    """
    cipher = cipher_of(session.get_bind().dialect)
    stored = outdated = unreadable = 0
    for column in _columns(EncryptedText):
        rows = select(type_coerce(column, Text)).where(column.is_not(None))
        for raw in session.scalars(rows):
            stored += 1
            outdated += not cipher.is_up_to_date(raw)
            unreadable += not _opens(cipher, raw)
    return EncryptedState(cipher.has_key, stored, outdated, unreadable)


def encrypt_stored(session: Session) -> int:
    """Store everything anew that is not stored as it would be now: with the newest key, or plainly
    where there is none; return how many texts and files. CannotDecrypt when one of them cannot be
    read: then nothing may be committed.
    """
    cipher = cipher_of(session.get_bind().dialect)
    changed = 0
    for table, column, key, raw in _stored(session):
        if cipher.is_up_to_date(raw):
            continue
        anew = (
            literal(cipher.lock(cipher.unlock(raw)), Text)
            if isinstance(raw, str)
            else literal(cipher.lock_bytes(cipher.unlock_bytes(raw)), LargeBinary)
        )
        session.execute(update(table).where(key).values({column.name: anew}))
        changed += 1
    session.expire_all()
    return changed


def _columns(kind: type[EncryptedText] | type[EncryptedBytes]) -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, kind))


def _stored(
    session: Session,
) -> Iterator[tuple[Table, Column[Any], ColumnElement[bool], str | bytes]]:
    """Give everything of encrypted columns as it lies there, one after the other, with its row's
    condition.
    """
    for column in [*_columns(EncryptedText), *_columns(EncryptedBytes)]:
        plain = Text() if isinstance(column.type, EncryptedText) else LargeBinary()
        keys = list(column.table.primary_key.columns)
        for values in session.execute(select(*keys).where(column.is_not(None))).all():
            same = and_(*(key == value for key, value in zip(keys, values, strict=True)))
            raw: Any = session.scalar(select(type_coerce(column, plain)).where(same))
            if raw is not None:
                yield column.table, column, same, raw


def _opens(cipher: Cipher, raw: str) -> bool:
    try:
        cipher.unlock(raw)
    except CannotDecrypt:
        return False
    return True
