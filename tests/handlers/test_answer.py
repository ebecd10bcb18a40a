"""Nothing falls off an answer in silence."""

from __future__ import annotations

from datetime import date

from handlers.absence import _decisions
from handlers.answer import Answer, Context
from handlers.speaker import speaker_of
from messages.parts import message_action, text_message
from models.database import Database
from models.month.calendar import at
from models.tables.obligations import Obligation, ReviewDecision
from models.tables.people import Person
from tests.papers.office import DECEMBER, NOVEMBER, small_office


def texts(answer: Answer) -> list[str]:
    return [message["text"] for message in answer.messages]


def test_what_line_has_no_room_for_is_counted_and_how_to_see_it_said() -> None:
    quick = [message_action("งาน", "งานของฉัน")]
    own = Answer.of(text_message("ตอบ"), text_message("หน้า 1"), text_message("หน้า 2", quick))
    first = [text_message(str(number)) for number in range(3)]
    fits = own.preceded_by(*first[:2])
    assert fits.fitting() is fits
    cut = own.preceded_by(*first).fitting()
    assert texts(cut)[:4] == ["0", "1", "2", "ตอบ"]
    assert "อีก 2 ข้อความ" in texts(cut)[4]
    assert "พิมพ์ข้อความเดิมอีกครั้ง" in texts(cut)[4]
    assert cut.messages[4]["quickReply"] == own.messages[-1]["quickReply"]
    confirmed = own.preceded_by(*first).confirming(1, text_message("รับแล้ว")).fitting()
    assert "พิมพ์ รายงาน หรือ งานของฉัน" in texts(confirmed)[4]


def test_only_what_was_decided_meanwhile_is_read_for_who_unblocks(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ก")
        office.sends("สำนักงานที่ 01", measure, DECEMBER, "ข", decision=ReviewDecision.RETURNED)
        officer = office.people["เจ้าหน้าที่ สำนักงานที่ 01"].id
    with database.read() as session:
        now = at(date(2027, 1, 5))
        speaker = speaker_of(session.get_one(Person, officer), now)
        assert speaker is not None
        context = Context(session, 1, now, lambda _number: None, lambda _word: None)
        (line,) = _decisions(context, speaker, at(date(2026, 12, 1)))
        assert "ขอรายละเอียดเพิ่ม" in line
        read = [each for each in session.identity_map.values() if isinstance(each, Obligation)]
        assert len(read) == 1
