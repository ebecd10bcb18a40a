"""Importing a plan: what becomes of agencies, obligations and reports, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier
from typing import NamedTuple

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.month.rounds import ensure_obligations
from models.reports.submissions import ReportContent, send_report
from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.audit import AuditEntry
from models.tables.obligations import Obligation, Progress, Report
from models.tables.organization import Channel, Organization
from models.tables.people import Person
from models.tables.plan import Assignment, Issue, Measure, Plan
from models.tables.year.score import Score
from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, PlanDocument, ScoreEntry
from plans.storing.store import CannotImport, ImportResult, NeedsReplace, import_plan

NOW = datetime(2026, 10, 5, 3, tzinfo=UTC)
LATER = datetime(2026, 11, 10, 3, tzinfo=UTC)

HEALTH = AssignmentEntry(
    ("สำนักงานสาธารณสุขจังหวัด",), (), "ต.ค. 69 - ก.ย. 70", date(2026, 10, 1), date(2027, 9, 30)
)
EVERYBODY = AssignmentEntry(("ส่วนราชการประจำจังหวัดทุกแห่ง",), (), "ทุกเดือน", None, None, "monthly")
FIRST = MeasureEntry(
    "1", "1.1", "เผยแพร่แผนการใช้จ่ายงบประมาณ", ("ขั้นหนึ่ง", "ขั้นสอง"), assignments=(HEALTH,)
)
SECOND = MeasureEntry("1", "1.2", "ประกาศเจตนารมณ์งดรับของขวัญ", assignments=(EVERYBODY,))
THIRD = MeasureEntry(None, None, "อบรมเจ้าหน้าที่")
DOCUMENT = PlanDocument(
    "จังหวัดตัวอย่าง",
    2570,
    (IssueEntry("1", "การใช้งบประมาณ"), IssueEntry("2", "การให้บริการ")),
    (FIRST, SECOND, THIRD),
    (
        ScoreEntry("overall", None, 2569, 91.45),
        ScoreEntry("e1", 1, 2569, 88.0),
        ScoreEntry("e1", 2, 2569, 80.5),
    ),
    (),
)


def store(
    database: Database,
    organization: Organization,
    document: PlanDocument,
    now: datetime = NOW,
    replace: bool = False,
) -> ImportResult:
    with database.begin() as session:
        owner = session.get_one(Organization, organization.id)
        return import_plan(
            session, owner, document, now=now, replace=replace, source_name="แผน.docx"
        )


def with_measures(*measures: MeasureEntry) -> PlanDocument:
    return replace(DOCUMENT, measures=measures)


def report(database: Database, code: str, now: datetime = NOW) -> int:
    """Send a report for the first obligation of a measure; return the report's id."""
    with database.begin() as session:
        obligation = session.scalars(
            select(Obligation)
            .join(Assignment)
            .join(Measure)
            .where(Measure.code == code, Assignment.removed_at.is_(None))
            .order_by(Obligation.id)
        ).first()
        assert obligation is not None
        channel = session.scalars(select(Channel)).one()
        person = Person(channel_id=channel.id, line_user_id=f"U{code}{now:%Y%m%d}", created_at=now)
        session.add(person)
        revision = send_report(
            session,
            obligation,
            ReportContent(Progress.IN_PROGRESS, "ทำแล้วบางส่วน"),
            by=person,
            now=now,
        )
        return revision.report_id


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def everything(database: Database) -> list[object]:
    """All rows an import may write, for telling that nothing was written."""
    with database.read() as session:
        return [
            [
                tuple(row)
                for row in session.execute(
                    select(table.__table__).order_by(*table.__table__.primary_key)
                )
            ]
            for table in (
                Plan,
                Issue,
                Measure,
                Assignment,
                Agency,
                AgencyGroup,
                Obligation,
                Report,
                Score,
                AuditEntry,
            )
        ]


def test_the_first_import_adopts_the_plan_and_makes_what_is_owed(
    database: Database, organization: Organization
) -> None:
    result = store(database, organization, DOCUMENT)
    assert result.stored
    assert [line.label for line in result.difference.added] == ["1.1", "1.2", "อบรมเจ้าหน้าที่"]
    assert result.difference.new_agencies == ("สำนักงานสาธารณสุขจังหวัด",)
    assert result.empty_groups == result.difference.new_groups == ("ส่วนราชการประจำจังหวัดทุกแห่ง",)
    assert result.without_party == ("อบรมเจ้าหน้าที่",)
    assert result.obligations == 1
    with database.read() as session:
        plan = session.scalars(select(Plan)).one()
        assert (plan.fiscal_year, plan.adopted_at, plan.source_name) == (2570, NOW, "แผน.docx")
        assert [issue.title for issue in plan.issues] == ["การใช้งบประมาณ", "การให้บริการ"]
        first, second, third = plan.measures
        assert first.issue is plan.issues[0]
        assert [step.text for step in first.steps] == ["ขั้นหนึ่ง", "ขั้นสอง"]
        assert second.assignments[0].group is not None
        assert second.assignments[0].group.members == []
        assert (third.assignments[0].agency_id, third.assignments[0].group_id) == (None, None)
        assert {
            (s.code, s.part, str(s.value), s.source) for s in session.scalars(select(Score))
        } == {
            ("overall", 0, "91.45", "แผน.docx"),
            ("e1", 1, "88.00", "แผน.docx"),
            ("e1", 2, "80.50", "แผน.docx"),
        }


def test_the_same_document_again_changes_nothing(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    before = everything(database)
    result = store(database, organization, DOCUMENT, now=LATER)
    assert not result.stored
    assert not result.difference
    assert result.difference.unchanged == 3
    assert everything(database) == before


def test_an_agency_is_found_by_alias_and_by_name_with_other_spaces(
    database: Database, organization: Organization
) -> None:
    with database.begin() as session:
        health = Agency(organization_id=organization.id, name="สำนักงานสาธารณสุข จังหวัด")
        health.aliases = [AgencyAlias(organization_id=organization.id, alias="สสจ.")]
        session.add(health)
    short = replace(THIRD, assignments=(AssignmentEntry(("ส ส จ",)),))
    store(database, organization, with_measures(FIRST, short))
    with database.read() as session:
        assert count(session, Agency) == 1
        assert {a.agency_id for a in session.scalars(select(Assignment))} == {health.id}


def test_a_known_group_name_is_a_group_even_if_no_rule_would_say_so(
    database: Database, organization: Organization
) -> None:
    with database.begin() as session:
        session.add(AgencyGroup(organization_id=organization.id, name="คณะทำงาน ITA"))
    store(
        database,
        organization,
        with_measures(replace(THIRD, assignments=(AssignmentEntry(("คณะทำงานITA",)),))),
    )
    with database.read() as session:
        assert count(session, Agency) == 0
        assert session.scalars(select(Assignment)).one().group_id is not None


def test_several_parties_and_periods_become_one_row_each(
    database: Database, organization: Organization
) -> None:
    both = AssignmentEntry(
        ("กองคลัง", "กองช่าง"), (0,), "ม.ค. 70", date(2027, 1, 1), date(2027, 1, 31)
    )
    again = AssignmentEntry(("กองคลัง",), (1,), "มี.ค. 70", date(2027, 3, 1), date(2027, 3, 31))
    store(database, organization, with_measures(replace(FIRST, assignments=(both, again, again))))
    with database.read() as session:
        rows = session.scalars(select(Assignment).order_by(Assignment.position)).all()
        assert [(row.party_text, row.steps, row.start_on) for row in rows] == [
            ("กองคลัง", [0], date(2027, 1, 1)),
            ("กองช่าง", [0], date(2027, 1, 1)),
            ("กองคลัง", [1], date(2027, 3, 1)),
        ]


def test_a_document_without_fiscal_year_or_measures_is_refused(
    database: Database, organization: Organization
) -> None:
    before = everything(database)
    with pytest.raises(CannotImport, match="--fiscal-year"):
        store(database, organization, replace(DOCUMENT, fiscal_year=None))
    with pytest.raises(CannotImport, match="no measures"):
        store(database, organization, with_measures())
    assert everything(database) == before


def test_a_measure_without_reports_changes_freely_and_keeps_its_row(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    ids = {line.code: line.id for line in _measures(database)}
    renamed = replace(FIRST, title="เผยแพร่แผนงบประมาณ", followup="รายงานทุกเดือน")
    result = store(database, organization, with_measures(renamed, SECOND, THIRD))
    assert [(line.label, line.fields) for line in result.difference.changed] == [
        ("1.1", ("title", "followup"))
    ]
    assert {line.code: line.id for line in _measures(database)} == ids


def test_putting_a_measure_in_renumbers_the_others_without_mixing_them_up(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    report(database, "1.1")
    ids = {line.title: line.id for line in _measures(database)}
    new = MeasureEntry("1", "1.1", "มาตรการใหม่")
    shifted = with_measures(new, replace(FIRST, code="1.2"), replace(SECOND, code="1.3"), THIRD)
    with pytest.raises(NeedsReplace, match=r"1\.1"):
        store(database, organization, shifted)
    result = store(database, organization, shifted, replace=True)
    assert [line.title for line in result.difference.added] == ["มาตรการใหม่"]
    assert {line.fields for line in result.difference.changed} == {("code",)}
    after = {line.title: line.id for line in _measures(database)}
    assert {title: after[title] for title in ids} == ids


def test_a_change_of_a_reported_measure_needs_replace_and_stores_nothing_without_it(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    report(database, "1.1")
    before = everything(database)
    changed = with_measures(replace(FIRST, title="ชื่อใหม่"), replace(SECOND, title="อื่น"), THIRD)
    with pytest.raises(NeedsReplace) as refused:
        store(database, organization, changed)
    assert [line.label for line in refused.value.difference.touching_reports] == ["1.1"]
    assert everything(database) == before
    store(database, organization, changed, replace=True)
    with database.read() as session:
        assert session.scalars(select(Report)).one().obligation.assignment.measure.title == "ชื่อใหม่"


def test_a_new_period_is_written_in_place_and_asks_no_more_outside_it(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    kept = report(database, "1.1")
    with database.begin() as session:
        ensure_obligations(session, session.get_one(Organization, organization.id), LATER)
    with database.read() as session:
        assert count(session, Obligation) == 2  # October, reported, and November, owed
    ends_sooner = replace(
        HEALTH, period_text="ธ.ค. 69", start=date(2026, 12, 1), end=date(2026, 12, 31)
    )
    result = store(
        database,
        organization,
        with_measures(replace(FIRST, assignments=(ends_sooner,)), SECOND, THIRD),
        LATER,
        True,
    )
    assert [line.fields for line in result.difference.changed] == [("period",)]
    with database.read() as session:
        left = session.scalars(select(Obligation)).one()
        assert left.report is not None
        assert left.report.id == kept
        assert left.assignment.removed_at is None
        assert left.assignment.start_on == date(2026, 12, 1)


def test_another_party_leaves_the_reports_with_the_old_one(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    kept = report(database, "1.1")
    moved = replace(FIRST, assignments=(replace(HEALTH, parties=("สำนักงานจังหวัด",)),))
    with pytest.raises(NeedsReplace):
        store(database, organization, with_measures(moved, SECOND, THIRD))
    store(database, organization, with_measures(moved, SECOND, THIRD), LATER, replace=True)
    with database.read() as session:
        old, new = session.scalars(
            select(Assignment).join(Measure).where(Measure.code == "1.1").order_by(Assignment.id)
        )
        assert (old.removed_at, new.removed_at) == (LATER, None)
        assert session.scalars(select(Report.id)).all() == [kept]
        owing = session.scalars(select(Obligation).where(Obligation.assignment_id == new.id)).all()
        assert {obligation.agency.name for obligation in owing} == {"สำนักงานจังหวัด"}


def test_a_dropped_measure_stays_with_its_reports_and_goes_without_them(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    kept = report(database, "1.1")
    with pytest.raises(NeedsReplace, match=r"1\.1"):
        store(database, organization, with_measures(THIRD))
    result = store(database, organization, with_measures(THIRD), LATER, replace=True)
    assert [line.label for line in result.difference.removed] == ["1.1", "1.2"]
    assert {(row.code, row.removed_at) for row in _measures(database)} == {
        ("1.1", LATER),
        (None, None),
    }
    with database.read() as session:
        assert session.scalars(select(Report.id)).all() == [kept]
        assert count(session, Obligation) == 1
    assert not store(database, organization, with_measures(THIRD), LATER).difference


def test_a_dropped_measure_that_is_printed_again_gets_its_reports_back(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    kept = report(database, "1.1")
    store(database, organization, replace(with_measures(THIRD), issues=()), LATER, replace=True)
    store(database, organization, DOCUMENT, LATER, replace=True)
    assert not store(database, organization, DOCUMENT, LATER).difference
    with database.read() as session:
        found = session.get_one(Report, kept).obligation.assignment
        assert (found.removed_at, found.measure.removed_at) == (None, None)
        assert count(session, Measure) == 3
        assert count(session, Issue) == 2


def test_a_changed_score_is_shown_and_stored(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    better = replace(
        DOCUMENT, scores=(ScoreEntry("overall", None, 2569, 92.0), *DOCUMENT.scores[1:])
    )
    result = store(database, organization, better)
    (line,) = result.difference.scores
    assert (line.code, str(line.before), str(line.after)) == ("overall", "91.45", "92.00")
    assert not store(database, organization, better).stored


def test_another_order_alone_is_a_difference(
    database: Database, organization: Organization
) -> None:
    store(database, organization, DOCUMENT)
    result = store(database, organization, with_measures(SECOND, FIRST, THIRD))
    assert result.difference.reordered
    assert [measure.code for measure in _measures(database)] == ["1.2", "1.1", None]


def test_two_imports_at_once_store_the_plan_once(
    database: Database, organization: Organization
) -> None:
    together = Barrier(2)

    def run() -> bool:
        together.wait()
        return store(database, organization, DOCUMENT).stored

    with ThreadPoolExecutor(2) as pool:
        outcomes = [future.result() for future in [pool.submit(run), pool.submit(run)]]
    assert sorted(outcomes) == [False, True]
    assert len(_measures(database)) == 3


class Row(NamedTuple):
    """What tests ask of a stored measure."""

    id: int
    code: str | None
    title: str
    removed_at: datetime | None


def _measures(database: Database) -> list[Row]:
    with database.read() as session:
        rows = session.scalars(select(Measure).order_by(Measure.position, Measure.id))
        return [Row(row.id, row.code, row.title, row.removed_at) for row in rows]
