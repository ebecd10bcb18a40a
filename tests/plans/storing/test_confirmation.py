"""What is shown before a plan is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select

from models.database import Database
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.plan import Measure, Plan
from plans.document import AssignmentEntry, MeasureEntry, PlanDocument, Warning, WarningKind
from plans.storing.confirmation import preview_import
from plans.storing.store import import_plan

NOW = datetime(2026, 10, 5, 3, tzinfo=UTC)
RULE = "เจ้าหน้าที่ต้องไม่เรียกรับทรัพย์สิน"
PLAN = PlanDocument(
    "จังหวัดตาก",
    2570,
    (),
    (MeasureEntry(None, "1.1", RULE, ("ประกาศ",), assignments=(AssignmentEntry(("กองคลัง",)),)),),
    (),
    (Warning(WarningKind.MISSING, "ตารางมาตรการ", "ตารางไม่มีช่องระยะเวลา"),),
)


def organization(database: Database) -> int:
    with database.begin() as session:
        channel = Channel(line_channel_id="1")
        made = Organization(
            slug="tak",
            name="จังหวัดตาก",
            kind=OrganizationKind.PROVINCE,
            channel=channel,
            settings={},
            created_at=NOW,
        )
        session.add(made)
        session.flush()
        return made.id


def test_a_preview_says_what_would_change_and_stores_nothing(database: Database) -> None:
    owner_id = organization(database)
    with database.begin() as session:
        owner = session.get_one(Organization, owner_id)
        shown = preview_import(session, owner, PLAN)
        assert [line.code for line in shown.difference.added] == ["1.1"]
        assert [doubt.kind for doubt in shown.doubts] == [WarningKind.MISSING]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 0
        assert session.scalar(select(func.count()).select_from(Measure)) == 0


def test_a_rule_that_turned_into_its_opposite_comes_first(database: Database) -> None:
    owner_id = organization(database)
    turned = replace(PLAN, measures=(replace(PLAN.measures[0], title=RULE.replace("ไม่", "")),))
    with database.begin() as session:
        owner = session.get_one(Organization, owner_id)
        import_plan(session, owner, PLAN, now=NOW)
        shown = preview_import(session, owner, turned)
    first = shown.doubts[0]
    assert first.grave
    assert first.where == "มาตรการ 1.1"
    assert RULE in first.message
    assert not shown.doubts[-1].grave
    with database.read() as session:
        assert session.scalar(select(Measure.title)) == RULE
