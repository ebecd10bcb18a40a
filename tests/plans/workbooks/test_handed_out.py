"""A form that is taken out announces the dates it names, to whom it is for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.announcing import is_announced
from models.month.calendar import at
from models.tables.obligations import Announcement, Round
from models.tables.people import Role
from plans.workbooks.agency_form import form_items
from plans.workbooks.handed_out import note_handed_out
from tests.bot.house import on_sqlite
from tests.papers.office import NOVEMBER, Office, small_office

NOW = at(date(2026, 11, 25), 10)
OWN, OTHER = "สำนักงานที่ 01", "สำนักงานที่ 02"


@on_sqlite
def test_the_agencys_officers_and_the_secretariat_were_told_the_dates_on_a_form(
    database: Database,
) -> None:
    with database.begin() as session:
        office, _ = small_office(session, agencies=2)
        told = {
            office.person("เลขา", Role.SECRETARIAT).line_user_id,
            office.person("ของเรา", Role.OFFICER, OWN).line_user_id,
        }
        office.person("ของเขา", Role.OFFICER, OTHER)
        assert not _told(session)
        _hand_out(session, office, at(NOVEMBER) - timedelta(days=1))
        assert not _told(session)  # looking ahead announces nothing
        _hand_out(session, office, NOW)
        assert _told(session) == told
        (found,) = session.scalars(select(Round).where(Round.month == NOVEMBER))
        assert is_announced(session, found)


def _hand_out(session: Session, office: Office, now: datetime) -> None:
    agency = office.agency(OWN)
    items = form_items(session, office.organization, agency, NOW)
    assert items
    note_handed_out(session, office.organization, agency, items, now)


def _told(session: Session) -> set[str]:
    return set(session.scalars(select(Announcement.recipient)))
