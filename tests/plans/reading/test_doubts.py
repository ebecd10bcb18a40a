"""Misread letters, names, template text, and whose plan it is."""

from __future__ import annotations

import pytest

from plans.document import WarningKind
from tests.plans.extracts import TITLE, YEAR, read, tsv, warned

TABLE = tsv(("ก", "ทำ", "สำนักงานจังหวัด", YEAR))


@pytest.mark.parametrize("word", ["จัดหาพัสดु", "การสอบ奄", "พัฒนาវิธี"])
def test_letters_of_another_script_are_said(word: str) -> None:
    assert any(
        word in text for text in warned(read(tsv(("ก", word, "กองคลัง", YEAR))), WarningKind.OCR)
    )


def test_thai_and_latin_and_marks_are_no_foreign_letters() -> None:
    text = "E – Service “ทดสอบ” ■ ข้อ ▪ Q&A (Do & Don’t) 100% ๆ ฯลฯ"
    assert warned(read(tsv(("ก", text, "กองคลัง", YEAR))), WarningKind.OCR) == []


@pytest.mark.parametrize(
    "text",
    [
        "ทั้งนี้เป็นเพียงตัวอย่างการเขียน",
        "หน่วยงานวิเคราะห์",
        "ผู้รับผิดชอบ (ระบุชื่อหน่วยงาน)",
        "ดำเนินการ ........................",
        "ข้อบกพร่อง/ข้อปรับปรุง : ■ การพัฒนา : ■ การรักษาระดับ :",
    ],
)
def test_template_text_left_in_is_said_with_its_issue(text: str) -> None:
    found = warned(read(f"ประเด็นที่ 4 ทรัพย์สิน\n\n{text}\n\n" + TABLE), WarningKind.FILLER)
    assert found
    assert all(one.startswith("ประเด็นที่ 4:") for one in found)


def test_an_honest_text_is_no_filler() -> None:
    assert (
        warned(read("การพัฒนา : จัดทำคู่มือ และยกตัวอย่างให้เห็นชัด\n\n" + TABLE), WarningKind.FILLER) == []
    )


@pytest.mark.parametrize(
    ("title", "organization"),
    [
        ("รายงานผลของจังหวัดสุโขทัย", "จังหวัดสุโขทัย"),
        ("รายงานผลภายในสำนักงานศึกษาธิการจังหวัดสุโขทัย", "สำนักงานศึกษาธิการจังหวัดสุโขทัย"),
        ("แผนขององค์การบริหารส่วนตำบลบ้านใหม่ อำเภอเมือง จังหวัดตาก", "องค์การบริหารส่วนตำบลบ้านใหม่"),
        ("แผนของเทศบาลเมืองสุโขทัยธานี จังหวัดสุโขทัย", "เทศบาลเมืองสุโขทัยธานี"),
        ("หน่วยงาน: สถาบันทดสอบ", "สถาบันทดสอบ"),
        ("แผนของหน่วยงาน", None),
        (
            "โรงเรียนบ้านใหม่วิทยา สังกัดสำนักงานเขตพื้นที่การศึกษาประถมศึกษาตาก เขต 1",
            "โรงเรียนบ้านใหม่วิทยา",
        ),
        (
            "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตาก เขต 2",
            "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตาก เขต 2",
        ),
        ("สพป.ตาก เขต ๑ ปีงบประมาณ พ.ศ. ๒๕๗๐", "สพป.ตาก เขต ๑"),
        ("สถานีตำรวจภูธรบ้านใหม่ จังหวัดตาก", "สถานีตำรวจภูธรบ้านใหม่"),
        ("มาตรการของ สภ.บ้านใหม่ จังหวัดตาก", "สภ.บ้านใหม่"),
        ("มาตรการภายในโรงพยาบาลบ้านใหม่ จังหวัดตาก", "โรงพยาบาลบ้านใหม่"),
        ("รพ.สต.บ้านใหม่ อำเภอเมือง จังหวัดตาก", "รพ.สต.บ้านใหม่"),
        ("มหาวิทยาลัยราชภัฏบ้านใหม่ จังหวัดตาก", "มหาวิทยาลัยราชภัฏบ้านใหม่"),
        ("วิทยาลัยเทคนิคบ้านใหม่ สำนักงานคณะกรรมการการอาชีวศึกษา", "วิทยาลัยเทคนิคบ้านใหม่"),
        ("คุณธรรมและความโปร่งใสของกรมส่งเสริมบ้านใหม่ ประจำปีงบประมาณ พ.ศ. 2570", "กรมส่งเสริมบ้านใหม่"),
        ("โครงการโรงเรียนสุจริต จังหวัดตาก", "จังหวัดตาก"),
        ("คณะกรมการจังหวัดตาก แผนของจังหวัดตาก", "จังหวัดตาก"),
    ],
)
def test_the_organization_is_the_narrowest_that_the_title_names(
    title: str, organization: str | None
) -> None:
    assert read(TABLE, title=title + "\n\n").organization == organization


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๗๐", 2570),
        ("การวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2569 เพื่อจัดทำมาตรการ ปีงบประมาณ พ.ศ. 2570", 2570),
        ("ผลการประเมิน ปีงบประมาณ พ.ศ. 2569\n\nมาตรการ ปีงบประมาณ 2570", 2570),
        ("มาตรการ", None),
    ],
)
def test_the_fiscal_year_is_the_plans_not_the_assessments(title: str, year: int | None) -> None:
    assert read(tsv(("ก", "ทำ", "กองคลัง", "ทุกเดือน")), title=title + "\n\n").fiscal_year == year


def test_a_name_nearly_the_organizations_is_said() -> None:
    wrong = "ตามที่จังหวัดสุราษฎธานีได้ดำเนินการ และจังหวัดควรพัฒนา\n\n"
    plan = read(wrong + TABLE, title=TITLE.replace("จังหวัดตาก", "จังหวัดสุราษฎร์ธานี"))
    (found,) = warned(plan, WarningKind.OCR)
    assert "สุราษฎ" in found


def test_a_set_word_read_wrong_is_said_where_it_stands() -> None:
    plan = read(tsv(("1.1 ก", "ป้องกันการทุจริตและประพจน์มิชอบ", "กองคลัง", YEAR)))
    assert [
        text
        for text in warned(plan, WarningKind.OCR)
        if text.startswith("มาตรการ 1.1") and "ประพฤติมิชอบ" in text
    ]
    assert (
        warned(read(tsv(("1.1 ก", "ป้องกันการทุจริตและประพฤติมิชอบ", "กองคลัง", YEAR))), WarningKind.OCR)
        == []
    )


def test_a_measure_that_breaks_off_is_known_by_the_same_sentence_elsewhere() -> None:
    title = "บุคลากรในหน่วยงานต้องไม่เรียกรับเงินหรือทรัพย์สินเพื่อแลกกับการปฏิบัติงานและการอนุญาต"
    goes_on = f"- 1) {title} หรือการให้บริการ\n\n"
    plan = read(goes_on + tsv((f"1.1 {title}", "ทำ", "กองคลัง", YEAR)))
    assert any("หรือการให้บริการ" in text for text in warned(plan, WarningKind.MISSING))
    plan = read(f"- 1) {title}\n\n" + tsv((f"1.1 {title}", "ทำ", "กองคลัง", YEAR)))
    assert not any("ขาดตอน" in text for text in warned(plan, WarningKind.MISSING))


def test_a_period_longer_than_the_year_is_a_contradiction() -> None:
    plan = read(tsv(("1.1 ก", "ทำ", "กองคลัง", "ต.ค. 69 - ก.ย. 71")))
    assert any("ยาวเกิน" in text for text in warned(plan, WarningKind.CONTRADICTION))


@pytest.mark.parametrize(
    ("title", "organization", "year"),
    [
        ("แผนปฏิบัติการ อบต.ตุน ประจำปีงบประมาณ พ.ศ.2570", "อบต.ตุน", 2570),
        ("ที่ทำการปกครองอำเภอเมืองตาก ปีงบประมาณ ๗๐", "ที่ทำการปกครองอำเภอเมืองตาก", 2570),
        ("เทศบาลตำบลวังเจ้า อำเภอวังเจ้า จังหวัดตาก ปีงบประมาณ 2027", "เทศบาลตำบลวังเจ้า", 2570),
        (
            "สำนักงานสาธารณสุขจังหวัดตาก ปีงบประมาณ พ.ศ. 2570 (1 ต.ค. 69 - 30 ก.ย. 70)",
            "สำนักงานสาธารณสุขจังหวัดตาก",
            2570,
        ),
        ("แผนประจำปี 2570", None, None),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี 2570", None, 2570),
        ("แผนป้องกันการทุจริต 5 ปี 2566-2570", None, None),
        ("แผนยกระดับ ITA สำนักงานสรรพสามิตพื้นที่น่าน ปีงบประมาณ 2570", "สำนักงานสรรพสามิตพื้นที่น่าน", 2570),
        ("อำเภอบางกล่ำ จังหวัดสงขลา ปีงบประมาณ 2570", "อำเภอบางกล่ำ", 2570),
        ("ที่ว่าการอำเภอภูเรือง จังหวัดเลย ปีงบประมาณ 2570", "ที่ว่าการอำเภอภูเรือง", 2570),
    ],
)
def test_whose_plan_it_is_and_of_which_year(
    title: str, organization: str | None, year: int | None
) -> None:
    plan = read(TABLE, title=f"{title}\n\n")
    assert (plan.organization, plan.fiscal_year) == (organization, year)


def test_an_organization_that_only_the_body_names_is_a_guess_and_said_to_be_one() -> None:
    plan = read(tsv(("ก", "ทำ", "สำนักงานจังหวัดตาก", YEAR)), title="แผน ปีงบประมาณ พ.ศ. 2570\n\n")
    assert plan.organization == "สำนักงานจังหวัดตาก"
    assert any("สำนักงานจังหวัดตาก" in text for text in warned(plan, WarningKind.MISSING))
