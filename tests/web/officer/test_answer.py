"""The officer's page: everything that is due on one page, in the same drafts as the chat."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO

from sqlalchemy import select

from bot.outbox.delivery import drain
from messages.reporting import FREE_FIRST
from models.tables.conversation import Draft
from models.tables.obligations import Revision
from models.tables.outbox import Delivery
from models.tables.plan import Measure
from papers.result.checks.personal import attached_files
from tests.bot import files
from tests.handlers.cast import (
    DECEMBER,
    DONE,
    HEALTH,
    SLUG,
    START,
    ask,
    begin_month,
    evidence,
    nothing_failed,
    officer,
    opens,
    revisions,
    secretary,
    sends_report,
)
from tests.stage import PNG, Actor, Stage, words_of
from tests.web.browser import TOKEN, Browser, signed_in
from web.pages import LARGEST_UPLOAD

MINE = f"/console/{SLUG}/mine"
ITEM = re.compile(r'<section class="revision item" id="m(\d+)".*?</section>', re.DOTALL)


def on_the_page(stage: Stage, actor: Actor) -> Browser:
    """The officer's page, opened by the button of the chat's cards."""
    given = actor.taps("ตอบทั้งหมดในหน้าเดียว", of=actor.says("งานของฉัน"))
    browser = Browser(stage)
    browser.open(str(actor.button("เปิดหน้ารายงาน", given)["uri"]))
    action = re.search(r'<form method="post" action="([^"]+)"', browser.page)
    token = TOKEN.search(browser.page)
    assert action is not None
    assert token is not None
    browser.post(action[1], {"csrf_token": [token[1]]})
    assert browser.path == MINE
    return browser


def presses(browser: Browser, do: str, fields: dict[str, str]) -> None:
    """Press a button of the page's form with some fields filled in."""
    browser.submit("/mine", **({"do": do} | fields))  # type: ignore[arg-type]


def numbers(browser: Browser) -> list[str]:
    """The obligations on the page, in its order."""
    return [found[1] for found in ITEM.finditer(browser.page)]


def part(browser: Browser, number: str) -> str:
    """One report's part of the page."""
    return next(found[0] for found in ITEM.finditer(browser.page) if found[1] == number)


def saves(browser: Browser, number: str, field: str, value: str, was: str = "") -> tuple[int, str]:
    """Save one answer as the page's script does; the status, and why not."""
    token = TOKEN.search(browser.page)
    assert token
    answer = browser.client.post(
        f"{MINE}/{number}/save",
        data={"csrf_token": token[1], "field": field, "value": value, "was": was},
        base_url=browser.base,
        headers={"Referer": f"{browser.base}{MINE}"},
    )
    return answer.status_code, json.loads(answer.data).get("why", "")


def uploads(
    browser: Browser, number: str, data: bytes, name: str, **environ: str
) -> tuple[int, str]:
    """Send a file for a report; the status, and why it is not kept."""
    token = TOKEN.search(browser.page)
    assert token
    answer = browser.client.post(
        f"{MINE}/{number}/evidence",
        data={"csrf_token": token[1], "file": (BytesIO(data), name)},
        base_url=browser.base,
        environ_overrides=environ,
        headers={"Referer": f"{browser.base}{MINE}"},
    )
    found = answer.get_json(silent=True) or {}
    return answer.status_code, str(found.get("why", ""))


def test_what_is_complete_is_sent_without_any_script_and_the_rest_is_named(
    any_stage: Stage,
) -> None:
    actor = officer(any_stage)
    begin_month(any_stage, START)
    browser = on_the_page(any_stage, actor)
    first, second = numbers(browser)
    presses(
        browser,
        "send",
        {
            f"progress-{first}": "in_progress",
            f"summary-{first}": DONE,
            f"link-{first}": "https://example.go.th/ข่าว",
            f"progress-{second}": "done",
        },
    )
    assert "ได้รับรายงานแล้ว 1 รายการ" in browser.page
    assert "2570-000001-1" in browser.page
    assert "ยังขาดสรุปผลการดำเนินการ" in browser.page
    assert numbers(browser) == [second]
    assert [each[2:] for each in revisions(any_stage)] == [("in_progress", DONE)]
    assert [each.url for each in evidence(any_stage)] == ["https://example.go.th/ข่าว"]
    # The receipt comes with the next answer, for nothing, and is not pushed afterwards.
    assert "2570-000001-1" in words_of(actor.says("สวัสดี"))
    any_stage.go_to(any_stage.now() + FREE_FIRST + timedelta(minutes=1))
    drain(any_stage.program)
    assert "2570-000001-1" not in words_of(actor.heard()[1:])
    assert receipts(any_stage) == ["given_up"]
    nothing_failed(any_stage)


def receipts(stage: Stage) -> list[str]:
    """What became of the page's receipts."""
    return ask(
        stage,
        lambda s: [d.state.value for d in s.scalars(select(Delivery)) if d.purpose == "receipt"],
    )


def test_chat_page_and_another_phone_fill_in_one_draft(any_stage: Stage) -> None:
    actor = officer(any_stage)
    begin_month(any_stage, START)
    page, phone = on_the_page(any_stage, actor), signed_in(any_stage, actor)
    phone.open(MINE)
    number = next(n for n in numbers(page) if "1.1" in part(page, n))
    assert saves(page, number, "summary", "ประชุมแล้ว") == (200, "")
    assert saves(page, number, "summary", "ก" * 1501, was="ประชุมแล้ว")[0] == 422
    # The chat finds it: after the status it shows the report, and takes what is added.
    opens(actor)
    assert "ประชุมแล้ว" in words_of(actor.taps("◐"))
    actor.says("ผลลัพธ์: ผู้เข้าร่วมเข้าใจ")
    # The other phone, opened before, overwrites nothing unseen.
    status, why = saves(phone, number, "summary", "อีกข้อความ")
    assert (status, "ประชุมแล้ว" in why) == (409, True)
    presses(phone, "save", {f"summary-{number}": "อีกข้อความ"})
    assert phone.status == 422
    assert "อีกข้อความ" in part(phone, number)
    assert "ประชุมแล้ว" in part(phone, number)
    assert saves(phone, number, "summary", "อีกข้อความ", was="ประชุมแล้ว") == (200, "")
    page.open(MINE)
    shown = part(page, number)
    assert [w for w in ("อีกข้อความ", "ผู้เข้าร่วมเข้าใจ", "พร้อมส่ง") if w not in shown] == []
    page.submit("/mine", do="send")
    assert [each[3] for each in revisions(any_stage)] == ["อีกข้อความ"]
    assert "ไม่มีแบบรายงานที่กำลังทำอยู่" in words_of(actor.says("ยืนยัน"))
    assert ask(any_stage, lambda s: [d.closed_at is None for d in s.scalars(select(Draft))]) == [
        False
    ]
    nothing_failed(any_stage)


def test_returned_ones_stand_first_and_go_only_when_they_were_changed(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor, "1.2")
    desk = signed_in(stage, reviewer)
    desk.open(f"/console/{SLUG}/report/1")
    desk.submit("/return", reason="ขาดหลักฐานประกอบ")
    browser = on_the_page(stage, actor)
    returned = numbers(browser)[0]
    assert "ขาดหลักฐานประกอบ" in part(browser, returned)
    assert DONE in part(browser, returned)
    browser.submit("/mine", do="send")
    assert "ยังไม่ได้แก้ไขตามเหตุผลที่ส่งกลับ" in browser.page
    assert len(revisions(stage)) == 1
    assert uploads(browser, returned, PNG, "ภาพ.png")[0] == 200
    browser.submit("/mine", do="send")
    assert [each[1] for each in revisions(stage)] == [1, 2]
    browser.open(f"{MINE}/history")
    assert "ฝ่ายเลขานุการ: รอตรวจ" in browser.page
    browser.open(f"{MINE}/report/{returned}")
    assert "ขาดหลักฐานประกอบ" in browser.page
    browser.submit("/edit")
    assert "ฉบับเดิมยังมีผล" in part(browser, returned)


def test_nothing_new_for_all_and_the_superior_was_told(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    sends_report(actor)
    sends_report(actor, "1.2")
    begin_month(stage, DECEMBER)
    with stage.program.database.begin() as session:
        session.scalars(select(Measure)).first().followup = "รายงานผู้บังคับบัญชาทุกเดือน"  # type: ignore[union-attr]
    browser = on_the_page(stage, actor)
    one = next(n for n in numbers(browser) if "รายงานผู้บังคับบัญชาทุกเดือน" in part(browser, n))
    browser.submit("/mine", do="same")
    assert browser.page.count('value="same" data-field="progress" checked') == 2
    presses(browser, "send", {f"superior-{one}": "ที่ สท 0017/123 ลงวันที่ 1 ธ.ค. 2569"})
    assert "ได้รับรายงานแล้ว 2 รายการ" in browser.page
    assert [each[3] for each in revisions(stage)[2:]] == [
        "ไม่มีความคืบหน้าเพิ่มเติมจากรายงานรอบเดือนพฤศจิกายน 2569"
    ] * 2
    browser.open(f"{MINE}/report/{one}")
    assert "รายงานผู้บังคับบัญชาแล้ว" in browser.page
    # Nobody says anything in the chat: one message brings both receipts.
    actor.seen = 10**9
    stage.go_to(stage.now() + FREE_FIRST + timedelta(minutes=1))
    drain(stage.program)
    assert receipts(stage) == ["sent"]


def test_files_are_kept_within_their_limits_and_for_nobody_else(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นางสาวมาลี สาธารณสุข", HEALTH)
    begin_month(stage, START)
    browser, stranger = on_the_page(stage, actor), on_the_page(stage, other)
    number = next(n for n in numbers(browser) if n not in numbers(stranger))
    assert uploads(browser, number, files.PDF, "คำสั่ง.pdf")[0] == 200
    assert "ไม่รับไฟล์ชนิดนี้" in uploads(browser, number, b"MZ\x90\0", "x.jpg")[1]
    assert uploads(browser, number, b"", "")[0] == 422
    assert uploads(browser, number, PNG, "x.png", CONTENT_LENGTH=f"{LARGEST_UPLOAD + 1}")[0] == 413
    for status in (
        uploads(stranger, number, PNG, "x.png")[0],
        stranger.client.get(f"{MINE}/report/{number}", base_url=stranger.base).status_code,
    ):
        assert status == 404
    browser.open(MINE)
    assert "คำสั่ง.pdf" in part(browser, number)
    piece = re.search(r'value="(drop-\d+:\d+)"', part(browser, number))
    assert piece
    browser.submit("/mine", do=piece[1])
    assert "คำสั่ง.pdf" not in browser.page
    (gone,) = evidence(stage)
    assert gone.erased_at is not None


def test_pages_leave_compressed_and_secrets_stay_bound_to_the_site(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    browser = on_the_page(stage, actor)
    for path in (MINE, "/static/kaona.css"):
        answer = browser.client.get(
            path, base_url=browser.base, headers={"Accept-Encoding": "gzip"}, buffered=True
        )
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
    again = browser.client.get(
        "/static/kaona.css",
        base_url=browser.base,
        headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]},
        buffered=True,
    )
    assert again.status_code == 304
    cookie = browser.client.get_cookie("kaona_session", domain="kaona.example.go.th")
    assert cookie is not None
    assert cookie.same_site == "Lax"


def test_what_was_sent_in_the_chat_is_attached_on_the_page(stage: Stage) -> None:
    actor, other = officer(stage), officer(stage, "นายแพทย์", HEALTH)
    actor.sends()
    actor.sends(files.M4A, "audio")
    actor.says("ช่วยเหลือ")
    browser = on_the_page(stage, actor)
    assert "ยังไม่ได้แนบ 2 รายการ" in browser.page
    first, second = numbers(browser)
    photo, voice = (piece.id for piece in evidence(stage))
    presses(browser, "save", {f"where-{photo}": second})
    assert "ยังไม่ได้แนบ 1 รายการ" in browser.page
    assert "ภาพถ่าย 1" in part(browser, second)
    foreign = numbers(on_the_page(stage, other))[0]
    token = TOKEN.search(browser.page)
    assert token
    sent = {"csrf_token": token[1], "do": "save", f"where-{voice}": foreign}
    headers = {"Referer": f"{browser.base}{MINE}"}
    assert (
        browser.client.post(MINE, data=sent, base_url=browser.base, headers=headers).status_code
        == 404
    )
    presses(
        browser,
        "send",
        {f"where-{voice}": first, f"progress-{first}": "in_progress", f"summary-{first}": DONE},
    )
    desk = signed_in(stage, secretary(stage))
    page = desk.open(f"/console/{SLUG}/report/{first}")
    assert '<audio class="evidence" controls' in page
    printed = ask(stage, lambda s: attached_files(s, select(Revision.id)))
    assert printed == [], "a voice is in no paper"
    nothing_failed(stage)


def takes_back(browser: Browser, number: str, revision: int) -> int:
    """Press "เลิกส่ง" of a revision; the status that comes."""
    token = TOKEN.search(browser.page)
    assert token
    browser.post(f"{MINE}/report/{number}/undo", {"csrf_token": [token[1]], "r": [str(revision)]})
    return browser.status


def test_what_was_just_sent_is_taken_back_from_the_page(any_stage: Stage) -> None:
    actor, other = officer(any_stage), officer(any_stage, "นายที่ดิน", HEALTH)
    begin_month(any_stage, START)
    browser = on_the_page(any_stage, actor)
    first, second = numbers(browser)
    both = {f"progress-{n}": "done" for n in (first, second)}
    both |= {f"summary-{n}": DONE for n in (first, second)}
    presses(browser, "send", both)
    assert browser.page.count('aria-label="เลิกส่ง เลขที่รับ') == 2
    assert takes_back(on_the_page(any_stage, other), first, 1) == 404  # another agency's
    assert takes_back(browser, first, 2) == 404  # the other report's revision
    browser.open(MINE)
    assert takes_back(browser, first, 1) == 200
    assert "เลิกส่งรายงานเลขที่รับ 2570-000001-1 แล้ว" in browser.page
    assert DONE in part(browser, first)  # it waits as a draft
    takes_back(browser, first, 1)
    assert "เลิกส่งฉบับนี้ไปแล้ว" in browser.page
    browser.open(f"{MINE}/report/{second}")
    assert 'aria-label="เลิกส่ง เลขที่รับ 2570-000002-1"' in browser.page
    any_stage.go_to(any_stage.now() + timedelta(minutes=11))
    browser.open(f"{MINE}/report/{second}")
    assert 'aria-label="เลิกส่ง' not in browser.page
    takes_back(browser, second, 2)
    assert "เกิน 10 นาทีหลังส่งแล้ว" in browser.page
    drain(any_stage.program)
    told = words_of(actor.messages()[-1])  # the receipt tells of what stands only
    assert "2570-000002-1" in told
    assert "2570-000001-1" not in told
    nothing_failed(any_stage)


def test_a_copy_of_an_accepted_report_says_that_it_is_checked_again(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    sends_report(actor)
    reviewer.says("รับรอง 1.1")
    actor.says("แก้ 1.1 สรุปผล: แก้ไขแล้ว")
    browser = on_the_page(stage, actor)
    shown = [part(browser, number) for number in numbers(browser)]
    copies = ["ฉบับแก้ไขของรายงาน" in each for each in shown]
    assert ["ต้องตรวจอีกครั้ง" in each for each in shown] == copies
    assert any(copies)


def test_a_page_keeps_the_date_of_what_was_yesterday_while_it_is_typed(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    browser = on_the_page(stage, actor)
    number = numbers(browser)[0]
    typed = ("ประชุมเมื่อวาน", "ประชุมเมื่อวาน ผู้เข้าร่วม", "ประชุมเมื่อวาน ผู้เข้าร่วม 30 คน")
    assert [
        saves(browser, number, "summary", text, was)[0]
        for text, was in zip(typed, ("", *typed), strict=False)
    ] == [200] * 3
    stage.go_to(stage.now() + timedelta(days=1))  # the page is open still
    last = f"{typed[-1]} ครบ"
    assert saves(browser, number, "summary", last, typed[-1])[0] == 200
    browser.open(MINE)
    assert "ประชุมเมื่อวาน (9 พ.ย. 2569) ผู้เข้าร่วม 30 คน ครบ" in part(browser, number)
    assert saves(browser, number, "summary", "อื่น", "ที่อื่น")[0] == 409
