"""Rows, codes, page breaks and headers, on invented extracts of every document form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plans.document import PlanDocument, WarningKind
from tests.plans.extracts import HEADER, YEAR, pipes, read, tsv, warned

OFFICE = "สำนักงานจังหวัด"


def codes(plan: PlanDocument) -> list[tuple[str | None, str | None, str]]:
    return [(measure.issue, measure.code, measure.title) for measure in plan.measures]


@pytest.mark.parametrize(
    ("issue", "measure", "code"),
    [
        ("<b>2. การให้บริการ</b>", "2.1 จัดคิว", "2.1"),
        ("<b>(๒) การให้บริการ</b>", "(๒.๑) จัดคิว", "2.1"),
        ("2. การให้บริการ", "1) จัดคิว", "2.1"),
        ("ประเด็นที่ ๒ การให้บริการ", "1. จัดคิว", "2.1"),
        ("**2. การให้บริการ**", "จัดคิว", None),
    ],
)
@pytest.mark.parametrize("form", [tsv, pipes])
def test_issue_rows_and_codes_are_read_in_every_style(
    form: Callable[..., str], issue: str, measure: str, code: str | None
) -> None:
    first = ("<b>1. การทำงาน</b>", "", "", "")
    plan = read(
        form(
            first,
            ("ก่อนหน้า", "ทำ", OFFICE, YEAR),
            (issue, "", "", ""),
            (measure, "ทำ", OFFICE, YEAR),
        )
    )
    assert [(one.number, one.title) for one in plan.issues] == [
        ("1", "การทำงาน"),
        ("2", "การให้บริการ"),
    ]
    assert codes(plan)[1] == ("2", code, "จัดคิว")


def test_a_plain_issue_row_differs_from_a_measure_that_stands_alone() -> None:
    plan = read(
        tsv(
            ("1. ประเด็นหนึ่ง", "", "", ""),
            ("1) ก", "ทำ", OFFICE, YEAR),
            ("2) ข", "", "", ""),
            ("2. ประเด็นสอง", "", "", ""),
            ("1) ค", "ทำ", OFFICE, YEAR),
        )
    )
    assert codes(plan) == [("1", "1.1", "ก"), ("1", "1.2", "ข"), ("2", "2.1", "ค")]
    assert any("1.2" in text for text in warned(plan, WarningKind.MISSING))


def test_an_issue_without_a_number_is_counted_and_said() -> None:
    plan = read(tsv(("<b>การให้บริการ</b>", "", "", ""), ("ก", "ทำ", OFFICE, YEAR)))
    assert codes(plan) == [("1", None, "ก")]
    assert any("การให้บริการ" in text for text in warned(plan, WarningKind.MISSING))


@pytest.mark.parametrize("cell", ["3.1 ก 3.2 ข", "<p>3.1 ก</p><p>3.2 ข</p>", "(๓.๑) ก (๓.๒) ข"])
def test_a_cell_with_two_codes_is_two_measures(cell: str) -> None:
    plan = read(tsv(("<b>3. สาม</b>", "", "", ""), (cell, "1. หนึ่ง 2. สอง", OFFICE, YEAR)))
    assert codes(plan) == [("3", "3.1", "ก"), ("3", "3.2", "ข")]
    assert plan.measures[0].steps == plan.measures[1].steps == ("หนึ่ง", "สอง")
    assert warned(plan, WarningKind.DUPLICATE)


def test_figures_in_a_title_are_no_codes() -> None:
    plan = read(tsv(("3.1 ยกระดับคะแนนจาก 81.69 เป็น 95.04 คะแนน", "ทำ", OFFICE, YEAR)))
    assert codes(plan) == [(None, "3.1", "ยกระดับคะแนนจาก 81.69 เป็น 95.04 คะแนน")]


def test_a_repeated_header_is_no_measure_and_an_empty_first_cell_goes_on() -> None:
    plan = read(tsv(("ก", "1. หนึ่ง 2. สอง ที่ยัง", OFFICE, YEAR)) + tsv(("", "ไม่จบ 3. สาม", "", "")))
    assert plan.measures[0].steps == ("หนึ่ง", "สอง ที่ยัง ไม่จบ", "สาม")
    assert [one.steps for one in plan.measures[0].assignments] == [()]


def test_a_first_cell_cut_by_a_page_goes_on_when_the_steps_do() -> None:
    plan = read(
        tsv(("เผยแพร่ข้อมูล", "1. หนึ่ง 2. สอง", OFFICE, YEAR))
        + tsv(("การให้บริการ", "ต่อ 3. สาม", "", ""), ("ข", "ทำ", "", ""))
    )
    assert [measure.title for measure in plan.measures] == ["เผยแพร่ข้อมูล การให้บริการ", "ข"]
    assert plan.measures[0].steps == ("หนึ่ง", "สอง ต่อ", "สาม")
    assert warned(plan, WarningKind.OCR)


def test_a_new_measure_at_the_top_of_a_page_stays_one() -> None:
    plan = read(
        tsv(("ก", "1. หนึ่ง 2. สอง", OFFICE, YEAR))
        + tsv(("ข", "1. หนึ่ง", OFFICE, YEAR), ("ค", "3. สาม", OFFICE, YEAR))
    )
    assert [measure.title for measure in plan.measures] == ["ก", "ข", "ค"]


def test_pages_without_a_header_and_running_titles_between_pages_are_of_one_table() -> None:
    plan = read(
        tsv(("ก", "ทำ", OFFICE, YEAR)) + "- 2 -\n\n" + "\t".join(("ข", "ทำ", OFFICE, YEAR)) + "\n"
    )
    assert [measure.title for measure in plan.measures] == ["ก", "ข"]


def test_a_paragraph_ends_the_table() -> None:
    after = (
        "ทั้งนี้ ให้หน่วยงานรายงานผลการดำเนินงานต่อผู้ว่าราชการจังหวัดเพื่อทราบต่อไป\n\nลงชื่อ\tผู้เสนอ\tผู้ตรวจ\tผู้อนุมัติ\n"
    )
    assert len(read(tsv(("ก", "ทำ", OFFICE, YEAR)) + after).measures) == 1


def test_measure_heads_the_steps_where_issues_head_the_measures() -> None:
    header = ("ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ")
    plan = read(
        tsv(("<b>1. หนึ่ง</b>", "", "", ""), ("1) ก", "1) ทำ 2) ตาม", OFFICE, YEAR), header=header)
    )
    assert codes(plan) == [("1", "1.1", "ก")]
    assert plan.measures[0].steps == ("ทำ", "ตาม")


def test_issues_in_a_column_of_their_own_are_carried_down() -> None:
    header = ("ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ")
    plan = read(
        tsv(
            ("1. หนึ่ง", "ก", OFFICE, YEAR),
            ("", "ข", OFFICE, YEAR),
            ("2. สอง", "ค", OFFICE, YEAR),
            header=header,
        )
    )
    assert codes(plan) == [("1", None, "ก"), ("1", None, "ข"), ("2", None, "ค")]
    assert plan.measures[0].steps == ()


def test_a_table_that_sums_the_measures_up_adds_no_assignments() -> None:
    plan = read(
        tsv(("1. ก", "ทำ", "กองคลัง", "ต.ค. 69"))
        + tsv(("1. ก", "กองคลัง"), header=("มาตรการ", "ผู้รับผิดชอบ"))
    )
    (measure,) = plan.measures
    assert [one.period_text for one in measure.assignments] == ["ต.ค. 69"]


def test_marks_of_markdown_are_no_part_of_the_text() -> None:
    plan = read(pipes(("1\\. ก", "\\- ร่าง \\- ประกาศใช้", "กองคลัง", "ต.ค. 69 \\- ธ.ค. 69")))
    (measure,) = plan.measures
    assert (measure.code, measure.title, measure.steps) == ("1", "ก", ("ร่าง", "ประกาศใช้"))
    assert [str(one.end) for one in measure.assignments] == ["2026-12-31"]


def test_a_row_of_sums_is_neither_measure_nor_issue() -> None:
    header = ("ลำดับ", "ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "งบประมาณ")
    rows = [("1", "บริการ", "ก", "กองคลัง", "10"), ("", "รวมประเด็นบริการ", "", "", "10")]
    plan = read(tsv(*rows, ("", "รวมทั้งสิ้น", "", "", "1,000 บาท"), header=header))
    assert [issue.title for issue in plan.issues] == ["บริการ"]
    assert [measure.budget for measure in plan.measures] == ["10"]


def test_numbers_that_run_on_through_the_issues_stay_as_they_are() -> None:
    header = ("ลำดับ", "ประเด็น", "มาตรการ", "ผู้รับผิดชอบ")
    rows = [("1", "บริการ", "ก", "กองคลัง"), ("2", "", "ข", "กองช่าง"), ("3", "สื่อสาร", "ค", "กองคลัง")]
    plan = read(tsv(*rows, header=header))
    assert [measure.code for measure in plan.measures] == ["1", "2", "3"]
    plan = read(tsv(*rows[:2], ("1", "สื่อสาร", "ค", "กองคลัง"), header=header))
    assert [measure.code for measure in plan.measures] == ["1.1", "1.2", "2.1"]


def test_an_issue_by_another_name_may_have_a_row_beside_a_column_of_numbers() -> None:
    rows = [("ด้านที่ 1 บริการ", "", "", ""), ("1", "ก", "ทำ", "กองคลัง"), ("ด้านที่ 2 สื่อสาร", "", "", "")]
    header = ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ")
    plan = read(tsv(*rows, ("1", "ข", "ทำ", "กองช่าง"), header=header))
    assert [(measure.issue, measure.code) for measure in plan.measures] == [
        ("1", "1.1"),
        ("2", "2.1"),
    ]


def test_results_outcomes_and_follow_up_have_columns_of_their_own() -> None:
    header = (*HEADER, "การติดตามประเมินผล", "สรุปผลการดำเนินการตามมาตรการ", "ผลลัพธ์/ความสำเร็จ")
    plan = read(
        tsv(("ก", "ทำ", OFFICE, YEAR, "รายงานทุกเดือน", "1. ทำแล้ว 2. ตามแล้ว", "ดีขึ้น"), header=header)
    )
    (measure,) = plan.measures
    assert (measure.followup, measure.results, measure.outcomes) == (
        "รายงานทุกเดือน",
        ("ทำแล้ว", "ตามแล้ว"),
        ("ดีขึ้น",),
    )


def test_short_cells_that_sound_like_headings_are_not_taken_for_one() -> None:
    plan = read(
        tsv(
            ("มาตรการหนึ่ง", "จัดทำขั้นตอนการให้บริการ", OFFICE, "ทุกเดือน"),
            ("มาตรการสอง", "ทำ", OFFICE, YEAR),
        )
    )
    assert [measure.title for measure in plan.measures] == ["มาตรการหนึ่ง", "มาตรการสอง"]


def test_pairs_in_one_row_take_the_steps_in_printed_order() -> None:
    row = ("ก", "1. หนึ่ง 2. สอง", f"{OFFICE}  ส่วนราชการประจำ จังหวัดตาก", "มี.ค. 70  ต.ค. 69 - ก.ย. 70")
    (measure,) = read(tsv(row)).measures
    assert [(one.parties, one.steps) for one in measure.assignments] == [
        ((OFFICE,), (0,)),
        (("ส่วนราชการประจำจังหวัดตาก",), (1,)),
    ]


def test_parties_numbered_as_the_steps_are_answer_for_those() -> None:
    (measure,) = read(tsv(("ก", "1. หนึ่ง 2. สอง", "1. กองคลัง 2. กองช่าง", YEAR))).measures
    assert [(one.parties, one.steps, one.period_text) for one in measure.assignments] == [
        (("กองคลัง",), (0,), YEAR),
        (("กองช่าง",), (1,), YEAR),
    ]
    (measure,) = read(
        tsv(("ก", "<p>หนึ่ง</p><p>สอง</p>", "<p>กองคลัง</p><p>กองช่าง</p>", YEAR))
    ).measures
    assert [(one.parties, one.steps) for one in measure.assignments] == [(("กองคลัง", "กองช่าง"), ())]
    (measure,) = read(tsv(("ก", "1. หนึ่ง 2. สอง 3. สาม", "1. กองคลัง 2. กองช่าง", YEAR))).measures
    assert [(one.parties, one.steps) for one in measure.assignments] == [(("กองคลัง", "กองช่าง"), ())]


def test_one_period_for_several_parties_is_one_assignment() -> None:
    (measure,) = read(tsv(("ก", "ทำ", "กองคลัง  กองช่าง", YEAR))).measures
    assert [one.parties for one in measure.assignments] == [("กองคลัง", "กองช่าง")]


def test_several_periods_for_one_party_are_several_assignments() -> None:
    (measure,) = read(tsv(("ก", "ทำ", "กองคลัง", "ต.ค. 69 และ มี.ค. 70"))).measures
    assert [(one.parties, one.period_text) for one in measure.assignments] == [
        (("กองคลัง",), "ต.ค. 69"),
        (("กองคลัง",), "มี.ค. 70"),
    ]


def test_parties_and_periods_that_do_not_match_are_a_doubt() -> None:
    plan = read(tsv(("ก", "ทำ", "กองคลัง  กองช่าง  กองคลัง", "ต.ค. 69  มี.ค. 70")))
    assert [one.parties for one in plan.measures[0].assignments] == [("กองคลัง", "กองช่าง")] * 2
    assert warned(plan, WarningKind.UNRESOLVED_PARTY)


def test_what_a_measure_lacks_and_what_cannot_be_resolved_is_said() -> None:
    plan = read(
        tsv(
            ("1.1 ก", "ทำ", "", ""),
            ("1.2 ข", "ทำ", "หน่วยงานที่เกี่ยวข้อง", "ต่อเนื่อง"),
            ("1.2 ค", "", "-", YEAR),
        )
    )
    assert any(
        "มาตรการ 1.1" in text and "ผู้รับผิดชอบและระยะเวลา" in text
        for text in warned(plan, WarningKind.MISSING)
    )
    assert any("1.2" in text for text in warned(plan, WarningKind.UNRESOLVED_PARTY))
    assert any("ต่อเนื่อง" in text for text in warned(plan, WarningKind.UNRESOLVED_PERIOD))
    assert any("1.2" in text for text in warned(plan, WarningKind.DUPLICATE))
    assert plan.measures[0].assignments == ()


def test_a_period_outside_the_fiscal_year_is_a_contradiction() -> None:
    plan = read(tsv(("1.1 ก", "ทำ", OFFICE, "ต.ค. 66 - ก.ย. 67")))
    assert any("2570" in text for text in warned(plan, WarningKind.CONTRADICTION))


def test_a_step_number_printed_twice_is_said() -> None:
    plan = read(tsv(("ก", "<p>1. หนึ่ง</p><p>2. สอง</p><p>2. สาม</p>", OFFICE, YEAR)))
    assert plan.measures[0].steps == ("หนึ่ง", "สอง", "สาม")
    assert warned(plan, WarningKind.DUPLICATE)


def test_a_number_on_a_line_of_its_own_begins_the_text_below() -> None:
    plan = read(tsv(("ก", "<p>1. หนึ่ง</p><p>2.</p><p>สอง</p><p>3. สาม</p>", OFFICE, YEAR)))
    assert plan.measures[0].steps == ("หนึ่ง", "สอง", "สาม")


def test_a_period_cut_by_a_page_in_the_middle_of_its_words_is_whole_again() -> None:
    upper = ("ก", "1. หนึ่ง", OFFICE, "ประเมินความพึงพอใจใน")
    (measure,) = read(tsv(upper) + tsv(("", "2. สอง", "", "การให้บริการทุกไตรมาส"))).measures
    assert [one.recurrence for one in measure.assignments] == ["quarterly"]


def test_a_party_and_a_period_cut_by_a_page_are_whole_again() -> None:
    upper = ("ก", "1. หนึ่ง", "ส่วนราชการประจำ", "ต.ค. 69 -")
    (measure,) = read(tsv(upper) + tsv(("", "2. สอง", "จังหวัดตาก", "ก.ย. 70"))).measures
    (one,) = measure.assignments
    assert (one.parties, one.steps, one.period_text) == (
        ("ส่วนราชการประจำจังหวัดตาก",),
        (),
        "ต.ค. 69 - ก.ย. 70",
    )
    assert str(one.end) == "2027-09-30"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("มาตรการที่ 2 ก", "3.2"),
        ("กิจกรรมที่ ๓.๒: ก", "3.2"),
        ("โครงการ 5 ส", None),
        ("2569 ปีแห่งคุณธรรม", None),
    ],
)
def test_numbers_printed_in_words_are_codes_and_other_figures_are_not(
    cell: str, code: str | None
) -> None:
    plan = read(tsv(("<b>3. สาม</b>", "", "", ""), (cell, "ทำ", OFFICE, YEAR)))
    assert plan.measures[0].code == code
    assert plan.measures[0].title == ("ก" if code else cell)


def test_a_code_that_a_sheet_took_for_a_number_gets_its_zero_back() -> None:
    header = ("รหัสมาตรการ", *HEADER)
    plan = read(
        tsv(
            *((code, code, "ทำ", OFFICE, YEAR) for code in ("1.8", "1.9", "1.1", "1.11")),
            header=header,
        )
    )
    assert [measure.code for measure in plan.measures] == ["1.8", "1.9", "1.10", "1.11"]
    assert any("1.1 " in text for text in warned(plan, WarningKind.OCR))
    plan = read(
        tsv(
            *((code, code, "ทำ", OFFICE, YEAR) for code in ("1.9", "2.1", "ก.1", "ก.2")),
            header=header,
        )
    )
    assert [measure.code for measure in plan.measures] == ["1.9", "2.1", "ก.1", "ก.2"]


def test_a_code_of_another_issue_is_a_contradiction() -> None:
    plan = read(tsv(("<b>1. หนึ่ง</b>", "", "", ""), ("2.1 ก", "ทำ", OFFICE, YEAR)))
    assert codes(plan) == [("1", "2.1", "ก")]
    assert warned(plan, WarningKind.CONTRADICTION)
