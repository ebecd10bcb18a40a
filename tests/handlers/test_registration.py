"""Entering by an invite code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from models.tables.organization import Channel, Organization
from models.tables.people import Invite, InviteAttempt, Membership, Person, Role
from tests.handlers.cast import HEALTH, LAND, SLUG, TREASURY, ask, nothing_failed, officer
from tests.stage import Stage, labels_in, words_of
from thai.numbers import to_thai_digits


def _people(stage: Stage) -> int:
    return ask(stage, lambda s: s.scalar(select(func.count()).select_from(Person)) or 0)


def _roles(stage: Stage) -> list[tuple[str, str | None]]:
    return ask(
        stage,
        lambda s: [
            (m.role.value, m.agency.name if m.agency else None)
            for m in s.scalars(select(Membership).order_by(Membership.id))
        ],
    )


def test_somebody_unknown_gets_an_explanation_and_nothing_else(stage: Stage) -> None:
    officer(stage)  # there is somebody and something to hide
    stranger = stage.person("คนแปลกหน้า")
    for words in ("สวัสดี", "รายงาน", "งานของฉัน", "สรุป", "ตรวจรายงาน", "ช่วยเหลือ", "ยืนยัน", TREASURY):
        heard = stranger.says(words)
        assert len(heard) == 1
        assert "รหัสเชิญ" in words_of(heard)
        assert "มาตรการสร้างการรับรู้" not in words_of(heard)
        assert list(labels_in(heard[0])) == []
    assert "KN-ABCD" in words_of(stranger.says("ลงทะเบียน"))
    assert _people(stage) == 1
    nothing_failed(stage)


def test_consent_is_typed_by_its_name(stage: Stage) -> None:
    for number, words in enumerate(("ยินยอม", "ยินยอมค่ะ", "ยินยอมและลงทะเบียน")):
        actor = stage.person(f"นายใหม่ {number}")
        actor.says(stage.invite(SLUG, Role.OFFICER, TREASURY))
        assert "ลงทะเบียนเรียบร้อยแล้ว" in words_of(actor.says(words))
    assert _people(stage) == 3
    nothing_failed(stage)


def test_words_that_only_agree_give_no_consent(stage: Stage) -> None:
    actor = stage.person("นายใหม่")
    code = stage.invite(SLUG, Role.OFFICER, TREASURY)
    actor.says(code)
    for words in ("ตกลง", "ยืนยันครับ"):
        assert "โดยชัดแจ้ง" in words_of(actor.says(words))
    assert _people(stage) == 0
    assert "ไม่ได้ลงทะเบียนท่าน" in words_of(actor.says("ไม่ยินยอม"))
    assert "ยืนยันการลงทะเบียน" in words_of(actor.says(code))
    assert "ลงทะเบียนเรียบร้อยแล้ว" in words_of(actor.says("ยินยอม"))


def test_no_consent_is_taken_where_none_was_asked(stage: Stage) -> None:
    assert "รหัสเชิญ" in words_of(stage.person("คนแปลกหน้า").says("ยินยอม"))
    assert _people(stage) == 0


def test_nothing_a_stranger_sends_is_kept(stage: Stage) -> None:
    stranger = stage.person("คนแปลกหน้า")
    assert "รหัสเชิญ" in words_of(stranger.sends())
    stored = stage.program.settings.data_dir
    assert [path for path in stored.rglob("*") if path.is_file()] == []


def test_a_stranger_taps_a_button_of_somebody_else(stage: Stage) -> None:
    stranger = stage.person("คนแปลกหน้า")
    action = {"type": "postback", "label": "x", "data": "a=report&o=1", "displayText": "x"}
    stage.line.world.tap(stranger.chat_id, stranger.user_id, action)
    assert "รหัสเชิญ" in words_of(stranger.heard())


def test_a_code_shows_agency_and_role_and_asks_consent_before_anything_is_kept(
    stage: Stage,
) -> None:
    actor = stage.person("สมชาย")
    heard = words_of(actor.says(stage.invite(SLUG, Role.OFFICER, TREASURY)))
    for words in (
        TREASURY,
        "เจ้าหน้าที่ผู้รายงาน",
        "จังหวัดsukhothai",
        "พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล",
        "055-612-345",
    ):
        assert words in heard
    assert _people(stage) == 0
    first = words_of(actor.taps("ยินยอม"))
    assert "ลงทะเบียนเรียบร้อยแล้ว" in first
    assert "มาตรการ 1.1" in first  # the first card: what is due
    assert _roles(stage) == [("officer", TREASURY)]


def test_a_code_may_be_typed_as_people_type(stage: Stage) -> None:
    changes: list[Callable[[str], str]] = [
        str.lower,
        to_thai_digits,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"รหัส {code} ครับ",
        lambda code: f" {code}\u200b\n",
    ]
    for number, change in enumerate(changes):
        actor = stage.person(f"คนที่ {number}")
        heard = words_of(actor.says(change(stage.invite(SLUG, Role.OFFICER, TREASURY))))
        assert "ยืนยันการลงทะเบียน" in heard


def test_a_code_with_letters_missing_is_told_from_other_words(stage: Stage) -> None:
    actor = stage.person("สมชาย")
    assert "ไม่ครบ" in words_of(actor.says("KN-ABCD-EFGH"))
    assert "ไม่ครบ" not in words_of(actor.says("KNOW HOW"))


def test_declining_keeps_nothing_and_leaves_the_code_unused(stage: Stage) -> None:
    actor = stage.person("สมชาย")
    code = stage.invite(SLUG, Role.OFFICER, TREASURY)
    actor.says(code)
    assert "ไม่ได้ลงทะเบียน" in words_of(actor.taps("ไม่ยินยอม"))
    assert _people(stage) == 0
    actor.says(code)
    assert "ลงทะเบียนเรียบร้อยแล้ว" in words_of(actor.taps("ยินยอม"))


def test_consent_tapped_twice_registers_once(any_stage: Stage) -> None:
    actor = any_stage.person("สมชาย")
    heard = actor.says(any_stage.invite(SLUG, Role.OFFICER, TREASURY))
    actor.taps("ยินยอม", of=heard)
    again = actor.taps("ยินยอม", of=heard)
    assert "มาตรการ 1.1" in words_of(again)
    assert _roles(any_stage) == [("officer", TREASURY)]


def test_two_codes_for_the_same_role_make_one_membership(stage: Stage) -> None:
    actor = stage.person("สมชาย")
    first = actor.says(stage.invite(SLUG, Role.OFFICER, TREASURY))
    second = actor.says(stage.invite(SLUG, Role.OFFICER, TREASURY))
    actor.taps("ยินยอม", of=first)
    assert "อยู่แล้ว" in words_of(actor.taps("ยินยอม", of=second))
    assert _roles(stage) == [("officer", TREASURY)]
    assert (
        ask(stage, lambda s: len(s.scalars(select(Invite).where(Invite.used_at.is_(None))).all()))
        == 1
    )


def test_a_code_works_once_and_for_one_person(any_stage: Stage) -> None:
    code = any_stage.invite(SLUG, Role.OFFICER, TREASURY)
    first, second = any_stage.person("คนแรก"), any_stage.person("คนที่สอง")
    shown = second.says(code)
    first.says(code)
    first.taps("ยินยอม")
    assert "ถูกใช้ไปแล้ว" in words_of(second.taps("ยินยอม", of=shown))
    assert "ถูกใช้ไปแล้ว" in words_of(second.says(code))
    assert len(_roles(any_stage)) == 1


def test_a_code_dies_after_fourteen_days(stage: Stage) -> None:
    actor = stage.person("สมชาย")
    code = stage.invite(SLUG, Role.OFFICER, TREASURY)
    stage.go_to(stage.now() + timedelta(days=14) - timedelta(seconds=1))
    shown = actor.says(code)
    assert "ยืนยันการลงทะเบียน" in words_of(shown)
    stage.go_to(stage.now() + timedelta(seconds=1))
    assert "หมดอายุ" in words_of(actor.taps("ยินยอม", of=shown))
    assert "หมดอายุ" in words_of(actor.says(code))
    assert _people(stage) == 0


def test_after_five_wrong_codes_no_more_are_looked_up_for_an_hour(any_stage: Stage) -> None:
    actor, other = any_stage.person("สมชาย"), any_stage.person("คนอื่น")
    code = any_stage.invite(SLUG, Role.OFFICER, TREASURY)
    for number in range(5):
        assert "ไม่พบรหัส" in words_of(actor.says(f"KN-AAAA-AAAA-AAA{number}"))
    assert "หลายครั้ง" in words_of(actor.says("KN-AAAA-AAAA-AAA5"))
    assert "หลายครั้ง" in words_of(actor.says(code))  # the right one too
    assert "ยืนยันการลงทะเบียน" in words_of(other.says(code))  # others are not blocked
    any_stage.go_to(any_stage.now() + timedelta(hours=1, seconds=1))
    assert "ยืนยันการลงทะเบียน" in words_of(actor.says(code))
    assert ask(any_stage, lambda s: len(s.scalars(select(InviteAttempt)).all())) == 5


def test_a_code_for_a_group_is_not_for_a_person(stage: Stage) -> None:
    actor = stage.person("สมชาย")
    code = stage.invite(SLUG, None)
    assert "/ผูกกลุ่ม" in words_of(actor.says(code))
    assert "/ผูกกลุ่ม" in words_of(actor.says(f"/ผูกกลุ่ม {code}"))
    assert _people(stage) == 0


def test_a_code_of_an_organization_of_another_account_is_unknown_here(stage: Stage) -> None:
    code = stage.invite(SLUG, Role.SECRETARIAT)
    with stage.program.database.begin() as session:
        other = Channel(line_channel_id="1999999999")
        session.add(other)
        session.flush()
        session.scalars(select(Organization)).one().channel_id = other.id
    assert "ไม่พบรหัส" in words_of(stage.person("สมชาย").says(code))


def test_one_person_may_serve_two_agencies(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(stage.invite(SLUG, Role.OFFICER, HEALTH))
    actor.taps("ยินยอม")
    assert _roles(stage) == [("officer", TREASURY), ("officer", HEALTH)]
    heard = words_of(actor.says("รายงาน"))
    assert TREASURY in heard
    assert HEALTH in heard
    assert LAND not in heard


def test_one_person_may_be_officer_and_secretariat(stage: Stage) -> None:
    actor = officer(stage)
    heard = words_of(actor.says(stage.invite(SLUG, Role.SECRETARIAT)))
    assert "ฝ่ายเลขานุการ" in heard
    actor.taps("ยินยอม")
    assert {"รายงานผล", "งานของฉัน", "ตรวจรายงาน", "สรุป"} <= set(
        labels_in(actor.says("ช่วยเหลือ")[-1])
    )


def test_a_role_that_has_ended_opens_nothing(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("รายงาน")
    with stage.program.database.begin() as session:
        session.scalars(select(Membership)).one().ended_at = stage.now()
    assert "รหัสเชิญ" in words_of(actor.taps("รายงานผล"))


def test_somebody_who_comes_back_after_blocking_is_known(stage: Stage) -> None:
    actor = officer(stage)
    stage.line.world.block(actor.user_id)
    stage.line.world.follow(actor.user_id)
    assert "สวัสดี นายสมชาย ใจดี" in words_of(actor.heard())
    assert ask(stage, lambda s: s.scalars(select(Person)).one().blocked_at) is None
