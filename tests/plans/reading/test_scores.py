"""Score tables: indicators, questions, years, parts, and letters that OCR confuses."""

from __future__ import annotations

from plans.document import PlanDocument, WarningKind
from tests.plans.extracts import YEAR, pipes, read, tsv, warned

MEASURES = tsv(("ก", "ทำ", "สำนักงานจังหวัด", YEAR))
PROSE = "ผลการประเมิน ITA ของจังหวัดตาก ปีงบประมาณ พ.ศ. ๒๕๖๙ มีดังนี้\n\n"


def scored(text: str) -> tuple[PlanDocument, dict[tuple[str, int | None, int], float]]:
    plan = read(PROSE + text + MEASURES)
    return plan, {(score.code, score.part, score.fiscal_year): score.value for score in plan.scores}


def test_indicators_instruments_and_the_year_of_the_paragraph_above() -> None:
    header = ("ตัวชี้วัด", "คะแนน รายตัวชี้วัด", "คะแนนรายเครื่องมือ")
    rows = (("ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่", "๙๐.๕๐", "๙๑.๐๐"), ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", "๑๐๐", "๑๐๐"))
    assert scored(tsv(*rows, header=header))[1] == {
        ("1", None, 2569): 90.5,
        ("IIT", None, 2569): 91.0,
        ("9", None, 2569): 100.0,
        ("OIT", None, 2569): 100.0,
    }


def test_indicators_by_a_column_of_numbers() -> None:
    header = ("แบบ", "ลำดับ", "รายละเอียดตัวชี้วัด", "คะแนน")
    assert scored(
        pipes(("IIT", "1", "การปฏิบัติหน้าที่", "93.5"), ("", "2", "งบประมาณ", "80"), header=header)
    )[1] == {
        ("1", None, 2569): 93.5,
        ("2", None, 2569): 80.0,
    }


def test_indicators_by_the_numbers_before_their_names() -> None:
    rows = (("1. การปฏิบัติหน้าที่", "88,75"), ("๒) งบประมาณ", "80"))
    found = scored(pipes(*rows, header=("ตัวชี้วัด", "คะแนน")))[1]
    assert found == {("1", None, 2569): 88.75, ("2", None, 2569): 80.0}


def test_indicators_by_their_names_alone_are_read_and_said() -> None:
    plan, found = scored(pipes(("การใช้อำนาจ", "80"), ("อื่น ๆ", "70"), header=("ตัวชี้วัด", "คะแนน")))
    assert found == {("3", None, 2569): 80.0}
    assert any("ตามชื่อ" in text for text in warned(plan, WarningKind.MISSING))


def test_a_question_may_have_a_column_for_its_code() -> None:
    header = ("ข้อ", "คำถาม", "คะแนน")
    rows = (("i1", "ปฏิบัติงานตามขั้นตอน", "93.50"), ("ข้อ e4", "เผยแพร่ข้อมูล", "0.50"))
    assert scored(pipes(*rows, header=header))[1] == {
        ("i1", None, 2569): 93.5,
        ("e4", None, 2569): 0.5,
    }


def test_questions_of_two_years_and_two_parts() -> None:
    header = ("เครื่องมือประเมิน", "หัวข้อการประเมิน", "คะแนนปี๖๙/๖๘")
    rows = (
        ("IIT", "<b>ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ๙๐.๐๐</b>", ""),
        ("", "i๑ ตามขั้นตอน มากน้อยเพียงใด", "๙๓.๖๖ (๘๙.๕๒)"),
        ("", "<b>ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน</b>", "๘๓.๓๓"),
        ("", "e๔ เรียกรับเงิน หรือไม่", "EIT ส่วนที่ ๑ = ๙๖.๔๘ EIT ส่วนที่ ๒ = ๑๐๐ (๙๗.๖๕) (ต่ำสุด)"),
    )
    assert scored(tsv(*rows, header=header))[1] == {
        ("1", None, 2569): 90.0,
        ("i1", None, 2569): 93.66,
        ("i1", None, 2568): 89.52,
        ("9.1", None, 2569): 83.33,
        ("e4", 1, 2569): 96.48,
        ("e4", 2, 2569): 100.0,
        ("e4", None, 2568): 97.65,
    }


def test_every_letter_that_stands_for_o() -> None:
    header = ("เครื่องมือการประเมิน", "ข้อคำถาม", "คะแนน")
    rows = [
        ("", text, "50.00") for text in ("ข้อ o1 ก", "ข้อ o๒ ข", "๐๓ ค", "O4 ง", "ข้อ ๐33 จ", "๐๑๐ ฉ")
    ]
    plan, scores = scored(pipes(*rows, header=header))
    assert [code for code, _, _ in scores] == ["o1", "o2", "o3", "o4", "o33", "o10"]
    assert warned(plan, WarningKind.OCR) == []


def test_a_misread_letter_is_mended_by_sequence_and_said() -> None:
    header = ("เครื่องมือประเมิน", "หัวข้อการประเมิน", "คะแนน")
    plan, scores = scored(tsv(("", "e๑๔ เปิดโอกาส", "๘๐"), ("", "๑๑๕ ปรับปรุง", "๗๐"), header=header))
    assert scores["e15", None, 2569] == 70
    assert any("115" in text and "e15" in text for text in warned(plan, WarningKind.OCR))


def test_years_that_cannot_be_are_those_of_the_header_before() -> None:
    first = tsv(("", "i๑ ก", "๙๐ (๘๐)"), header=("เครื่องมือ", "หัวข้อการประเมิน", "คะแนน ปี๖๙/๖๘"))
    second = tsv(("", "i๒ ข", "๙๑ (๘๑)"), header=("เครื่องมือ", "หัวข้อการประเมิน", "คะแนน ปี๒๙/๒๘"))
    plan, scores = scored(first + second)
    assert scores["i2", None, 2568] == 81
    assert any("29/28" in text for text in warned(plan, WarningKind.OCR))


def test_a_score_printed_twice_is_a_duplicate_or_a_contradiction() -> None:
    header = ("เครื่องมือ", "ข้อคำถาม", "คะแนน")
    plan, scores = scored(
        pipes(
            ("", "ข้อ o1 ก", "50"),
            ("", "ข้อ o1 ก", "50"),
            ("", "ข้อ o2 ข", "10"),
            ("", "o2", "20"),
            header=header,
        )
    )
    assert scores["o2", None, 2569] == 10
    assert any("o1" in text for text in warned(plan, WarningKind.DUPLICATE))


def test_a_score_above_a_hundred_is_not_taken() -> None:
    plan, scores = scored(pipes(("", "ข้อ o1 ก", "500.00"), header=("เครื่องมือ", "ข้อคำถาม", "คะแนน")))
    assert scores == {}
    assert any("500" in text for text in warned(plan, WarningKind.OCR))


def test_sums_that_do_not_come_out_are_said() -> None:
    header = ("ตัวชี้วัด", "คะแนน", "คะแนนรายเครื่องมือ")
    values = [90, 90, 90, 90, 90, 80, 80, 80, 100, 100]
    rows = [
        (
            f"ตัวชี้วัดที่ {number} เรื่อง",
            f"{value}.00",
            {1: "90.00", 6: "81.00", 9: "100.00"}.get(number, ""),
        )
        for number, value in enumerate(values, 1)
    ]
    total = "คะแนนภาพรวมในปีงบประมาณ พ.ศ. 2569 อยู่ที่ 91.30 คะแนน\n\n"
    (found,) = warned(scored(total + tsv(*rows, header=header))[0], WarningKind.ARITHMETIC)
    assert "EIT" in found
    assert "80.00 ตามหลักเกณฑ์ปี 2567 เพราะไม่พบของปี 2569" in found


def test_each_year_is_summed_by_its_own_rule() -> None:
    header, rows = (
        ("ข้อคำถาม", "คะแนน"),
        [("ตัวชี้วัดที่ 1 ก", "90.00"), *((f"i{n} ก", "80.00") for n in range(1, 4))],
    )
    for year, wrong in (
        (2567, True),
        (2566, False),
        (2568, False),
    ):  # 2566 asks six questions, of 2568 it is not known
        text = f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}\n\n{tsv(*rows, header=header)}"
        found = warned(scored(text)[0], WarningKind.ARITHMETIC)
        assert bool(found) is wrong, year


def test_an_overall_score_is_weighed_by_instrument() -> None:
    header = ("ตัวชี้วัด", "คะแนน", "คะแนนรายเครื่องมือ")
    rows = (("ตัวชี้วัดที่ 1 ก", "90", "90"), ("ตัวชี้วัดที่ 6 ข", "80", "80"), ("ตัวชี้วัดที่ 9 ค", "100", "100"))
    wrong = "คะแนนภาพรวมในปีงบประมาณ พ.ศ. 2569 อยู่ที่ 92.00 คะแนน\n\n"
    assert any(
        "91.00" in text
        for text in warned(scored(wrong + tsv(*rows, header=header))[0], WarningKind.ARITHMETIC)
    )
    right = wrong.replace("92.00", "91.00")
    assert warned(scored(right + tsv(*rows, header=header))[0], WarningKind.ARITHMETIC) == []
