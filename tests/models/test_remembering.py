"""What a batch asks alike is asked once, and again as soon as it was written."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.database import Database
from models.remembering import part_of, remember, remember_answers, remembered, tables_of
from models.tables.agency import Agency
from models.tables.conversation import Draft
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.people import Person

NOW = datetime(2026, 11, 2, 2, 30, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A batch's transaction in an organization with an agency and two people."""
    with database.begin() as session:
        channel = Channel(line_channel_id="1")
        organization = Organization(
            slug="p", name="จังหวัด", kind=OrganizationKind.PROVINCE, channel=channel, settings={}
        )
        organization.created_at = NOW
        session.add(organization)
        session.flush()
        session.add(Agency(organization_id=organization.id, name="ก"))
        for user in "ab":
            person = Person(channel_id=channel.id, line_user_id=user, full_name=user)
            person.created_at = NOW
            session.add(person)
        session.flush()
        remember_answers(session)
        yield session


def names(session: Session) -> list[str]:
    """The agencies' names, as a list asks for them."""
    return remembered(
        session,
        "names",
        tables_of(Agency),
        lambda: list(session.scalars(select(Agency.name).order_by(Agency.id))),
    )


def test_what_was_asked_is_not_asked_again(session: Session) -> None:
    assert names(session) is names(session)
    remember(session, "names", tables_of(Agency), ["looked up before"])
    assert names(session) == ["looked up before"]


def test_nothing_is_kept_where_no_batch_began(database: Database) -> None:
    with database.begin() as plain:
        assert names(plain) is not names(plain)


def test_a_row_changed_and_not_yet_written_is_seen(session: Session) -> None:
    before = names(session)
    session.scalars(select(Agency)).one().name = "ข"
    assert (before, names(session)) == (["ก"], ["ข"])
    session.add(Agency(organization_id=1, name="ค"))
    assert names(session) == ["ข", "ค"]


def test_an_update_past_the_rows_is_seen(session: Session) -> None:
    names(session)
    session.execute(update(Agency).values(name="ง"))
    assert names(session) == ["ง"]


def test_other_tables_change_nothing(session: Session) -> None:
    before = names(session)
    session.scalars(select(Person)).first().full_name = "ใหม่"  # type: ignore[union-attr]
    session.flush()
    assert names(session) is before


def test_what_is_undone_is_asked_again(session: Session) -> None:
    names(session)
    savepoint = session.begin_nested()
    session.execute(update(Agency).values(name="จ"))
    assert names(session) == ["จ"]
    savepoint.rollback()
    assert names(session) == ["ก"]


def test_one_persons_part_stays_when_anothers_is_written(session: Session) -> None:
    one, other = session.scalars(select(Person).order_by(Person.id)).all()
    asked = [0]

    def ask() -> int:
        asked[0] += 1
        return asked[0]

    def pieces() -> int:
        return remembered(session, "pieces", {part_of(Evidence, one.id)}, ask)

    def sent_by(person: Person) -> Evidence:
        piece = Evidence(kind=EvidenceKind.NOTE, person_id=person.id, name="-", received_at=NOW)
        session.add(piece)
        session.flush()
        return piece

    assert pieces() == 1
    piece = sent_by(other)
    assert pieces() == 1
    sent_by(one)
    assert pieces() == 2
    piece.person_id = one.id  # handed over
    assert pieces() == 3
    piece.person_id = other.id
    assert pieces() == 4
    session.execute(update(Evidence).values(name="all"))
    assert pieces() == 5
    session.execute(update(Draft).values(active=False))
    assert pieces() == 5
