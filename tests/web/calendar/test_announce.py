"""Announcements: the cost first, sent once, and who tapped "รับทราบ"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.outbox.delivery import drain
from models.tables.announcement import Circular, CircularReader
from models.tables.outbox import Delivery
from models.tables.people import Membership
from tests.handlers.cast import HEALTH, SLUG, START, TREASURY, ask, begin_month, officer, secretary
from tests.handlers.test_rights import forge
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in

ANNOUNCE = f"/console/{SLUG}/announce/"
BODY = "ขอเชิญประชุม\r\nวันที่ 20 พ.ย. 2569 เวลา 09.30 น."


def writes(browser: Browser) -> str:
    browser.open(f"{ANNOUNCE}new")
    return browser.submit("/announce/look", title="ประชุมชี้แจง", body=BODY)


def stored(stage: Stage) -> tuple[int, list[str]]:
    circulars = ask(stage, lambda s: len(s.scalars(select(Circular)).all()))
    pushes = select(Delivery.recipient).where(Delivery.purpose == "announcement")
    return circulars, ask(stage, lambda s: sorted(s.scalars(pushes)))


def readers(stage: Stage) -> list[tuple[int, datetime | None]]:
    asked = select(CircularReader.person_id, CircularReader.confirmed_at)
    return ask(stage, lambda s: [(row[0], row[1]) for row in s.execute(asked)])


def test_the_cost_comes_first_and_two_presses_send_once(stage: Stage) -> None:
    first, other = officer(stage), officer(stage, "นายสาธารณสุข", HEALTH)
    browser = signed_in(stage, secretary(stage))
    begin_month(stage, START)
    browser.open(f"{ANNOUNCE}new")
    browser.submit("/announce/look", title=" ")
    assert (browser.status, "โปรดพิมพ์หัวข้อ" in browser.page) == (422, True)
    looked = writes(browser)
    assert "ใช้ <strong>2 ข้อความ</strong>" in looked
    assert "LINE ส่งไม่ถึงผู้ใดของ 1 หน่วยงาน" in looked, "the land office has nobody"
    assert stored(stage) == (0, [])
    hidden = re.findall(r'type="hidden" name="(shown|key|csrf_token)" value="([^"]+)"', looked)
    assert "2 คนแล้ว" in browser.submit("/announce/send")
    again = {name: [value] for name, value in hidden}
    assert "ระบบไม่ส่งซ้ำ" in browser.post(f"{ANNOUNCE}send", again)
    assert stored(stage) == (1, sorted([first.user_id, other.user_id]))
    drain(stage.program)
    card = first.messages()[-1:]
    assert "วันที่ 20 พ.ย. 2569" in words_of(card)
    assert "บันทึกการรับทราบ" in words_of(first.taps("รับทราบ", of=card))
    before = readers(stage)
    stage.go_to(stage.now() + timedelta(minutes=5))
    first.taps("รับทราบ", of=card)
    assert readers(stage) == before, "a second tap changes nothing"
    assert "1 จาก 2 คน" in browser.open(ANNOUNCE)
    one = browser.open(f"{ANNOUNCE}1")
    assert one.index(HEALTH) < one.index(TREASURY), "who has not confirmed comes first"


def test_who_got_none_cannot_confirm_and_quiet_hours_hold_it(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START.replace(hour=21))
    browser = signed_in(stage, secretary(stage))
    looked = writes(browser)
    assert "ขณะนี้อยู่นอกเวลาที่ส่งข้อความได้" in looked
    browser.submit("/announce/send")
    drain(stage.program)
    assert "ประชุมชี้แจง" not in words_of(actor.messages()[-1:])
    late = officer(stage, "นายมาทีหลัง", HEALTH)
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in forge(late, "a=seen&c=1")
    with stage.program.database.begin() as session:
        for membership in session.scalars(select(Membership)):
            membership.ended_at = stage.now()
    assert "บันทึกการรับทราบ" not in forge(actor, "a=seen&c=1")
    assert readers(stage) == [(1, None)]
