"""Changing a report by words, as whoever sees no buttons does, and with its old text in the
keyboard.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.cast import (
    DONE,
    TREASURY,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
    secretary,
    sends_report,
    states,
)
from tests.stage import Stage, actions_in, labels_in, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"


def _button(messages: list[dict[str, Any]], label: str) -> dict[str, Any]:
    return next(each for each in actions_in(messages) if each["label"] == label)


def test_parts_are_told_and_opened_by_words_alone(stage: Stage) -> None:
    actor = officer(stage)
    for said in ("รายงาน 1.1", "ส่งรายงาน ๑.๑ ค่ะ"):
        assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in words_of(actor.says(said))
    actor.says("กำลังดำเนินการ")
    assert REVIEW in words_of(actor.says(DONE))
    shown = ""
    for words in ("ผลลัพธ์: ผู้เข้าร่วมเข้าใจ", "เพิ่มปัญหาอุปสรรค: ขาดวิทยากร", "แก้สถานะ: เสร็จแล้ว"):
        shown = words_of(actor.says(words))
        assert REVIEW in shown
    assert "ผู้เข้าร่วมเข้าใจ" in shown
    assert "ขาดวิทยากร" not in shown  # of what is done none is asked
    assert "ไม่มีส่วนปัญหาอุปสรรค" in words_of(actor.says("แก้อุปสรรค: ขาดงบ"))
    assert "ใบรับรายงาน" in words_of(actor.says("ยืนยัน"))
    assert "รายงานนี้ส่งแล้ว" in words_of(actor.says("รายงาน 1.1"))
    assert REVIEW in words_of(actor.says("แก้ไข 1.1"))
    actor.says("ยกเลิก")
    assert "1.2" in words_of(actor.says("แก้ไข 1.2"))  # what is due and was never sent
    actor.says("ยกเลิก")
    assert "ไม่พบรายงานของ 9.9" in words_of(actor.says("แก้ 9.9"))
    assert "สรุปใหม่" in words_of(actor.says("แก้ ๑.๑ สรุปผล: สรุปใหม่"))
    assert len(revisions(stage)) == 1  # shown, not sent
    actor.says("ยืนยัน")
    assert revisions(stage)[1][2:] == ("done", "สรุปใหม่")
    nothing_failed(stage)


def test_naming_the_receipt_sends_the_correction_at_once(stage: Stage) -> None:
    actor = officer(stage)
    number = "2570-000001"
    sends_report(actor)
    assert "มีข้อความนี้อยู่แล้ว" in words_of(actor.says(f"แก้ {number}-1 สรุปผล: {DONE}"))
    heard = words_of(actor.says(f"แก้ {number}-1 สรุปผล: จัดประชุม 2 ครั้ง"))
    assert f"{number}-2" in heard
    assert "มีฉบับที่ใหม่กว่าแล้ว" in words_of(actor.says(f"แก้ {number}-1 สถานะ: เสร็จแล้ว"))
    assert f"{number}-3" in words_of(actor.says(f"แก้ {number}-2 สถานะ: เสร็จแล้ว"))
    asked = words_of(actor.says(f"แก้ {number}-3 สถานะ: ยังไม่บรรลุผล"))
    assert "■ ปัญหาอุปสรรค" in asked  # what it then lacks is asked for
    actor.says("ยกเลิก")
    stranger = officer(stage, "นางที่ดิน ใจดี", "สำนักงานที่ดินจังหวัด")
    assert "ไม่พบรายงาน" in words_of(stranger.says(f"แก้ {number}-3 สรุปผล: ของผู้อื่น"))
    assert [row[1:] for row in revisions(stage)] == [
        (1, "in_progress", DONE),
        (2, "in_progress", "จัดประชุม 2 ครั้ง"),
        (3, "done", "จัดประชุม 2 ครั้ง"),
    ]
    nothing_failed(stage)


@pytest.mark.parametrize(
    ("length", "how"),
    [(300, "แก้จากข้อความเดิม"), (301, "คัดลอกข้อความเดิม"), (1001, "แก้ไขในหน้าเว็บ")],
)
def test_an_old_text_comes_into_the_keyboard_or_as_far_as_it_can(
    stage: Stage, length: int, how: str
) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    text = "ก" * length
    shown = actor.says(text)
    edit = _button(shown, "แก้สรุปผล")
    assert edit["inputOption"] == "openKeyboard"
    assert edit.get("fillInText") == (text if length <= 300 else None)
    assert "fillInText" not in _button(shown, "เพิ่มผลลัพธ์")
    asked = actor.taps("แก้สรุปผล", of=shown)
    assert text in words_of(asked)  # to be copied
    labels = [item["action"]["label"] for item in asked[-1]["quickReply"]["items"]]
    assert how in labels
    assert ("หรือ เปิดหน้าเว็บ" in words_of(asked)) == (length > 300)
    if how == "แก้ไขในหน้าเว็บ":
        actor.taps(how, of=asked)
        actor.says("แก้ไข 1.1")
        actor.says("แก้สรุปผล")
        actor.says("เปิดหน้าเว็บ")
        assert REVIEW in words_of(actor.says("รายงาน 1.1"))  # it stands as it was
    else:
        actor.says("สรุปใหม่")
    actor.says("ยืนยัน")
    assert revisions(stage)[0][3] == ("สรุปใหม่" if length <= 1000 else text)


def test_of_a_text_too_long_what_fits_is_kept_and_the_rest_is_shown(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    fits, rest = "จัดประชุม " * 150, "ส่วนเกินที่ต้องย่อ"
    heard = words_of(actor.says(fits + rest))
    for words in ("เกินกว่าที่รับได้", rest, "■ สรุปผลการดำเนินการ", "ใช้ข้อความเดิม"):
        assert words in heard
    assert REVIEW in words_of(actor.says("ใช้ข้อความเดิม"))
    actor.says(f"แก้ผลลัพธ์: {'ผล' * 500}")
    assert "■ ผลลัพธ์" in words_of(actor.messages()[-1:])
    actor.says("ย่อแล้ว")
    actor.says("ยืนยัน")
    assert revisions(stage)[0][3] == fits.strip()
    actor.says("1.2 กำลังดำเนินการ ประชุมเมื่อ 6 พ.ย. 69 " + "ทำงานต่อเนื่อง " * 200)
    assert "เกินกว่าที่รับได้" in words_of(actor.heard())
    nothing_failed(stage)


def test_nothing_until_next_month_is_noted_and_confirmed_on_the_due_day(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    heard = words_of(actor.taps("ไม่มีถึงเดือนหน้า"))
    assert "จะไม่เตือนล่วงหน้า" in heard
    assert "1.1" in heard
    assert reports(any_stage) == 0
    assert "รับทราบ" in words_of(actor.says("1.2 ถึงเดือนหน้าไม่มีการดำเนินการครับ"))
    before = len(actor.messages())
    for day in range(10, 31):  # the early reminder is spared, the due day's comes
        any_stage.tick(any_stage.now().replace(day=day, hour=3))
    pushed = actor.messages()[before:]
    assert len(pushed) == 1
    assert words_of(pushed).count("ท่านแจ้งไว้ว่าไม่มีการดำเนินการ") == 2
    assert labels_in(pushed[0]).count("ยืนยันไม่มีการดำเนินการ") == 2
    actor.taps("ยืนยันไม่มีการดำเนินการ", of=pushed)
    assert "เลขที่รับ" in words_of(actor.heard())
    actor.says("ยืนยันไม่มีการดำเนินการ")
    assert {row[2] for row in revisions(any_stage)} == {"not_started"}
    assert {row[3] for row in revisions(any_stage)} == {"ไม่มีการดำเนินการในรอบเดือนพฤศจิกายน 2569"}
    assert reports(any_stage) == 2
    assert [states(any_stage)[code, TREASURY, 11] for code in ("1.1", "1.2")] == ["sent", "sent"]
    assert "ไม่มีรายการที่รอรายงานตามที่แจ้ง" in words_of(actor.says("ถึงเดือนหน้าไม่มีการดำเนินการ"))
    nothing_failed(any_stage)


def test_what_was_returned_is_to_be_mended_whatever_was_said_before(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    said_before = "ท่านแจ้งไว้ว่าไม่มีการดำเนินการ"
    actor.says("1.1 ถึงเดือนหน้าไม่มีการดำเนินการ")
    assert said_before in words_of(actor.says("รายงาน"))
    sends_report(actor)
    asked = reviewer.taps("ส่งกลับแก้ไข", of=reviewer.says("ตรวจรายงาน"))
    reviewer.taps("ขาดหลักฐานประกอบ", of=asked)
    reviewer.taps("ยืนยันส่งกลับ")
    assert states(stage)["1.1", TREASURY, 11] == "returned"
    assert said_before not in words_of(actor.says("รายงาน"))
    nothing_failed(stage)


def test_a_sent_report_is_corrected_without_a_colon(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    assert "เผยแพร่ 9 รายการ" in words_of(actor.says("แก้สรุปผล 1.1 เป็น เผยแพร่ 9 รายการ"))
    actor.says("ยืนยัน")
    assert [row[3] for row in revisions(stage)] == [DONE, "เผยแพร่ 9 รายการ"]
    assert "เลิกส่งแล้ว" in words_of(actor.says("ส่งผิดครับ ขอยกเลิก"))
    nothing_failed(stage)


def test_a_figure_told_anew_is_put_in_its_place(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 ประชุมชี้แจง 9 พ.ย. 69 ห้องประชุมคลัง ผู้เข้าร่วม 18 คน")
    assert "ผู้เข้าร่วม 19 คน" in words_of(actor.says("พิมพ์ผิดค่ะ ที่จริงผู้เข้าร่วม ๑๙ คน"))
    actor.says("◐ อยู่ระหว่างดำเนินการ")
    assert "ผู้เข้าร่วม 20 คน" in words_of(actor.says("แก้เป็น 20 คน"))
    actor.says("ยืนยัน")
    shown = words_of(actor.says("แก้จำนวนคนใน 1.1 เป็น 42 คน"))
    assert "ผู้เข้าร่วม 42 คน" in shown
    assert "-2" in words_of(actor.says("ยืนยัน"))
    nothing_failed(stage)
