from __future__ import annotations

import random
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.brief import brief_of
from models.month.calendar import at
from models.month.rounds import begin_round, ensure_round
from models.month.summary import (
    Count,
    asked_round,
    current_round,
    summarize_round,
    view_round,
)
from models.reports.excuses import excuse
from models.reports.reviews import review_report
from models.tables.obligations import (
    ANSWERED,
    NOT_EXPECTED,
    Obligation,
    ObligationState,
    Progress,
    ReviewDecision,
    Round,
)
from models.tables.people import Role
from tests.scheduler.province import Province, obligation, report

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
IN_TIME, LATE = at(date(2026, 11, 27), 10), at(date(2026, 12, 2), 10)
AGENCIES = [f"หน่วยงาน {number}" for number in range(5)]


def province_with_a_round(session: Session) -> Province:
    """Measure 1 of issue 1 is collective, measure 2 of issue 2 is one agency's, measure 3 stands
    under no issue.
    """
    province = Province(session)
    first, second = province.issue("1", "กระบวนงาน"), province.issue("2", "บริการ")
    province.measure("1", province.group_of("ทุกแห่ง", AGENCIES), issue=first)
    province.measure("2", AGENCIES[0], issue=second)
    province.measure("3", AGENCIES[1])
    province.person("เลขา", Role.SECRETARIAT)
    begin_round(session, province.organization, NOVEMBER, at(NOVEMBER))
    return province


def the_round(session: Session) -> Round:
    return session.scalars(select(Round).where(Round.month == NOVEMBER)).one()


def test_reports_are_counted_by_the_whole_by_issue_and_by_measure(database: Database) -> None:
    with database.begin() as session:
        province = province_with_a_round(session)
        secretary = province.people["เลขา"]
        accepted = report(session, NOVEMBER, "1", AGENCIES[0], IN_TIME)
        assert accepted.report is not None
        review_report(
            session, accepted.report.current, ReviewDecision.ACCEPTED, by=secretary, now=IN_TIME
        )
        returned = report(session, NOVEMBER, "1", AGENCIES[1], IN_TIME)
        assert returned.report is not None
        review_report(
            session,
            returned.report.current,
            ReviewDecision.RETURNED,
            by=secretary,
            now=IN_TIME,
            reason="แนบภาพ",
        )
        report(session, NOVEMBER, "1", AGENCIES[2], LATE)
        excuse(
            session,
            obligation(session, NOVEMBER, "1", AGENCIES[3]),
            "ยุบหน่วยงาน",
            by=secretary,
            now=IN_TIME,
        )
        summary = summarize_round(session, the_round(session))
        assert summary.total == Count(expected=6, sent=3, on_time=2, accepted=1, returned=1)
        assert [(line.number, line.count.expected, line.count.sent) for line in summary.issues] == [
            ("1", 4, 3),
            ("2", 1, 0),
            (None, 1, 0),
        ]
        collective = summary.measures[0]
        assert (collective.is_collective, collective.agencies_done, collective.agencies) == (
            True,
            3,
            4,
        )
        assert not summary.measures[1].is_collective
        view = view_round(session, the_round(session), LATE)
        # 0 still owes measure 2 and 1 measure 3; 2 is the only one that sent all; 3 is excused.
        assert (view.agencies_done, view.agencies) == (1, 4)
        assert view.is_due
        assert not view.is_closed


def test_an_agencys_own_count_leaves_the_others_out(database: Database) -> None:
    with database.begin() as session:
        province = province_with_a_round(session)
        report(session, NOVEMBER, "2", AGENCIES[0], IN_TIME)
        own = summarize_round(session, the_round(session), [province.agency(AGENCIES[0]).id])
        assert own.total == Count(expected=2, sent=1, on_time=1)
        assert summarize_round(session, the_round(session), []).total == Count()


def test_what_a_removed_measure_still_had_open_is_not_expected(database: Database) -> None:
    with database.begin() as session:
        province = province_with_a_round(session)
        report(session, NOVEMBER, "1", AGENCIES[0], IN_TIME)
        for measure in province.plan.measures[:2]:
            measure.removed_at = IN_TIME
        session.flush()
        assert summarize_round(session, the_round(session)).total == Count(
            expected=2, sent=1, on_time=1
        )


def test_a_late_report_refreshes_the_summary_and_is_marked(database: Database) -> None:
    with database.begin() as session:
        province = province_with_a_round(session)
        after_close = at(date(2026, 12, 10), 10)
        found = asked_round(session, province.organization, after_close, NOVEMBER)
        assert found is not None
        before = view_round(session, found, after_close)
        report(session, NOVEMBER, "2", AGENCIES[0], after_close)
        after = view_round(session, found, after_close)
        assert after.is_closed
        assert (
            before.summary.total.sent,
            after.summary.total.sent,
            after.summary.total.on_time,
        ) == (0, 1, 0)
        assert asked_round(session, province.organization, after_close, date(2020, 1, 1)) is None


def test_the_current_round_is_the_oldest_open_one(database: Database) -> None:
    with database.begin() as session:
        organization = province_with_a_round(session).organization
        ensure_round(session, organization, DECEMBER, at(DECEMBER))
        found = current_round(session, organization, at(date(2026, 12, 3), 8))
        assert found is not None
        assert found.month == NOVEMBER
        found = current_round(session, organization, at(date(2026, 12, 3), 9))
        assert found is not None
        assert found.month == DECEMBER
        assert current_round(session, organization, at(date(2026, 9, 30))) is None


def _count_of(state: ObligationState, late: bool | None) -> Count:
    """What one obligation adds to a count."""
    if state in NOT_EXPECTED:
        return Count()
    sent = state in ANSWERED
    return Count(
        expected=1,
        sent=int(sent),
        on_time=int(sent and not late),
        accepted=int(state is ObligationState.ACCEPTED),
        returned=int(state is ObligationState.RETURNED),
    )


def test_counting_in_the_database_agrees_with_counting_one_by_one(database: Database) -> None:
    chance = random.Random(7)
    with database.begin() as session:
        province = province_with_a_round(session)
        for code in ("1", "2", "3"):
            for agency in {"1": AGENCIES, "2": AGENCIES[:1], "3": AGENCIES[1:2]}[code]:
                if chance.random() < 0.6:
                    report(session, NOVEMBER, code, agency, chance.choice([IN_TIME, LATE]))
        rows = session.scalars(select(Obligation)).all()
        one_by_one = sum(
            (_count_of(row.state, row.report.late if row.report else None) for row in rows), Count()
        )
        assert summarize_round(session, the_round(session)).total == one_by_one
        assert one_by_one.sent > 0
        assert province.organization.id


def test_the_brief_names_what_is_overdue_longest_and_compares_with_the_round_before(
    database: Database,
) -> None:
    with database.begin() as session:
        province = province_with_a_round(session)
        report(session, NOVEMBER, "2", AGENCIES[0], IN_TIME, Progress.DONE)
        begin_round(session, province.organization, DECEMBER, at(DECEMBER))
        december = session.scalars(select(Round).where(Round.month == DECEMBER)).one()
        report(session, DECEMBER, "3", AGENCIES[1], at(date(2026, 12, 20), 10))
        brief = brief_of(session, december, at(date(2027, 1, 6), 9))
        assert brief.previous == Count(expected=7, sent=1, on_time=1)
        assert brief.view.summary.total == Count(expected=6, sent=1, on_time=1)
        assert [
            (stuck.code, stuck.since, stuck.agencies, stuck.agency_name) for stuck in brief.stuck
        ] == [("1", NOVEMBER, 5, None)]
        november = brief_of(session, the_round(session), at(date(2026, 12, 3), 9))
        assert november.previous is None
        assert [(stuck.code, stuck.agency_name) for stuck in november.stuck] == [("1", None)]
