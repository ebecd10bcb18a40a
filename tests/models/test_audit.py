"""The chain of the history: whole as it is written, and the first row that was tampered with."""

from __future__ import annotations

import tracemalloc
from datetime import date

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import audit
from models.audit import BrokenRow, ChainCheck, ChainFault, check_chain
from models.database import Database
from models.month.calendar import at
from models.tables.audit import AuditEntry, AuditText
from models.tables.organization import Organization
from tests.scheduler.province import Province

NOW = at(date(2026, 11, 10), 9)


def write(session: Session, slug: str, count: int) -> int:
    """Write entries into the chain of a new organization; return its id."""
    organization = Province(session, slug).organization
    for number in range(count):
        audit.record(
            session, organization.id, "report.sent", f"obligation:{number}", {"ก": number}, NOW
        )
    return organization.id


@pytest.fixture
def chain(database: Database) -> int:
    """An organization whose history has six entries, beside one of another's."""
    with database.begin() as session:
        write(session, "tak", 2)
        return write(session, "sukhothai", 6)


def row_id(session: Session, chain: int, number: int) -> int:
    found = select(AuditEntry.id).where(
        AuditEntry.organization_id == chain, AuditEntry.number == number
    )
    return session.scalars(found).one()


def test_a_chain_is_whole_as_it_was_written_and_without_an_erased_text(
    database: Database, chain: int
) -> None:
    with database.begin() as session:
        assert check_chain(session, chain) == ChainCheck(6)
        session.execute(delete(AuditText).where(AuditText.entry_id == row_id(session, chain, 3)))
        assert check_chain(session, chain) == ChainCheck(6)
        (other,) = session.scalars(select(Organization.id).where(Organization.slug == "tak"))
        assert check_chain(session, other) == ChainCheck(2)


def test_a_changed_text_is_found(database: Database, chain: int) -> None:
    with database.begin() as session:
        broken = row_id(session, chain, 4)
        session.execute(
            update(AuditText).where(AuditText.entry_id == broken).values(body={"ก": 99})
        )
        assert check_chain(session, chain) == ChainCheck(
            3, BrokenRow(4, broken, ChainFault.TEXT_DIGEST)
        )


def test_a_changed_field_breaks_the_link(database: Database, chain: int) -> None:
    with database.begin() as session:
        broken = row_id(session, chain, 2)
        session.execute(
            update(AuditEntry).where(AuditEntry.id == broken).values(action="report.accepted")
        )
        assert check_chain(session, chain) == ChainCheck(1, BrokenRow(2, broken, ChainFault.LINK))


def test_a_row_that_was_taken_out_shows_at_the_next_one(database: Database, chain: int) -> None:
    with database.begin() as session:
        gone, after = row_id(session, chain, 5), row_id(session, chain, 6)
        session.execute(delete(AuditText).where(AuditText.entry_id == gone))
        session.execute(delete(AuditEntry).where(AuditEntry.id == gone))
        assert check_chain(session, chain) == ChainCheck(4, BrokenRow(5, after, ChainFault.NUMBER))
        session.execute(update(AuditEntry).where(AuditEntry.id == after).values(number=5))
        assert check_chain(session, chain) == ChainCheck(4, BrokenRow(5, after, ChainFault.LINK))


def test_a_long_chain_needs_no_more_memory_than_a_short_one(database: Database) -> None:
    def peak(chain: int) -> int:
        with database.read() as session:
            tracemalloc.start()
            check_chain(session, chain)
            used = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return used

    with database.begin() as session:
        short, long = write(session, "short", 400), write(session, "long", 1600)
    peak(short)  # the statement is compiled and kept
    assert peak(long) < 1.5 * peak(short)
