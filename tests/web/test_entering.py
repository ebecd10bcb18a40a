"""Coming in: by the chat's link, by the digits a page shows; and going out."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.retention import KEPT, forget_old
from models.people.entering import DESK_LIFE, LINK_LIFE
from models.tables.entering import EntryLink, RateCount, WaitingBrowser, WebSession
from tests.handlers.cast import (
    HEALTH,
    SLUG,
    START,
    ask,
    begin_month,
    nothing_failed,
    officer,
    secretary,
)
from tests.stage import Stage, labels_in, words_of
from tests.web.browser import Browser, link_for, signed_in


def test_a_link_is_spent_by_its_button_once_and_never_by_a_look(any_stage: Stage) -> None:
    address = link_for(secretary(any_stage))
    preview, browser, other = (Browser(any_stage) for _ in range(3))
    preview.open(address)
    assert "เข้าสู่ระบบ" in browser.open(address)
    assert SLUG in (browser.submit(browser.path), browser.path)[1]
    assert browser.status == 200
    other.open(address)
    other.submit(other.path)
    assert (other.status, "ถูกใช้ไปแล้ว" in other.page) == (410, True)
    nothing_failed(any_stage)


def test_the_same_browser_may_press_twice(stage: Stage) -> None:
    address = link_for(secretary(stage))
    browser = Browser(stage)
    browser.open(address)
    path, token = browser.path, re.findall(r'csrf_token" value="([^"]+)"', browser.page)[0]
    first = browser.client.get_cookie("kaona_browser", domain="kaona.example.go.th")
    assert first is not None
    browser.submit(path)
    browser.client.set_cookie("kaona_browser", first.value, domain="kaona.example.go.th")
    browser.post(path, {"csrf_token": [token]})
    assert browser.status == 200
    stage.go_to(stage.now() + timedelta(seconds=61))
    browser.client.set_cookie("kaona_browser", first.value, domain="kaona.example.go.th")
    browser.post(path, {"csrf_token": [token]})
    assert browser.status == 410


def test_a_link_lives_five_minutes_and_a_desk_eight_hours(stage: Stage) -> None:
    actor = secretary(stage)
    address, in_time = link_for(actor), link_for(actor)
    early, late = Browser(stage), Browser(stage)
    early.open(in_time)
    stage.go_to(stage.now() + LINK_LIFE - timedelta(seconds=1))
    early.submit(early.path)
    assert early.status == 200
    late.open(address)
    stage.go_to(stage.now() + timedelta(seconds=1))
    late.submit(late.path)
    assert (late.status, "หมดอายุ" in late.page) == (410, True)
    stage.go_to(stage.now() + DESK_LIFE)
    early.open(f"/console/{SLUG}/")
    assert early.path == "/sign-in"


def test_a_browser_is_let_in_by_the_digits_it_shows(any_stage: Stage) -> None:
    actor, browser = secretary(any_stage), Browser(any_stage)
    page = browser.open("/console/")
    code = re.findall(r'class="code">(\w+)<', page)[0]
    digits = re.findall(r'class="digits">(\d\d)<', page)[0]
    assert browser.client.get("/sign-in/wait", base_url=browser.base).status_code == 204
    asked = actor.says(code.lower())
    assert "Chrome บน Windows" in words_of(asked)
    assert digits in labels_in(asked[-1])
    assert "เข้าสู่ระบบแล้ว" in words_of(actor.taps(digits, of=asked))
    assert browser.client.get("/sign-in/wait", base_url=browser.base).status_code == 303
    browser.open("/console/")
    assert browser.path == f"/console/{SLUG}/"
    nothing_failed(any_stage)


def test_wrong_digits_refuse_the_page_for_good(stage: Stage) -> None:
    actor, browser = secretary(stage), Browser(stage)
    page = browser.open("/sign-in")
    code = re.findall(r'class="code">(\w+)<', page)[0]
    digits = re.findall(r'class="digits">(\d\d)<', page)[0]
    asked = actor.says(code)
    wrong = next(label for label in labels_in(asked[-1]) if label != digits)
    assert "ตัวเลขไม่ตรง" in words_of(actor.taps(wrong, of=asked))
    assert "หมดเวลา" in words_of(actor.taps(digits, of=asked))
    assert browser.client.get("/sign-in/wait", base_url=browser.base).status_code == 410


def test_only_who_typed_the_code_may_pick(stage: Stage) -> None:
    first, second, browser = secretary(stage), secretary(stage, "นายวิชัย รองเลขา"), Browser(stage)
    page = browser.open("/sign-in")
    code = re.findall(r'class="code">(\w+)<', page)[0]
    first.says(code)
    assert "หมดเวลา" in words_of(second.says(code))


def test_an_officers_session_opens_the_own_reports_only_and_lasts_until_the_close(
    stage: Stage,
) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    browser = signed_in(stage, actor)
    stage.go_to(stage.now() + timedelta(days=10))
    assert "มาตรการเปิดเผยการใช้จ่ายงบประมาณ" in browser.open(f"/console/{SLUG}/")
    assert HEALTH not in browser.page
    browser.open(f"/console/{SLUG}/month/2026-11")
    assert browser.status == 403


def test_signing_out_everywhere_ends_the_other_browser_too(stage: Stage) -> None:
    actor = secretary(stage)
    here, there = signed_in(stage, actor), signed_in(stage, actor)
    here.open("/sessions")
    here.post(
        "/sign-out",
        {
            "csrf_token": re.findall(r'csrf_token" value="([^"]+)"', here.page)[:1],
            "everywhere": ["1"],
        },
    )
    there.open(f"/console/{SLUG}/")
    assert there.path == "/sign-in"


def test_a_form_without_its_token_changes_nothing(stage: Stage) -> None:
    browser = Browser(stage)
    browser.open(link_for(secretary(stage)))
    browser.submit(browser.path, without_token=True)
    assert browser.status == 400
    browser.open("/console/")
    assert browser.path == "/sign-in"


def test_without_the_cookie_of_the_first_press_there_is_no_second(stage: Stage) -> None:
    address = link_for(secretary(stage))
    for status in (200, 410):
        browser = Browser(stage)
        browser.open(address)
        browser.client.delete_cookie("kaona_browser", domain="kaona.example.go.th")
        browser.submit(browser.path)
        assert browser.status == status


def test_what_has_ended_is_cleared_after_a_month(any_stage: Stage) -> None:
    signed_in(any_stage, secretary(any_stage))
    Browser(any_stage).open("/sign-in")
    any_stage.go_to(any_stage.now() + DESK_LIFE + KEPT - timedelta(minutes=1))
    forget_old(any_stage.program)
    assert kept(any_stage) == [1, 0, 0, 0]
    any_stage.go_to(any_stage.now() + timedelta(hours=7))
    forget_old(any_stage.program)
    assert kept(any_stage) == [0, 0, 0, 0]


def kept(stage: Stage) -> list[int]:
    tables = (WebSession, EntryLink, WaitingBrowser, RateCount)
    return ask(stage, lambda s: [s.query(table).count() for table in tables])
