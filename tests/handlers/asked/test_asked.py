"""What an officer asks and the program knows is answered, and never handed to the secretariat."""

from __future__ import annotations

from sqlalchemy import select

from models.people.notes import MOST_A_DAY
from models.tables.conversation import Note
from tests.handlers.cast import (
    DECEMBER,
    START,
    ask,
    begin_month,
    decides,
    fills,
    nothing_failed,
    officer,
    opens,
    secretary,
    sends_report,
)
from tests.stage import Stage, words_of

ASKED = {
    "ใช้อะไรเป็นหลักฐานได้บ้าง": "รูปถ่ายกิจกรรม",
    "หลักฐานมีอะไรบ้าง": "รูปถ่ายกิจกรรม",
    "คนเก่าเคยรายงานอะไรไว้บ้าง": "จัดประชุมชี้แจง",
    "ประวัติ": "จัดประชุมชี้แจง",
    "1.1 เดือนที่แล้วรายงานว่าอะไรคะ": "รอบ พ.ย. 69\n◐ อยู่ระหว่างดำเนินการ",
    "ถ้าไม่มีอะไรคืบหน้าต้องทำยังไง": "1.1 ไม่มีความคืบหน้า",
    "แนบรูปได้กี่รูปคะ": "ไม่จำกัดจำนวน",
    "ไฟล์ใหญ่สุดเท่าไหร่": "30 เมกะไบต์",
    "ใครเป็นคนตรวจคะ": "ผู้ตรวจและรับรองรายงานคือฝ่ายเลขานุการ",
    "1.2 ต้องทำทุกเดือนไหมคะ": "มาตรการเปิดเผยการใช้จ่ายงบประมาณ: ทุกเดือน",
    "ส่งช้าได้ไหมคะ": "หลังจากนั้นยังส่งได้",
    "แก้รายงานที่ส่งไปแล้วได้ไหม": "แก้ไขได้จนกว่าจะปิดรอบ",
    "เลขที่รับอะไร": "2570-000001-1",
    "1.1 ส่งหรือยังคะ": "รอบ ธ.ค. 69: ยังไม่ได้ส่ง",
    "มีอะไรถูกส่งกลับไหมครับ": "เพราะ ขาดวันที่",
    "ทำไมถึงถูกส่งกลับ": "เพราะ ขาดวันที่",
    "มีร่างอะไรค้างไหม": "พิมพ์ รายงาน 1.2 เพื่อทำต่อ",
    "ลืมแนบรูป ทำยังไง": "แนบเพิ่มในรายงานที่ส่งแล้วได้",
    "ต้องส่งวันไหน": "ครบกำหนดรายงาน",
    "ผมรับผิดชอบข้อไหนบ้าง": "รับผิดชอบ 2 มาตรการ",
    "ปีงบประมาณนี้เหลือกี่เดือน": "อีก 10 เดือน",
    "ใครเป็นผู้ประสานงาน": "055-612-345",
    "เบอร์ติดต่อ": "055-612-345",
    "ข้อมูลของฉันเก็บที่ไหน": "เครื่องแม่ข่าย",
    "หน่วยงานเรามีใครรายงานบ้าง": "นายสมชาย ใจดี",
    "ขยายเวลาได้ถึงวันไหน": "ขอได้ถึงวันอังคาร",
    "จะเตือนวันไหนบ้าง": "เตือนล่วงหน้า",
}


def test_what_a_stranger_asked_is_answered_from_what_is_stored(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor, "1.1")
    reviewer.taps("ส่งกลับ", of=reviewer.says("ตรวจรายงาน"))
    decides(reviewer, "ขาดวันที่")
    opens(actor, "1.2")
    fills(actor)
    actor.says("พักไว้")
    begin_month(stage, DECEMBER)
    wrong = {
        asked: said
        for asked, wanted in ASKED.items()
        if wanted not in (said := words_of(actor.says(asked)))
    }
    assert wrong == {}
    assert "รายงานผลต่อจากร่าง" in words_of(actor.says("งานของฉัน"))
    assert ask(stage, lambda s: s.scalars(select(Note)).all()) == []
    nothing_failed(stage)


def test_in_a_form_and_after_the_days_notes_the_answers_stay(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    opens(actor)
    actor.taps("◐")
    for asked in ("ใช้อะไรเป็นหลักฐานได้บ้าง", "คนเก่าเคยรายงานอะไรไว้บ้าง", "แนบรูปได้กี่รูปคะ"):
        heard = actor.says(asked)
        assert "สรุปผลการดำเนินการ" in words_of(heard[-1]), asked
        assert len(heard) > 1, asked
    assert asked not in words_of(heard)
    actor.says("พักไว้")
    for number in range(MOST_A_DAY + 1):
        heard = actor.says(f"ทำไมคะแนน ITA ปี {2560 + number} ถึงลดลงคะ")
    assert "จึงยังไม่ได้ฝากข้อความนี้" in words_of(heard)
    assert "055-612-345" in words_of(actor.says("เบอร์ติดต่อ"))
    said = words_of(actor.says("ไฟล์ใหญ่สุดเท่าไหร่"))
    assert "30 เมกะไบต์" in said
    assert "ฝากข้อความ" not in said
    nothing_failed(stage)


def test_who_reports_for_nobody_asks_of_the_rules_alone(stage: Stage) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START)
    assert "ขอได้ถึง" in words_of(reviewer.says("ขยายเวลาได้ถึงวันไหน"))
    assert "เหลือรอบรายงานอีก 11 เดือน" in words_of(reviewer.says("ปีงบประมาณนี้เหลือกี่เดือน"))
    assert "ยังไม่มีรายงานของหน่วยงานท่าน" not in words_of(reviewer.says("ประวัติ"))
    nothing_failed(stage)
