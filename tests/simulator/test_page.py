"""The page of the stand-in, in a real browser: chats, typing, photos, people and groups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator import Simulator
from tests.simulator.page import NARROW, START, WIDE, Bot, Line, Visit, overflows, png

pytest_plugins = ["tests.simulator.page"]
pytestmark = pytest.mark.browser

Visiting = Callable[..., Visit]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_page_opens_in_thai_and_never_scrolls_sideways(
    visit: Visiting, line: Line, size: tuple[int, int]
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    line.push(
        somchai, {"type": "text", "text": "ยาวมาก" * 300 + " https://example.com/" + "a" * 300}
    )
    page = visit(size).open()
    expect(page.get_by_role("heading", name="แชต", exact=True)).to_be_visible()
    assert not overflows(page)
    page.locator(f"[data-chat={somchai}]").click()
    expect(page.get_by_role("log")).to_contain_text("ยาวมาก")
    assert not overflows(page)
    if size == NARROW:
        for tab, heading in (("ปฏิทิน", "ปฏิทิน"), ("แนะนำ", "ลองทำตามนี้")):
            page.get_by_role("button", name=tab, exact=True).click()
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            assert not overflows(page)
        page.get_by_role("button", name="แชต", exact=True).click()
        page.get_by_role("button", name="กลับไปรายการแชต").click()
        expect(page.locator(f"[data-chat={somchai}]")).to_be_visible()


def test_what_is_typed_reaches_the_bot_and_what_it_pushes_is_seen_at_once(
    visit: Visiting, line: Line, bot: Bot
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    page = visit().open(somchai)
    page.get_by_label("พิมพ์ข้อความ").fill("งานของฉัน")
    page.keyboard.press("Enter")
    event = bot.gets("message")
    assert event["message"]["text"] == "งานของฉัน"
    assert event["source"] == {"type": "user", "userId": somchai}
    expect(page.locator(".row-own .balloon")).to_have_text("งานของฉัน")
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("")
    line.push(somchai, {"type": "text", "text": "ไม่มีงานค้าง\nดู https://example.com/ก."})
    answer = page.locator(".row-other .balloon")
    expect(answer).to_contain_text("ไม่มีงานค้าง")
    expect(answer.get_by_role("link")).to_have_attribute("href", "https://example.com/")


def test_words_of_a_person_are_never_markup(visit: Visiting, line: Line) -> None:
    words = "<img src=x onerror=\"document.title='broken'\"><b>หนา</b>"
    somchai = line.person(words[:40])
    page = visit().open(somchai)
    page.get_by_label("พิมพ์ข้อความ").fill(words)
    page.get_by_role("button", name="ส่งข้อความ").click()
    expect(page.locator(".row-own .balloon")).to_have_text(words)
    expect(page.locator("#log img, #log b, #chat-list img")).to_have_count(0)
    expect(page).to_have_title("LINE จำลอง")


def test_a_photo_is_sent_and_seen(visit: Visiting, line: Line, bot: Bot, tmp_path: Path) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    photo = tmp_path / "ประชุม.png"
    photo.write_bytes(png(40, 30, (200, 30, 30)))
    page = visit().open(somchai)
    page.get_by_role("button", name="ส่งรูป ไฟล์ สติกเกอร์ หรือตำแหน่ง").click()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="รูปภาพหรือวิดีโอ").click()
    chosen.value.set_files(photo)
    event = bot.gets("message")
    assert event["message"]["type"] == "image"
    assert line.get_bytes(f"/v2/bot/message/{event['message']['id']}/content") == photo.read_bytes()
    picture = page.locator(".row-own .picture img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 40)
    picture.click()
    expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    page.get_by_role("button", name="ปิดรูป").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_photos_chosen_together_are_one_set(
    visit: Visiting, line: Line, bot: Bot, tmp_path: Path
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    photos = [tmp_path / f"{number}.png" for number in range(3)]
    for photo in photos:
        photo.write_bytes(png(8, 8, (30, 30, 200)))
    page = visit().open(somchai)
    page.get_by_role("button", name="ส่งรูป ไฟล์ สติกเกอร์ หรือตำแหน่ง").click()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="รูปภาพหรือวิดีโอ").click()
    chosen.value.set_files(photos)
    sets = [bot.gets("message")["message"]["imageSet"] for _ in photos]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 3), (2, 3), (3, 3)]
    assert len({one["id"] for one in sets}) == 1
    expect(page.locator(".row-own .picture")).to_have_count(3)


def test_a_drawn_photo_a_file_a_sticker_and_a_place_reach_the_bot(
    visit: Visiting, line: Line, bot: Bot, tmp_path: Path
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    page = visit(NARROW).open(somchai)
    attach = page.get_by_role("button", name="ส่งรูป ไฟล์ สติกเกอร์ หรือตำแหน่ง")
    attach.click()
    page.get_by_role("button", name="รูปตัวอย่าง").click()
    assert bot.gets("message")["message"]["type"] == "image"
    attach.click()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="ไฟล์", exact=True).click()
    paper = tmp_path / "รายงานการประชุม.pdf"
    paper.write_bytes(b"%PDF-1.7\n")
    chosen.value.set_files(paper)
    message = bot.gets("message")["message"]
    assert (message["type"], message["fileName"], message["fileSize"]) == ("file", paper.name, 9)
    expect(page.locator(".file")).to_contain_text(paper.name)
    attach.click()
    page.get_by_role("button", name="สติกเกอร์", exact=True).click()
    assert bot.gets("message")["message"]["type"] == "sticker"
    attach.click()
    page.get_by_role("button", name="ตำแหน่งที่ตั้ง").click()
    page.get_by_label("ชื่อสถานที่").fill("ศาลากลางจังหวัดสุโขทัย")
    page.get_by_role("button", name="ส่ง", exact=True).click()
    assert bot.gets("message")["message"]["title"] == "ศาลากลางจังหวัดสุโขทัย"
    expect(page.locator(".place")).to_contain_text("ศาลากลางจังหวัดสุโขทัย")


def test_in_a_group_one_chooses_who_one_is_and_mentions_the_bot(
    visit: Visiting, line: Line, bot: Bot
) -> None:
    somchai, somying = line.person("นายสมชาย ใจดี"), line.person("นางสาวสมหญิง รักงาน")
    group = line.group("กลุ่มจังหวัด", somchai, somying)
    page = visit().open(group)
    page.get_by_label("คุณคือ").select_option("นางสาวสมหญิง รักงาน")
    page.get_by_role("button", name="กล่าวถึง").click()
    page.keyboard.type("สรุป")
    page.keyboard.press("Enter")
    event = bot.gets("message")
    assert event["source"] == {"type": "group", "groupId": group, "userId": somying}
    assert event["message"]["mention"]["mentionees"][0]["isSelf"] is True
    expect(page.locator(".row-own .mentioned")).to_have_count(1)
    page.get_by_label("คุณคือ").select_option("นายสมชาย ใจดี")
    expect(page.locator(".row-other .mentioned")).to_have_count(1)
    expect(page.locator(".row-name")).to_have_text("นางสาวสมหญิง รักงาน")


def test_a_message_is_unsent_with_the_keyboard_alone(visit: Visiting, line: Line, bot: Bot) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    page = visit().open(somchai)
    page.get_by_label("พิมพ์ข้อความ").fill("ส่งผิด")
    page.keyboard.press("Enter")
    said = bot.gets("message")["message"]
    page.locator(".row-own").get_by_role("button", name="เมนูของข้อความนี้").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ยกเลิกการส่ง").focus()
    page.keyboard.press("Enter")
    assert bot.gets("unsend")["unsend"]["messageId"] == said["id"]
    expect(page.get_by_role("log")).to_contain_text("ยกเลิกการส่งแล้ว")
    expect(page.get_by_role("log")).not_to_contain_text("ส่งผิด")


def test_a_group_message_is_edited_from_the_right_click_menu(
    visit: Visiting, line: Line, bot: Bot
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    page = visit().open(line.group("กลุ่มจังหวัด", somchai))
    page.get_by_label("พิมพ์ข้อความ").fill("วันที่ 3")
    page.keyboard.press("Enter")
    page.locator(".row-own .balloon").click(button="right")
    page.get_by_role("button", name="แก้ไขข้อความ").click()
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("วันที่ 3")
    page.get_by_label("พิมพ์ข้อความ").fill("วันที่ 4")
    page.keyboard.press("Enter")
    assert bot.gets("messageEdited")["message"]["text"] == "วันที่ 4"
    expect(page.locator(".row-own .balloon")).to_have_text("วันที่ 4")


def test_one_of_forty_people_is_found_by_name_and_unread_messages_are_counted(
    visit: Visiting, line: Line
) -> None:
    people = [line.person(f"เจ้าหน้าที่ลำดับที่ {number}") for number in range(1, 41)]
    line.push(people[30], {"type": "text", "text": "หนึ่ง"})
    page = visit().open()
    page.get_by_label("ค้นหาชื่อคนหรือกลุ่ม").fill("ที่ 31")
    row = page.locator("#chat-list .chat")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("ยังไม่อ่าน 1 ข้อความ")
    line.push(people[30], {"type": "text", "text": "สอง"})
    expect(row).to_contain_text("ยังไม่อ่าน 2 ข้อความ")
    row.click()
    expect(page.locator("#log .balloon")).to_have_text(["หนึ่ง", "สอง"])
    expect(row).not_to_contain_text("ยังไม่อ่าน")


def test_a_new_person_is_added_and_their_phone_opens(visit: Visiting, line: Line, bot: Bot) -> None:
    page = visit(NARROW).open()
    page.get_by_role("button", name="เพิ่มคน").click()
    page.get_by_label("ชื่อที่แสดงใน LINE").fill("นางมาลี มีสุข")
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    bot.gets("follow")
    expect(page.locator("#phone-holder")).to_have_text("มือถือของนางมาลี มีสุข")
    page.get_by_role("button", name="เมนูของแชตนี้").click()
    page.get_by_role("button", name="บล็อกบอต").click()
    bot.gets("unfollow")
    expect(page.locator("#phone-holder")).to_contain_text("บล็อกบอตไว้")


def test_a_reader_who_scrolled_up_is_left_there_and_told_of_new_messages(
    visit: Visiting, line: Line
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    for number in range(12):
        line.push(
            somchai, *({"type": "text", "text": f"ข้อความ {number} {part}\n\n"} for part in range(5))
        )
    page = visit().open(somchai)
    expect(page.locator("#log .balloon")).to_have_count(60)
    last_seen = page.get_by_role("log").get_by_text("ข้อความ 11 4")
    expect(last_seen).to_be_in_viewport()
    page.locator("#log").hover()
    page.mouse.wheel(0, -1500)
    expect(last_seen).not_to_be_in_viewport()
    reading = page.locator("#log").evaluate("log => log.scrollTop")
    line.push(somchai, {"type": "text", "text": "ใหม่สุด"})
    newest = page.get_by_role("button", name="ข้อความใหม่")
    expect(newest).to_be_visible()
    assert page.locator("#log").evaluate("log => log.scrollTop") == reading
    newest.click()
    expect(page.locator("#log .balloon").last).to_be_in_viewport()
    expect(newest).to_be_hidden()


def test_a_world_that_was_reset_leaves_no_chat_open(visit: Visiting, line: Line) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    page = visit().open(somchai)
    line.post("/_sim/reset", {})
    expect(page.get_by_role("heading", name="ยังไม่ได้เลือกแชต")).to_be_visible()
    expect(page.locator("#chat-list")).to_contain_text("ยังไม่มีคนหรือกลุ่ม")
    somying = line.person("นางสาวสมหญิง รักงาน")
    page.locator(f"[data-chat={somying}]").click()
    expect(page.locator("#phone-holder")).to_have_text("มือถือของนางสาวสมหญิง รักงาน")


def test_a_lost_server_is_said_and_found_again(visit: Visiting) -> None:
    one = visit()
    first = Simulator(clock=START)
    first.start()
    one.url = first.url
    page = one.open()
    away = page.get_by_text("ขาดการเชื่อมต่อ")
    expect(away).to_be_hidden()
    first.close()
    expect(away).to_be_visible()
    with Simulator(clock=START, port=first.port) as second:
        second.world.add_person("นางมาลี มีสุข")
        expect(page.locator("#chat-list .chat")).to_contain_text("นางมาลี มีสุข")
        expect(away).to_be_hidden()
        page.close()
    # That the browser reports the calls that failed meanwhile is right.
    one.wrong.clear()
