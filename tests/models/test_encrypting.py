"""Telephones at rest: plain without a key, locked with one, readable while keys change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from models.database import Database
from models.encrypting import EncryptedState, encrypt_stored, encrypted_state
from models.tables.encrypted import BadKey, CannotDecrypt, Cipher, use_cipher
from models.tables.organization import Organization
from tests.scheduler.province import Province

PHONE = "055-612-345"
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def stored(database: Database) -> str:
    with database.read() as session:
        return str(session.scalar(text("SELECT secretariat_phone FROM organization")))


def read(database: Database) -> str | None:
    with database.read() as session:
        return session.get_one(Organization, 1).secretariat_phone


def with_keys(database: Database, *keys: str) -> Database:
    use_cipher(database.engine.dialect, Cipher(keys))
    return database


def state_of(database: Database) -> EncryptedState:
    with database.read() as session:
        return encrypted_state(session)


def test_a_key_is_given_changed_and_taken_back_and_the_telephone_is_read_throughout(
    database: Database,
) -> None:
    with database.begin() as session:
        Province(session).organization.secretariat_phone = PHONE
    assert (stored(database), read(database)) == (PHONE, PHONE)
    steps: list[Sequence[str]] = [(OLD,), (NEW, OLD), (NEW,)]
    for keys in steps:
        with_keys(database, *keys)
        assert read(database) == PHONE
        with database.begin() as session:
            encrypt_stored(session)
        assert PHONE not in stored(database)
        assert read(database) == PHONE
        assert state_of(database) == EncryptedState(True, 1)
    with pytest.raises(CannotDecrypt):
        read(with_keys(database, OLD))
    assert state_of(database) == EncryptedState(True, 1, 1, 1)
    with pytest.raises(CannotDecrypt):
        read(with_keys(database))


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(BadKey):
        Cipher(["a-secret"])
