"""An extension moves the due moment of one report: it is extended, not late."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from messages.deciding import Decider, extend_report
from models import audit
from models.database import Database
from models.extended import due_at_of, due_on_of
from models.month.brief import brief_of
from models.month.calendar import at
from models.month.due import due_by_agency
from models.month.holidays import load_working_days
from models.month.owing import who_owes
from models.month.rounds import realign
from models.month.summary import summarize_round
from models.reports.extensions import (
    CannotExtend,
    NoExtension,
    ask_for_extension,
    extension_days,
    refuse_extension,
    waiting_requests,
)
from models.reports.submissions import ReportContent, send_report
from models.tables.holiday import OrganizationHoliday
from models.tables.obligations import Obligation, Progress
from models.tables.people import Role
from scheduler.jobs import run_job
from scheduler.slots import Job, Slot, extended_slot
from tests.papers.office import DECEMBER, NOVEMBER, Office, small_office
from tests.scheduler.province import obligation

DUE, LAST = date(2026, 11, 30), date(2026, 12, 2)  # the round closes on 3 December at 9
BEFORE, AFTER = at(date(2026, 11, 25), 10), at(date(2026, 12, 1), 10)
DONE = ReportContent(Progress.IN_PROGRESS, "จัดประชุม")


def given(session: Session, months: tuple[date, ...] = (NOVEMBER,)) -> tuple[Office, Obligation]:
    """One office that owes one report, extended to the last day possible."""
    office, measure = small_office(session, months=months)
    owed = obligation(session, NOVEMBER, measure.code or "", "สำนักงานที่ 01")
    secretary = office.person("เลขา", Role.SECRETARIAT)
    decider = Decider(session, office.organization.channel_id, secretary, BEFORE)
    extend_report(decider, owed, LAST, "รอผลสำรวจ")
    return office, owed


def test_it_is_extended_and_not_late(database: Database) -> None:
    with database.begin() as session:
        office, owed = given(session)
        (due,) = due_by_agency(session, office.organization.id, AFTER)[owed.agency_id]
        assert (due.due_on, due.is_extended, due.is_overdue(AFTER)) == (LAST, True, False)
        assert due.is_overdue(at(LAST, 24))
        (owing,) = who_owes(session, owed.round, AFTER)
        assert (owing.owed, owing.extended, owing.is_late) == (1, 1, False)
        assert brief_of(session, owed.round, AFTER).stuck == ()
        officer = office.person("เจ้าหน้าที่", Role.OFFICER, "สำนักงานที่ 01")
        send_report(session, owed, DONE, by=officer, now=AFTER)
        total = summarize_round(session, owed.round).total
        assert (total.sent, total.on_time, total.extended) == (1, 1, 0)
        assert audit.check_chain(session, office.organization.id).broken is None


def test_days_are_bounded_by_due_date_close_and_days_off(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        owed = obligation(session, NOVEMBER, measure.code or "", "สำนักงานที่ 01")
        by = office.person("เลขา", Role.SECRETARIAT)
        off = OrganizationHoliday(
            organization_id=office.organization.id, day=date(2026, 12, 1), name="หยุด"
        )
        session.add(off)
        session.flush()
        assert extension_days(session, owed, BEFORE) == [LAST]
        for day, why in (
            (DUE, NoExtension.NOT_LATER),
            (date(2026, 12, 1), NoExtension.DAY_OFF),
            (date(2026, 12, 3), NoExtension.PAST_CLOSE),
        ):
            with pytest.raises(CannotExtend) as refused:
                extend_report(
                    Decider(session, office.organization.channel_id, by, BEFORE), owed, day, "ขอ"
                )
            assert refused.value.reason is why
        owed.extended_to = date(2027, 1, 30)  # the close bounds it, whatever is stored
        assert due_on_of(owed) == LAST


def test_a_round_that_moves_judges_by_the_later_date(database: Database) -> None:
    with database.begin() as session:
        office, owed = given(session)
        officer = office.person("เจ้าหน้าที่", Role.OFFICER, "สำนักงานที่ 01")
        send_report(session, owed, DONE, by=officer, now=at(LAST, 24))
        assert owed.report is not None
        assert owed.report.late
        office.organization.settings = {"close_working_days": 9}
        session.add(OrganizationHoliday(organization_id=1, day=DUE, name="หยุด"))
        session.flush()
        days = load_working_days(session, NOVEMBER, DUE, office.organization.id)
        realign(session, owed.round, days, AFTER)
        assert due_at_of(owed) == at(LAST, 24)
        assert owed.report.late


def test_a_later_report_does_not_make_it_missed_while_it_runs(database: Database) -> None:
    with database.begin() as session:
        office, owed = given(session, (NOVEMBER, DECEMBER))
        december = obligation(session, DECEMBER, "1.1", "สำนักงานที่ 01")
        officer = office.person("เจ้าหน้าที่", Role.OFFICER, "สำนักงานที่ 01")
        send_report(session, december, DONE, by=officer, now=AFTER)
        assert owed.state.value == "owed"
        send_report(session, december, DONE, by=officer, now=at(LAST, 24))
        assert owed.state.value == "missed"


def test_reminders_come_on_the_new_day(database: Database) -> None:
    with database.begin() as session:
        office, owed = given(session)
        officer = office.person("เจ้าหน้าที่", Role.OFFICER, "สำนักงานที่ 01")
        owner = office.organization

        def reminded(slot: Slot, day: date) -> list[str]:
            return [push.recipient for push in run_job(session, owner, slot, at(day, 9))]

        on_due = Slot(Job.DUE_REMINDER, NOVEMBER, at(DUE, 9), at(DUE, 24))
        assert reminded(on_due, DUE) == []
        assert reminded(extended_slot(owed.round, LAST, owner.policy), LAST) == [
            officer.line_user_id
        ]


def test_a_request_waits_until_it_is_answered(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        owed = obligation(session, NOVEMBER, measure.code or "", "สำนักงานที่ 01")
        officer = office.person("เจ้าหน้าที่", Role.OFFICER, "สำนักงานที่ 01")
        by = office.person("เลขา", Role.SECRETARIAT)
        owner = office.organization
        asked = ask_for_extension(session, owed, LAST, "ไปราชการ", by=officer, now=BEFORE)
        assert list(waiting_requests(session, owner.id, BEFORE)) == [asked]
        refuse_extension(session, asked, "ใกล้ปิดรอบ", by=by, now=BEFORE)
        assert (list(waiting_requests(session, owner.id, BEFORE)), asked.granted) == ([], False)
        asked = ask_for_extension(session, owed, LAST, "ไปราชการ", by=officer, now=BEFORE)
        extend_report(Decider(session, owner.channel_id, by, BEFORE), owed, LAST, "ตามที่ขอ")
        assert (list(waiting_requests(session, owner.id, BEFORE)), asked.granted) == ([], True)
