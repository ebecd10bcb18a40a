from __future__ import annotations

from datetime import date

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.announcing import announce
from models.month.calendar import at
from models.month.due import due_by_agency, due_for_agencies, fold
from models.month.owing import (
    agencies_without_officer,
    measures_without_party,
    officers_by_agency,
    who_owes,
)
from models.month.rounds import begin_round, realign_rounds
from models.month.summary import view_round
from models.reports.excuses import excuse
from models.reports.reviews import review_report
from models.tables.holiday import Holiday
from models.tables.obligations import ObligationState, Progress, ReviewDecision, Round
from models.tables.people import Role
from tests.scheduler.province import Province, line_id, obligation, report

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
NOW = at(date(2026, 12, 10), 10)


def two_agencies(session: Session, *months: date) -> Province:
    province = Province(session)
    province.measure("1", "สสจ.", "พช.")
    province.measure("2", "สสจ.")
    province.person("ก้อย", Role.OFFICER, "สสจ.")
    for month in months:
        begin_round(session, province.organization, month, at(month))
    return province


def codes(
    session: Session, province: Province, agency: str = "สสจ."
) -> list[tuple[int, str | None]]:
    dues = due_for_agencies(session, province.organization.id, [province.agency(agency).id], NOW)
    return [(due.month.month, due.code) for due in dues]


def test_what_is_due_comes_oldest_first_in_the_order_of_the_plan(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, OCTOBER, NOVEMBER)
        assert codes(session, province) == [(10, "1"), (10, "2"), (11, "1"), (11, "2")]
        assert codes(session, province, "พช.") == [(10, "1"), (11, "1")]


def test_missed_excused_and_ended_are_not_due(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, OCTOBER, NOVEMBER)
        report(session, NOVEMBER, "1", "สสจ.", NOW)
        excuse(
            session,
            obligation(session, OCTOBER, "2", "สสจ."),
            "น้ำท่วม",
            by=province.people["ก้อย"],
            now=NOW,
        )
        assert codes(session, province) == [(11, "2")]
        report(session, NOVEMBER, "2", "สสจ.", NOW, Progress.DONE)
        begin_round(session, province.organization, DECEMBER, at(DECEMBER))
        assert codes(session, province) == [(12, "1")]


def test_a_returned_report_is_due_again_and_a_round_to_come_is_not(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, NOVEMBER, date(2027, 1, 1))
        sent = report(session, NOVEMBER, "1", "พช.", at(date(2026, 11, 20), 10))
        assert sent.report is not None
        assert codes(session, province, "พช.") == []
        review_report(
            session,
            sent.report.current,
            ReviewDecision.RETURNED,
            by=province.people["ก้อย"],
            now=NOW,
            reason="ขอภาพถ่าย",
        )
        (due,) = due_for_agencies(
            session, province.organization.id, [province.agency("พช.").id], NOW
        )
        assert due.state is ObligationState.RETURNED
        assert due.is_overdue(NOW)
        assert not due.is_overdue(at(date(2026, 11, 30), 23))


def test_the_last_progress_is_that_of_the_newest_earlier_report(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, OCTOBER, NOVEMBER, DECEMBER)
        report(session, OCTOBER, "1", "สสจ.", NOW, Progress.NOT_STARTED)
        report(session, NOVEMBER, "1", "สสจ.", NOW, Progress.NOT_ACHIEVED)
        dues = due_by_agency(session, province.organization.id, NOW)
        own = {(due.month, due.code): due.last_progress for due in dues[province.agency("สสจ.").id]}
        assert own == {
            (OCTOBER, "2"): None,
            (NOVEMBER, "2"): None,
            (DECEMBER, "1"): Progress.NOT_ACHIEVED,
            (DECEMBER, "2"): None,
        }
        assert all(due.last_progress is None for due in dues[province.agency("พช.").id])


def test_folding_asks_once_for_each_assignment(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, OCTOBER, NOVEMBER, DECEMBER)
        dues = due_for_agencies(
            session, province.organization.id, [province.agency("สสจ.").id], NOW
        )
        folded = fold(dues, NOW)
        assert [(due.month, due.code, due.earlier_months) for due in folded] == [
            (DECEMBER, "1", (OCTOBER, NOVEMBER)),
            (DECEMBER, "2", (OCTOBER, NOVEMBER)),
        ]


def test_asked_for_is_the_oldest_round_whose_due_moment_has_not_passed(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, OCTOBER, NOVEMBER, DECEMBER)
        ids = [province.agency("พช.").id]
        for moment, month, earlier in (
            (at(date(2026, 11, 30), 23), NOVEMBER, (OCTOBER,)),
            (at(date(2026, 12, 1)), DECEMBER, (OCTOBER, NOVEMBER)),
        ):
            dues = due_for_agencies(session, province.organization.id, ids, moment)
            (due,) = fold(dues, moment)
            assert (due.month, due.earlier_months) == (month, earlier)
            late = due.late_open[0] if due.late_open else None
            assert late == (NOVEMBER if month == DECEMBER else None)


def test_a_round_put_off_into_the_next_month_is_asked_for_until_its_new_date(
    database: Database,
) -> None:
    with database.begin() as session:
        province = two_agencies(session, NOVEMBER, DECEMBER)
        ids = [province.agency("พช.").id]
        session.add(Holiday(day=date(2026, 11, 30), name="พิเศษ"))
        found = session.scalars(select(Round).where(Round.month == NOVEMBER)).one()
        province.line_group()
        announce(session, found, [line_id("C", "sukhothai")])
        assert realign_rounds(session, at(date(2026, 11, 27))) == 1
        for moment, month in (
            (at(date(2026, 12, 1), 23), NOVEMBER),
            (at(date(2026, 12, 2)), DECEMBER),
        ):
            dues = due_for_agencies(session, province.organization.id, ids, moment)
            assert [due.month for due in fold(dues, moment)] == [month]


def test_after_the_years_last_round_closes_its_open_rounds_are_asked_for_no_more(
    database: Database,
) -> None:
    with database.begin() as session:
        september = date(2027, 9, 1)
        province = two_agencies(session, date(2027, 8, 1), september)
        ids = [province.agency("พช.").id]
        in_time = due_for_agencies(
            session, province.organization.id, ids, at(date(2027, 10, 4), 10)
        )
        assert [due.month.month for due in in_time] == [8, 9]
        assert (
            due_for_agencies(session, province.organization.id, ids, at(date(2027, 10, 6), 10))
            == []
        )


def test_who_owes_tells_counts_and_the_officers_that_can_be_reached(database: Database) -> None:
    with database.begin() as session:
        province = two_agencies(session, NOVEMBER)
        province.person("บล็อก", Role.OFFICER, "สสจ.").blocked_at = NOW
        province.person("ย้าย", Role.OFFICER, "พช.").memberships[0].ended_at = NOW
        session.flush()
        november = session.scalars(select(Round)).one()
        owing = who_owes(session, november, NOW)
        assert [
            (each.agency_name, each.owed, [officer.name for officer in each.officers])
            for each in owing
        ] == [
            ("สสจ.", 2, ["ก้อย"]),
            ("พช.", 1, []),
        ]
        assert owing[0].officers[0].line_user_id == line_id("U", "sukhothaiก้อย")
        assert agencies_without_officer(session, province.organization.id, 2570, NOW) == ["พช."]
        assert agencies_without_officer(session, province.organization.id, 2569, NOW) == []
        assert set(officers_by_agency(session, province.organization.id, NOW)) == {
            province.agency("สสจ.").id
        }


def test_who_sent_a_report_that_was_returned_is_not_among_those_who_have_not_reported(
    database: Database,
) -> None:
    with database.begin() as session:
        province = two_agencies(session, NOVEMBER)
        sent = report(session, NOVEMBER, "1", "พช.", at(date(2026, 11, 20), 10))
        assert sent.report is not None
        review_report(
            session,
            sent.report.current,
            ReviewDecision.RETURNED,
            by=province.people["ก้อย"],
            now=NOW,
            reason="ภาพ",
        )
        november = session.scalars(select(Round)).one()
        assert [each.agency_name for each in who_owes(session, november, NOW)] == ["สสจ."]


def test_those_who_owe_are_all_that_are_not_counted_as_done_and_sorted_as_thai_is(
    database: Database,
) -> None:
    with database.begin() as session:
        province = Province(session)
        names = ["ศาลากลาง", "แขวงทางหลวง", "เรือนจำ", "คลัง", "ขนส่ง", "โครงการชลประทาน"]
        province.measure("1", *names)
        for month in (NOVEMBER, DECEMBER):
            begin_round(session, province.organization, month, at(month))
        province.person("ก้อย", Role.OFFICER, "คลัง")
        report(session, DECEMBER, "1", "คลัง", NOW)  # November is passed over, and was not sent
        report(session, NOVEMBER, "1", "ขนส่ง", NOW)
        november = session.scalars(select(Round).where(Round.month == NOVEMBER)).one()
        owing = who_owes(session, november, NOW)
        in_order = ["แขวงทางหลวง", "คลัง", "โครงการชลประทาน", "เรือนจำ", "ศาลากลาง"]
        assert [each.agency_name for each in owing] == in_order
        view = view_round(session, november, NOW)
        assert len(owing) == view.agencies - view.agencies_done
        assert sum(each.owed for each in owing) == view.summary.total.missing


def test_measures_nobody_answers_for_are_found(database: Database) -> None:
    with database.begin() as session:
        province = Province(session)
        province.measure("1", "สสจ.")
        province.measure("2", None)
        province.measure("3", "สสจ.", None)
        province.measure("4", province.group_of("ยังไม่มีสมาชิก", []))
        province.measure("5", province.group_of("มีสมาชิก", ["พช."]))
        province.measure("6")
        province.measure("7", None).removed_at = NOW
        session.flush()
        found = measures_without_party(session, province.organization.id, 2570)
        assert [code for code, _ in found] == ["2", "3", "4", "6"]
        assert measures_without_party(session, province.organization.id, 2569) == []


def test_the_number_of_queries_does_not_grow_with_the_organization(database: Database) -> None:
    def queries(agencies: int) -> int:
        with database.begin() as session:
            province = Province(session, slug=f"p{agencies}")
            province.measure(
                "1", province.group_of("ทุกแห่ง", [f"หน่วยงาน {n}" for n in range(agencies)])
            )
            begin_round(session, province.organization, NOVEMBER, at(NOVEMBER))
            organization_id = province.organization.id
        count = 0

        def one_more(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(database.engine, "before_cursor_execute", one_more)
        with database.read() as session:
            assert len(due_by_agency(session, organization_id, NOW)) == agencies
            found = session.scalars(
                select(Round).where(Round.organization_id == organization_id)
            ).one()
            assert len(who_owes(session, found, NOW)) == agencies
        event.remove(database.engine, "before_cursor_execute", one_more)
        return count

    assert queries(2) == queries(60)
