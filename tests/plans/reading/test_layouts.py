"""Layouts of tables that offices draw, each in every form of file."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans.document import PlanDocument
from plans.reading.read_plan import read_plan
from tests.plans.forms import FORMS, Document, Line, Span, Table, write

TITLES = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570", "เทศบาลตำบลหนองแสง")
PLAIN = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
ROWS = (
    ("1. จัดคิวบริการ", "1. ติดตั้งเครื่อง\n2. ปิดประกาศ", "กองคลัง", "ต.ค. 69 - ธ.ค. 69"),
    ("2. เปิดเผยราคากลาง", "1. จัดทำตาราง\n2. เผยแพร่", "กองช่าง", "ม.ค. 70 - มี.ค. 70"),
)
UP = "✓"
MONTHS = [
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
]


def ticked(first: int, last: int, of: int = 12, mark: str = UP) -> list[str]:
    return [mark if first <= place <= last else "" for place in range(1, of + 1)]


def core(plan: PlanDocument) -> list[tuple[object, ...]]:
    return [
        (
            measure.code,
            measure.title,
            measure.steps,
            [(one.parties, str(one.start), str(one.end)) for one in measure.assignments],
        )
        for measure in plan.measures
    ]


EXPECTED = [
    (
        "1",
        "จัดคิวบริการ",
        ("ติดตั้งเครื่อง", "ปิดประกาศ"),
        [(("กองคลัง",), "2026-10-01", "2026-12-31")],
    ),
    (
        "2",
        "เปิดเผยราคากลาง",
        ("จัดทำตาราง", "เผยแพร่"),
        [(("กองช่าง",), "2027-01-01", "2027-03-31")],
    ),
]


def with_months(*heads: Line, mark: str = UP) -> Table:
    return (
        *heads,
        [ROWS[0][0], ROWS[0][1], *ticked(1, 3, mark=mark), ROWS[0][2]],
        [ROWS[1][0], ROWS[1][1], *ticked(4, 6, mark=mark), ROWS[1][2]],
    )


def with_quarters(*heads: Line) -> Table:
    return (
        *heads,
        [ROWS[0][0], ROWS[0][1], ROWS[0][2], *ticked(1, 1, 4)],
        [ROWS[1][0], ROWS[1][1], ROWS[1][2], *ticked(2, 2, 4)],
    )


TALL = {name: Span(name, high=2) for name in (*PLAIN, "ที่", "หมายเหตุ", "ผลการดำเนินงาน")}
QUARTERS = [f"ไตรมาส {number}" for number in range(1, 5)]
LAYOUTS: dict[str, Table] = {
    "plain": (PLAIN, *ROWS),
    "figures in brackets": (("มาตรการ (1)", "ขั้นตอน (2)", "ผู้รับผิดชอบ (3)", "ระยะเวลา (4)"), *ROWS),
    "numbered headings": (("1. มาตรการ", "2. ขั้นตอน", "3. ผู้รับผิดชอบ", "4. ระยะเวลา"), *ROWS),
    "a row of numbers": (PLAIN, ("(1)", "(2)", "(3)", "(4)"), *ROWS),
    "a year and a span": (
        ("มาตรการ ปี 2570", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา (ต.ค. 69 - ก.ย. 70)"),
        *ROWS,
    ),
    "group over three": (
        [TALL["ที่"], TALL["มาตรการ"], Span("แผนการดำเนินงาน", 3), TALL["หมายเหตุ"]],
        ["ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"],
        *([row[0][0], row[0][3:], *row[1:], ""] for row in ROWS),
    ),
    "two groups": (
        [Span("มาตรการ", high=2), Span("การดำเนินงาน", 2), Span("แผน", 2)],
        ["ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "งบประมาณ"],
        *([*row, "-"] for row in ROWS),
    ),
    "those who help, in a group": (
        [Span("มาตรการ", high=2), Span("การดำเนินงาน", 3), Span("ระยะเวลา", high=2)],
        ["วิธีดำเนินการ", "ผู้รับผิดชอบหลัก", "หน่วยงานสนับสนุน"],
        *([*row[:3], "-", row[3]] for row in ROWS),
        [Span("รวม", 2), "", "", ""],
    ),
    "begin and end": (
        [TALL["มาตรการ"], TALL["ขั้นตอน"], TALL["ผู้รับผิดชอบ"], Span("ระยะเวลา", 2)],
        ["เริ่มต้น", "สิ้นสุด"],
        [*ROWS[0][:3], "ต.ค. 69", "ธ.ค. 69"],
        [*ROWS[1][:3], "ม.ค. 70", "มี.ค. 70"],
    ),
    "months under years": with_months(
        [
            TALL["มาตรการ"],
            TALL["ขั้นตอน"],
            Span("พ.ศ. 2569", 3),
            Span("พ.ศ. 2570", 9),
            TALL["ผู้รับผิดชอบ"],
        ],
        [*MONTHS],
    ),
    "months under the fiscal year": with_months(
        [TALL["มาตรการ"], TALL["ขั้นตอน"], Span("ปีงบประมาณ พ.ศ. 2570", 12), TALL["ผู้รับผิดชอบ"]],
        [*MONTHS],
        mark="/",
    ),
    "months under a period": with_months(
        [TALL["มาตรการ"], TALL["ขั้นตอน"], Span("ระยะเวลาดำเนินการ", 12), TALL["ผู้รับผิดชอบ"]],
        [*MONTHS],
        mark="X",
    ),
    "months in three rows": with_months(
        [
            Span("มาตรการ", high=3),
            Span("ขั้นตอน", high=3),
            Span("ระยะเวลาดำเนินการ", 12),
            Span("ผู้รับผิดชอบ", high=3),
        ],
        [Span("ปี 2569", 3), Span("ปี 2570", 9)],
        [*MONTHS],
        mark="●",
    ),
    "months with years": with_months(
        [
            "มาตรการ",
            "ขั้นตอน",
            *(f"{month} {69 if place < 3 else 70}" for place, month in enumerate(MONTHS)),
            "ผู้รับผิดชอบ",
        ]
    ),
    "months under quarters": with_months(
        [
            TALL["มาตรการ"],
            TALL["ขั้นตอน"],
            *(Span(f"ไตรมาสที่ {number}", 3) for number in range(1, 5)),
            TALL["ผู้รับผิดชอบ"],
        ],
        [*MONTHS],
    ),
    "quarters": with_quarters(["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", *QUARTERS]),
    "quarters under a plan": with_quarters(
        [TALL["มาตรการ"], TALL["ขั้นตอน"], TALL["ผู้รับผิดชอบ"], Span("แผนการดำเนินงาน", 4)], QUARTERS
    ),
    "quarters with months": with_quarters(
        [TALL["มาตรการ"], TALL["ขั้นตอน"], TALL["ผู้รับผิดชอบ"], Span("ปี พ.ศ. 2570", 4)],
        [
            "ไตรมาส 1 (ต.ค.-ธ.ค.)",
            "ไตรมาส 2 (ม.ค.-มี.ค.)",
            "ไตรมาส 3 (เม.ย.-มิ.ย.)",
            "ไตรมาส 4 (ก.ค.-ก.ย.)",
        ],
    ),
    "a mark for no month": with_months(
        [TALL["มาตรการ"], TALL["ขั้นตอน"], Span("๒๕๖๙", 3), Span("๒๕๗๐", 9), TALL["ผู้รับผิดชอบ"]],
        [month.replace(".", "") for month in MONTHS],
        mark="/",
    ),
    "units below": (
        [*PLAIN, "งบประมาณ"],
        ["", "", "", "(เดือน)", "(บาท)"],
        *([*row, "100"] for row in ROWS),
    ),
    "a budget of several years": (
        [*(TALL[name] for name in PLAIN), Span("งบประมาณ (บาท)", 3)],
        ["2569", "2570", "2571"],
        *([*row, "100", "", "-"] for row in ROWS),
    ),
    "footnotes": (("มาตรการ1", "ขั้นตอนที่ 1-5", "ผู้รับผิดชอบ", "ระยะเวลา"), *ROWS),
    "letters": (
        PLAIN,
        *([row[0], row[1].replace("1.", "ก.").replace("2.", "ข."), *row[2:]] for row in ROWS),
    ),
    "letters in brackets": (
        PLAIN,
        *([row[0], row[1].replace("1.", "(ก)").replace("2.", "(ข)"), *row[2:]] for row in ROWS),
    ),
}
BELOW: dict[str, Document] = {
    "nothing": (),
    "signatures": (
        (("ลงชื่อ ........ ผู้เสนอ\n(นายสมชาย ใจดี)", "ลงชื่อ ........ ผู้อนุมัติ\n(นางสมศรี รักงาน)"),),
    ),
    "signatures in rows": (
        (
            ("ผู้จัดทำ", "ผู้อนุมัติ"),
            ("(นายสมชาย ใจดี)", "(นางสมศรี รักงาน)"),
            ("นักทรัพยากรบุคคล", "นายกเทศมนตรี"),
        ),
    ),
    "committee": (
        "คณะกรรมการขับเคลื่อน",
        (
            ("ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง"),
            ("1", "นายสมชาย ใจดี", "ประธานกรรมการ"),
            ("2", "นางสมศรี รักงาน", "กรรมการ"),
        ),
    ),
    "committee without headings": (
        "คณะทำงาน",
        (("1. นายสมชาย ใจดี", "ประธาน"), ("2. นางสาวสมศรี รักงาน", "เลขานุการ")),
    ),
    "sums": ("สรุปงบประมาณ", (("รายการ", "จำนวนเงิน"), ("กิจกรรม ก", "1,000"), ("รวม", "1,000"))),
    "contact": ((("ผู้ประสานงาน", "โทรศัพท์"), ("นายสมชาย ใจดี", "0 5561 2345")),),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_in_every_form(tmp_path: Path, layout: str, form: str) -> None:
    plan = read_plan(write((*TITLES, LAYOUTS[layout]), tmp_path / f"plan.{form}"))
    assert (plan.organization, plan.fiscal_year) == (TITLES[1], 2570)
    assert core(plan) == EXPECTED
    assert not plan.issues


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("below", BELOW)
def test_a_table_below_the_plan_is_no_part_of_it(tmp_path: Path, below: str, form: str) -> None:
    document = (*TITLES, (PLAIN, *ROWS), *BELOW[below])
    plan = read_plan(write(document, tmp_path / f"plan.{form}"))
    assert core(plan) == EXPECTED
    assert not plan.issues


ABOVE = {
    "said": ("ประเด็นที่ 1 การให้บริการ", "ประเด็นที่ 2 งบประมาณ"),
    "said in Thai digits": ("ประเด็นที่ ๑ : การให้บริการ", "ประเด็นที่ ๒ : งบประมาณ"),
    "strategic": ("ประเด็นยุทธศาสตร์ที่ 1 การให้บริการ", "ประเด็นยุทธศาสตร์ที่ 2 งบประมาณ"),
    "numbers": ("1. การให้บริการ", "2. งบประมาณ"),
    "numbers in brackets": ("(๑) การให้บริการ", "(๒) งบประมาณ"),
    "sides": ("ด้านที่ 1 การให้บริการ", "ด้านที่ 2 งบประมาณ"),
    "dimensions": ("มิติที่ 1 การให้บริการ", "มิติที่ 2 งบประมาณ"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ABOVE)
def test_an_issue_may_stand_above_each_table(tmp_path: Path, kind: str, form: str) -> None:
    first, second = ABOVE[kind]
    document = (*TITLES, first, (PLAIN, ROWS[0]), second, (PLAIN, ("1. ข", *ROWS[1][1:])))
    plan = read_plan(write(document, tmp_path / f"plan.{form}"))
    assert [(one.number, one.title) for one in plan.issues] == [
        ("1", "การให้บริการ"),
        ("2", "งบประมาณ"),
    ]
    assert [(one.issue, one.code) for one in plan.measures] == [("1", "1.1"), ("2", "2.1")]


ROUNDS: dict[str, Table] = {
    "in one row": ([*PLAIN, "ผลการดำเนินการ รอบ 6 เดือน", "ผลการดำเนินการ รอบ 12 เดือน"],),
    "in brackets": ([*PLAIN, "ผลการดำเนินงาน (รอบ 6 เดือนแรก)", "ผลการดำเนินงาน (รอบ 6 เดือนหลัง)"],),
    "with days": ([*PLAIN, "ผล ณ วันที่ 31 มีนาคม 2570 รอบที่ 1", "ผลการดำเนินงาน รอบที่ 2"],),
    "bare": ([*PLAIN, "รอบ 6 เดือน", "รอบ 12 เดือน"],),
    "under a group": (
        [*(TALL[name] for name in PLAIN), Span("ผลการดำเนินงาน", 2)],
        ["รอบ 6 เดือน", "รอบ 12 เดือน"],
    ),
    "quarters under a group": (
        [*(TALL[name] for name in PLAIN), Span("ผลการดำเนินงาน", 2)],
        ["ไตรมาส 1", "ไตรมาส 2"],
    ),
    "plan over four, results over two": (
        [Span("แผน", 4), Span("ผลการดำเนินงาน", 2)],
        [*PLAIN, "ไตรมาสที่ 1", "ไตรมาสที่ 2"],
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ROUNDS)
def test_results_of_several_rounds_stand_one_after_the_other(
    tmp_path: Path, kind: str, form: str
) -> None:
    table: Table = (*ROUNDS[kind], [*ROWS[0], "ติดตั้งแล้ว", "ปิดประกาศแล้ว"], [*ROWS[1], "จัดทำแล้ว", ""])
    plan = read_plan(write((*TITLES, table), tmp_path / f"plan.{form}"))
    assert core(plan) == EXPECTED
    assert [measure.results for measure in plan.measures] == [
        ("ติดตั้งแล้ว", "ปิดประกาศแล้ว"),
        ("จัดทำแล้ว",),
    ]
