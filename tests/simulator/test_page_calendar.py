"""The calendar, the guide and the ledger on the page of the stand-in, and how well the page can be
read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.simulator.page import NARROW, START, WIDE, Line, Visit, overflows, png

pytest_plugins = ["tests.simulator.page"]
pytestmark = pytest.mark.browser

Visiting = Callable[..., Visit]

# Every piece of text that can be seen, with its contrast to the ground it stands on (WCAG 2,
# relative luminance); what is disabled is exempt, and so is a picture's ground, which the browser
# does not tell.
FAINT = """() => {
  const channel = (value) =>
    (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (colour) => {
    const n = colour.match(/[\\d.]+/g).map(Number);
    return [n[0], n[1], n[2], n[3] ?? 1];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const ground = (node) => {
    const grounds = [];
    for (let at = node; at; at = at.parentElement)
      grounds.push(parse(getComputedStyle(at).backgroundColor));
    return grounds.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
    if (node.closest(":disabled, .hidden, option")) continue;
    seen += 1;
    const under = ground(node);
    const ink = over(parse(getComputedStyle(node).color), under);
    const [dark, bright] = [light(ink), light(under)].sort((a, b) => a - b);
    const contrast = (bright + 0.05) / (dark + 0.05);
    const words = walker.currentNode.data.trim().slice(0, 40);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${words}`);
  }
  return { seen, faint };
}"""


# Controls that can be seen and that a screen reader could only call "button" or "edit".
NAMELESS = """() => [...document.querySelectorAll("button, a, input, select, textarea")]
  .filter((node) => node.checkVisibility())
  .filter((node) => !node.textContent.trim() && !node.ariaLabel && !node.labels?.length)
  .map((node) => node.outerHTML)"""


def clock_of(line: Line) -> datetime:
    """The simulator's clock."""
    return datetime.fromisoformat(line.get("/_sim/clock")["now"])


def assert_about(moment: datetime, wanted: datetime) -> None:
    """The clock runs on while a test looks at it: a minute is near enough."""
    assert timedelta(0) <= moment - wanted < timedelta(minutes=1)


def test_the_clock_is_shown_in_the_buddhist_era_and_moves_forward(
    visit: Visiting, line: Line
) -> None:
    page = visit().open()
    clock = page.locator("#clock")
    expect(clock).to_contain_text("วันศุกร์ที่ 20 พฤศจิกายน พ.ศ. 2569")
    expect(clock).to_contain_text("09.12")
    page.get_by_role("button", name="+1 ชั่วโมง").click()
    expect(clock).to_contain_text("10.12")
    assert_about(clock_of(line), START + timedelta(hours=1))
    page.get_by_role("button", name="ถึง 9.00 น. วันถัดไป").click()
    expect(clock).to_contain_text("วันเสาร์ที่ 21 พฤศจิกายน พ.ศ. 2569")
    assert_about(clock_of(line), START.replace(day=21, minute=0))
    page.get_by_role("button", name="+1 สัปดาห์").click()
    expect(clock).to_contain_text("วันเสาร์ที่ 28 พฤศจิกายน พ.ศ. 2569")
    assert_about(clock_of(line), START.replace(day=28, minute=0))


def test_a_day_of_another_month_is_jumped_to_and_a_past_day_is_not(
    visit: Visiting, line: Line
) -> None:
    page = visit(NARROW).open()
    page.get_by_role("button", name="ปฏิทิน").click()
    expect(page.get_by_role("button", name="วันพฤหัสบดีที่ 19 พฤศจิกายน พ.ศ. 2569")).to_be_disabled()
    page.get_by_role("button", name="เดือนถัดไป").click()
    expect(page.get_by_role("heading", name="ธันวาคม 2569")).to_be_visible()
    page.get_by_role("button", name="วันศุกร์ที่ 18 ธันวาคม พ.ศ. 2569").click()
    expect(page.locator("#clock")).to_contain_text("วันศุกร์ที่ 18 ธันวาคม พ.ศ. 2569")
    assert_about(clock_of(line), datetime(2026, 12, 18, 9, tzinfo=START.tzinfo))


def test_a_clock_set_elsewhere_is_followed(visit: Visiting, line: Line) -> None:
    page = visit().open()
    line.post("/_sim/clock", {"now": "2027-02-28T23:30:00+07:00"})
    expect(page.locator("#clock")).to_contain_text("วันอาทิตย์ที่ 28 กุมภาพันธ์ พ.ศ. 2570")
    page.get_by_role("button", name="+1 ชั่วโมง").click()
    expect(page.locator("#clock")).to_contain_text("วันจันทร์ที่ 1 มีนาคม พ.ศ. 2570")
    expect(page.get_by_role("heading", name="มีนาคม 2570")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_guide_types_for_a_person_and_moves_the_calendar(
    visit: Visiting, line: Line, size: tuple[int, int]
) -> None:
    somchai, somying = line.person("นายสมชาย ใจดี"), line.person("นางสาวสมหญิง รักงาน")
    group = line.group("กลุ่มจังหวัด", somchai, somying)
    steps = [
        {"text": "ดูสรุปของจังหวัด", "chatId": group, "as": somying, "say": "/สรุป"},
        {"text": "ไปวันถัดไป", "chatId": group, "clock": "2026-11-23T09:00:00+07:00"},
    ]
    line.post("/_sim/settings", {"guide": {"title": "เริ่มตรงนี้", "steps": steps}})
    page = visit(size).open()
    expect(page.get_by_role("heading", name="เริ่มตรงนี้")).to_be_visible()  # first on a phone too
    page.get_by_role("button", name="พิมพ์ “/สรุป”").click()
    expect(page.get_by_label("คุณคือ")).to_have_value(somying)
    expect(page.get_by_label("พิมพ์ข้อความ")).to_have_value("/สรุป")
    expect(page.locator(".step").first).not_to_contain_text("(ลองแล้ว)")  # nothing was sent yet
    page.keyboard.press("Enter")
    expect(page.locator(".row-own .balloon")).to_have_text("/สรุป")
    if size == NARROW:
        page.get_by_role("button", name="แนะนำ").click()
    expect(page.locator(".step").first).to_contain_text("(ลองแล้ว)")
    page.get_by_role("button", name="ข้อถัดไป: ไปวันถัดไป").click()
    page.get_by_role("button", name="เลื่อนเวลาไป").click()
    expect(page.locator("#clock")).to_contain_text("23 พฤศจิกายน")
    assert_about(clock_of(line), datetime(2026, 11, 23, 9, tzinfo=START.tzinfo))


@pytest.mark.parametrize("size", [(1280, 800), NARROW])
def test_every_step_of_a_long_guide_is_seen_at_once_and_one_is_open(
    visit: Visiting, line: Line, size: tuple[int, int]
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    words = "พิมพ์ “รายงาน” เลือกเรื่อง ตอบทีละข้อ ส่งภาพถ่ายได้ แล้วกดยืนยัน"
    steps = [
        {"title": f"เรื่องที่ {n}", "text": words, "as": somchai, "say": f"รายงาน {n}"}
        for n in range(1, 10)
    ]
    line.post("/_sim/settings", {"guide": {"title": "เริ่มตรงนี้", "steps": steps}})
    page = visit(size).open()
    for number in range(1, 10):
        expect(page.get_by_role("button", name=f"เรื่องที่ {number}", exact=True)).to_be_in_viewport(
            ratio=1
        )
    expect(page.locator(".step-text:visible")).to_have_count(1)
    expect(page.get_by_role("button", name="พิมพ์ “รายงาน 1”")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="เรื่องที่ 9", exact=True).click()
    expect(page.get_by_role("button", name="พิมพ์ “รายงาน 1”")).to_be_hidden()
    expect(page.get_by_role("button", name="พิมพ์ “รายงาน 9”")).to_be_in_viewport(ratio=1)
    assert not overflows(page)


def test_days_off_are_marked_and_named(visit: Visiting, line: Line) -> None:
    line.person("นายสมชาย ใจดี")
    days_off = {"2026-12-10": "วันรัฐธรรมนูญ", "2027-01-01": "วันขึ้นปีใหม่"}
    line.post("/_sim/settings", {"guide": {"title": "", "steps": [], "daysOff": days_off}})
    page = visit().open()
    page.get_by_role("button", name="เดือนถัดไป").click()
    expect(page.get_by_role("button", name="วันหยุด")).to_have_count(1)
    expect(page.locator("#days-off li")).to_have_text(["10 วันรัฐธรรมนูญ"])
    page.get_by_role("button", name="วันพฤหัสบดีที่ 10 ธันวาคม พ.ศ. 2569 วันหยุด วันรัฐธรรมนูญ").click()
    expect(page.locator("#clock")).to_contain_text("10 ธันวาคม")


@pytest.mark.parametrize(("height", "is_open"), [(720, "false"), (900, "true")])
def test_an_open_menu_leaves_the_conversation_in_sight(
    visit: Visiting, line: Line, height: int, is_open: str
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    area = {"bounds": {"x": 0, "y": 0, "width": 800, "height": 540}}
    menu = {
        "size": {"width": 800, "height": 540},
        "selected": True,
        "name": "menu",
        "chatBarText": "เมนู",
        "areas": [area | {"action": {"type": "message", "text": "รายงาน"}}],
    }
    menu_id = line.post("/v2/bot/richmenu", menu)["richMenuId"]
    line.put_bytes(f"/v2/bot/richmenu/{menu_id}/content", png(800, 540, (20, 90, 60)), "image/png")
    line.post(f"/v2/bot/user/all/richmenu/{menu_id}", {})
    line.push(somchai, {"type": "text", "text": "ใกล้ถึงกำหนดส่งรายงาน"})
    page = visit((1280, height)).open()
    expect(page.locator("#menu-bar")).to_have_attribute("aria-expanded", is_open)
    log = page.locator("#log").bounding_box()
    assert log is not None
    assert log["height"] >= 250


def test_paid_messages_and_refused_calls_are_listed(visit: Visiting, line: Line) -> None:
    somchai, somying = line.person("นายสมชาย ใจดี"), line.person("นางสาวสมหญิง รักงาน")
    group = line.group("กลุ่มจังหวัด", somchai, somying)
    line.post("/_sim/settings", {"quota": 3})
    page = visit().open()
    line.push(group, {"type": "text", "text": "เปิดรอบรายงานแล้ว"})
    ledger = page.locator("#ledger")
    expect(ledger).to_contain_text("ใช้โควตา 2 จาก 3 ข้อความ")
    expect(ledger).to_contain_text("ถึง กลุ่มจังหวัด (2 คน)")
    expect(ledger).to_contain_text("เปิดรอบรายงานแล้ว")
    with pytest.raises(AssertionError, match="429"):
        line.push(group, {"type": "text", "text": "อีกครั้ง"})
    expect(ledger).to_contain_text("ปฏิเสธ 429")
    expect(ledger).to_contain_text("You have reached your monthly limit.")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_text_stands_out_from_its_ground_and_every_control_has_a_name(
    visit: Visiting, line: Line, size: tuple[int, int]
) -> None:
    somchai = line.person("นายสมชาย ใจดี")
    line.push(somchai, {"type": "text", "text": "สวัสดี https://example.com"})
    line.post(
        f"/_sim/chats/{somchai}/text", {"from": somchai, "text": "รายงาน https://example.com"}
    )
    page = visit(size).open(somchai)
    expect(page.locator("#log .balloon")).to_have_count(2)
    tabs = ["แชต", "ปฏิทิน", "แนะนำ"] if size == NARROW else [None]
    for tab in tabs:
        if tab:
            page.get_by_role("button", name=tab, exact=True).click()
        measured = page.evaluate(FAINT)
        assert measured["seen"] > 5
        assert measured["faint"] == []
        assert page.evaluate(NAMELESS) == []
