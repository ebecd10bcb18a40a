from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tick import TickResult, as_value, tick
from models.database import Database
from models.month.announcing import announce
from models.month.calendar import at
from models.reports.excuses import excuse
from models.reports.settling import NotTaken
from models.reports.submissions import refusal
from models.tables.agency import Agency
from models.tables.holiday import Holiday
from models.tables.obligations import Round
from models.tables.organization import GroupChat, Organization
from models.tables.outbox import WITHDRAWN, Delivery, DeliveryState, Heartbeat, JobRun
from models.tables.people import Membership, Person, Role
from models.tables.plan import Plan
from simulator.checks.messages import check_body
from tests.scheduler.province import Province, line_id, obligation, report

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
# The month of November 2026: opens Fri 20, early reminder Wed 25, due Mon 30, list Tue 1 Dec,
# closes Thu 3 Dec.
OPENS, EARLY, DUE = at(date(2026, 11, 20), 9), at(date(2026, 11, 25), 9), at(date(2026, 11, 30), 9)
LIST, CLOSES = at(date(2026, 12, 1), 9), at(date(2026, 12, 3), 9)
DUE_ON = date(2026, 11, 30)
ENTERED = at(date(2026, 11, 12))


def enter(database: Database, slug: str = "sukhothai", **settings: object) -> None:
    """Two agencies, two officers, a secretary, a governor and a group; October's round is past."""
    with database.begin() as session:
        province = Province(session, slug, **settings)
        province.measure("1.1", "สสจ.", "พช.")
        province.measure("2", "สสจ.")
        province.person("ก้อย", Role.OFFICER, "สสจ.")
        province.person("ขวัญ", Role.OFFICER, "พช.")
        province.person("เลขา", Role.SECRETARIAT)
        province.person("ผู้ว่า", Role.EXECUTIVE)
        province.line_group()
        province.organization.created_at = province.plan.adopted_at = ENTERED


def person(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.full_name == name)).one()


def jobs(result: TickResult) -> list[tuple[str, str, bool, int]]:
    """The jobs that push something (or would have), as (job, slot, skipped, deliveries)."""
    assert result.failed == 0
    return [
        (job.job, job.slot, job.skipped, job.deliveries)
        for job in result.jobs
        if job.job != "begin_round"
    ]


def outbox(database: Database, purpose: str) -> list[Delivery]:
    """What waits to be sent, each checked as LINE would."""
    with database.read() as session:
        found = list(
            session.scalars(
                select(Delivery).where(Delivery.purpose == purpose).order_by(Delivery.id)
            )
        )
        session.expunge_all()
    for delivery in found:
        check_body("push", {"to": delivery.recipient, "messages": delivery.messages}, frozenset())
    return found


def recipients(database: Database, purpose: str, slug: str = "sukhothai") -> list[str]:
    names = {line_id("U", slug + name): name for name in ("ก้อย", "ขวัญ", "เลขา", "ผู้ว่า")}
    names[line_id("C", slug)] = "กลุ่ม"
    return sorted(
        names[each.recipient] for each in outbox(database, purpose) if each.recipient in names
    )


# One month


def test_a_month_goes_from_its_reminder_to_its_summary(database: Database) -> None:
    enter(database)
    begun = tick(database, at(date(2026, 11, 13), 10))
    assert [(job.job, job.slot) for job in begun.jobs] == [
        ("begin_round", "2026-10"),
        ("begin_round", "2026-11"),
    ]
    assert jobs(tick(database, OPENS - timedelta(seconds=1))) == []
    assert jobs(tick(database, OPENS)) == [("open_reminder", "2026-11", False, 1)]
    assert jobs(tick(database, EARLY)) == [("early_reminder", "2026-11", False, 2)]
    assert jobs(tick(database, DUE)) == [("due_reminder", "2026-11", False, 2)]
    assert jobs(tick(database, LIST)) == [("missing_list", "2026-11", False, 1)]
    assert jobs(tick(database, CLOSES)) == [("close_round", "2026-11", False, 2)]
    assert recipients(database, "open_reminder") == ["กลุ่ม"]
    assert recipients(database, "due_reminder") == ["ก้อย", "ขวัญ"]
    assert recipients(database, "missing_list") == ["เลขา"]
    assert recipients(database, "close_round") == ["กลุ่ม", "ผู้ว่า"]


def test_only_those_who_still_owe_are_reminded(database: Database) -> None:
    enter(database)
    tick(database, OPENS)
    with database.begin() as session:
        report(session, NOVEMBER, "1.1", "พช.", EARLY)
        report(session, NOVEMBER, "1.1", "สสจ.", EARLY)
    tick(database, EARLY)
    assert recipients(database, "early_reminder") == ["ก้อย"]
    with database.begin() as session:
        owed = obligation(session, NOVEMBER, "2", "สสจ.")
        excuse(session, owed, "เลื่อนโครงการ", by=person(session, "เลขา"), now=EARLY)
    assert jobs(tick(database, DUE)) == [("due_reminder", "2026-11", False, 0)]
    tick(database, LIST)
    (good_news,) = outbox(database, "missing_list")
    assert "ทุกหน่วยงานรายงานครบแล้ว" in good_news.messages[0]["altText"]


def test_the_cost_is_counted_and_the_welcome_kept_with_each_delivery(database: Database) -> None:
    enter(database)
    tick(database, OPENS)
    tick(database, EARLY)
    (group,) = outbox(database, "open_reminder")
    assert (group.paid_messages, group.expires_at) == (50, EARLY)
    first = outbox(database, "early_reminder")[0]
    assert (first.paid_messages, first.expires_at, first.next_try_at) == (1, DUE, EARLY)
    assert first.dedupe_key == f"early_reminder:2026-11:{first.organization_id}:{first.recipient}"


def test_an_officer_of_several_agencies_gets_one_message(database: Database) -> None:
    enter(database)
    with database.begin() as session:
        session.add(
            Membership(
                person=person(session, "ก้อย"),
                organization=session.scalars(select(Organization)).one(),
                agency=session.scalars(select(Agency).where(Agency.name == "พช.")).one(),
                role=Role.OFFICER,
                since=ENTERED,
            )
        )
    tick(database, DUE)
    (mine,) = [
        each
        for each in outbox(database, "due_reminder")
        if each.recipient == line_id("U", "sukhothaiก้อย")
    ]
    assert "3 รายการ" in mine.messages[0]["altText"]


def test_blocked_people_ended_memberships_and_left_groups_get_nothing(database: Database) -> None:
    enter(database)
    with database.begin() as session:
        person(session, "ก้อย").blocked_at = ENTERED
        person(session, "ขวัญ").memberships[0].ended_at = ENTERED
        person(session, "ผู้ว่า").blocked_at = ENTERED
        session.scalars(select(GroupChat)).one().left_at = ENTERED
    for moment in (OPENS, EARLY, DUE, LIST, CLOSES):
        tick(database, moment)
    assert recipients(database, "due_reminder") == []
    assert recipients(database, "open_reminder") == []
    assert recipients(database, "close_round") == ["เลขา"]
    (missing,) = outbox(database, "missing_list")
    assert "ยังไม่มีผู้รายงาน" in str(missing.messages)


def test_names_of_late_agencies_reach_the_group_only_if_the_organization_chose_it(
    database: Database,
) -> None:
    enter(database)
    enter(database, "tak", late_names_in_group=True)
    tick(database, CLOSES)
    told = {each.recipient: str(each.messages) for each in outbox(database, "close_round")}
    assert "พช." not in told[line_id("C", "sukhothai")]
    assert "พช." in told[line_id("C", "tak")]


def test_a_month_in_which_nothing_is_expected_passes_in_silence(database: Database) -> None:
    enter(database)
    with database.begin() as session:
        session.scalars(select(Plan)).one().adopted_at = None
    for moment in (OPENS, EARLY, DUE, LIST, CLOSES):
        assert all(deliveries == 0 for *_, deliveries in jobs(tick(database, moment)))


def test_a_late_report_pushes_nothing_to_the_group_again(database: Database) -> None:
    enter(database)
    for moment in (OPENS, CLOSES):
        tick(database, moment)
    with database.begin() as session:
        assert (
            report(session, NOVEMBER, "2", "สสจ.", CLOSES + timedelta(hours=1)).report is not None
        )
    assert jobs(tick(database, CLOSES + timedelta(hours=2))) == []
    assert len(outbox(database, "close_round")) == 2


def test_the_summary_comes_when_it_was_set_to_and_counts_what_came_after_the_close(
    database: Database,
) -> None:
    enter(database, summary_working_days=2)
    tick(database, LIST)
    assert jobs(tick(database, CLOSES)) == []
    with database.begin() as session:
        late = report(session, NOVEMBER, "2", "สสจ.", CLOSES + timedelta(hours=1))
        assert late.report is not None
        assert late.report.late
        again = refusal(late, CLOSES + timedelta(hours=2))
        assert again is NotTaken.CLOSED  # the round closed all the same
    # Friday the 4th is the first working day after the close; Monday the 7th has a day off.
    summary_at = at(date(2026, 12, 8), 9)
    assert jobs(tick(database, summary_at - timedelta(seconds=1))) == []
    assert jobs(tick(database, summary_at)) == [("close_round", "2026-11", False, 2)]
    assert recipients(database, "close_round") == ["กลุ่ม", "ผู้ว่า"]


def test_a_summary_that_was_sent_at_the_close_is_not_sent_again_when_it_is_set_later(
    database: Database,
) -> None:
    enter(database)
    for moment in (OPENS, CLOSES):
        tick(database, moment)
    with database.begin() as session:
        found = session.scalars(select(Organization)).one()
        found.settings = {**found.settings, "summary_working_days": 2}
    for day in range(3, 18):  # October's, of before the organization was entered, is passed over
        assert all(
            skipped for *_, skipped, _count in jobs(tick(database, at(date(2026, 12, day), 9)))
        )
    assert len(outbox(database, "close_round")) == 2


# Late, early, edited


def test_a_tick_repeated_does_nothing_twice(database: Database) -> None:
    enter(database)
    assert len(jobs(tick(database, DUE))) == 3  # the opening and the early reminder came too late
    assert tick(database, DUE).jobs == ()
    assert tick(database, DUE + timedelta(minutes=5)).jobs == ()


def test_what_comes_too_late_to_be_welcome_is_marked_as_skipped(database: Database) -> None:
    enter(database)
    assert jobs(tick(database, DUE)) == [
        ("open_reminder", "2026-11", True, 0),
        ("early_reminder", "2026-11", True, 0),
        ("due_reminder", "2026-11", False, 2),
    ]
    with database.read() as session:
        skipped = session.scalars(
            select(JobRun.job).where(JobRun.skipped).order_by(JobRun.id)
        ).all()
    assert skipped == ["open_reminder", "early_reminder"]


def test_after_a_gap_of_months_the_rounds_are_there_and_only_the_last_summary_is_sent(
    database: Database,
) -> None:
    enter(database)
    tick(database, at(date(2026, 11, 13), 10))
    result = tick(database, at(date(2027, 3, 4), 10))  # February closed on 3 March
    assert [job for job in jobs(result) if not job[2]] == [("close_round", "2027-02", False, 2)]
    with database.read() as session:
        months = session.scalars(select(Round.month).order_by(Round.month)).all()
    assert [month.month for month in months] == [11, 12, 1, 2, 3]


def test_in_the_evening_and_on_days_off_reminders_wait(database: Database) -> None:
    enter(database)
    assert jobs(tick(database, at(date(2026, 11, 20), 18, 5))) == []
    assert jobs(tick(database, at(date(2026, 11, 21), 10))) == []  # Saturday
    assert jobs(tick(database, at(date(2026, 11, 23), 7, 59))) == []
    assert jobs(tick(database, at(date(2026, 11, 23), 8))) == [
        ("open_reminder", "2026-11", False, 1)
    ]


def test_the_due_reminder_is_not_sent_when_the_due_date_is_over(database: Database) -> None:
    enter(database)
    tick(database, EARLY)
    assert jobs(tick(database, at(date(2026, 11, 30), 18))) == []
    assert jobs(tick(database, at(date(2026, 12, 1), 8))) == [("due_reminder", "2026-11", True, 0)]


def due_of(database: Database, month: date) -> date | None:
    with database.read() as session:
        return session.scalar(select(Round.due_on).where(Round.month == month))


def add_holiday(database: Database, day: date) -> None:
    with database.begin() as session:
        session.add(Holiday(day=day, name="วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"))


def remove_holiday(database: Database, day: date) -> None:
    with database.begin() as session:
        session.delete(session.get_one(Holiday, day))


def test_a_date_nobody_was_told_moves_to_the_working_day_before(database: Database) -> None:
    enter(database)
    tick(database, ENTERED)
    add_holiday(database, DUE_ON)
    tick(database, ENTERED)
    assert due_of(database, NOVEMBER) == date(2026, 11, 27)


def test_a_date_that_was_announced_is_put_off_and_whoever_was_told_hears_it_once(
    database: Database,
) -> None:
    enter(database)
    for moment in (OPENS, EARLY):
        tick(database, moment)
    add_holiday(database, DUE_ON)
    with database.begin() as session:  # the group's card arrived, the officers' reminders wait
        card = session.scalars(select(Delivery).where(Delivery.purpose == "open_reminder")).one()
        card.state = DeliveryState.SENT
    at_night = at(date(2026, 11, 25), 18, 30)
    assert jobs(tick(database, at_night)) == []  # the date moves at once, the cards wait
    assert due_of(database, NOVEMBER) == date(2026, 12, 1)
    thursday = at(date(2026, 11, 26), 8)
    moved = ("date_moved", "2026-11:2026-12-01", False, 3)
    assert jobs(tick(database, thursday)) == [moved]
    assert recipients(database, "date_moved") == ["กลุ่ม", "ก้อย", "ขวัญ"]
    assert all(
        "วันอังคารที่ 1 ธันวาคม 2569" in str(each.messages) for each in outbox(database, "date_moved")
    )
    assert jobs(tick(database, DUE)) == []
    remove_holiday(database, DUE_ON)
    assert jobs(tick(database, DUE)) == []
    assert due_of(database, NOVEMBER) == date(2026, 12, 1)
    assert jobs(tick(database, LIST)) == [("due_reminder", "2026-11", False, 2)]
    assert [each.error for each in outbox(database, "early_reminder")] == [WITHDRAWN, WITHDRAWN]
    assert [each.error for each in outbox(database, "open_reminder")] == [None]


def test_a_date_pushed_into_the_next_month_reminds_of_its_own_round_alone(
    database: Database,
) -> None:
    enter(database)
    for moment in (OPENS, EARLY):
        tick(database, moment)
    with database.begin() as session:
        announce(session, session.scalars(select(Round)).one(), [line_id("U", "sukhothaiก้อย")])
        report(session, NOVEMBER, "1.1", "พช.", EARLY)
        report(session, NOVEMBER, "1.1", "สสจ.", EARLY)
    add_holiday(database, DUE_ON)
    tick(database, DUE)
    tick(database, LIST)  # December has begun, and nothing of it is due
    assert recipients(database, "due_reminder") == ["ก้อย"]
    (reminded,) = outbox(database, "due_reminder")
    said = str(reminded.messages)
    assert "วันนี้ครบกำหนดส่งรายงาน" in said
    assert "1 ธันวาคม 2569" in said
    assert "30 ธันวาคม" not in said


def test_a_reminder_that_names_the_new_date_takes_the_place_of_its_card(database: Database) -> None:
    enter(database)
    tick(database, OPENS)
    with database.begin() as session:  # an answer named the date to an officer
        announce(session, session.scalars(select(Round)).one(), [line_id("U", "sukhothaiก้อย")])
    add_holiday(database, DUE_ON)
    assert jobs(tick(database, EARLY)) == [  # three working days before 1 December, too
        ("early_reminder", "2026-11", False, 2),
        ("date_moved", "2026-11:2026-12-01", False, 1),
    ]
    assert recipients(database, "date_moved") == ["กลุ่ม"]


def test_septembers_date_pushed_into_october_keeps_its_fiscal_year(database: Database) -> None:
    september, last = date(2027, 9, 1), date(2027, 9, 30)
    enter(database)
    with database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        organization.created_at = at(date(2027, 8, 20))
    for day in (20, 27):
        tick(database, at(date(2027, 9, day), 9))
    add_holiday(database, last)
    tick(database, at(date(2027, 9, 28), 9))
    assert due_of(database, september) == date(2027, 10, 1)
    with database.begin() as session:
        found = report(session, september, "2", "สสจ.", at(date(2027, 10, 1), 15))
        assert found.report is not None
        assert not found.report.late
        assert found.round.fiscal_year == 2570
        assert found.report.current.receipt_number.startswith("2570-")
    assert jobs(tick(database, at(date(2027, 10, 1), 9))) == [("due_reminder", "2027-09", False, 2)]


def test_a_plan_adopted_in_the_middle_of_a_month_is_reminded_of_in_it(database: Database) -> None:
    enter(database)
    with database.begin() as session:
        session.scalars(select(Plan)).one().adopted_at = None
    assert jobs(tick(database, OPENS)) == [("open_reminder", "2026-11", False, 0)]
    with database.begin() as session:
        session.scalars(select(Plan)).one().adopted_at = OPENS + timedelta(hours=3)
    assert jobs(tick(database, EARLY)) == [("early_reminder", "2026-11", False, 2)]


# Many at once


def test_organizations_have_their_own_months(database: Database) -> None:
    enter(database)
    enter(database, "tak", reminder_day=16, send_hour=10, early_working_days=5)
    assert [
        (job.organization, job.job) for job in tick(database, at(date(2026, 11, 16), 10)).jobs[-1:]
    ] == [("tak", "open_reminder")]
    done = tick(database, OPENS).jobs
    assert [(job.organization, job.job) for job in done] == [("sukhothai", "open_reminder")]
    assert recipients(database, "open_reminder", "tak") == ["กลุ่ม"]


def test_one_organizations_bug_does_not_cost_another_its_reminder(database: Database) -> None:
    enter(database)
    enter(database, "tak")
    tick(database, at(date(2026, 11, 13), 10))
    with database.begin() as session:
        broken = session.scalars(select(Organization).where(Organization.slug == "sukhothai")).one()
        for plan in session.scalars(select(Plan).where(Plan.organization_id == broken.id)):
            for measure in plan.measures:
                measure.assignments[0].recurrence = "unreadable"
    result = tick(database, EARLY)
    assert result.failed == 1
    assert [(job.organization, job.job) for job in result.jobs if not job.skipped] == [
        ("tak", "early_reminder")
    ]
    with database.begin() as session:
        for plan in session.scalars(select(Plan)):
            for measure in plan.measures:
                measure.assignments[0].recurrence = None
    mended = tick(database, EARLY + timedelta(minutes=1))
    assert [(job.organization, job.job) for job in mended.jobs] == [("sukhothai", "early_reminder")]


def test_a_tick_shows_that_the_scheduler_lives_and_can_be_printed(database: Database) -> None:
    assert as_value(tick(database, OPENS), 0) == {
        "now": "2026-11-20T09:00:00+07:00",
        "jobs": [],
        "sent": 0,
    }
    enter(database)
    result = tick(database, EARLY)
    assert as_value(result, 2)["jobs"][-1] == {
        "organization": "sukhothai",
        "job": "early_reminder",
        "slot": "2026-11",
        "skipped": False,
        "deliveries": 2,
    }
    with database.read() as session:
        assert session.get_one(Heartbeat, "scheduler").at == EARLY
