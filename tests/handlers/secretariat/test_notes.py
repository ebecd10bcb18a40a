"""ข้อความฝาก: what only the secretariat can answer reaches it with an answer it gets anyway."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.outbox.delivery import drain
from models.people.notes import MOST_A_DAY
from models.people.personal_data.erasure import erase_person
from models.tables.conversation import Note
from models.tables.people import Person, Role
from tests.handlers.cast import SLUG, TREASURY, ask, nothing_failed, officer, opens, secretary
from tests.stage import Stage, words_of

QUESTION = "ต้องส่งรายงานที่ไหนคะ"


def _texts(stage: Stage) -> list[str]:
    return ask(stage, lambda s: list(s.scalars(select(Note.text).order_by(Note.id))))


def test_a_strangers_question_is_answered_once_and_told_once(any_stage: Stage) -> None:
    reviewer, stranger = secretary(any_stage), any_stage.person("คนแปลกหน้า")
    other = secretary(any_stage, "นายอีกคน")
    pushed = len(reviewer.messages())
    assert "ฝากข้อความนี้ถึงฝ่ายเลขานุการแล้ว" in words_of(stranger.says(QUESTION))
    assert "ฝากถึงฝ่ายเลขานุการไว้แล้ว" in words_of(stranger.says(f" {QUESTION} "))
    assert len(reviewer.messages()) == pushed  # no push
    assert "รหัสเชิญ" in words_of(stranger.says("สวัสดี"))
    assert _texts(any_stage) == [QUESTION]
    told = words_of(reviewer.says("สรุป"))
    assert "ผู้ที่ยังไม่ได้ลงทะเบียน" in told
    assert f"“{QUESTION}”" in told
    assert QUESTION not in words_of(reviewer.says("สรุป"))
    assert QUESTION not in words_of(other.says("สรุป"))
    shown = other.says("ข้อความฝาก")
    assert QUESTION in words_of(shown)
    assert "เก็บข้อความฝาก 1 เรื่องแล้ว" in words_of(other.taps("ดำเนินการแล้ว", of=shown))
    assert "ไม่มีข้อความฝาก" in words_of(reviewer.says("ข้อความฝาก"))
    nothing_failed(any_stage)


def test_what_the_bot_cannot_answer_an_officer_and_a_leave_are_passed_on(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    for words in ("งบประมาณของมาตรการนี้เบิกจากไหนครับ", "ขอแจ้งลาพักร้อนวันที่ 20-25 ธ.ค. ครับ"):
        assert "ฝากข้อความนี้ถึงฝ่ายเลขานุการแล้ว" in words_of(actor.says(words))
        assert "ไว้แล้ว" in words_of(actor.says(words))
    told = words_of(reviewer.says("ขอบคุณ"))
    assert f"นายสมชาย ใจดี ({TREASURY})" in told
    assert "ลาพักร้อน" in told
    governor = stage.registered("นายผู้ว่า ราชการ", SLUG, Role.EXECUTIVE)
    assert "ฝากข้อความนี้" in words_of(governor.says("ทำไมคะแนน ITA ถึงลดลงครับ"))
    assert "ฝากข้อความนี้" not in words_of(reviewer.says("ทำไมคะแนน ITA ถึงลดลงครับ"))
    assert "ฝากข้อความนี้" not in words_of(actor.says("ติดต่อใครครับ"))


def test_a_note_is_answered_from_the_chat_and_settled_by_itself(stage: Stage) -> None:
    reviewer, stranger = secretary(stage), stage.person("คนแปลกหน้า")
    stranger.says(QUESTION)
    stranger.says("โทรไปไม่มีคนรับ")
    first, second = ask(stage, lambda s: list(s.scalars(select(Note.id).order_by(Note.id))))
    listed = reviewer.says("ข้อความฝาก")
    assert f"พิมพ์ ตอบ {first} ตามด้วยข้อความ" in words_of(listed)
    assert "ใช้ 1 ข้อความ" in words_of(listed)
    seen = len(stranger.messages())
    assert "ส่งคำตอบเรื่องที่" in words_of(reviewer.says(f"ตอบ {first} ส่งในแชตนี้ได้เลยค่ะ"))
    drain(stage.program)
    told = words_of(stranger.messages()[seen:])
    assert "ส่งในแชตนี้ได้เลยค่ะ" in told
    assert QUESTION in told
    assert "ยังไม่ได้ส่งคำตอบ" in words_of(reviewer.says(f"ตอบ {first} อีกครั้ง"))
    left = reviewer.says("ข้อความฝาก")
    assert "ข้อความฝาก 1 เรื่อง" in words_of(left)
    assert "เก็บข้อความฝาก 1 เรื่องแล้ว" in words_of(reviewer.taps(f"ดำเนินการแล้ว ({second})", of=left))
    assert "ไม่มีข้อความฝาก" in words_of(reviewer.says("ข้อความฝาก"))
    nothing_failed(stage)


def test_what_a_stranger_wants_is_passed_on_and_an_empty_call_is_not(stage: Stage) -> None:
    stranger = stage.person("คนแปลกหน้า")
    wishes = [
        "ผมเป็นเจ้าหน้าที่ใหม่ของที่ดินจังหวัด ขอรหัสเข้าใช้งานครับ",
        "สวัสดีค่ะ อยากร้องเรียนเรื่องถนน",
        "โทรไปไม่มีคนรับ",
    ]
    for words in ("มีใครอยู่ไหม", *wishes):
        stranger.says(words)
    assert _texts(stage) == wishes


def test_nobody_fills_the_list_and_what_is_taken_back_is_gone(stage: Stage) -> None:
    stranger = stage.person("คนแปลกหน้า")
    for number in range(MOST_A_DAY + 3):
        heard = stranger.says(f"ข้อ {number} ต้องทำอย่างไรคะ")
        assert ("จึงยังไม่ได้ฝากข้อความนี้" in words_of(heard)) == (number >= MOST_A_DAY)
    assert len(_texts(stage)) == MOST_A_DAY
    stage.go_to(stage.now() + timedelta(days=2))
    sent = stage.line.world.say(stranger.chat_id, stranger.user_id, "เผลอถามไปว่าใครได้รับเงินบ้าง")
    assert len(_texts(stage)) == MOST_A_DAY + 1
    stage.line.world.unsend(stranger.chat_id, stranger.user_id, sent["messageId"])
    assert len(_texts(stage)) == MOST_A_DAY
    secretary(stage).says("ข้อความฝาก")
    actor = officer(stage)
    actor.says("งบประมาณของมาตรการนี้เบิกจากไหนครับ")
    with stage.program.database.begin() as session:
        found = session.scalars(select(Person).where(Person.full_name == actor.name)).one()
        erase_person(session, found, stage.now())
    assert len(_texts(stage)) == MOST_A_DAY


def test_what_is_left_by_name_is_kept_though_the_program_knows_an_answer(stage: Stage) -> None:
    actor, _ = officer(stage), secretary(stage)
    assert "ฝ่ายเลขานุการจะเห็น" in words_of(actor.says("ฝากถามเลขา วันไหนครบกำหนดคะ"))
    opens(actor)
    asked = words_of(actor.says("ฝากข้อความ: ขอเอกสารตัวอย่าง"))
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in asked
    assert _texts(stage) == ["วันไหนครบกำหนดคะ", "ขอเอกสารตัวอย่าง"]
    nothing_failed(stage)
