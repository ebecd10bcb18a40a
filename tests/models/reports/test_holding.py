"""In which order rows are held, so that transactions that do much cannot wait for each other in a
circle.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.database import Database
from models.month.calendar import at
from models.month.rounds import ensure_obligations
from models.reports.settling import hold
from models.tables.conversation import Draft
from models.tables.obligations import Obligation
from models.tables.people import Membership, Role
from tests.bot.house import on_postgres
from tests.scheduler.province import Province

NOW = at(date(2026, 11, 10), 9)
TREASURY, HEALTH = "สำนักงานคลังจังหวัด", "สำนักงานสาธารณสุขจังหวัด"


def fill(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", TREASURY)
        province.measure("2", HEALTH)
        province.person("officer", Role.OFFICER, TREASURY)
        ensure_obligations(session, province.organization, NOW)


def obligations(session: Session) -> list[Obligation]:
    return list(session.scalars(select(Obligation).order_by(Obligation.id)))


@on_postgres
def test_reports_of_one_organization_are_sent_one_transaction_after_the_other(
    database: Database,
) -> None:
    fill(database)
    with database.begin() as one:
        hold(one, obligations(one)[0])
        with database.read() as other:
            other.execute(text("SET LOCAL lock_timeout = '50ms'"))
            another = obligations(other)[-1]
            with pytest.raises(OperationalError, match="lock timeout"):
                hold(other, another)


@on_postgres
def test_a_report_that_is_being_sent_keeps_nobody_from_beginning_theirs(database: Database) -> None:
    fill(database)
    with database.begin() as one:
        found = obligations(one)[0]
        hold(one, found)
        with database.begin() as other:
            other.execute(text("SET LOCAL lock_timeout = '50ms'"))
            membership = other.scalars(select(Membership)).one()
            other.add(
                Draft(
                    person_id=membership.person_id,
                    form="report",
                    obligation_id=found.id,
                    membership_id=membership.id,
                    started_at=NOW,
                    updated_at=NOW,
                )
            )
