"""Periods in every wording offices use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.month.calendar import add_months, month_end
from plans.reading.dates.period import Period, write_period
from plans.reading.dates.periods import read_period, read_periods
from thai.numbers import to_thai_digits

YEAR = (date(2023, 10, 1), date(2024, 9, 30))
MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def said(
    text: str, fiscal_year: int | None = 2567
) -> list[tuple[date | None, date | None, str | None]]:
    return [
        (period.start, period.end, period.recurrence) for period in read_periods(text, fiscal_year)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ต.ค.66 - ก.ย.67", *YEAR),
        ("ต.ค. ๖๖ – ก.ย. ๖๗", *YEAR),
        ("เดือนต.ค.66 - เดือนก.ย.67", *YEAR),
        ("ตุลาคม 2566 - กันยายน 2567", *YEAR),
        ("เดือนตุลาคม พ.ศ. ๒๕๖๖ ถึงเดือนกันยายน พ.ศ. ๒๕๖๗", *YEAR),
        ("ตค 66 - กย 67", *YEAR),
        ("ต.ค - ก.ย 67", *YEAR),
        ("ต. ค. 2566 - ก. ย. 2567", *YEAR),
        ("1/10/2566 - 30/9/2567", *YEAR),
        ("1 ต.ค. 66 - 30 ก.ย. 67", *YEAR),
        ("ตลอดปีงบประมาณ", *YEAR),
        ("ตลอดทั้งปี", *YEAR),
        ("ปีงบประมาณ พ.ศ. 2567", *YEAR),
        ("ไตรมาสที่ 1-4", *YEAR),
        ("ต.ค. -\nก.ย. 67", *YEAR),
        ("มี.ค. -เม.ย.67", date(2024, 3, 1), date(2024, 4, 30)),
        ("มี.ค.67", *MARCH),
        ("มีนาคม 2567", *MARCH),
        ("เดือน มี.ค. 2567", *MARCH),
        ("1 - 15 มี.ค. 67", date(2024, 3, 1), date(2024, 3, 15)),
        ("8 มีนาคม 2567", date(2024, 3, 8), date(2024, 3, 8)),
        ("ไตรมาสแรก ของ ปีงบประมาณ", date(2023, 10, 1), date(2023, 12, 31)),
        ("ภายในไตรมาสแรกของปีงบประมาณ พ.ศ. 2568", date(2024, 10, 1), date(2024, 12, 31)),
        ("ไตรมาสที่ ๒", date(2024, 1, 1), date(2024, 3, 31)),
        ("ไตรมาส 3/2568", date(2025, 4, 1), date(2025, 6, 30)),
        ("ไตรมาสที่ 3 (เม.ย. - มิ.ย. 67)", date(2024, 4, 1), date(2024, 6, 30)),
        ("รอบ 6 เดือนแรก", date(2023, 10, 1), date(2024, 3, 31)),
        ("6 เดือนหลังของปีงบประมาณ 2567", date(2024, 4, 1), date(2024, 9, 30)),
        ("ภายใน 31 มี.ค. 67", None, date(2024, 3, 31)),
        ("ภายในวันที่ 31 มีนาคม พ.ศ. 2567", None, date(2024, 3, 31)),
        ("ภายในเดือนมีนาคม 2567", None, date(2024, 3, 31)),
        ("ตั้งแต่ ต.ค. 66 เป็นต้นไป", date(2023, 10, 1), None),
        ("ตั้งแต่เดือน ต.ค. 66 ถึง ก.ย. 67", *YEAR),
        ("ตค.66-กย.67", *YEAR),
        ("10/2566 - 09/2567", *YEAR),
        ("10/66 – 9/67", *YEAR),
        ("3/2567", *MARCH),
        ("เริ่ม ต.ค. 66 สิ้นสุด ก.ย. 67", *YEAR),
        ("เริ่มต้น 1 ต.ค. 2566 สิ้นสุด 30 ก.ย. 2567", *YEAR),
        ("ระหว่าง ต.ค. 66 และ ก.ย. 67", *YEAR),
        ("ระหว่างเดือนตุลาคม 2566 ถึงสิ้นเดือนกันยายน 2567", *YEAR),
        ("ทั้งปี", *YEAR),
        ("ปีงบประมาณ พ.ศ. 2566 - 2567", date(2022, 10, 1), YEAR[1]),
        ("ไตรมาสที่ 4/67", date(2024, 7, 1), date(2024, 9, 30)),
        ("ต.ค. 66 เป็นต้นไป", date(2023, 10, 1), None),
        ("Q3", date(2024, 4, 1), date(2024, 6, 30)),
        ("Q1-Q2", date(2023, 10, 1), date(2024, 3, 31)),
        ("Q1 - 4/2567", *YEAR),
        ("ไตรมาสที่ 1 (ต.ค. - ธ.ค.)", date(2023, 10, 1), date(2023, 12, 31)),
        ("ครั้งที่ 1 มี.ค. 67", *MARCH),
        ("ครั้งที่ 1/2567 มี.ค. 67", *MARCH),
        ("ระยะเวลา 1 เดือน (มี.ค. 67)", *MARCH),
        ("ก่อนวันที่ 31 มีนาคม 2567", None, date(2024, 3, 30)),
        ("ก่อนเดือนเมษายน 2567", None, date(2024, 3, 31)),
        ("ตั้งแต่บัดนี้ถึง 30 กันยายน 2567", None, date(2024, 9, 30)),
        ("ภายในสิ้นปีงบประมาณ", None, date(2024, 9, 30)),
        ("ประจำเดือนมีนาคม 2567", *MARCH),
    ],
)
def test_days_are_read(text: str, start: date | None, end: date | None) -> None:
    assert said(text) == [(start, end, None)]


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("ทุกวัน", "daily"),
        ("ทุกวันทำการ", "daily"),
        ("ทุกสัปดาห์", "weekly"),
        ("ทุกวันจันทร์", "weekly"),
        ("ทุกเดือน", "monthly"),
        ("รายเดือน", "monthly"),
        ("ทุกวันที่ 5 ของเดือน", "monthly"),
        ("อย่างน้อยเดือนละ 1 ครั้ง", "monthly"),
        ("ทุก 2 เดือน", "every_2_months"),
        ("ทุก ๒ เดือน", "every_2_months"),
        ("ทุกไตรมาส", "quarterly"),
        ("ประเมินความพึงพอใจทุกไตรมาส", "quarterly"),
        ("ทุก 3 เดือน", "quarterly"),
        ("ทุก 6 เดือน", "half_yearly"),
        ("ปีละ 2 ครั้ง", "times_per_year:2"),
        ("ปีละสามครั้ง", "times_per_year:3"),
        ("ปีละ ๑ ครั้ง", "yearly"),
        ("ต.ค. และ เม.ย.", "months:10,4"),
        ("ตุลาคม, มกราคม, เมษายน และกรกฎาคม", "months:10,1,4,7"),
        ("ทุกเดือนมีนาคม", "months:3"),
        ("ทุกเดือน มี.ค.", "months:3"),
        ("ปีละ 2 ครั้ง (มี.ค. และ ก.ย.)", "months:3,9"),
        ("ปีละ 4 ครั้ง (ธ.ค. มี.ค. มิ.ย. ก.ย.)", "months:12,3,6,9"),
        ("มี.ค. / ก.ย.", "months:3,9"),
        ("มกราคม ของทุกปี", "months:1"),
        ("ภายในวันที่ 31 มกราคมของทุกปี", "months:1"),
        ("ทุกวันที่ 1 ตุลาคม", "months:10"),
        ("สัปดาห์ละครั้ง", "weekly"),
        ("เดือนละครั้ง", "monthly"),
        ("ปีละครั้ง", "yearly"),
        ("ปีละไม่น้อยกว่า ๒ ครั้ง", "times_per_year:2"),
        ("2 ครั้ง/ปี", "times_per_year:2"),
        ("1 ครั้งต่อเดือน", "monthly"),
        ("2 เดือนครั้ง", "every_2_months"),
        ("ราย 6 เดือน", "half_yearly"),
        ("ทุกรอบ 6 เดือน", "half_yearly"),
        ("ทุกสิ้นไตรมาส", "quarterly"),
        ("รอบ 6 เดือน และ 12 เดือน", "half_yearly"),
        ("ราย 3 เดือน 6 เดือน 9 เดือน และ 12 เดือน", "quarterly"),
        ("ภายในวันที่ 5 ของทุกเดือน", "monthly"),
        ("ทุกวันจันทร์ เวลา 09.00 น.", "weekly"),
    ],
)
def test_recurrences_are_read(text: str, recurrence: str) -> None:
    assert said(text) == [(None, None, recurrence)]
    assert read_period(text, None).text == text


def test_a_recurrence_beside_a_span_is_one_period() -> None:
    assert said("ทุกเดือน (ต.ค. 66 - ก.ย. 67)") == [(*YEAR, "monthly")]
    assert said("ทุกไตรมาส\n(ต.ค. 66 - ก.ย. 67)") == [(*YEAR, "quarterly")]
    assert said("ทุกเดือน ต.ค. 66 - ก.ย. 67") == [(*YEAR, "monthly")]


@pytest.mark.parametrize("gap", ["  ", "\n", " "])
def test_several_periods_stand_in_printed_order(gap: str) -> None:
    assert said(f"มี.ค.67{gap}ต.ค.66-ก.ย.67") == [(*MARCH, None), (*YEAR, None)]
    assert said(f"พ.ย. 2564{gap}มกราคม - มีนาคม 2565{gap}มี.ค. 67") == [
        (date(2021, 11, 1), date(2021, 11, 30), None),
        (date(2022, 1, 1), date(2022, 3, 31), None),
        (*MARCH, None),
    ]
    assert said("ไตรมาส 1 - 2, 4") == [
        (date(2023, 10, 1), date(2024, 3, 31), None),
        (date(2024, 7, 1), date(2024, 9, 30), None),
    ]
    assert said("ไตรมาส 2 และ 4") == [
        (date(2024, 1, 1), date(2024, 3, 31), None),
        (date(2024, 7, 1), date(2024, 9, 30), None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ต่อเนื่อง",
        "มีความต่อเนื่อง",
        "ภายใน 30 วัน",
        "ปี 2567",
        "31 ก.พ. 67",
        "ก.ย. 67 - ต.ค. 66",
        "ไตรมาสที่ 5",
        "ตามความเหมาะสม",
        "ต้นปีงบประมาณ",
        "หลัง มี.ค. 67",
        "ทุกเดือน ยกเว้นเดือนเมษายน",
        "ทุกเดือน หรือทุกไตรมาส",
        "ปีละ 1-2 ครั้ง",
        "ไตรมาสที่ 1 (ม.ค. - มี.ค. 67)",
        "ไตรมาสที่ 3 - 2",
        "ปีละ 2 ครั้ง (เม.ย. 67 และ ต.ค. 67)",
        "ต.ค. ๖๖ก–.ย. ๖๗",
        "รอบ 6 เดือน",
        "5/12",
        "ประจำปี 2567",
    ],
)
def test_what_has_no_honest_reading_has_no_days(text: str) -> None:
    (period,) = read_periods(text, 2567)
    assert period == Period(text)
    assert not period.is_resolved


def test_a_line_without_a_reading_stands_for_itself_among_others() -> None:
    assert said("ต.ค. 66 - ก.ย. 67\nต่อเนื่อง") == [(*YEAR, None), (None, None, None)]
    assert said("31 ก.พ. 67\nมี.ค. 67") == [(None, None, None), (*MARCH, None)]
    assert said("ประเมินความพึงพอใจ\nในการให้บริการ\nทุกไตรมาส") == [(None, None, "quarterly")]


def test_a_period_may_reach_beyond_the_year_and_knows_it() -> None:
    period = read_period("ต.ค. 66 - ก.ย. 68", 2567)
    assert period.reaches_beyond(2567)
    assert not period.is_outside(2567)
    assert not read_period("ต.ค. 66 - ก.ย. 67", 2567).reaches_beyond(2567)


def test_an_endless_cell_is_no_period() -> None:
    assert not read_period("ไตรมาส 1," * 3_000, 2567).is_resolved


def test_an_empty_cell_and_a_dash_are_no_period() -> None:
    assert read_periods("", 2567) == read_periods(" - ", 2567) == ()


def test_a_year_that_is_not_printed_is_the_plans_and_said_to_be_a_guess() -> None:
    (period,) = read_periods("ต.ค. - ธ.ค.", 2567)
    assert (period.start, period.end) == (date(2023, 10, 1), date(2023, 12, 31))
    assert "2567" in period.guesses[0].message
    assert not read_period("ต.ค. - ธ.ค.", None).is_resolved
    assert read_period("มี.ค. - ก.ย.67", None).guesses == ()


def test_a_misspelt_month_is_read_and_said() -> None:
    (period,) = read_periods("พฤษจิกายน 2564", 2565)
    assert period.start == date(2021, 11, 1)
    assert "พฤศจิกายน" in period.guesses[0].message


RECURRENCES = st.one_of(
    st.none(),
    st.sampled_from(
        ["daily", "weekly", "monthly", "every_2_months", "quarterly", "half_yearly", "yearly"]
    ),
    st.integers(2, 12).map(lambda count: f"times_per_year:{count}"),
    st.lists(st.integers(1, 12), min_size=1, max_size=5, unique=True).map(
        lambda months: "months:" + ",".join(map(str, months))
    ),
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date | None, date | None]:
    first = draw(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    last = draw(st.dates(first, date(2041, 1, 1)))
    kind = draw(st.sampled_from(["days", "months", "until", "since", "none"]))
    if kind == "days":
        return first, last
    if kind == "months":
        return first.replace(day=1), month_end(add_months(first, draw(st.integers(0, 14))))
    return {"until": (None, last), "since": (first, None), "none": (None, None)}[kind]


@given(spans(), RECURRENCES, st.booleans())
def test_a_written_period_reads_back(
    span: tuple[date | None, date | None], recurrence: str | None, in_thai_digits: bool
) -> None:
    text = write_period(*span, recurrence)
    text = to_thai_digits(text) if in_thai_digits else text
    assert said(text) == ([(*span, recurrence)] if text else [])


@given(st.text(alphabet="ทุกเดือนไตรมาสปีต.ค.กย0123456789๖ -–/()\nพศ", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for period in read_periods(text, 2567):
        assert period.start is None or period.end is None or period.start <= period.end


def test_a_short_year_that_may_be_of_either_era_is_asked_for() -> None:
    for text in ("ปีงบประมาณ 05", "ต.ค. 05 - ก.ย. 06", "ไตรมาส 1 ปี 05", "30/12/05"):
        assert not read_period(text, 2570).is_resolved
    assert read_period("1/10/26 - 31/12/26", 2570).start == date(2026, 10, 1)
