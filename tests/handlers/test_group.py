"""In a LINE group: silence to ordinary talk, of which nothing is kept; words for the bot; being
bound, and put out.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from messages.chat.group_words import GroupWord, asked_in_group
from models.month.rounds import ensure_round
from models.tables.conversation import InboxEvent
from models.tables.organization import GroupChat, Organization
from models.tables.people import InviteAttempt, Role
from tests.handlers.cast import (
    DECEMBER,
    SLUG,
    START,
    TREASURY,
    ask,
    begin_month,
    nothing_failed,
    officer,
)
from tests.scheduler.province import Province
from tests.stage import Actor, Stage, labels_in, words_of

TALK = (
    "สวัสดีครับ",
    "รายงาน",
    "สรุป",
    "ช่วยเหลือ",
    "/",
    "/ไม่รู้จัก",
    "และ/หรือ",
    "1/2",
    "//",
    "/ ขอบคุณ",
    "KN-ABCD-EFGH-JKMN",
)


def _group(stage: Stage, *actors: Actor) -> Actor:
    members = actors or (officer(stage),)
    return members[0].in_group(stage.group("จังหวัด", *members))


def _bound(stage: Stage) -> list[bool]:
    return ask(
        stage, lambda s: [g.organization_id is not None for g in s.scalars(select(GroupChat))]
    )


def test_the_bot_greets_a_group_once_and_says_how_it_is_bound(stage: Stage) -> None:
    group = _group(stage)
    assert "/ผูกกลุ่ม" in words_of(group.messages())
    assert len(group.messages()) == 1


@pytest.mark.parametrize("words", TALK)
def test_ordinary_talk_is_neither_answered_nor_kept(stage: Stage, words: str) -> None:
    group = _group(stage)
    assert group.says(words) == []
    newest = (
        ask(
            stage,
            lambda s: s.scalars(select(InboxEvent.payload).order_by(InboxEvent.id.desc())).first(),
        )
        or {}
    )
    assert set(newest) == {"type", "timestamp", "webhookEventId", "source", "message"}
    assert set(newest["message"]) == {"id"}
    assert len(words) < 4 or words not in json.dumps(newest, ensure_ascii=False)


def test_photos_stickers_and_edits_in_a_group_are_neither_answered_nor_kept(stage: Stage) -> None:
    group = _group(stage)
    seen = len(group.messages())
    group.sends()
    stage.line.world.send_sticker(group.chat_id, group.user_id)
    said = stage.line.world.say(group.chat_id, group.user_id, "ความลับ")
    stage.line.world.edit(group.chat_id, group.user_id, said["messageId"], "ความลับที่แก้แล้ว")
    stage.line.world.unsend(group.chat_id, group.user_id, said["messageId"])
    assert len(group.messages()) == seen
    stored = ask(stage, lambda s: [str(row.payload) for row in s.scalars(select(InboxEvent))])
    assert not any("ความลับ" in text or "contentProvider" in text for text in stored)
    assert [p for p in stage.program.settings.data_dir.rglob("*") if p.is_file()] == []


def test_a_group_is_bound_by_its_code_and_then_sums_up(any_stage: Stage) -> None:
    group = _group(any_stage)
    assert "ยังไม่ได้ผูก" in words_of(group.says("/สรุป"))
    code = any_stage.invite(SLUG, None)
    assert "เรียบร้อยแล้ว" in words_of(group.says(f"/ผูกกลุ่ม {code}"))
    assert _bound(any_stage) == [True]
    assert "เรียบร้อยแล้ว" in words_of(group.says(f"/ผูกกลุ่ม {code}"))  # typed twice
    for words in ("/สรุป", " / สรุป ", "/สรุปผล", "/สรุปครับ"):
        assert "สรุปรอบเดือนพฤศจิกายน 2569" in words_of(group.says(words))
    assert TREASURY not in words_of(group.heard())  # no names, unless the secretariat chose it
    nothing_failed(any_stage)


@pytest.mark.parametrize("typed", ["/ผูกกลุ่ม{}", "/ ผูกกลุ่ม  {}", "/ผูกกลุ่ม\n{}"])
def test_the_binding_word_may_be_typed_as_people_type(stage: Stage, typed: str) -> None:
    group = _group(stage)
    code = stage.invite(SLUG, None)
    assert "เรียบร้อยแล้ว" in words_of(group.says(typed.format(code.lower().replace("-", " "))))


def test_a_mention_is_answered_and_a_mention_of_others_is_not(stage: Stage) -> None:
    group = _group(stage)
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    group._mark()
    stage.line.world.say(group.chat_id, group.user_id, "สรุป", mention_bot=True)
    assert "สรุปรอบเดือน" in words_of(group.heard())
    group._mark()
    stage.line.world.say(group.chat_id, group.user_id, "ทำอะไรได้บ้าง", mention_bot=True)
    assert "/สรุป" in words_of(group.heard())
    assert "055-612-345" in words_of(group.heard())
    assert group.says("@สมหญิง สรุป") == []


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("ขอ @{} สรุป", "พฤศจิกายน 2569"),
        ("👍 @{} ขอสรุปหน่อยครับ", "พฤศจิกายน 2569"),
        ("@สมหญิง @{} รบกวนสรุปให้ที่ประชุมด้วยค่ะ", "พฤศจิกายน 2569"),
        ("สรุปเดือนนี้ @{} ", "พฤศจิกายน 2569"),
        ("เดือนตุลาคม @{} สรุปหน่อย", "ตุลาคม 2569"),
        ("／สรุป", "พฤศจิกายน 2569"),
        ("／ สรุป 11／2569", "พฤศจิกายน 2569"),
    ],
)
def test_a_mention_may_stand_among_other_words(stage: Stage, typed: str, month: str) -> None:
    group = _group(stage)
    bot = stage.line.world.channel.bot["name"]
    binds = f"ขอ @{bot} ผูกกลุ่ม {stage.invite(SLUG, None)}"
    assert "เรียบร้อยแล้ว" in words_of(group.says(binds))
    answer = words_of(group.says(typed.format(bot)))
    assert f"รอบเดือน{month}" in answer or f"รอบรายงานเดือน{month}" in answer


@pytest.mark.parametrize(
    "typed", ["@{} ค้างส่งเดือนตุลาคมกี่หน่วย", "@{} สรุปเดือนตุลาคมให้หน่อย", "ใครยังไม่ส่งของเดือนที่แล้ว @{}"]
)
def test_a_month_that_is_named_is_answered_and_no_other(stage: Stage, typed: str) -> None:
    group = _group(stage)
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    answer = words_of(group.says(typed.format(stage.line.world.channel.bot["name"])))
    assert "ตุลาคม 2569" in answer
    assert "พฤศจิกายน" not in answer


ASKED = {
    GroupWord.SUMMARY: ("/สรุป", "／สรุปครับ", "\u200b/\u200bสรุป ค่ะ", "/ สรุปผลหน่อย", "/สรุป 11/2569"),
    GroupWord.MISSING: (
        *("/ค้างส่ง", " / ค้างส่ง ครับ", "⁄ค้างส่งเดือนนี้", "/ใครยังไม่ส่งบ้างคะ", "/ยังไม่รายงาน"),
        "/ค้าง\u200dส่ง",
        *("/ค้างส่ง พ.ย. 2569", "/ค้างส่งเดือนที่แล้ว", "/ค้าง", "/ส่งครบหรือยัง"),
    ),
    GroupWord.DATES: ("/ปฏิทิน", "∕ปฏิทินค่ะ", "/กำหนดส่ง", "/ครบกำหนดวันไหน", "/\ufeffปฏิทิน", "/ปฎิทิน"),
    GroupWord.CONTACT: ("/ติดต่อ", "/เบอร์โทร"),
    GroupWord.HELP: ("/ช่วยเหลือ", "/HELP", "/Menu ครับ", "/ ช่วยเหลือหน่อยนะครับ", "／วิธีใช้"),
    GroupWord.BIND: ("/ผูกกลุ่ม", "／ ผูกกลุ่ม KN-ABCD"),
}
MENTIONED = {
    GroupWord.SUMMARY: ("ขอสรุปหน่อยครับ", "รบกวนสรุปให้ที่ประชุมด้วยค่ะ", "สรุป"),
    GroupWord.MISSING: (
        *("ใครยังไม่ส่งบ้างคะ", "ขอสรุปว่าหน่วยงานไหนยังไม่รายงาน", "ค้างส่งกี่แห่ง"),
        *("เดือนนี้ส่งกันครบหรือยัง", "ค้างส่งเดือนพฤศจิกายนกี่หน่วย"),
    ),
    GroupWord.DATES: (
        *("ครบกำหนดวันไหนครับ", "ส่งได้ถึงวันไหนคะ", "ขอปฏิทิน", "วันสุดท้ายวันไหน"),
        "เหลืออีกกี่วัน",
    ),
    GroupWord.THANKS: ("ขอบคุณ มากเลย",),
    GroupWord.HELP: ("ทำอะไรได้บ้าง", "", "สวัสดีครับ"),
    GroupWord.BIND: ("ขอ ผูกกลุ่ม KN-ABCD",),
}


def test_what_is_meant_for_the_bot_is_understood_as_people_type_it() -> None:
    for table, is_mentioned in ((ASKED, False), (MENTIONED, True)):
        for word, variants in table.items():
            for text in variants:
                asked = asked_in_group(text, is_mentioned=is_mentioned)
                assert asked is not None, text
                assert asked[0] is word, text
    for text in (*TALK, *(each for texts in MENTIONED.values() for each in texts)):
        assert asked_in_group(text, is_mentioned=False) is None, text
    assert asked_in_group("จะสรุปให้ได้ไหม", is_mentioned=True) is not None
    told = "อย่าลืมส่งรายงานกันนะคะ เดี๋ยว  จะสรุปให้"
    for text in (told, "ไม่ต้องสรุปแล้วนะ", "อย่าเพิ่งส่งสรุปครับ", "หยุดแจ้งเตือนได้แล้ว"):
        assert asked_in_group(text, is_mentioned=True) is None, text


def test_the_group_is_answered_by_replies_only_and_told_what_is_read(stage: Stage) -> None:
    group = _group(stage)
    assert "ไม่ถูกเก็บไว้" in words_of(group.messages())
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    bot = stage.line.world.channel.bot["name"]
    for typed, said in (
        ("\u200b／ค้างส่งครับ", "ยังไม่รายงาน 3 หน่วยงาน"),
        (f"พี่ ๆ @{bot} ครบกำหนดวันไหนคะ", "ปิดรอบ"),
        ("/HELP", "/ปฏิทิน"),
    ):
        assert said in words_of(group.says(typed)), typed
    sent = [r["path"] for r in stage.line.world.requests() if "/message/" in r["path"]]
    assert not any("push" in path for path in sent)
    nothing_failed(stage)


def test_late_agencies_are_named_only_where_the_office_chose_it(stage: Stage) -> None:
    group = _group(stage)
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    with stage.program.database.begin() as session:
        owner = session.scalars(select(Organization)).one()
        owner.settings = {**owner.settings, "late_names_in_group": True}
    begin_month(stage, START)
    assert TREASURY not in words_of(group.says("/ค้างส่ง"))  # nobody is late yet
    begin_month(stage, DECEMBER.replace(day=1))
    assert TREASURY in words_of(group.says("/ค้างส่ง"))
    with stage.program.database.begin() as session:
        session.scalars(select(Organization)).one().settings = {}
    counted = words_of(group.says("/ค้างส่ง"))
    assert "ยังไม่รายงาน 3 หน่วยงาน" in counted
    assert TREASURY not in counted


def test_wrong_codes_are_counted_in_a_group_too(stage: Stage) -> None:
    group = _group(stage)
    assert "ตามด้วยรหัส" in words_of(group.says("/ผูกกลุ่ม"))
    assert "ตามด้วยรหัส" in words_of(group.says("/ผูกกลุ่ม 1234"))
    for number in range(5):
        assert "ไม่พบรหัส" in words_of(group.says(f"/ผูกกลุ่ม KN-AAAA-AAAA-AAA{number}"))
    assert "หลายครั้ง" in words_of(group.says("/ผูกกลุ่ม KN-AAAA-AAAA-AAA9"))
    assert ask(stage, lambda s: len(s.scalars(select(InviteAttempt)).all())) == 5
    assert _bound(stage) == [False]


def test_a_persons_code_does_not_bind_a_group(stage: Stage) -> None:
    group = _group(stage)
    code = stage.invite(SLUG, Role.SECRETARIAT)
    assert "รายบุคคล" in words_of(group.says(f"/ผูกกลุ่ม {code}"))
    assert _bound(stage) == [False]
    newcomer = stage.person("คนใหม่")
    assert "ยืนยันการลงทะเบียน" in words_of(newcomer.says(code))  # and is not used up


def test_a_group_is_not_bound_to_a_second_organization(stage: Stage) -> None:
    group = _group(stage)
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    with stage.program.database.begin() as session:
        Province(session, slug="tak")
    code = stage.invite("tak", None)
    assert "อยู่แล้ว" in words_of(group.says(f"/ผูกกลุ่ม {code}"))
    other = officer(stage).in_group(stage.group("กลุ่มตาก", officer(stage)))
    assert "จังหวัดtak" in words_of(other.says(f"/ผูกกลุ่ม {code}"))  # the code was not used up


def test_a_used_code_binds_no_other_group(stage: Stage) -> None:
    group = _group(stage)
    code = stage.invite(SLUG, None)
    group.says(f"/ผูกกลุ่ม {code}")
    other = officer(stage).in_group(stage.group("อีกกลุ่ม", officer(stage)))
    assert "ถูกใช้ไปแล้ว" in words_of(other.says(f"/ผูกกลุ่ม {code}"))
    assert sorted(_bound(stage)) == [False, True]


def test_a_group_the_bot_was_put_out_of_is_bound_no_more(any_stage: Stage) -> None:
    group = _group(any_stage)
    group.says(f"/ผูกกลุ่ม {any_stage.invite(SLUG, None)}")
    any_stage.line.world.kick(group.chat_id)
    assert _bound(any_stage) == [False]
    assert ask(any_stage, lambda s: s.scalars(select(GroupChat)).one().left_at) is not None


def test_members_who_come_and_go_make_the_count_be_taken_anew(stage: Stage) -> None:
    group = _group(stage)
    with stage.program.database.begin() as session:
        session.scalars(select(GroupChat)).one().member_count = 50
    stage.line.world.add_member(group.chat_id, stage.person("คนใหม่").user_id)
    assert ask(stage, lambda s: s.scalars(select(GroupChat)).one().member_count) is None


def test_the_group_asks_what_is_missing_and_for_the_dates(stage: Stage) -> None:
    actor = officer(stage)
    group = _group(stage, actor)
    code = stage.invite(SLUG, None)
    group.says(f"/ผูกกลุ่ม {code}")
    begin_month(stage, START)
    missing = words_of(group.says("/ค้างส่ง"))
    assert "ยังไม่รายงาน" in missing
    assert TREASURY not in missing
    assert "ปิดรอบ" in words_of(group.says("/ปฏิทิน"))


def test_a_round_from_before_the_plan_is_neither_summed_up_nor_offered(stage: Stage) -> None:
    group = _group(stage, officer(stage))
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    with stage.program.database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        ensure_round(session, organization, date(2026, 10, 1), START)
    begin_month(stage, START)
    for said in ("/สรุป", "/ค้างส่ง"):
        answer = group.says(said)
        assert "ตุลาคม" not in words_of(answer)
        assert "ตุลาคม" not in str(labels_in(answer[-1]))


def test_a_named_month_is_answered_for_and_the_running_round_comes_first(stage: Stage) -> None:
    group = _group(stage, officer(stage))
    group.says(f"/ผูกกลุ่ม {stage.invite(SLUG, None)}")
    begin_month(stage, START)
    begin_month(stage, DECEMBER.replace(day=22))
    bot = stage.line.world.channel.bot["name"]
    for typed in (
        f"@{bot} สรุปเดือนพฤศจิกายนให้หน่อย",
        f"@{bot} ค้างส่งเดือนพฤศจิกายนกี่หน่วย",
        "/ค้างส่ง พ.ย. 2569",
        "/ค้างส่งเดือนที่แล้ว",
    ):
        said = words_of(group.says(typed))
        assert "พฤศจิกายน 2569" in said, typed
        assert "เดือนธันวาคม" not in said, typed
    assert "ธันวาคม" in words_of(group.says("/ปฎิทิน")[0])
    assert group.says(f"อย่าลืมส่งรายงานกันนะคะ เดี๋ยว @{bot} จะสรุปให้") == []
    nothing_failed(stage)
