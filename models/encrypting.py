"""Bringing encrypted texts to the keys that are given: after ``ENCRYPTION_KEY`` was set, changed or
taken back (docs/operations.md#changing-secrets).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
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
from models.tables.encrypted import CannotDecrypt, Cipher, EncryptedText, cipher_of


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
    """Return how the texts of encrypted columns are stored."""
    cipher = cipher_of(session.get_bind().dialect)
    stored = outdated = unreadable = 0
    for _table, _column, _key, raw in _stored(session):
        stored += 1
        outdated += not cipher.is_up_to_date(raw)
        unreadable += not _opens(cipher, raw)
    return EncryptedState(cipher.has_key, stored, outdated, unreadable)


def encrypt_stored(session: Session) -> int:
    """Store every text anew that is not stored as it would be now: with the newest key, or plainly
    where there is none; return how many. CannotDecrypt when one of them cannot be read: then
    nothing may be committed.
    """
    cipher = cipher_of(session.get_bind().dialect)
    changed = 0
    for table, column, key, raw in list(_stored(session)):
        if cipher.is_up_to_date(raw):
            continue
        anew = literal(cipher.lock(cipher.unlock(raw)), Text)
        session.execute(update(table).where(key).values({column.name: anew}))
        changed += 1
    session.expire_all()
    return changed


def _stored(session: Session) -> Iterator[tuple[Table, Column[str], ColumnElement[bool], str]]:
    """Give every stored text of an encrypted column as it lies there, with its row's condition."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, EncryptedText):
                continue
            keys = list(table.primary_key.columns)
            rows = session.execute(
                select(type_coerce(column, Text), *keys).where(column.is_not(None))
            )
            for raw, *values in rows.all():
                same = and_(*(key == value for key, value in zip(keys, values, strict=True)))
                yield table, column, same, raw


def _opens(cipher: Cipher, raw: str) -> bool:
    try:
        cipher.unlock(raw)
    except CannotDecrypt:
        return False
    return True
