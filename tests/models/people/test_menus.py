"""The menu at LINE follows a role that begins or ends on a page, by a command or by its date."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.calendar import at
from models.people.memberships import end_role, give_role
from models.people.menus import MENU, ask_for_dated_menus
from models.people.stand_in import appoint_stand_in
from models.tables.people import Membership, Person, Role
from models.tables.work import Work
from tests.scheduler.province import Province

NOW = at(date(2026, 11, 2), 10)


def asked(session: Session) -> list[str]:
    """Whose menus are to be put right, which then counts as done."""
    found = [row.given["user"] for row in session.scalars(select(Work).where(Work.kind == MENU))]
    session.execute(delete(Work))
    return sorted(found)


def role_of(session: Session, person: Person) -> Membership:
    return session.scalars(select(Membership).where(Membership.person_id == person.id)).one()


def test_a_role_given_and_ended_asks_for_the_menu(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        person = province.person("สมชาย", Role.OFFICER, "สสจ.")
        given = give_role(session, province.organization, person, Role.EXECUTIVE, None, NOW)
        assert asked(session) == [person.line_user_id]
        end_role(session, given, NOW + timedelta(hours=1))
        assert asked(session) == [person.line_user_id]
        end_role(session, given, NOW + timedelta(hours=2))  # it has ended already
        assert asked(session) == []


def test_who_stands_in_by_date_gets_the_menu_that_day_and_loses_it_after_the_last(
    database: Database,
) -> None:
    with database.begin() as session:
        province = Province(session)
        officer = role_of(session, province.person("สมชาย", Role.OFFICER, "สสจ."))
        other = province.person("สมหญิง", Role.EXECUTIVE)
        ask_for_dated_menus(session, NOW)
        first, last = date(2026, 11, 10), date(2026, 11, 12)
        appoint_stand_in(session, officer, other, first, last, NOW)
        assert asked(session) == []
        for moment, expected in (
            (at(first) - timedelta(minutes=1), []),
            (at(first), [other.line_user_id]),
            (at(last, 23), []),
            (at(last) + timedelta(days=3), [other.line_user_id]),  # after a time without a tick
            (at(last) + timedelta(days=4), []),
        ):
            ask_for_dated_menus(session, moment)
            assert asked(session) == expected
        today = date(2026, 11, 20)
        appoint_stand_in(session, officer, other, today, today, at(today, 9))
        assert asked(session) == [other.line_user_id]  # from today on
