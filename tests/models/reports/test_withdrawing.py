"""Taking a report back brings every round of its assignment back to where it stood."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.calendar import at
from models.month.rounds import ensure_obligations
from models.reports.excuses import excuse
from models.reports.reviews import review_report
from models.reports.settling import CannotTake
from models.reports.submissions import ReportContent, refusal, send_report
from models.reports.withdrawing import withdraw_revision
from models.tables.obligations import Obligation, Progress, ReviewDecision, Round
from models.tables.people import Role
from tests.scheduler.province import Province

TREASURY = "สำนักงานคลังจังหวัด"
LAST = at(date(2027, 1, 12), 10)
_what = st.sampled_from([*Progress, ReviewDecision.RETURNED, ReviewDecision.ACCEPTED, "excuse"])
_doings = st.lists(st.tuples(st.integers(0, 3), _what), max_size=6)


def _all(session: Session) -> list[Obligation]:
    found = session.scalars(select(Obligation).join(Round).order_by(Round.month))
    return list(found.unique())


def _picture(session: Session) -> list[tuple[object, ...]]:
    session.expire_all()
    return [
        (
            each.state,
            each.reopened_at,
            each.report.progress if each.report else None,
            [revision.number for revision in each.report.revisions] if each.report else [],
        )
        for each in _all(session)
    ]


@given(doings=_doings, round_number=st.integers(0, 3), recurring=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sent_and_taken_back_is_as_never_sent(
    database: Database,
    doings: list[tuple[int, object]],
    round_number: int,
    recurring: bool,
) -> None:
    with database.read() as session:  # everything is rolled back
        province = Province(session)
        province.measure("1", TREASURY, recurrence="monthly" if recurring else None)
        person = province.person("officer", Role.OFFICER, TREASURY)
        for month in (date(2026, 10, 5), date(2026, 11, 5), date(2026, 12, 4), date(2027, 1, 5)):
            ensure_obligations(session, province.organization, at(month))
        found = _all(session)
        now = LAST - timedelta(hours=3)
        for number, what in doings:
            each = found[number % len(found)]
            try:
                if isinstance(what, Progress):
                    send_report(session, each, ReportContent(what, "ก"), by=person, now=now)
                elif isinstance(what, ReviewDecision) and each.report is not None:
                    review_report(
                        session, each.report.current, what, by=person, now=now, reason="ข"
                    )
                elif what == "excuse":
                    excuse(session, each, "ค", by=person, now=now)
            except CannotTake:
                pass
        target = found[round_number % len(found)]
        if refusal(target, LAST) or target.round.closes_at <= LAST:
            target = found[-1]
        if refusal(target, LAST) or target.round.closes_at <= LAST:
            session.rollback()
            return
        before = _picture(session)
        sent = send_report(session, target, ReportContent(Progress.DONE, "ง"), by=person, now=LAST)
        withdraw_revision(session, sent, by=person, now=LAST + timedelta(minutes=10))
        assert _picture(session) == before
        again = send_report(session, target, ReportContent(Progress.DONE, "จ"), by=person, now=LAST)
        assert again.number == sent.number + 1
        session.rollback()
