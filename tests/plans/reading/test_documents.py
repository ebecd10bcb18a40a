"""The five published documents, read as they are; the truth below was written down from the
documents by eye.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from plans.document import AssignmentEntry, PlanDocument, WarningKind
from plans.reading.parties import is_collective
from plans.reading.read_plan import read_plan

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "documents"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="what is published is not at hand")

SUKHOTHAI = "sukhothai-province-results-2567"
EDUCATION = "sukhothai-education-office-results-2566"
TAK = "tak-province-plan-2567"
TUN = "tun-sao-plan-2568"
SURAT_THANI = "surat-thani-province-plan-2565"


@cache
def document(name: str) -> PlanDocument:
    return read_plan(SHARED / f"{name}.txt")


def messages(name: str, kind: WarningKind) -> list[tuple[str, str]]:
    return [
        (warning.where, warning.message)
        for warning in document(name).warnings
        if warning.kind is kind
    ]


def pairs(
    assignments: tuple[AssignmentEntry, ...],
) -> list[tuple[str, tuple[int, ...], date | None, date | None]]:
    return [("+".join(one.parties), one.steps, one.start, one.end) for one in assignments]


@pytest.mark.parametrize(
    ("name", "organization", "year", "issues", "measures", "scores"),
    [
        (SUKHOTHAI, "จังหวัดสุโขทัย", 2567, 7, 9, 17),
        (EDUCATION, "สำนักงานศึกษาธิการจังหวัดสุโขทัย", 2566, 0, 11, 1),
        (TAK, "จังหวัดตาก", 2567, 7, 9, 163),
        (TUN, "องค์การบริหารส่วนตำบลตุน", 2568, 7, 9, 70),
        (SURAT_THANI, "จังหวัดสุราษฎร์ธานี", 2565, 8, 20, 0),
    ],
)
def test_each_document_gives_whose_it_is_and_how_much_it_holds(
    name: str, organization: str, year: int, issues: int, measures: int, scores: int
) -> None:
    read = document(name)
    assert (read.organization, read.fiscal_year) == (organization, year)
    assert (len(read.issues), len(read.measures), len(read.scores)) == (issues, measures, scores)
    assert [issue.number for issue in read.issues] == [
        str(number) for number in range(1, issues + 1)
    ]


@pytest.mark.parametrize("name", [SUKHOTHAI, EDUCATION, TAK, TUN, SURAT_THANI])
def test_each_document_reads_within_a_second(name: str) -> None:
    begun = time.process_time()
    read_plan(SHARED / f"{name}.txt")
    assert time.process_time() - begun < 1


def test_sukhothai_measures_carry_their_printed_codes_steps_and_lists() -> None:
    read = [
        (one.issue, one.code, len(one.steps), len(one.results), len(one.outcomes))
        for one in document(SUKHOTHAI).measures
    ]
    assert read == [
        ("1", "1.1", 2, 3, 4),
        ("1", "1.2", 4, 4, 4),
        ("2", "2.1", 3, 3, 5),
        ("3", None, 2, 2, 4),
        ("4", None, 2, 3, 4),
        ("5", None, 3, 4, 4),
        ("6", "6.1", 4, 3, 4),
        ("6", "6.2", 2, 2, 4),
        ("7", None, 3, 3, 3),
    ]
    assert document(SUKHOTHAI).measures[4].title == "มาตรการกำกับดูแลการใช้ทรัพย์สินของราชการ"
    assert document(SUKHOTHAI).measures[4].outcomes[3].startswith("ผลการประเมิน ITA ในภาพรวม")


def test_sukhothai_parties_and_periods_are_paired_in_printed_order() -> None:
    everyone = "ส่วนราชการประจำจังหวัดสุโขทัย"
    year = date(2023, 10, 1), date(2024, 9, 30)
    read = [pairs(measure.assignments) for measure in document(SUKHOTHAI).measures]
    assert read == [
        [(everyone, (), *year)],
        [(everyone, (), *year)],
        [(everyone, (), *year)],
        [(everyone, (), *year)],
        [(everyone, (), date(2024, 3, 1), date(2024, 4, 30))],
        [(everyone, (), date(2024, 3, 1), date(2024, 9, 30))],
        [(everyone, (), date(2024, 2, 1), date(2024, 9, 30))],
        [("สำนักงานจังหวัดสุโขทัย", (0,), date(2024, 3, 1), date(2024, 3, 31)), (everyone, (1,), *year)],
        [(everyone, (), date(2024, 3, 1), date(2024, 9, 30))],
    ]
    assert is_collective(everyone)


def test_sukhothai_wrong_differences_are_three_and_named_with_the_right_figures() -> None:
    found = messages(SUKHOTHAI, WarningKind.ARITHMETIC)
    assert [where for where, _ in found] == ["มาตรการ 1.1", "มาตรการ 1.1", "มาตรการ 1.2"]
    assert "ตัวชี้วัดที่ 2" in found[0][1]
    assert "81.69" in found[0][1]
    assert all("ตัวชี้วัดที่ 8" in message and "10.67" in message for _, message in found[1:])
    (contradiction,) = messages(SUKHOTHAI, WarningKind.CONTRADICTION)
    assert "84.69" in contradiction[1]
    assert "81.69" in contradiction[1]


def test_sukhothai_scores_of_both_years_are_those_that_add_up() -> None:
    read = {(score.code, score.fiscal_year): score.value for score in document(SUKHOTHAI).scores}
    assert read == {
        ("overall", 2567): 93.80,
        ("2", 2567): 95.04,
        ("2", 2566): 81.69,
        ("3", 2567): 97.29,
        ("3", 2566): 85.08,
        ("4", 2567): 85.81,
        ("4", 2566): 80.67,
        ("5", 2567): 92.82,
        ("5", 2566): 80.07,
        ("6", 2567): 93.04,
        ("6", 2566): 80.73,
        ("7", 2567): 90.96,
        ("7", 2566): 76.41,
        ("8", 2567): 88.17,
        ("8", 2566): 77.50,
        ("9", 2567): 97.14,
        ("10", 2567): 100.0,
    }


def test_education_office_rows_cut_at_page_ends_are_whole_again() -> None:
    measures = document(EDUCATION).measures
    assert [len(measure.steps) for measure in measures] == [3, 3, 4, 1, 1, 3, 4, 1, 1, 3, 1]
    assert (
        {len(measure.results) for measure in measures}
        == {len(measure.outcomes) for measure in measures}
        == {1}
    )
    assert all(
        measure.code is None and measure.issue is None and not measure.assignments
        for measure in measures
    )
    assert measures[2].title.endswith("รายงานผลการสำรวจ ความพึงพอใจ การให้บริการ และ E – Service")
    assert measures[2].steps[1].startswith("สำนักงานศึกษาธิการจังหวัดสุโขทัย เพิ่มช่องทางให้บริการ")
    assert measures[4].results[0].endswith("มีโอกาส ได้มีส่วนร่วม ในการประเมิน ITA ของ หน่วยงาน")
    assert measures[6].steps[2].startswith("กลุ่มอำนวยการ จัดทำข้อมูลแสดง รายงานสรุปผล")
    assert measures[9].outcomes[0].endswith("เรียกรับสินบนหรือ ทุจริตต่อหน้าที่ตามช่องทาง ต่าง ๆ ได้")


def test_education_office_doubts_are_the_letter_of_another_script_and_the_absent_columns() -> None:
    assert any("\u0941\u0930" in message for _, message in messages(EDUCATION, WarningKind.OCR))
    assert any("ผู้รับผิดชอบ" in message for _, message in messages(EDUCATION, WarningKind.MISSING))
    (score,) = document(EDUCATION).scores
    assert (score.code, score.fiscal_year, score.value) == ("overall", 2566, 88.37)


def test_tak_measures_have_codes_where_printed_and_a_follow_up() -> None:
    read = [(one.issue, one.code, len(one.steps)) for one in document(TAK).measures]
    assert read == [
        ("1", None, 2),
        ("2", "2.1", 2),
        ("2", "2.2", 2),
        ("3", "3.1", 2),
        ("3", "3.2", 2),
        ("4", None, 1),
        ("5", None, 3),
        ("6", None, 3),
        ("7", None, 3),
    ]
    for measure in document(TAK).measures:
        assert measure.followup
        assert measure.followup.startswith("รายงานให้ ผู้บังคับบัญชาทราบ")
        end = date(2024, 4, 30) if measure.issue in ("6", "7") else date(2024, 9, 30)
        assert pairs(measure.assignments) == [("ส่วนราชการภูมิภาคทุกแห่ง", (), date(2023, 10, 1), end)]


def test_tak_scores_are_all_there_over_two_years_and_in_two_parts() -> None:
    scores = {
        (score.code, score.part, score.fiscal_year): score.value for score in document(TAK).scores
    }
    kinds = Counter(
        (code[0] if code[1:].isdecimal() and code[0] in "ieo" else "", part, year)
        for code, part, year in scores
    )
    assert kinds == {
        ("i", None, 2566): 30,
        ("i", None, 2565): 30,
        ("e", 1, 2566): 15,
        ("e", 2, 2566): 15,
        ("e", None, 2565): 15,
        ("o", None, 2566): 43,
        ("", None, 2566): 14,
        ("", None, 2565): 1,
    }
    indicators = [scores[str(code), None, 2566] for code in range(1, 11)]
    assert indicators == [97.37, 92.16, 92.93, 91.65, 91.74, 90.05, 88.01, 84.03, 100, 100]
    assert [scores[code, None, 2566] for code in ("overall", "IIT", "EIT", "OIT")] == [
        94.16,
        93.17,
        87.36,
        100,
    ]
    assert scores["overall", None, 2565] == 92.83
    assert (scores["i1", None, 2566], scores["i1", None, 2565]) == (93.66, 89.52)
    assert (scores["i8", None, 2566], scores["i30", None, 2565]) == (80.70, 87.66)
    assert (scores["i20", None, 2566], scores["i20", None, 2565]) == (88.54, 79.98)
    assert (scores["e1", 1, 2566], scores["e1", 2, 2566], scores["e1", None, 2565]) == (
        91.47,
        83.50,
        86.29,
    )
    assert (scores["e8", 2, 2566], scores["e13", None, 2565]) == (100, 90.12)
    assert (scores["e15", 1, 2566], scores["e15", 2, 2566], scores["e15", None, 2565]) == (
        88.54,
        73.60,
        82.42,
    )
    assert {scores[f"o{number}", None, 2566] for number in range(1, 44)} == {100}


def test_tak_adds_up_and_its_misread_numbers_are_said() -> None:
    assert messages(TAK, WarningKind.ARITHMETIC) == []
    ocr = messages(TAK, WarningKind.OCR)
    assert any("26/25" in message for _, message in ocr)
    assert any("e15" in message for _, message in ocr)
    assert any("ที่อาจ" in message for _, message in messages(TAK, WarningKind.MISSING))


def test_tun_measures_have_divisions_and_every_form_of_period() -> None:
    read = [
        (one.parties, one.start, one.end, one.recurrence)
        for measure in document(TUN).measures
        for one in measure.assignments
    ]
    staff, press, money = ("กองการเจ้าหน้าที่",), ("เจ้าหน้าที่ประชาสัมพันธ์",), ("งานพัสดุ", "กองคลัง")
    first_quarter = date(2024, 10, 1), date(2024, 12, 31), None
    assert read == [
        (staff, *first_quarter),
        (staff, date(2024, 10, 1), date(2025, 9, 30), None),
        (staff, None, None, "quarterly"),
        (press, *first_quarter),
        (press, date(2025, 4, 1), date(2025, 9, 30), None),
        (money, None, None, "monthly"),
        (money, None, None, "monthly"),
        (staff, *first_quarter),
        (("สำนักปลัด", "หน่วยตรวจสอบภายใน"), None, None, "monthly"),
    ]
    assert [len(measure.steps) for measure in document(TUN).measures] == [3, 2, 2, 2, 3, 2, 3, 3, 4]
    assert all(measure.code is None and measure.issue is None for measure in document(TUN).measures)
    assert not any(mark in measure.title for measure in document(TUN).measures for mark in "▪■•")


def test_tun_scores_are_all_there_whatever_letter_stands_for_o() -> None:
    scores = {score.code: score.value for score in document(TUN).scores}
    assert {score.fiscal_year for score in document(TUN).scores} == {2567}
    assert [scores[str(code)] for code in range(1, 11)] == [
        93.5, 94.86, 95.62, 80.95, 87.81, 91.42, 85.77, 71.15, 44.17, 60.0,
    ]  # fmt: skip
    assert scores["overall"] == 72.84
    assert [scores[f"i{number}"] for number in (1, 2, 3, 10, 13, 15)] == [
        92.0,
        88.57,
        100.0,
        69.14,
        90.86,
        85.14,
    ]
    assert [scores[f"e{number}"] for number in range(1, 10)] == [
        91.76, 90.59, 100.0, 90.98, 90.98, 90.59, 88.63, 89.02, 54.90,
    ]  # fmt: skip
    zero = {number for number in range(1, 36) if scores[f"o{number}"] == 0}
    half = {number for number in range(1, 36) if scores[f"o{number}"] == 50}
    assert zero == {2, 9, 12, 13, 15, 17, 18, 19, 21, 22, 25, 26, 28, 30, 34}
    assert half == {8, 14, 16, 24}
    assert all(scores[f"o{number}"] == 100 for number in set(range(1, 36)) - zero - half)


def test_tun_template_text_left_in_is_told_for_every_issue() -> None:
    places = {where for where, _ in messages(TUN, WarningKind.FILLER)}
    assert places == {f"ประเด็นที่ {number}" for number in range(1, 8)}
    assert any("o15" in message for _, message in messages(TUN, WarningKind.DUPLICATE))
    assert any("ตำบลนูน" in message for _, message in messages(TUN, WarningKind.OCR))
    assert messages(TUN, WarningKind.ARITHMETIC) == []


def test_surat_thani_counts_lone_numbers_under_their_issue() -> None:
    read = [(measure.code, len(measure.steps)) for measure in document(SURAT_THANI).measures]
    assert read == [
        ("1.1", 2), ("1.2", 1), ("2.1", 1), ("3.1", 2), ("4.1", 1), ("4.2", 0), ("4.3", 1),
        ("4.4", 0), ("5.1", 1), ("5.2", 1), ("5.3", 1), ("6.1", 5), ("6.2", 5),
        ("6.3", 1), ("6.4", 2), ("7.1", 2), ("7.2", 1), ("7.3", 0), ("8.1", 1), ("8.2", 1),
    ]  # fmt: skip
    assert document(SURAT_THANI).issues[3].title == "แนวทางการปฏิบัติหน้าที่ของบุคลากรอื่นในหน่วยงานของตนเอง"


def test_surat_thani_pairs_parties_periods_and_steps_across_a_page_break() -> None:
    measures = {measure.code: measure for measure in document(SURAT_THANI).measures}
    office, region = "สำนักงานจังหวัด", "ส่วนภูมิภาค"
    year = date(2021, 10, 1), date(2022, 9, 30)
    assert pairs(measures["1.1"].assignments) == [(office, (0,), *year), (region, (1,), *year)]
    assert pairs(measures["3.1"].assignments) == [(region, (0,), *year), (office, (1,), *year)]
    assert pairs(measures["6.1"].assignments) == [
        ("สำนักงาน ป.ป.ช. ประจำจังหวัด", (0,), date(2021, 11, 1), date(2021, 11, 30)),
        (office, (1,), date(2022, 1, 1), date(2022, 3, 31)),
        (office, (2,), *year),
        (office, (3,), *year),
        (region, (4,), *year),
    ]
    assert pairs(measures["6.3"].assignments) == [(f"{office}+{region}", (), *year)]
    assert pairs(measures["6.4"].assignments) == [
        (office, (0,), *year),
        ("ศูนย์ดำรงธรรมจังหวัด", (1,), *year),
    ]
    assert measures["4.3"].assignments == measures["4.4"].assignments == ()


def test_surat_thani_doubts_are_absent_cells_and_misread_names() -> None:
    missing = [
        where.removeprefix("มาตรการ ") for where, _ in messages(SURAT_THANI, WarningKind.MISSING)
    ]
    assert missing == [
        "4.2",
        "4.3",
        "4.4",
        "7.3",
        "4.4",
    ]  # the last one because its sentence goes on elsewhere
    ocr = " ".join(message for _, message in messages(SURAT_THANI, WarningKind.OCR))
    assert all(word in ocr for word in ("สรุยภูรานิ", "พฤษจิกายน", "奄"))


def test_the_given_fiscal_year_wins_with_a_warning() -> None:
    read = read_plan(SHARED / f"{SURAT_THANI}.txt", fiscal_year=2570)
    assert read.fiscal_year == 2570
    assert any("2565" in warning.message and "2570" in warning.message for warning in read.warnings)
