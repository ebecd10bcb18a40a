"""Messages taken back: files are erased, words forgotten while the report was not sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.tables.conversation import Draft, InboxEvent
from models.tables.obligations import Revision
from tests.handlers.cast import ask, evidence, fills, officer, opens, reports, secretary
from tests.stage import Actor, Stage, words_of

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _attached(stage: Stage) -> list[list[str]]:
    """The names of what each revision holds, oldest first."""
    return ask(
        stage,
        lambda s: [
            [item.name for item in r.evidence]
            for r in s.scalars(select(Revision).order_by(Revision.id))
        ],
    )


def _files(stage: Stage) -> list[bytes]:
    stored = stage.program.settings.data_dir
    return [path.read_bytes() for path in sorted(stored.rglob("*")) if path.is_file()]


def _unsend(stage: Stage, actor: Actor, words: str | None = None) -> None:
    """Take back the newest photo, or the message with some words."""
    for message in reversed(stage.line.world.messages(actor.chat_id)):
        if message.sender != actor.user_id or message.unsent:
            continue
        if (words is None and message.message["type"] == "image") or message.message.get(
            "text"
        ) == words:
            stage.line.world.unsend(actor.chat_id, actor.user_id, message.id)
            return
    raise AssertionError("nothing to take back")


def test_a_photo_taken_back_before_sending_is_erased(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    actor.sends()
    _unsend(any_stage, actor)
    assert _files(any_stage) == []
    fills(actor)
    actor.says("ยืนยัน")
    assert _attached(any_stage) == [[]]
    assert evidence(any_stage)[0].erased_at is not None


def test_a_photo_taken_back_after_sending_is_erased_and_shown_to_nobody(any_stage: Stage) -> None:
    actor = officer(any_stage)
    opens(actor)
    actor.sends()
    fills(actor)
    actor.says("ยืนยัน")
    _unsend(any_stage, actor)
    assert _files(any_stage) == []
    assert "photo" not in words_of(secretary(any_stage).says("ตรวจรายงาน"))


def test_words_taken_back_are_forgotten_while_the_report_is_not_sent(any_stage: Stage) -> None:
    actor, other = officer(any_stage), officer(any_stage, "นางสมหญิง รักดี")
    opens(other)
    other.taps("◐")
    other.says("คำตอบของคนอื่น")
    opens(actor)
    actor.taps("◐")
    actor.says("เขียนผิด")
    _unsend(any_stage, actor, "เขียนผิด")
    stored = ask(
        any_stage,
        lambda s: (
            [str(e.payload) for e in s.scalars(select(InboxEvent))]
            + [str(d.answers) for d in s.scalars(select(Draft))]
        ),
    )
    assert not any("เขียนผิด" in text for text in stored)
    assert any("คำตอบของคนอื่น" in text for text in stored)
    assert "■ สรุปผลการดำเนินการ" in words_of(actor.says("ยืนยัน"))
    assert reports(any_stage) == 0


@pytest.mark.parametrize("note", ["kept", "held", "old"])
def test_words_that_were_only_noted_are_forgotten_too(stage: Stage, note: str) -> None:
    actor = officer(stage)
    opens(actor)
    if note == "held":
        actor.says("2")
        stage.go_to(stage.now() + timedelta(hours=20))
    if note == "old":
        actor.says("2")
    actor.says("ข้อความที่จะยกเลิกภายหลังจากส่ง")
    if note == "old":
        actor.says("ย้อนกลับ")
    _unsend(stage, actor, "ข้อความที่จะยกเลิกภายหลังจากส่ง")
    answers = ask(stage, lambda s: [str(d.answers) for d in s.scalars(select(Draft))])
    assert not any("จะยกเลิก" in text for text in answers)


def test_nobody_takes_back_what_another_sent(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นางสมหญิง รักดี")
    opens(actor)
    actor.sends()
    message_id = evidence(stage)[0].line_message_id
    event = {
        "type": "unsend",
        "mode": "active",
        "timestamp": int(stage.now().timestamp() * 1000),
        "webhookEventId": "01FORGED",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": other.user_id},
        "unsend": {"messageId": message_id},
    }
    stage.line.world.send_events([event])
    assert evidence(stage)[0].erased_at is None
