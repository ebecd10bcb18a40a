"""Whatever documents are imported one after the other: what is stored is the last one, and no
report is lost.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TypeVarTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.line.channels import ensure_channel
from bot.settings import Settings
from models.database import Database
from models.reports.submissions import ReportContent, refusal, send_report
from models.tables.agency import Agency, AgencyGroup
from models.tables.obligations import Obligation, ObligationState, Progress, Report
from models.tables.organization import Organization, OrganizationKind
from models.tables.people import Person
from models.tables.plan import Assignment, Measure, Plan
from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, PlanDocument
from plans.storing.store import NeedsReplace, import_plan
from tests.plans.stored import plan_of, printed_measures, stored_issues, stored_measures

NOW = datetime(2026, 12, 10, 3, tzinfo=UTC)
NUMBERS = count()
Ts = TypeVarTuple("Ts")

texts = st.sampled_from(
    ["ประกาศนโยบาย", "อบรมบุคลากร", "เผยแพร่แผน", "เผยแพร่ แผน", "รับฟังความเห็น", "ก" * 400]
)
parties = st.sampled_from(
    ["กองคลัง", "กอง คลัง", "สสจ.", "ทุกส่วนราชการ", "ส่วนภูมิภาค", "ผู้ที่ได้รับมอบหมาย", "ย" * 301]
)
days = st.none() | st.dates(date(2026, 8, 1), date(2027, 11, 30))
recurrences = st.sampled_from(
    [None, "daily", "monthly", "quarterly", "yearly", "times_per_year:5", "months:11,3"]
)
assignments = st.builds(
    AssignmentEntry,
    st.lists(parties, max_size=3).map(tuple),
    st.lists(st.integers(0, 2), max_size=2, unique=True).map(tuple),
    st.none() | texts,
    days,
    days,
    recurrences,
)
some_texts = st.lists(texts, max_size=2).map(tuple)
measures = st.builds(
    MeasureEntry,
    st.sampled_from([None, "1", "2"]),
    st.sampled_from([None, "1.1", "1.2", "2.1"]),
    texts,
    some_texts,
    st.none() | texts,
    some_texts,
    some_texts,
    st.lists(assignments, max_size=3).map(tuple),
)
titles = st.tuples(texts, texts)
documents = st.builds(
    lambda heads, rows: PlanDocument(
        None, 2570, (IssueEntry("1", heads[0]), IssueEntry("2", heads[1])), tuple(rows), (), ()
    ),
    titles,
    st.lists(measures, min_size=1, max_size=5),
)
in_a_hurry = settings(
    max_examples=20,
    deadline=None,
    # Every example is a dozen transactions: making a failing one smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def new_organization(session: Session) -> Organization:
    """A province of its own, with one agency in one of the collective parties."""
    number = next(NUMBERS)
    owner = Organization(
        slug=f"p-{number}",
        name="จังหวัด",
        kind=OrganizationKind.PROVINCE,
        channel=ensure_channel(session, Settings()),
        created_at=NOW,
    )
    session.add(owner)
    session.flush()
    member = Agency(organization_id=owner.id, name="กองช่าง")
    session.add(AgencyGroup(organization_id=owner.id, name="ทุกส่วนราชการ", members=[member]))
    session.flush()
    return owner


def answer_some(session: Session, owner: Organization, every: int, now: datetime) -> None:
    """Send a report for every n-th obligation that takes one."""
    person = Person(channel_id=owner.channel_id, line_user_id=f"U{next(NUMBERS)}", created_at=now)
    session.add(person)
    session.flush()
    for obligation in session.scalars(_obligations(owner, select(Obligation))).all()[::every]:
        if refusal(obligation, now) is None:
            send_report(
                session,
                obligation,
                ReportContent(Progress.IN_PROGRESS, "ทำแล้ว"),
                by=person,
                now=now,
            )


def _obligations(owner: Organization, query: Select[*Ts]) -> Select[*Ts]:
    joined = (
        query.join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure)
        .join(Measure.plan)
    )
    return joined.where(Plan.organization_id == owner.id).order_by(Obligation.id)


@in_a_hurry
@given(document=documents)
def test_what_is_stored_is_what_was_printed(database: Database, document: PlanDocument) -> None:
    with database.begin() as session:
        owner = new_organization(session)
        import_plan(session, owner, document, now=NOW)
        session.expire_all()
        plan_id = plan_of(session, owner.id, 2570)
        assert stored_measures(session, plan_id) == printed_measures(document)
        assert stored_issues(session, plan_id, document) == [
            (issue.number, issue.title) for issue in document.issues
        ]
        again = import_plan(session, owner, document, now=NOW + timedelta(days=1))
        assert not again.stored


@in_a_hurry
@given(printed=st.lists(documents, min_size=2, max_size=4), every=st.integers(1, 3))
def test_no_import_loses_a_report_and_the_last_document_is_what_is_stored(
    database: Database, printed: list[PlanDocument], every: int
) -> None:
    with database.begin() as session:
        owner = new_organization(session)
        sent: set[int] = set()
        for month, document in enumerate(printed):
            now = NOW + timedelta(days=31 * month)
            before = _all_rows(session, owner)
            try:
                import_plan(session, owner, document, now=now)
            except NeedsReplace:
                assert _all_rows(session, owner) == before
                import_plan(session, owner, document, now=now, replace=True)
            session.expire_all()
            plan_id = plan_of(session, owner.id, 2570)
            assert stored_measures(session, plan_id) == printed_measures(document)
            assert stored_issues(session, plan_id, document) == [
                (issue.number, issue.title) for issue in document.issues
            ]
            assert sent <= _reports(session, owner)
            assert not _owed_of_removed(session, owner)
            assert not import_plan(session, owner, document, now=now).stored
            answer_some(session, owner, every, now)
            sent = _reports(session, owner)


def _reports(session: Session, owner: Organization) -> set[int]:
    query = select(Report.id).join(Obligation, Obligation.id == Report.obligation_id)
    return set(session.scalars(_obligations(owner, query)))


def _owed_of_removed(session: Session, owner: Organization) -> list[Obligation]:
    query = select(Obligation).where(
        Obligation.state == ObligationState.OWED,
        Assignment.removed_at.is_not(None) | Measure.removed_at.is_not(None),
    )
    return list(session.scalars(_obligations(owner, query)))


def _all_rows(session: Session, owner: Organization) -> list[object]:
    tables = (Measure.__table__, Assignment.__table__, Obligation.__table__, Agency.__table__)
    sizes: list[object] = [
        session.scalar(select(func.count()).select_from(table)) for table in tables
    ]
    rows = session.execute(
        _obligations(
            owner, select(Obligation.id, Obligation.state, Measure.title, Assignment.position)
        )
    )
    return [*sizes, *map(tuple, rows)]
