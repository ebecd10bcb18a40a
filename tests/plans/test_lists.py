"""Measures printed as a list: a draft, every line of which is unsure."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans.document import PlanDocument, Unreadable, WarningKind
from plans.files.opening import read_source
from plans.reading.read_plan import read_plan, read_scores
from thai.width import display_width

TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2570"
NAME = "เทศบาลตำบลบ้านร่มเย็น"


def read(tmp_path: Path, *lines: str, name: str = "plan.txt") -> PlanDocument:
    (tmp_path / name).write_text("\n".join((TITLE, NAME, *lines)), encoding="utf-8")
    return read_plan(tmp_path / name)


def told(plan: PlanDocument) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [(measure.code, measure.title, measure.steps) for measure in plan.measures]


def check_marks(plan: PlanDocument) -> None:
    """Every measure is marked once, by warnings of one kind, and the whole is."""
    assert plan.is_draft
    assert "is_draft" not in plan.to_json()
    assert (plan.organization, plan.fiscal_year) == (NAME, 2570)
    marks = [warning for warning in plan.warnings if warning.message.startswith("ร่างจาก")]
    assert len({mark.where for mark in marks}) == len(marks) == len(plan.measures)
    assert {mark.kind for mark in marks} == {WarningKind.MISSING}
    assert "เป็นร่าง" in plan.warnings[0].message


def test_numbered_measures_with_labels_and_steps(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "๑. จัดคิวบริการหน้าเคาน์เตอร์",
        "- ติดตั้งบัตรคิว",
        "ผู้รับผิดชอบ : กองคลัง",
        "ระยะเวลา: ตุลาคม 2569 - ธันวาคม 2569",
        "๒. เปิดเผยราคากลาง",
        "1) จัดทำตาราง",
        "2) เผยแพร่",
        "ติดต่อ โทร. 0 5500 0000",
        "๓. ไม่ใช่มาตรการ",
    )
    check_marks(plan)
    assert told(plan) == [
        ("1", "จัดคิวบริการหน้าเคาน์เตอร์", ("ติดตั้งบัตรคิว",)),
        ("2", "เปิดเผยราคากลาง", ("จัดทำตาราง", "เผยแพร่")),
    ]
    assert plan.measures[0].assignments[0].parties == ("กองคลัง",)
    assert str(plan.measures[0].assignments[0].end) == "2026-12-31"


def test_steps_that_are_numbered_as_measures_are(tmp_path: Path) -> None:
    plan = read(tmp_path, "1. จัดคิว", "1. ติดตั้ง", "2. เปิดใช้", "2. เปิดเผยราคา", "3. ทำทะเบียนทรัพย์สิน")
    check_marks(plan)
    assert [measure.title for measure in plan.measures] == [
        "จัดคิว",
        "เปิดเผยราคา",
        "ทำทะเบียนทรัพย์สิน",
    ]


def test_measures_under_issues(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "ประเด็นที่ 1 การให้บริการ",
        "1.1 จัดคิว",
        "ขั้นตอน: ติดตั้งบัตรคิว",
        "1.2 ลดขั้นตอน",
        "ประเด็นที่ 2 การจัดซื้อ",
        "2.1 เปิดเผยราคากลาง",
    )
    check_marks(plan)
    assert [issue.title for issue in plan.issues] == ["การให้บริการ", "การจัดซื้อ"]
    assert [(measure.issue, measure.code) for measure in plan.measures] == [
        ("1", "1.1"),
        ("1", "1.2"),
        ("2", "2.1"),
    ]


def test_measures_without_numbers(tmp_path: Path) -> None:
    plan = read(tmp_path, "มาตรการเผยแพร่ข้อมูล", "ให้ทุกกองลงข้อมูล", "มาตรการป้องกันสินบน")
    check_marks(plan)
    assert told(plan) == [
        (None, "มาตรการเผยแพร่ข้อมูล", ("ให้ทุกกองลงข้อมูล",)),
        (None, "มาตรการป้องกันสินบน", ()),
    ]


def test_a_list_on_a_page_that_is_laid_out_with_a_table(tmp_path: Path) -> None:
    items = "<ol><li>จัดคิว<ul><li>ติดตั้งบัตรคิว</li></ul></li><li>เปิดเผยราคากลาง</li></ol>"
    page = (
        f"<html><body><table><tr><td>เมนู</td><td><p>{TITLE}</p><p>{NAME}</p>{items}</td></tr>"
        "</table></body></html>"
    )
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    plan = read_plan(tmp_path / "plan.html")
    check_marks(plan)
    assert told(plan) == [("1", "จัดคิว", ("ติดตั้งบัตรคิว",)), ("2", "เปิดเผยราคากลาง", ())]


def test_a_text_that_lists_no_measures_is_refused_as_before(tmp_path: Path) -> None:
    cells = "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา"  # a table whose lines a PDF does not have
    for lines in (
        (cells, "1. ก ทำ กองคลัง", "2. ข ทำ กองช่าง"),
        ("เรียน หัวหน้าส่วนราชการ", "5 ธันวาคม เป็นวันหยุด"),
        ("1. มีข้อเดียว",),
        (),
    ):
        with pytest.raises(Unreadable, match="has no table"):
            read(tmp_path, *lines)
    chapters = ["1. ผลการประเมิน", *["ข้อความ"] * 40, "2. ข้อเสนอแนะ", "91.76 คะแนน"]
    with pytest.raises(Unreadable, match="has no table"):
        read(tmp_path, *chapters)
    (tmp_path / "other.txt").write_text("1. นม\n2. ไข่\n3. ข้าว\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="has no table"):
        read_plan(tmp_path / "other.txt")


def test_scores_beside_a_list_are_kept(tmp_path: Path) -> None:
    table = ("ตัวชี้วัด\tคะแนน", "1. การปฏิบัติหน้าที่\t92.50", "2. การใช้งบประมาณ\t88.10")
    bare = ("มาตรการเผยแพร่ข้อมูล", "ให้ทุกกองลงข้อมูล", "มาตรการป้องกันสินบน")
    plan = read(tmp_path, *bare, *table)
    (tmp_path / "scores.txt").write_text("\n".join((TITLE, *table)), encoding="utf-8")
    blocks = read_source(tmp_path / "scores.txt").blocks
    assert told(plan)[1] == (None, "มาตรการป้องกันสินบน", ())
    assert plan.is_draft
    assert {(score.code, score.value) for score in plan.scores} == {
        (score.code, score.value) for score in read_scores(blocks)[0]
    }


def test_a_form_for_each_measure_is_a_row_each(tmp_path: Path) -> None:
    forms = [
        (f"{place}. มาตรการที่ {number}", title, "2. ขั้นตอน", "1. ร่าง 2. ใช้", "3. ผู้รับผิดชอบ", "กองคลัง")
        for place, number, title in ((1, 1, "เปิดข้อมูล"), (1, 2, "รับเรื่อง"))
    ]
    lines = [f"{form[at]}\t{form[at + 1]}" for form in forms for at in (0, 2, 4)]
    plan = read(tmp_path, *lines)
    assert not plan.is_draft
    assert told(plan) == [("1", "เปิดข้อมูล", ("ร่าง", "ใช้")), ("2", "รับเรื่อง", ("ร่าง", "ใช้"))]
    assert {measure.assignments[0].parties for measure in plan.measures} == {("กองคลัง",)}


def test_columns_may_be_set_apart_by_spaces(tmp_path: Path) -> None:
    rows = [
        ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"),
        ("1. เปิดข้อมูล", "ตั้งคณะ ทำงาน", "กองคลัง", "ทุกเดือน"),
        ("2. รับเรื่อง", "", "กองช่าง", "ทุกปี"),
    ]
    for fill in (len, display_width):
        lines = ["".join(cell + " " * (18 - fill(cell)) for cell in row) for row in rows]
        plan = read(tmp_path, *lines)
        assert not plan.is_draft
        assert told(plan) == [("1", "เปิดข้อมูล", ("ตั้งคณะ ทำงาน",)), ("2", "รับเรื่อง", ())]
        assert [one.parties for each in plan.measures for one in each.assignments] == [
            ("กองคลัง",),
            ("กองช่าง",),
        ]
