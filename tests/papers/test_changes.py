"""Who sends a report does not wait for who reads and compares for a paper (PostgreSQL)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.database import Database
from models.month.calendar import at
from models.reports.reviews import review_report
from models.reports.submissions import ReportContent, send_report
from models.tables.obligations import Progress, ReviewDecision, Revision
from models.tables.organization import Organization
from models.tables.people import Membership, Role
from models.tables.plan import Plan
from models.tables.year.result_report import ReportVersion
from papers.carry_plan import CannotCarry, decide_all, write_decided
from papers.changes import hold_unchanged, last_change
from papers.result.checks.checking import FindingKind
from papers.result.checks.links import Ask, LinkState
from papers.result.composing import compose
from papers.result.edits import edit_place
from papers.result.publishing import CannotPublish, draft_version, list_versions, publish
from tests.bot.house import on_postgres
from tests.papers.office import DECEMBER, NOVEMBER, NOW, YEAR, small_office
from tests.scheduler.province import obligation

AGENCY = "สำนักงานที่ 01"
LET_STAND = [FindingKind.EMPTY_CELL, FindingKind.WAITING]
CARRIED_AT = at(date(2027, 10, 20), 9)


def fill(database: Database) -> None:
    """Let one report be accepted that names a link, and another be owed."""
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        said = "เผยแพร่ที่ www.example.go.th/ita แล้ว"
        office.sends(AGENCY, measure, NOVEMBER, said, outcome="รับทราบ")


def impatient(session: Session) -> None:
    """Wait for nobody: on SQLite a transaction inside another one is refused at once."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))


def publish_at_once(database: Database, ask: Ask | None) -> ReportVersion:
    """Draft in a session for reading, publish in one for writing."""
    with database.read() as session:
        organization = session.scalars(select(Organization)).one()
        given = {"now": NOW, "ask": ask, "despite": LET_STAND}
        drafted = draft_version(session, organization, YEAR, **given)  # type: ignore[arg-type]
    with database.begin() as session:
        return publish(session, drafted)


def versions(database: Database) -> list[int]:
    with database.read() as session:
        organization = session.scalars(select(Organization)).one()
        return [each.number for each in list_versions(session, organization, YEAR)]


def send(database: Database) -> None:
    """Send the report that is owed, in a transaction that waits for nobody."""
    with database.begin() as session:
        impatient(session)
        owed = obligation(session, DECEMBER, "1.1", AGENCY)
        officer = session.scalars(select(Membership).filter_by(role=Role.OFFICER)).one().person
        content = ReportContent(Progress.IN_PROGRESS, "ส่งระหว่างเผยแพร่")
        send_report(session, owed, content, by=officer, now=NOW)


def write(database: Database) -> None:
    """Edit a cell, in a transaction that waits for nobody."""
    with database.begin() as session:
        impatient(session)
        organization = session.scalars(select(Organization)).one()
        composition = compose(session, organization, YEAR, NOW)
        state = next(state for state in composition.states if state.place[1] == "summary")
        edit_place(session, composition.plan, state.place, "แก้แล้ว", state.drawn, now=NOW)


def test_a_report_is_sent_while_a_paper_is_checked_for_publishing(database: Database) -> None:
    fill(database)

    def ask(_link: str) -> LinkState:
        send(database)  # between composing and writing
        return LinkState.OPENS

    version = publish_at_once(database, ask)
    assert version.number == 1
    assert "ส่งระหว่างเผยแพร่" not in str(version.document)


def test_what_was_edited_while_a_paper_was_checked_is_not_passed_over(database: Database) -> None:
    fill(database)

    def ask(_link: str) -> LinkState:
        write(database)
        return LinkState.OPENS

    with pytest.raises(CannotPublish, match="publish again"):
        publish_at_once(database, ask)
    assert versions(database) == []


def test_of_two_who_publish_at_once_one_is_refused(database: Database) -> None:
    fill(database)

    def ask(_link: str) -> LinkState:
        publish_at_once(database, None)
        return LinkState.OPENS

    # Who reads a snapshot (SQLite) learns it when writing, who does not (PostgreSQL) before.
    with pytest.raises(CannotPublish, match=r"nothing changed since version 1|publish again"):
        publish_at_once(database, ask)
    assert versions(database) == [1]


@on_postgres
def test_a_report_is_sent_while_the_next_plan_is_decided(database: Database) -> None:
    fill(database)
    with database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        decided = decide_all(session, organization, YEAR + 1, CARRIED_AT)
        send(database)
        drafted = write_decided(session, organization, decided, CARRIED_AT)
        assert drafted.carried.plan.fiscal_year == YEAR + 1


@on_postgres
def test_a_draft_made_while_the_next_plan_was_decided_is_not_written_over(
    database: Database,
) -> None:
    fill(database)
    with database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        decided = decide_all(session, organization, YEAR + 1, CARRIED_AT)
        with database.begin() as other:
            same = other.scalars(select(Organization)).one()
            write_decided(other, same, decide_all(other, same, YEAR + 1, CARRIED_AT), CARRIED_AT)
        with pytest.raises(CannotCarry, match="carry again"):
            write_decided(session, organization, decided, CARRIED_AT)
        assert len(session.scalars(select(Plan).filter_by(fiscal_year=YEAR + 1)).all()) == 1


def test_only_what_papers_are_drawn_from_is_a_change(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        since = last_change(session, office.organization.id)
        office.sends(AGENCY, measure, NOVEMBER, "ชี้แจงแล้ว", decision=None)
        assert last_change(session, office.organization.id) > since
        assert hold_unchanged(session, office.organization.id, since)
        sent = session.scalars(select(Revision)).one()
        reviewer = office.person("เลขานุการ", Role.SECRETARIAT)
        review_report(session, sent, ReviewDecision.ACCEPTED, by=reviewer, now=NOW)
        assert not hold_unchanged(session, office.organization.id, since)
