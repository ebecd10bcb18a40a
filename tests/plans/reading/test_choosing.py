"""One document, several plans: which one is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plans.document import PlanDocument, Unreadable
from plans.reading.choosing import PlanChoice, SeveralPlans
from plans.reading.read_plan import read_plan
from tests.plans.forms import FORMS, Document, Table, write, write_sheets

PLAIN = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
NAME = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"


def plan_of(*titles: str, year: int = 2570) -> Table:
    rows = [
        (f"{place}. {title}", "ทำ", "กองคลัง", f"ต.ค. {year - 1}")
        for place, title in enumerate(titles, 1)
    ]
    return (PLAIN, *rows)


def titles(plan: PlanDocument) -> list[str]:
    return [measure.title for measure in plan.measures]


def refusal(path: Path, year: int | None = None, choice: PlanChoice | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        read_plan(path, year, choice or PlanChoice())
    return str(refused.value)


TWO: dict[str, Document] = {
    "two years": (
        f"{NAME} เทศบาลตำบลหนองแสง",
        "ประจำปีงบประมาณ พ.ศ. 2569",
        plan_of("ก", year=2569),
        "ประจำปีงบประมาณ พ.ศ. 2570",
        plan_of("ข", "ค"),
    ),
    "two years, whole titles": (
        f"{NAME} ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
        "องค์การบริหารส่วนตำบลหนองแสง",
        plan_of("ก", year=2569),
        "ข้อเสนอแนะ ควรดำเนินการต่อเนื่อง",
        f"{NAME} ประจำปีงบประมาณ พ.ศ. ๒๕๗๐",
        "องค์การบริหารส่วนตำบลหนองแสง",
        plan_of("ข", "ค"),
    ),
    "two years in the headings": (
        f"{NAME} องค์การบริหารส่วนตำบลหนองแสง",
        (("มาตรการ ปีงบประมาณ พ.ศ. 2569", *PLAIN[1:]), *plan_of("ก", year=2569)[1:]),
        (("มาตรการ ปีงบประมาณ พ.ศ. 2570", *PLAIN[1:]), *plan_of("ข", "ค")[1:]),
    ),
    "two agencies": (
        f"{NAME} ประจำปีงบประมาณ พ.ศ. 2570",
        "เทศบาลตำบลหนองแสง",
        plan_of("ก"),
        "เทศบาลตำบลดอนทราย",
        plan_of("ข", "ค"),
    ),
    "two agencies with scores between": (
        f"{NAME} เทศบาลตำบลหนองแสง ปีงบประมาณ พ.ศ. 2570",
        plan_of("ก"),
        f"{NAME} องค์การบริหารส่วนตำบลดอนทราย ปีงบประมาณ พ.ศ. 2570",
        "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2569",
        (("ตัวชี้วัด", "คะแนน"), ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "91.20")),
        "มาตรการที่กำหนด",
        plan_of("ข", "ค"),
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", TWO)
def test_two_plans_are_refused_and_either_can_be_chosen(
    tmp_path: Path, kind: str, form: str
) -> None:
    path = write(TWO[kind], tmp_path / f"plan.{form}")
    with pytest.raises(SeveralPlans) as refused:
        read_plan(path)
    assert "--plan NUMBER" in str(refused.value)
    assert re.search(r"\(1\).*\(2\)", str(refused.value))
    first, second = (read_plan(path, None, PlanChoice(number)) for number in (1, 2))
    assert (titles(first), titles(second)) == (["ก"], ["ข", "ค"])
    assert first.organization
    assert second.organization
    if kind.startswith("two years"):
        assert (first.fiscal_year, second.fiscal_year) == (2569, 2570)
        assert titles(read_plan(path, 2569)) == ["ก"]
        assert titles(read_plan(path, 2570)) == ["ข", "ค"]
        assert "FY2569" in refusal(path, 2571)
    else:
        assert first.fiscal_year == second.fiscal_year == 2570
        assert "ดอนทราย" in second.organization
        assert "(2)" in refusal(path, 2570)
        assert read_plan(path, 2571, PlanChoice(1)).fiscal_year == 2571
    assert "no plan 3" in refusal(path, None, PlanChoice(3))


def test_sheets_of_years_and_of_agencies_are_chosen_by_name(tmp_path: Path) -> None:
    one, other = f"{NAME} เทศบาลตำบลหนองแสง", f"{NAME} เทศบาลตำบลดอนทราย"
    path = write_sheets(
        {"2569": (one, plan_of("ก")), "2570": (one, plan_of("ข"))}, tmp_path / "a.xlsx"
    )
    assert "--sheet" in refusal(path)
    assert titles(read_plan(path, None, PlanChoice(sheet="2570"))) == ["ข"]
    assert titles(read_plan(path, 2569)) == ["ก"]
    assert read_plan(path, 2569).fiscal_year == 2569
    path = write_sheets(
        {"หนองแสง": (one, plan_of("ก")), "ดอนทราย": (other, plan_of("ข")), "คะแนน": ("ว่าง",)},
        tmp_path / "b.xlsx",
    )
    assert "ดอนทราย" in refusal(path)
    assert read_plan(path, 2570, PlanChoice(sheet="ดอนทราย")).organization == "เทศบาลตำบลดอนทราย"
    assert "“หนองแสง”" in refusal(path, None, PlanChoice(sheet="อื่น"))


def test_one_plan_on_several_pages_and_sheets_stays_one(tmp_path: Path) -> None:
    head = (f"{NAME} ประจำปีงบประมาณ พ.ศ. 2570", "อบต.หนองแสง")
    pages: Document = (
        *head,
        plan_of("ก"),
        "2",
        "องค์การบริหารส่วนตำบลหนองแสง",
        (PLAIN, ("2. ข", "ทำ", "กองคลัง", "ต.ค. 69")),
        "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2569 ได้ 91.20 คะแนน",
        (PLAIN, ("3. ค", "ทำ", "กองคลัง", "ต.ค. 69")),
    )
    plan = read_plan(write(pages, tmp_path / "pages.docx"))
    assert (titles(plan), plan.fiscal_year) == (["ก", "ข", "ค"], 2570)
    path = write_sheets(
        {"ส่วนที่ 1": (*head, plan_of("ก")), "ส่วนที่ 2": (plan_of("ข"),)}, tmp_path / "a.xlsx"
    )
    assert titles(read_plan(path)) == ["ก", "ข"]


def test_a_row_that_names_a_year_begins_another_plan(tmp_path: Path) -> None:
    table: Table = (
        PLAIN,
        ("ปีงบประมาณ พ.ศ. 2569", "", "", ""),
        *plan_of("ก", year=2569)[1:],
        ("ปีงบประมาณ พ.ศ. 2570", "", "", ""),
        *plan_of("ข")[1:],
    )
    path = write((f"{NAME} เทศบาลตำบลหนองแสง", table), tmp_path / "plan.docx")
    assert "FY2569; (2)" in refusal(path)
    assert titles(read_plan(path, 2570)) == ["ข"]


@pytest.mark.parametrize("form", FORMS)
def test_tables_of_quarters_are_one_plan_whose_results_join(tmp_path: Path, form: str) -> None:
    def quarter(number: int, *results: str) -> Document:
        rows = [
            (f"{place}. {title}", "1. ทำ\n2. ส่ง", "กองคลัง", "ต.ค. 69 - ก.ย. 70", result)
            for place, (title, result) in enumerate(zip(("ก", "ข"), results, strict=False), 1)
        ]
        return (f"ผลการดำเนินงาน ไตรมาสที่ {number}", ((*PLAIN, "ผลการดำเนินงาน"), *rows))

    head = ("รายงานผลตามมาตรการ ปีงบประมาณ พ.ศ. 2570", "เทศบาลตำบลหนองแสง")
    parts = [quarter(1, "หนึ่ง", "สอง"), quarter(2, "สาม", ""), quarter(3, "สาม", "สี่")]
    document = (*head, *(block for part in parts for block in part))
    plans = [read_plan(write(document, tmp_path / f"plan.{form}"))]
    sheets = {f"ไตรมาส {place}": (*head, *part) for place, part in enumerate(parts, 1)}
    if form == "xlsx":
        plans.append(read_plan(write_sheets(sheets, tmp_path / "sheets.xlsx")))
    for plan in plans:
        assert [measure.results for measure in plan.measures] == [("หนึ่ง", "สาม"), ("สอง", "สี่")]
        assert [measure.steps for measure in plan.measures] == [("ทำ", "ส่ง")] * 2
        assert [len(measure.assignments) for measure in plan.measures] == [1, 1]
