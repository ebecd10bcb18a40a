"""What a plan hopes for (indicators, targets, money) is kept as that, and is no outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.database import Database
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.plan import Plan
from papers.plan_paper import compose_plan_paper
from papers.result.plan_cells import plan_cell
from plans.document import PlanDocument, WarningKind
from plans.header import read_header
from plans.storing.store import import_plan
from plans.storing.stored import stored_document
from plans.tables import Cell, Row
from tests.plans.extracts import YEAR, read, tsv, warned
from tests.plans.storing.conftest import NOW

OFFICE = "สำนักงานจังหวัด"


def with_column(heading: str, text: str = "ร้อยละ 90") -> PlanDocument:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", heading)
    return read(tsv(("ก", "ทำ", OFFICE, YEAR, text), header=header))


@pytest.mark.parametrize(
    "heading",
    [
        "ตัวชี้วัด",
        "ตัวชี้วัดความสำเร็จ",
        "ตัวชี้วัดผลสำเร็จของโครงการ",
        "ตัวชี้วัด/เป้าหมาย",
        "ตัวบ่งชี้ความสำเร็จ",
        "ตัวชี้วัด (KPI)",
        "เกณฑ์วัดความสำเร็จ",
    ],
)
def test_by_what_success_is_measured_is_an_indicator(heading: str) -> None:
    (measure,) = with_column(heading).measures
    assert (measure.indicators, measure.targets, measure.outcomes) == (("ร้อยละ 90",), (), ())


@pytest.mark.parametrize(
    "heading",
    [
        "เป้าหมาย",
        "ค่าเป้าหมาย",
        "เป้าหมาย/ผลผลิต",
        "ผลลัพธ์ที่คาดหวัง",
        "ผลที่คาดว่าจะได้รับ",
        "ผลสำเร็จที่คาดหวัง",
        "ผลสัมฤทธิ์ที่พึงประสงค์",
        "ประโยชน์ที่จะได้รับ",
    ],
)
def test_what_is_hoped_for_is_a_target(heading: str) -> None:
    (measure,) = with_column(heading).measures
    assert (measure.indicators, measure.targets, measure.outcomes) == ((), ("ร้อยละ 90",), ())


@pytest.mark.parametrize(
    "heading", ["งบประมาณ", "งบประมาณ (บาท)", "งบประมาณที่ใช้", "วงเงินงบประมาณ", "งบประมาณ/แหล่งที่มา"]
)
def test_the_budget_is_text_as_printed(heading: str) -> None:
    (measure,) = with_column(heading, "50,000 บาท").measures
    assert measure.budget == "50,000 บาท"
    (measure,) = with_column(heading, "-").measures
    assert measure.budget is None


def test_a_second_column_of_its_kind_is_read_beside_the_first() -> None:
    header = ("มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "เป้าหมายเชิงปริมาณ", "เป้าหมายเชิงคุณภาพ")
    row = ("1. อบรม", "กองคลัง", "ทุกเดือน", "อบรม 2 ครั้ง", "ผู้เข้าอบรมพึงพอใจ")
    plan = read(tsv(row, header=header))
    assert plan.measures[0].targets == ("อบรม 2 ครั้ง", "ผู้เข้าอบรมพึงพอใจ")
    assert not [text for text in warned(plan, WarningKind.MISSING) if "ไม่ได้อ่านช่อง" in text]


def test_what_came_of_it_stays_an_outcome() -> None:
    for heading in ("ผลลัพธ์/ความสำเร็จของการดำเนินการ", "ผลลัพธ์", "ผลสัมฤทธิ์"):
        (measure,) = with_column(heading, "ประชาชนพอใจ").measures
        assert (measure.outcomes, measure.targets) == (("ประชาชนพอใจ",), ())


def test_an_indicator_of_the_assessment_beside_one_of_success_is_not_taken_for_it() -> None:
    header = ("ประเด็น", "ตัวชี้วัด", "มาตรการ", "ตัวชี้วัดความสำเร็จ", "ผู้รับผิดชอบ", "ระยะเวลา")
    row = ("1. ก", "การใช้งบประมาณ", "1.1 ข", "1) ครบทุกเรื่อง 2) ทันเวลา", OFFICE, YEAR)
    (measure,) = read(tsv(row, header=header)).measures
    assert measure.indicators == ("ครบทุกเรื่อง", "ทันเวลา")


def test_a_table_of_indicators_and_scores_does_not_become_one_of_measures() -> None:
    words = ("ประเด็น", "ตัวชี้วัด", "ผลการประเมิน", "แนวทางการดำเนินการ")
    assert read_header(Row(tuple(Cell((word,)) for word in words), 1)) is None


def test_it_is_stored_compared_shown_and_printed_but_in_no_result(database: Database) -> None:
    header = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "ตัวชี้วัด", "เป้าหมาย", "งบประมาณ")
    rows = tsv(("1. ก", "ทำ", OFFICE, YEAR, "1) คู่มือ 2) ข่าว", "5 เรื่อง", "50,000"), header=header)
    document = read(rows)
    assert document.to_json()["measures"][0]["indicators"] == ["คู่มือ", "ข่าว"]
    with database.begin() as session:
        owner = Organization(
            slug="tak",
            name="จังหวัดตาก",
            kind=OrganizationKind.PROVINCE,
            channel=Channel(line_channel_id="local"),
            created_at=NOW,
        )
        session.add(owner)
        session.flush()
        plan_id = import_plan(session, owner, document, now=NOW).plan_id
        assert not import_plan(session, owner, document, now=NOW).difference
        plan = session.get_one(Plan, plan_id)
        assert stored_document(plan).measures[0].budget == "50,000"
        paper = compose_plan_paper(session, owner, 2570, NOW)
        assert [column.name for column in paper.columns][-3:] == ["indicators", "targets", "budget"]
        (measure,) = plan.measures
        assert [line.text for line in plan_cell(measure, "1", "targets").lines] == ["5 เรื่อง"]
        assert (measure.printed_outcomes, measure.printed_results) == ([], [])
        changed = replace(document.measures[0], targets=("6 เรื่อง",), budget=None)
        again = import_plan(session, owner, replace(document, measures=(changed,)), now=NOW)
        assert again.difference.changed[0].details == (
            ("budget", "50,000", ""),
            ("target 1", "5 เรื่อง", "6 เรื่อง"),
        )
