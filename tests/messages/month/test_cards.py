from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import limits
from messages.month.brief import executive_brief
from messages.month.date_moved import date_moved
from messages.month.days_off import to_confirm
from messages.month.due import CARDS, due_card, reminder
from messages.month.forecast import month_forecast, summary_withheld
from messages.month.group import group_reminder
from messages.month.missing import missing_list
from messages.month.summary import no_round_yet, officer_summary, round_summary
from messages.month.words import bar, share
from messages.parts import Message, flex_message, tap
from messages.taps import Action, Tap, unpack
from models.month.brief import Brief, Stuck
from models.month.calendar import at
from models.month.days_off import DayOff
from models.month.due import Due
from models.month.owing import Officer, Owing
from models.month.summary import Count, IssueLine, MeasureLine, RoundSummary, RoundView
from models.outbox.forecast import Forecast
from models.outbox.line_plans import PlanAdvice
from models.tables.obligations import ObligationState, Progress
from simulator.checks.messages import check_body
from thai.dates import weekday_date

MONTH, DUE_ON = date(2026, 7, 1), date(2026, 7, 31)
NOW = at(DUE_ON, 9)
# over 400 letters
LONG = "จัดทำและเผยแพร่แผนปฏิบัติการป้องกันการทุจริตที่ครอบคลุมทุกภารกิจของหน่วยงาน " * 6
QUICK = [tap("งานของฉัน", "a=mine")]


def accepted_by_line(messages: Sequence[Message]) -> None:
    """Check messages as the stand-in for LINE does, and the sizes it cannot know for sure."""
    check_body("push", {"to": "U" + "0" * 32, "messages": list(messages)}, frozenset())
    for message in messages:
        contents = message["contents"]
        bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
        assert all(limits.wire_bytes(bubble) <= 30_000 for bubble in bubbles)
        assert limits.wire_bytes(contents) <= 50_000


def said(messages: Sequence[Message]) -> str:
    """All that can be read in the messages."""
    return "\n".join(text for message in messages for text in _texts(message))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (
            value[key] for key in ("text", "altText", "label") if isinstance(value.get(key), str)
        )
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)


ABOUT = Tap(Action.ABOUT, {"o": "1"})
"""What the measure is: on every card of a measure."""


def taps_of(messages: Sequence[Message]) -> list[Tap]:
    """What the postback buttons carry."""
    found = []
    for data in _values(list(messages), "data"):
        tapped = unpack(data)
        assert tapped is not None
        found.append(tapped)
    return found


def _values(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _values(part, key)


def a_due(number: int = 1, **changes: Any) -> Due:
    values: dict[str, Any] = {
        "obligation_id": number,
        "assignment_id": number,
        "agency_id": 1,
        "agency_name": "สำนักงานสาธารณสุขจังหวัดสุโขทัย",
        "code": f"1.{number}",
        "title": "จัดทำคู่มือการปฏิบัติงาน",
        "month": MONTH,
        "due_on": DUE_ON,
        "due_at": at(DUE_ON, 24),
        "state": ObligationState.OWED,
        "last_progress": None,
    }
    return Due(**(values | changes))


def a_view(
    total: Count,
    lines: Sequence[MeasureLine] = (),
    issues: Sequence[IssueLine] = (),
    **changes: Any,
) -> RoundView:
    values: dict[str, Any] = {
        "organization_name": "จังหวัดสุโขทัย",
        "month": MONTH,
        "due_on": DUE_ON,
        "is_due": True,
        "is_closed": True,
        "summary": RoundSummary(total, tuple(issues), tuple(lines)),
        "agencies": 33,
        "agencies_done": 28,
    }
    return RoundView(**(values | changes))


def a_line(
    number: int, title: str = "มาตรการ", *, collective: bool = True, count: Count | None = None
) -> MeasureLine:
    return MeasureLine(
        number, f"1.{number}", title, 1, collective, count or Count(33, 28, 27, 20, 1), 33, 28
    )


# The officer's reminder


def test_a_due_card_tells_code_title_agency_status_and_date() -> None:
    message = flex_message("บัตร", due_card(a_due(), NOW))
    accepted_by_line([message])
    text = said([message])
    for part in (
        "1.1",
        "จัดทำคู่มือการปฏิบัติงาน",
        "สำนักงานสาธารณสุข",
        "○ รอรายงาน",
        "วันศุกร์ที่ 31 กรกฎาคม 2569",
    ):
        assert part in text
    assert taps_of([message]) == [Tap(Action.REPORT, {"o": "1"}), ABOUT]


def test_nothing_new_is_offered_only_after_an_earlier_report_and_never_for_a_returned_one() -> None:
    again = flex_message("บัตร", due_card(a_due(last_progress=Progress.IN_PROGRESS), NOW))
    same = Tap(Action.SAME, {"o": "1"})
    assert taps_of([again]) == [Tap(Action.REPORT, {"o": "1"}), same, ABOUT]
    returned = a_due(last_progress=Progress.IN_PROGRESS, state=ObligationState.RETURNED)
    mended = flex_message("บัตร", due_card(returned, NOW))
    assert taps_of([mended]) == [Tap(Action.REPORT, {"o": "1"}), ABOUT]
    assert "↩ ส่งกลับให้แก้ไข" in said([mended])


def test_overdue_is_said_in_words_and_by_a_sign() -> None:
    text = said([flex_message("บัตร", due_card(a_due(), at(date(2026, 8, 3), 9)))])
    assert "▲ เกินกำหนด" in text
    assert "ค้างจากรอบ พ.ค. 69, มิ.ย. 69" in said(
        [
            flex_message(
                "บัตร", due_card(a_due(earlier_months=(date(2026, 5, 1), date(2026, 6, 1))), NOW)
            )
        ]
    )


def test_one_report_is_one_card_in_one_message() -> None:
    (message,) = reminder([a_due()], NOW)
    accepted_by_line([message])
    assert message["contents"]["type"] == "bubble"
    assert "วันนี้ครบกำหนดส่งรายงาน" in message["altText"]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(date(2026, 7, 28), 9), "ใกล้ถึงกำหนดส่งรายงาน"),
        (NOW, "วันนี้ครบกำหนดส่งรายงาน"),
        (at(date(2026, 8, 3), 9), "มีรายการเกินกำหนดส่งรายงาน"),
    ],
)
def test_the_reminder_says_how_near_the_due_date_is(moment: datetime, words: str) -> None:
    assert words in said(reminder([a_due(1), a_due(2)], moment))


def test_sixty_reports_are_the_first_cards_and_a_card_for_the_rest() -> None:
    longest = [
        a_due(
            10**12 + number,
            title=LONG,
            agency_name="สำนักงาน" * 37,
            agency_id=number,
            code="12345678901234567890",
            last_progress=Progress.IN_PROGRESS,
            earlier_months=tuple(date(2026, month, 1) for month in range(1, 5)),
        )
        for number in range(60)
    ]
    messages = reminder(longest, NOW)
    assert len(messages) == 1
    accepted_by_line(messages)
    bubbles = messages[0]["contents"]["contents"]
    assert len(bubbles) == CARDS + 2
    assert f"อีก {60 - CARDS} รายการ" in said(messages)
    assert taps_of([{"contents": bubbles[-1]}]) == [Tap(Action.MINE)]
    assert "รอรายงาน 60 รายการ" in said(messages)


dues = st.builds(
    a_due,
    st.integers(1, 10**9),
    title=st.text(max_size=500),
    agency_name=st.text(max_size=300),
    agency_id=st.integers(1, 3),
    code=st.none() | st.text(max_size=20),
    state=st.sampled_from([ObligationState.OWED, ObligationState.RETURNED]),
    last_progress=st.none() | st.sampled_from(Progress),
    earlier_months=st.lists(st.dates(date(2025, 10, 1), MONTH), max_size=10).map(tuple),
)


@given(st.lists(dues, min_size=1, max_size=25), st.integers(-40, 40))
def test_any_plans_text_makes_a_reminder_line_takes(asked: list[Due], days: int) -> None:
    accepted_by_line(reminder(asked, NOW + timedelta(days=days)))


# The group and the summary


def test_the_group_is_told_when_how_many_and_where() -> None:
    view = a_view(Count(expected=40), is_due=False, is_closed=False)
    messages = group_reminder(view, "@kaona")
    accepted_by_line(messages)
    text = said(messages)
    for part in ("กรกฎาคม 2569", "ภายในวันศุกร์ที่ 31 กรกฎาคม 2569", "40 รายการ จาก 33 หน่วยงาน"):
        assert part in text
    assert "https://line.me/R/oaMessage/%40kaona/" in json.dumps(messages)
    accepted_by_line(group_reminder(view, None))


@pytest.mark.parametrize("group_goes", [True, False])
def test_the_forecast_says_what_is_left_what_comes_and_what_goes_first(group_goes: bool) -> None:
    months = tuple((date(2026, month, 1), 1_234_567) for month in (4, 5, 6))
    advice = PlanAdvice(months, 1_234_567, None, 300)
    most = 1_234_567
    found = Forecast(MONTH, 300, 44, 41, 33, 40, most, most, True, group_goes, advice)
    messages = month_forecast(found)
    accepted_by_line(messages)
    text = said(messages)
    for part in ("โควตา 300", "ใช้ไปแล้ว 44", "เหลือ 256", "ในกลุ่มไลน์ 41", "กำหนดส่ง 33", "ส่งตามลำดับ"):
        assert part in text
    assert ("ไม่ส่งการ์ดเปิดรอบเข้ากลุ่ม" in text) is not group_goes
    enough = month_forecast(replace(found, rest=0, others=0, group_goes=True, advice=None))
    assert "โควตาเพียงพอ" in said(enough)
    assert "ส่งตามลำดับ" not in said(enough)
    assert "ไม่เสียโควตา" in str(summary_withheld(MONTH))


def test_a_moved_date_is_told_with_its_month() -> None:
    card = date_moved(date(2026, 12, 1), date(2027, 1, 4))
    accepted_by_line(card)
    assert "เลื่อนกำหนดส่งรายงานรอบเดือนธันวาคม 2569 เป็นวันจันทร์ที่ 4 มกราคม 2570" in said(card)


def test_the_longest_list_of_days_off_is_a_card_line_takes() -> None:
    days = [DayOff(DUE_ON + timedelta(days=n), LONG[:400], is_own=n % 2 > 0) for n in range(80)]
    card = to_confirm(1, 2570, days)
    accepted_by_line(card)
    assert "และอีก 40 วัน" in said(card)


def test_a_collective_measure_is_counted_in_agencies() -> None:
    messages = round_summary(a_view(Count(33, 28, 27, 20, 1), [a_line(1)]), in_group=True)
    accepted_by_line(messages)
    assert "28 จาก 33 หน่วยงาน" in said(messages)
    assert "▰▰▰▰▰▰▰▰▱▱" in said(messages)
    assert taps_of(messages) == []


def test_names_stand_in_the_summary_only_when_given() -> None:
    view = a_view(Count(33, 28, 27, 20, 1), [a_line(1)])
    assert "สำนักงานจังหวัด" not in said(round_summary(view, in_group=True))
    assert "สำนักงานจังหวัด" in said(
        round_summary(view, owing=[Owing(1, "สำนักงานจังหวัด", 1, ())], in_group=True)
    )
    early = a_view(Count(33, 28, 27, 20, 1), [a_line(1)], is_due=False, is_closed=False)
    assert "สำนักงานจังหวัด" not in said(
        round_summary(early, owing=[Owing(1, "สำนักงานจังหวัด", 1, ())], in_group=True)
    )
    assert "สำนักงานจังหวัด" in said(round_summary(early, owing=[Owing(1, "สำนักงานจังหวัด", 1, ())]))


def test_a_large_plan_is_split_over_carousels_without_loss() -> None:
    lines = [a_line(number, LONG) for number in range(60)]
    issues = [
        IssueLine(number, str(number), LONG, Count(33, 28, 27, 20, 1)) for number in range(1, 8)
    ]
    messages = round_summary(a_view(Count(1980, 1680, 1600, 1200, 9), lines, issues), quick=QUICK)
    accepted_by_line(messages)
    text = said(messages)
    assert all(f"1.{number} " in text for number in range(60))
    assert all(f"ประเด็นที่ {number} " in text for number in range(1, 8))
    assert "quickReply" in messages[-1]


def test_what_does_not_fit_is_said_to_be_left_out() -> None:
    owing = [Owing(number, f"{number} " + "สำนักงาน" * 20, 1, ()) for number in range(900)]
    messages = round_summary(a_view(Count(900), [a_line(n, LONG) for n in range(80)]), owing=owing)
    accepted_by_line(messages)
    assert len(messages) == limits.MESSAGES
    shown = sum(f"• {number} " in said(messages) for number in range(900))
    left = 900 - shown
    assert 0 < left < 900
    assert f"อีก {left:,} รายการ" in said(messages)


def test_an_officer_sees_their_own_agencies_and_the_whole_only() -> None:
    view = a_view(Count(33, 28, 27, 20, 1), [a_line(1, "มาตรการของผู้อื่น")])
    messages = officer_summary(view, [("สำนักงานพัฒนาชุมชน", Count(3, 2, 2, 1, 0))], quick=QUICK)
    accepted_by_line(messages)
    text = said(messages)
    assert "สำนักงานพัฒนาชุมชน" in text
    assert "2/3 (67%)" in text
    assert "มาตรการของผู้อื่น" not in text
    accepted_by_line(no_round_yet(QUICK))


def test_an_empty_round_is_told_as_such() -> None:
    messages = round_summary(a_view(Count(), agencies=0, agencies_done=0))
    accepted_by_line(messages)
    assert "ไม่มีรายการที่ต้องรายงาน" in said(messages)


counts = st.tuples(
    st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)
).map(lambda n: Count(sum(n), n[0] + n[1] + n[2], n[0] + n[1], n[0], n[2]))


@given(
    st.lists(
        st.builds(
            a_line,
            st.integers(1, 99),
            st.text(max_size=450),
            collective=st.booleans(),
            count=counts,
        ),
        max_size=12,
    ),
    st.lists(
        st.builds(
            IssueLine,
            st.integers(1, 99),
            st.none() | st.text(max_size=20),
            st.text(max_size=300),
            counts,
        ),
        max_size=12,
    ),
    st.lists(st.text(max_size=300), max_size=20),
    st.text(max_size=300),
    counts,
)
def test_any_round_makes_a_summary_line_takes(
    lines: list[MeasureLine],
    issues: list[IssueLine],
    names: list[str],
    organization: str,
    total: Count,
) -> None:
    view = a_view(total, lines, issues, organization_name=organization)
    owing = [Owing(number, name, 1, ()) for number, name in enumerate(names)]
    accepted_by_line(round_summary(view, owing=owing, in_group=True))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is(
    one: int, other: int
) -> None:
    done, whole = sorted([one, other])
    drawn = bar(done, whole)
    assert len(drawn) == 10
    assert ("▱" not in drawn) == (done == whole > 0)
    assert ("▰" not in drawn) == (done == 0)
    assert ("100%" in share(done, whole)) == (done == whole > 0)


def test_the_due_date_is_written_in_full_and_larger_than_the_text_around_it() -> None:
    view = a_view(Count(expected=40), is_due=False, is_closed=False)
    cards = [*reminder([a_due()], NOW), *reminder([a_due(1), a_due(2)], NOW)]
    for message in [*cards, *group_reminder(view, None), *round_summary(view)]:
        dates = [part for part in _texts_of(message) if "วันศุกร์ที่ 31 กรกฎาคม 2569" in part["text"]]
        assert dates
        assert all(part["size"] in ("md", "lg", "xl") for part in dates)


def _texts_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "text":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts_of(part)


def test_a_reminder_names_the_agency_and_the_organization() -> None:
    one = a_due(1, organization_name="จังหวัดสุโขทัย")
    other = a_due(2, organization_name="จังหวัดสุโขทัย", agency_name="สำนักงานพัฒนาชุมชน", agency_id=2)
    for dues in ([one], [one, one], [one, other]):
        for card in _bubbles(reminder(dues, NOW)):
            assert "จังหวัดสุโขทัย" in said([{"contents": card}])
            assert "สำนักงาน" in said([{"contents": card}]) or "2 หน่วยงาน" in said(
                [{"contents": card}]
            )


def _bubbles(messages: Sequence[Message]) -> list[dict[str, Any]]:
    contents = messages[0]["contents"]
    return list(contents["contents"]) if contents["type"] == "carousel" else [contents]


def test_a_dated_card_opens_its_own_month() -> None:
    view = a_view(Count(33, 28, 27, 20, 1), [a_line(1)])
    cards = [*executive_brief(Brief(view, None, ())), *missing_list(view, [], [], [])]
    months = [tapped.month() for tapped in taps_of(cards) if tapped.action is Action.SUMMARY]
    assert months == [MONTH, MONTH]
    typed = list(
        _values([*group_reminder(view, None), *round_summary(view, in_group=True)], "text")
    )
    assert typed.count("/สรุป ก.ค. 69") == 2
    assert Tap(Action.SUMMARY).month() is None  # a card of long ago


def test_agencies_that_have_not_sent_everything_are_named_with_how_many_they_owe() -> None:
    view = a_view(Count(33, 28, 27, 20, 1), [a_line(1)])
    text = said(round_summary(view, owing=[Owing(1, "สำนักงานจังหวัด", 3, ())]))
    assert "หน่วยงานที่ยังรายงานไม่ครบ" in text
    assert "• สำนักงานจังหวัด (ค้าง 3 รายการ)" in text
    assert "ยังไม่รายงาน" not in text


# The secretariat's list


def test_the_missing_list_names_agencies_officers_and_what_nobody_answers_for() -> None:
    owing = [
        Owing(1, "สำนักงานสาธารณสุขจังหวัด", 3, (Officer("ก้อย ใจดี", "U1"), Officer("ขวัญ ใจงาม", "U2"))),
        Owing(2, "สำนักงานพัฒนาชุมชน", 1, ()),
    ]
    messages = missing_list(
        a_view(Count(40, 36, 36, 30, 0)), owing, ["สำนักงานพัฒนาชุมชน"], [("6.2", "มาตรการไร้เจ้าของ")]
    )
    accepted_by_line(messages)
    text = said(messages)
    for part in (
        "ก้อย ใจดี, ขวัญ ใจงาม",
        "ค้าง 3 รายการ",
        "ยังไม่มีผู้รายงาน",
        "ยังไม่มีผู้รับผิดชอบ",
        "6.2 มาตรการไร้เจ้าของ",
    ):
        assert part in text
    assert [tapped.action for tapped in taps_of(messages)] == ["review", "nudge", "summary"]


def test_when_everybody_has_answered_the_secretariat_is_told_so() -> None:
    messages = missing_list(a_view(Count(40, 40, 40, 30, 0)), [], [], [])
    accepted_by_line(messages)
    assert "✔ ทุกหน่วยงานรายงานครบแล้ว" in said(messages)
    assert "ทุกหน่วยงานรายงานครบแล้ว" in messages[0]["altText"]


def test_two_hundred_agencies_fit_or_are_counted() -> None:
    officers = (Officer("นางสาวศิริลักษณ์ วงศ์สวัสดิ์พิพัฒน์กุล", "U1"), Officer("นายประเสริฐ ชัยวัฒนานนท์", "U2"))
    owing = [Owing(n, f"สำนักงานการปฏิรูปที่ดินจังหวัดสุโขทัย {n}.", n, officers) for n in range(200)]
    messages = missing_list(
        a_view(Count(200)), owing, [each.agency_name for each in owing], [("1", LONG)] * 60
    )
    accepted_by_line(messages)
    assert all(f"สุโขทัย {n}." in said(messages) for n in range(200))
    assert "อีก " in said(messages)


# The executive's card


def a_brief(count: Count, previous: Count | None = None, stuck: Sequence[Stuck] = ()) -> Brief:
    return Brief(a_view(count), previous, tuple(stuck))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(10, 10, 10, 5), "✔ รายงานครบและตรงเวลา"),
        (Count(10, 10, 8, 5), "✔ รายงานครบ ล่าช้า 2 รายการ"),
        (Count(10, 7, 7, 5), "▲ ยังไม่ครบ ค้าง 3 รายการ"),
        (Count(), "ไม่มีรายการที่ต้องรายงาน"),
    ],
)
def test_the_brief_begins_with_a_verdict(count: Count, words: str) -> None:
    messages = executive_brief(a_brief(count))
    accepted_by_line(messages)
    assert words in said(messages)
    assert words in messages[0]["altText"]


def test_before_the_due_date_the_brief_neither_compares_nor_says_that_anything_is_owed() -> None:
    view = a_view(Count(10, 1, 1), is_due=False, is_closed=False)
    messages = executive_brief(Brief(view, Count(10, 6, 6), ()))
    accepted_by_line(messages)
    text = said(messages)
    assert f"○ ยังไม่ถึงกำหนด ({weekday_date(DUE_ON)})" in text
    for words in ("จากรอบก่อน", "ค้าง 9", "ยังไม่ครบ ค้าง", "ไม่มีรายการค้าง"):
        assert words not in text


def test_the_brief_compares_with_the_round_before_and_lists_what_is_stuck() -> None:
    stuck = [
        Stuck("1.1", LONG, date(2026, 5, 1), 12, None),
        Stuck(None, LONG, date(2026, 6, 1), 1, "สำนักงาน" * 30),
    ] * 2
    messages = executive_brief(a_brief(Count(10, 8, 8, 5), Count(10, 6, 5, 5), stuck))
    accepted_by_line(messages)
    text = said(messages)
    assert "▲ ตรงเวลาร้อยละ 80 เพิ่มขึ้นจากรอบก่อน (ร้อยละ 50)" in text
    assert "12 หน่วยงาน · ค้างนานที่สุดตั้งแต่รอบ พ.ค. 69" in text
    assert "▼ ตรงเวลาร้อยละ 50 ลดลง" in said(
        executive_brief(a_brief(Count(10, 6, 5, 5), Count(10, 8, 8, 5)))
    )
    assert "เท่ากับรอบก่อน" in said(executive_brief(a_brief(Count(10, 6, 5, 5), Count(20, 12, 10, 5))))
    assert "✔ ไม่มีรายการเกินกำหนด" in said(executive_brief(a_brief(Count(10, 10, 10, 5))))
