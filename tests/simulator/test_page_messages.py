"""How the page of the stand-in shows LINE's messages, and what taps on them do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.simulator.page import NARROW, WIDE, Bot, Line, Visit, overflows, png

pytest_plugins = ["tests.simulator.page"]
pytestmark = pytest.mark.browser

Visiting = Callable[..., Visit]
LONG = "ส่งเสริมการมีส่วนร่วมของประชาชนในการป้องกันการทุจริตเชิงรุกทุกระดับ"


def postback(label: str, data: str, **more: object) -> dict[str, Any]:
    """A postback action."""
    return {"type": "postback", "label": label, "data": data, **more}


def text(words: str, **more: object) -> dict[str, Any]:
    """A Flex text."""
    return {"type": "text", "text": words, **more}


def card(*actions: dict[str, Any], size: str = "mega") -> dict[str, Any]:
    """A bubble with a long title cut short, the same title wrapped, and a button for each
    action.
    """
    return {
        "type": "bubble",
        "size": size,
        "body": {
            "type": "box",
            "layout": "vertical",
            "spacing": "md",
            "contents": [
                text(LONG, weight="bold", size="lg"),
                text(LONG, wrap=True, color="#0B6E4F"),
                {
                    "type": "box",
                    "layout": "baseline",
                    "contents": [text("สถานะ", flex=2), text("ครบ", flex=5)],
                },
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {"type": "button", "style": "primary", "action": action} for action in actions
            ],
        },
    }


def flex(contents: dict[str, Any]) -> dict[str, Any]:
    """A Flex message."""
    return {"type": "flex", "altText": "การ์ดรายงาน", "contents": contents}


def quick(words: str, *actions: dict[str, Any]) -> dict[str, Any]:
    """A text with quick replies."""
    items = [{"type": "action", "action": action} for action in actions]
    return {"type": "text", "text": words, "quickReply": {"items": items}}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_flex_card_is_laid_out_as_line_does_and_its_button_sends_a_postback(
    visit: Visiting, line: Line, bot: Bot, size: tuple[int, int]
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    line.push(somchai, flex(card(postback("รายงานเรื่องนี้", "report=7", displayText="ขอรายงานเรื่องนี้"))))
    page = visit(size).open(somchai)
    clipped, wrapped, status, answer = page.locator(".fx-text").all()
    expect(clipped).to_have_css("text-overflow", "ellipsis")
    assert clipped.evaluate("node => node.scrollWidth > node.clientWidth")
    assert wrapped.evaluate(
        "node => node.scrollWidth <= node.clientWidth && node.clientHeight > 40"
    )
    expect(wrapped).to_have_css("color", "rgb(11, 110, 79)")
    widths = [
        one.evaluate("node => node.parentElement.getBoundingClientRect().width")
        for one in (status, answer)
    ]
    assert widths[1] / widths[0] == pytest.approx(2.5, rel=0.02)
    assert page.locator(".fx-bubble").evaluate("node => node.getBoundingClientRect().width") <= 300
    assert not overflows(page)
    page.get_by_role("button", name="รายงานเรื่องนี้", exact=True).click()
    event = bot.gets("postback")
    assert event["postback"] == {"data": "report=7"}
    assert event["source"]["userId"] == somchai
    expect(page.locator(".row-own .balloon")).to_have_text("ขอรายงานเรื่องนี้")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_carousel_scrolls_within_itself(
    visit: Visiting, line: Line, size: tuple[int, int]
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    cards = [card(postback(f"เลือกใบที่ {number}", f"n={number}"), size="kilo") for number in range(5)]
    line.push(somchai, flex({"type": "carousel", "contents": cards}))
    page = visit(size).open(somchai)
    expect(page.locator(".fx-bubble")).to_have_count(5)
    assert page.locator(".strip").evaluate("node => node.scrollWidth > node.clientWidth")
    assert not overflows(page)
    last = page.get_by_role("button", name="เลือกใบที่ 4")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()


def test_quick_replies_stand_under_the_last_message_only(
    visit: Visiting, line: Line, bot: Bot
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    line.push(somchai, quick("เลือกสถานะ", postback("แล้วเสร็จ", "s=done", displayText="แล้วเสร็จ")))
    page = visit(NARROW).open(somchai)
    replies = page.get_by_role("group", name="คำตอบด่วน")
    replies.get_by_role("button", name="แล้วเสร็จ").click()
    assert bot.gets("postback")["postback"]["data"] == "s=done"
    expect(replies).to_be_hidden()
    line.push(somchai, quick("อีกครั้ง", {"type": "message", "label": "ข้าม", "text": "ข้าม"}))
    expect(replies).to_be_visible()
    line.push(somchai, {"type": "text", "text": "ขอบคุณ"})
    expect(replies).to_be_hidden()


def test_a_date_is_picked_in_the_buddhist_era(visit: Visiting, line: Line, bot: Bot) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    action = {
        "type": "datetimepicker",
        "label": "เลือกวันประชุม",
        "data": "d",
        "mode": "date",
        "max": "2026-12-31",
    }
    line.push(somchai, quick("ประชุมเมื่อไร", action))
    page = visit().open(somchai)
    page.get_by_role("button", name="เลือกวันประชุม").click()
    page.get_by_role("dialog").get_by_label("วันที่").fill("2026-12-03")
    expect(page.get_by_role("dialog")).to_contain_text("วันพฤหัสบดีที่ 3 ธันวาคม พ.ศ. 2569")
    page.get_by_role("button", name="ตกลง").click()
    assert bot.gets("postback")["postback"] == {"data": "d", "params": {"date": "2026-12-03"}}


def test_a_postback_may_open_the_keyboard_with_words_to_mend(
    visit: Visiting, line: Line, bot: Bot
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    line.push(
        somchai,
        flex(card(postback("แก้ไข", "edit", inputOption="openKeyboard", fillInText="จัดอบรม 2 ครั้ง"))),
    )
    page = visit().open(somchai)
    page.get_by_role("button", name="แก้ไข", exact=True).click()
    assert bot.gets("postback")["postback"]["data"] == "edit"
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("จัดอบรม 2 ครั้ง")
    expect(page.get_by_label("พิมพ์ข้อความ")).to_be_focused()


def test_links_open_in_a_new_tab_and_a_link_to_the_bots_chat_types_its_words(
    visit: Visiting, line: Line
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    group = line.group("กลุ่มจังหวัด", somchai)
    web = {"type": "uri", "label": "เปิดเว็บ", "uri": "https://example.com/public"}
    chat = {
        "type": "uri",
        "label": "ลงทะเบียน",
        "uri": "https://line.me/R/oaMessage/%40kaona/?%E0%B8%81%20123",
    }
    phone = {"type": "uri", "label": "โทรถาม", "uri": "tel:055612000"}
    line.push(group, flex(card(web, chat, phone)))
    page = visit().open(group, somchai)
    link = page.get_by_role("link", name="เปิดเว็บ")
    expect(link).to_have_attribute("href", "https://example.com/public")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    page.get_by_role("button", name="โทรถาม").click()
    expect(page.get_by_role("dialog")).to_contain_text("055612000")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="ลงทะเบียน").click()
    expect(page.locator("#phone-holder")).to_have_text("มือถือของนายสมชาย ใจดี")
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("ก 123")


def test_a_confirm_template_and_a_mention_are_shown(visit: Visiting, line: Line, bot: Bot) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    group = line.group("กลุ่มจังหวัด", somchai)
    mention = {"type": "mention", "mentionee": {"type": "user", "userId": somchai}}
    confirm = {
        "type": "confirm",
        "text": "ส่งรายงานนี้หรือไม่",
        "actions": [
            postback("ยืนยัน", "yes"),
            {"type": "message", "label": "ยกเลิก", "text": "ยกเลิก"},
        ],
    }
    line.push(
        group,
        {"type": "textV2", "text": "{who} ยังไม่รายงาน {{1}}", "substitution": {"who": mention}},
        {"type": "template", "altText": "ยืนยันการส่ง", "template": confirm},
    )
    page = visit().open(group, somchai)
    expect(page.locator(".row-other .balloon")).to_have_text("@นายสมชาย ใจดี ยังไม่รายงาน {1}")
    page.get_by_role("button", name="ยกเลิก").click()
    assert bot.gets("message")["message"]["text"] == "ยกเลิก"


def test_the_rich_menu_is_tapped_opened_and_shut(visit: Visiting, line: Line, bot: Bot) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    bounds = {"x": 0, "y": 0, "width": 400, "height": 540}
    menu = {
        "size": {"width": 800, "height": 540},
        "selected": True,
        "name": "หลัก",
        "chatBarText": "เมนูงาน",
        "areas": [
            {
                "bounds": bounds,
                "action": {"type": "message", "label": "งานของฉัน", "text": "งานของฉัน"},
            }
        ],
    }
    menu_id = line.post("/v2/bot/richmenu", menu)["richMenuId"]
    line.put_bytes(f"/v2/bot/richmenu/{menu_id}/content", png(800, 540, (20, 90, 60)), "image/png")
    line.post(f"/v2/bot/user/all/richmenu/{menu_id}", {})
    page = visit(NARROW).open(somchai)
    area = page.get_by_role("button", name="งานของฉัน")
    area.click()
    assert bot.gets("message")["message"]["text"] == "งานของฉัน"
    bar = page.get_by_role("button", name="เมนูงาน")
    bar.click()
    expect(area).to_be_hidden()
    expect(bar).to_have_attribute("aria-expanded", "false")
    bar.click()
    expect(area).to_be_visible()


def test_while_the_bot_prepares_an_answer_dots_are_shown(visit: Visiting, line: Line) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    page = visit().open(somchai)
    line.post("/v2/bot/chat/loading/start", {"chatId": somchai, "loadingSeconds": 60})
    dots = page.get_by_role("img", name="บอตกำลังเตรียมคำตอบ")
    expect(dots).to_be_visible()
    line.push(somchai, {"type": "text", "text": "พร้อมแล้ว"})
    expect(dots).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_who_says_something_from_further_up_is_taken_to_the_answer(
    visit: Visiting, line: Line, bot: Bot, size: tuple[int, int]
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    line.push(somchai, flex(card(postback("รายงานผล", "a=report"))))
    for number in range(12):
        line.push(somchai, {"type": "text", "text": f"ข้อความที่ {number}\n\n\n\n"})
    visiting = visit(size)
    waiting: list[Route] = []
    # The wait for changes is held until words and answer are both there: the page learns of them in
    # one look.
    visiting.page.route("**/_sim/changes*", lambda route: waiting.append(route))
    page = visiting.open(somchai)
    page.locator("#log").evaluate("log => { log.scrollTop = 0; }")
    line.post(f"/_sim/chats/{somchai}/text", {"from": somchai, "text": "รายงาน"})
    line.push(somchai, {"type": "text", "text": "รายการที่ถึงกำหนด"})
    page.unroute("**/_sim/changes*")  # lets go what is held
    expect(page.locator("#log").get_by_text("รายการที่ถึงกำหนด")).to_be_in_viewport()
    expect(page.get_by_role("button", name="ข้อความใหม่")).to_be_hidden()
