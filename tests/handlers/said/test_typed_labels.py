"""A button's label, typed, does what the button does: on a PC nothing else can be done."""

from __future__ import annotations

import pytest

from messages.labels import buttons_called
from messages.parts import bubble, button, buttons_in, flex_message, link, tap, text_message
from messages.taps import Action, pack
from tests.drawings.samples import SAMPLES
from tests.handlers.cast import TREASURY, nothing_failed, officer, opens, secretary, sends_report
from tests.stage import Stage, words_of

CARD = flex_message(
    "การ์ด",
    bubble(
        "การ์ด",
        [],
        [
            button(tap("ส่งติดตาม 3 ข้อความ", pack(Action.NUDGE, o=1, n=3), says="ส่งติดตาม")),
            button(tap("รับรอง", pack(Action.ACCEPT, r=1), says="รับรอง 2570-000001-1")),
            button(tap("รับรอง", pack(Action.ACCEPT, r=2), says="รับรอง 2570-000002-1")),
            button(tap("ดูคำขอ ›", pack(Action.REVIEW))),
            button(tap("พิมพ์เหตุผล", pack(Action.TYPING))),
            button(link("เปิดไฟล์", "https://example.go.th")),
        ],
    ),
    [tap("ดูคำขอ ›", pack(Action.REVIEW))],
)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("ส่งติดตาม 3 ข้อความ", 1),
        ("ส่งติดตามค่ะ", 1),
        ("ดู คำขอ", 1),
        ("รับรอง", 2),
        ("รับรอง 2570-000002-1", 1),
        ("พิมพ์เหตุผล", 0),
        ("เปิดไฟล์", 0),
        ("ส่ง", 0),
        ("", 0),
    ],
)
def test_buttons_are_called_by_their_label_or_words(typed: str, count: int) -> None:
    assert len(buttons_called([text_message("คำตอบ"), CARD], typed)) == count


def test_every_button_of_every_card_can_be_called() -> None:
    for name, message in SAMPLES.items():
        for each in buttons_in(message):
            data = str(each.get("data", ""))
            if data.startswith("a=typing"):
                continue
            found = buttons_called([message], str(each["label"]))
            does = [str(one.get("data") or one["text"]) for one in found]
            assert (data or each["text"]) in does, (name, each["label"])


def test_the_secretariat_accepts_what_the_last_card_shows(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("ตรวจรายงาน")
    assert "ตรวจครบแล้ว" in words_of(reviewer.says("รับรองค่ะ"))
    reviewer.says(TREASURY)
    assert "เหตุผลที่ยกเว้น" in words_of(reviewer.says("ยกเว้น"))
    nothing_failed(stage)


def test_of_several_buttons_none_is_tapped(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    reviewer.says(TREASURY)
    assert "2 ปุ่ม จึงยังไม่ได้ดำเนินการ" in words_of(reviewer.says("รายงานแทน"))
    nothing_failed(stage)


def test_a_button_that_types_words_is_typed(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("ขอขยายเวลา 1.2")
    assert "โปรดบอกเหตุผล" in words_of(actor.says("2 ธ.ค. 69"))
    nothing_failed(stage)


def test_labels_are_no_taps_in_a_form(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    assert "ตรวจข้อความก่อนส่ง" in words_of(actor.says("รายงานผล จัดประชุมแล้ว 3 ครั้ง"))
    nothing_failed(stage)
