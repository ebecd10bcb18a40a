"""The officer's page in a browser: saved as it is typed, photos made smaller."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, expect

from tests.handlers.cast import DONE, START, begin_month, evidence, officer, revisions
from tests.simulator.page import chromium
from tests.stage import Stage
from tests.web.officer.office import comes_in, pages_of

__all__ = ["chromium"]


def photo(width: int, height: int) -> bytes:
    """A photo with something in it, turned by its Exif header and with a place in it."""
    picture = Image.effect_noise((width // 8, height // 8), 60).resize((width, height))
    exif = picture.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    made = BytesIO()
    picture.convert("RGB").save(made, "JPEG", quality=92, exif=exif)
    return made.getvalue()


def note(said: ConsoleMessage, faults: list[str]) -> None:
    """Note what the browser complains of; that there is no icon is no fault."""
    if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
        faults.append(said.text)


def test_answers_are_saved_as_they_are_typed_and_photos_made_smaller(
    stage: Stage, chromium: Browser
) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    original = photo(2400, 1800)
    with pages_of(stage) as address:
        page = chromium.new_page(viewport={"width": 390, "height": 780})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: note(said, faults))
        comes_in(page, actor, address)
        item = page.locator("[data-item]").first
        item.get_by_label("อยู่ระหว่างดำเนินการ").check()
        item.get_by_label("สรุปผลการดำเนินการ").fill(DONE)
        expect(item.locator("[data-state]")).to_have_text("ครบ พร้อมส่ง")
        page.reload()
        expect(item.get_by_label("สรุปผลการดำเนินการ")).to_have_value(DONE)
        item.get_by_label("รูปถ่าย").set_input_files(
            {"name": "กิจกรรม.jpg", "mimeType": "image/jpeg", "buffer": original}
        )
        expect(item.locator(".pieces li")).to_have_count(1)
        page.get_by_role("button", name="ส่งรายการที่ครบ").click()
        expect(page.get_by_text("ได้รับรายงานแล้ว 1 รายการ")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.close()
    assert faults == []
    assert [each[3] for each in revisions(stage)] == [DONE]
    (kept,) = evidence(stage)
    path = stage.program.store.open_path(kept.path or "")
    assert path is not None
    with Image.open(path) as picture:
        assert (picture.size, dict(picture.getexif())) == ((1200, 1600), {})
    assert path.stat().st_size < len(original)
