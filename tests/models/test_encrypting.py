"""Telephones at rest: plain without a key, locked with one, readable while keys change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from bot.program import check_key
from bot.settings import BadSettings, Settings
from models.audit import masked
from models.database import Database
from models.encrypting import EncryptedState, encrypt_stored, encrypted_state
from models.tables.encrypted import BadKey, CannotDecrypt, Cipher, use_cipher
from models.tables.organization import Organization
from models.tables.work import WorkFile
from models.work import NamedFile, ask_for_work
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


def test_files_of_long_work_are_locked_and_brought_to_a_new_key(database: Database) -> None:
    with_keys(database, OLD)
    with database.begin() as session:
        owner, now = Province(session).organization, datetime(2026, 11, 2, 3, tzinfo=UTC)
        file = NamedFile("sheet.json", "application/json", b"KN-CODE")
        ask_for_work(session, owner.id, "x", "x", {}, None, now, (file,))
    with database.begin() as session:
        raw = session.scalars(text("SELECT body FROM work_file")).one()
        assert b"KN-CODE" not in bytes(raw)
        with_keys(database, NEW, OLD)
        assert encrypt_stored(session) == 1
    with with_keys(database, NEW).read() as session:
        assert session.scalars(select(WorkFile)).one().body == b"KN-CODE"


def test_a_process_does_not_start_without_the_key_of_what_is_stored(
    database: Database, tmp_path: Path
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    settings = Settings(database_url=url, data_dir=tmp_path, encryption_key=OLD)
    check_key(settings)
    with with_keys(database, OLD).begin() as session:
        Province(session).organization.secretariat_phone = PHONE
    check_key(settings)
    for key in (NEW, None):
        with pytest.raises(BadSettings, match="ENCRYPTION_KEY does not open"):
            check_key(replace(settings, encryption_key=key))
    check_key(Settings(database_url="postgresql://127.0.0.1:9/none"))


def test_the_history_keeps_no_telephone() -> None:
    assert masked(PHONE) == "••••••••345"
    assert (masked("191"), masked(""), masked(None)) == ("•••", "", None)


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(BadKey):
        Cipher(["a-secret"])
