"""What is no answer to the open question gets its own answer; the draft and its question stay."""

from __future__ import annotations

import pytest

from tests.handlers.cast import (
    DONE,
    evidence,
    nothing_failed,
    officer,
    opens,
    reports,
    revisions,
)
from tests.stage import Stage, labels_in, words_of

SUMMARY = "■ สรุปผลการดำเนินการ"
REVIEW = "ตรวจข้อความก่อนส่ง"


def test_what_is_no_answer_is_answered_and_the_question_asked_again(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    for said, answer in (
        ("ติดต่อใคร", "055-612-345"),
        ("สวัสดีครับ", "กำลังทำรายการ"),
    ):
        shown = words_of(actor.says(said))
        assert answer in shown, (said, shown)
        assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in shown
    actor.taps("◐")
    for said, answer in (
        ("1.1", "เป็นของมาตรการ 1.1 แล้ว"),
        ("9.9", "ไม่ใช่เลขมาตรการที่ถึงกำหนด"),
        ("ลากิจ 3 วัน", "วันแรกและวันสุดท้าย"),
        ("ย้ายแล้ว", "ทำรหัสผู้รับช่วง"),
        ("ติดต่อใคร", "055-612-345"),
        ("ขอขยายเวลา", "ขอขยายเวลาถึงวันใด"),
        ("หยุดแจ้งเตือน", "หยุดการเตือนล่วงหน้าของท่านแล้ว"),
        ("เปิดแจ้งเตือน", "เปิดการเตือนล่วงหน้าของท่านแล้ว"),
        ("ต้องแนบรูปไหมคะ", "ไม่มีรูปก็ส่งรายงานได้"),
        ("ทำไมคะแนนถึงลดลงคะ", "ตอบคำถามนี้เองไม่ได้"),
        ("ส่งไปหรือยัง", "ส่งแล้ว 0 จาก 2 รายการ"),
        ("ขอบคุณค่ะ", "ด้วยความยินดี"),
    ):
        heard = actor.says(said)
        assert answer in words_of(heard), (said, words_of(heard))
        assert SUMMARY in words_of(heard[-1]), said
    assert "ยังรอคำตอบ" in words_of(actor.says("แป๊บนึงค่ะ"))
    assert "พักร่างไว้แล้ว" in words_of(actor.says("ขอออกก่อนนะคะ"))
    assert SUMMARY in words_of(actor.says("1.1"))
    assert REVIEW in words_of(actor.says(DONE))
    assert "055-612-345" in words_of(actor.says("ติดต่อใครครับ"))
    actor.says("ยืนยัน")
    assert [row[3] for row in revisions(stage)] == [DONE]
    nothing_failed(stage)


def test_what_an_aside_offers_can_be_tapped_under_the_question(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    heard = actor.says("ย้ายแล้วครับ")
    assert {"ทำรหัสผู้รับช่วง", "ยกเลิก"} <= set(labels_in(heard[-1]))
    assert "รหัสสำหรับผู้รับผิดชอบคนใหม่" in words_of(actor.says("ทำรหัสผู้รับช่วง"))
    assert SUMMARY in words_of(actor.heard())


def test_the_number_of_another_measure_goes_to_it_and_keeps_the_draft(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    heard = words_of(actor.says("1.2"))
    assert "พักร่างไว้แล้ว" in heard
    assert "มาตรการเปิดเผยการใช้จ่ายงบประมาณ" in heard
    heard = words_of(actor.says("1.1"))
    assert "ทำต่อจากร่างที่พักไว้" in heard
    assert SUMMARY in heard


def test_a_report_of_another_measure_is_none_of_the_open_one(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    heard = words_of(actor.says("1.2 เสร็จแล้ว เผยแพร่บนเว็บไซต์ 6 พ.ย. 69"))
    assert "พักร่างไว้แล้ว" in heard
    assert REVIEW in heard
    actor.says("ยืนยัน")
    assert [row[2:] for row in revisions(stage)] == [("done", "เผยแพร่บนเว็บไซต์ 6 พ.ย. 69")]


@pytest.mark.parametrize(("use", "then"), [("ใช้เป็นคำตอบ", REVIEW), ("ไม่ใช้", "ทำรหัสผู้รับช่วง")])
def test_what_may_be_an_answer_is_asked_about(stage: Stage, use: str, then: str) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("✕")
    actor.says(DONE)
    assert "จะใช้ข้อความนี้เป็นคำตอบหรือไม่" in words_of(actor.says("ย้ายแล้ว"))
    assert then in words_of(actor.says(use))
    assert reports(stage) == 0


CARD = "แจ้งเตือน: มาตรการ 1.1 มาตรการสร้างการรับรู้ของบุคลากร ครบกำหนด 30 พ.ย. 69"


def test_what_was_pasted_around_an_answer_is_none_of_it(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    assert "อยู่ระหว่างดำเนินการ" in words_of(actor.says(f"{CARD}\nกำลังดำเนินการ {DONE}"))
    actor.says("แก้สรุปผล")
    assert "ข้อความเตือนของระบบ" in words_of(actor.says(CARD))
    actor.says(f"ส่งต่อ: พี่แดง: {DONE} แจกคู่มือ")
    actor.says("ยืนยัน")
    assert [row[2:] for row in revisions(stage)] == [("in_progress", f"{DONE} แจกคู่มือ")]


def test_a_number_alone_opens_its_form_and_is_no_part_of_the_summary(stage: Stage) -> None:
    actor = officer(stage)
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in words_of(actor.says("1.1"))
    actor.says(f"1.1 กำลังดำเนินการ {DONE}")
    actor.says("เพิ่มปัญหาอุปสรรค")
    assert REVIEW in words_of(actor.says("ไม่มีครับ"))
    actor.says("ยืนยัน")
    assert [row[2:] for row in revisions(stage)] == [("in_progress", DONE)]
    assert "ไม่มีมาตรการ 9.9 ในแผน" in words_of(actor.says("ข้อ 9.9"))


def test_words_at_the_last_look_are_asked_about_and_not_lost(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DONE}")
    more = "แจกคู่มือให้ผู้เข้าร่วมทุกคน"
    assert "จะใช้กับสรุปผลการดำเนินการหรือไม่" in words_of(actor.says(more))
    assert REVIEW in words_of(actor.says("ไม่ใช้"))
    for said in ("โอเคค่ะ", "ครับ", "ส่งหมด"):  # nothing to add
        assert "โปรดพิมพ์ ยืนยัน เพื่อส่ง" in words_of(actor.says(said)), said
    shown = actor.says(more)
    for confirmed in (actor.says("ยืนยัน"), actor.taps("ยืนยันส่งรายงาน")):
        assert "มีข้อความที่ยังไม่ได้ใช้" in words_of(confirmed)
    assert reports(stage) == 0
    assert REVIEW in words_of(actor.taps("ต่อท้ายสรุปผล", of=shown))
    assert "สรุปผลการดำเนินการ" in words_of(actor.says("ขอแก้ไขสรุปผลหน่อย"))
    actor.says("ใช้ข้อความเดิม")
    actor.says("ยืนยันการส่ง")
    assert [row[3] for row in revisions(stage)] == [f"{DONE}\n{more}"]
    assert "เลิกส่งแล้ว" in words_of(actor.says("ลบรายงาน 1.1"))
    actor.says(more)
    actor.says("ใช้แทนสรุปผล")
    actor.says("ยืนยัน")
    assert [row[3] for row in revisions(stage)][-1] == more


def test_the_last_look_answers_questions_and_leaves_parts_out(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DONE}")
    actor.says("แก้ 1.1 ผลลัพธ์: ประชาชนรับรู้")
    for said, answer in (
        ("เมื่อไหร่ปิดรอบ", "ปิดรอบ วันพฤหัสบดีที่ 3 ธันวาคม"),
        ("ลบผลลัพธ์", "นำผลลัพธ์/ความสำเร็จออกแล้ว"),
        ("ลบปัญหาอุปสรรค", "ไม่ได้นำส่วนปัญหาอุปสรรคออก"),
    ):
        shown = words_of(actor.says(said))
        assert answer in shown, said
        assert REVIEW in shown, said
        assert "จะใช้กับสรุปผล" not in shown, said
    assert "ประชาชนรับรู้" not in shown
    assert "พักร่างไว้แล้ว" in words_of(actor.says("ขอเปิดแก้ 1.2"))


def test_letters_and_links_told_in_the_form_are_evidence_once(stage: Stage) -> None:
    actor = officer(stage)
    opens(actor)
    actor.taps("◐")
    told = "แจ้งเวียนตามหนังสือ ที่ สท 0017.5/ว 927 ลว. 8 มี.ค. 67 https://office.go.th/a"
    actor.says(told)
    actor.says("แก้สรุปผล")
    actor.says(f"{told} แล้ว")
    actor.says("ยืนยัน")
    assert [each.name for each in evidence(stage)] == [
        "หนังสือ สท 0017.5/ว 927 ลงวันที่ 8 มี.ค. 67",
        "https://office.go.th/a",
    ]


def test_a_status_told_again_turns_the_open_form_and_is_no_summary(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 ยังไม่ดำเนินการ จะเริ่มเดือนหน้า")
    shown = words_of(actor.says("1.1 มีการดำเนินการแล้ว"))
    assert "เปลี่ยนสถานะเป็นอยู่ระหว่างดำเนินการแล้ว" in shown
    assert SUMMARY in shown
    assert REVIEW in words_of(actor.says(DONE))


def test_another_status_leaves_the_old_summary_as_old_words(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 ยังไม่ดำเนินการ สรุปผล: รอการอนุมัติงบประมาณ")
    actor.says("พักไว้")
    shown = words_of(actor.says("1.1 มีการดำเนินการแล้ว"))
    assert "ตรวจข้อความก่อนส่ง" not in shown
    assert "รอการอนุมัติงบประมาณ" in shown
    actor.says(DONE)
    actor.says("พักไว้")
    shown = words_of(actor.says("1.1 เหมือนเดือนที่แล้ว"))
    assert "อยู่ระหว่างดำเนินการ" in shown
    assert DONE in shown


@pytest.mark.parametrize(("use", "then"), [("ใช้เป็นสรุปผล", REVIEW), ("ไม่ใช่คำตอบ", SUMMARY)])
def test_what_is_hardly_an_answer_is_asked_about_before_it_is_recorded(
    stage: Stage, use: str, then: str
) -> None:
    actor = officer(stage)
    opens(actor)
    said = "กาแฟเสร็จแล้วครับพี่"
    assert "จะใช้ข้อความนี้เป็นคำตอบหรือไม่" in words_of(actor.says(said))  # for the status, too
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in words_of(actor.says("ไม่ใช้"))
    actor.taps("◐")
    assert "จะใช้ข้อความนี้เป็นคำตอบหรือไม่" in words_of(actor.says(said))
    shown = words_of(actor.says(use))
    assert then in shown
    assert (said in shown) is (then == REVIEW)
    nothing_failed(stage)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("ยังบ่ทันได้เฮ็ดเด้อ รอเบิ่งงบก่อน", "ยังไม่ดำเนินการ"),
        ("ล่มไม่เป็นท่า คนมา 3 คน ตกเป้าไปเยอะ", "ยังไม่บรรลุผล"),
        ("เดือนนี้ทรงๆ ไม่มีอะไรขยับ", "ยังไม่ดำเนินการ"),
    ],
)
def test_the_form_reads_a_status_as_a_message_outside_is_read(
    stage: Stage, said: str, status: str
) -> None:
    actor = officer(stage)
    opens(actor)
    inside = words_of(actor.says(said))
    assert "โปรดเลือกสถานะ" not in inside
    assert f"{status} พิมพ์ ยืนยัน เพื่อส่ง" in words_of(actor.says("ไม่มี"))
