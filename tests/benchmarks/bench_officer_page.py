"""How long an officer needs for nine measures on one page, and what the page weighs: run ``python
-m tests.benchmarks.bench_officer_page``.

A robot answers nine measures with four texts and three photos of 3 MB in Chromium, over a line of
1.6 Mbit/s down, 0.75 up and 150 ms. It types three letters a second and takes two seconds a tap:
these are added up, not slept; what it waits for (pages, uploads, the last save) is measured on the
throttled line by the wall clock. Nothing is overlapped: while a photo goes up it does not type, so
the sum is an upper bound. Printed are the seconds of each and the kB transferred on a first visit.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import CDPSession, FilePayload, Page, expect, sync_playwright
from sqlalchemy import select

from models import schema
from models.database import Database
from models.month.rounds import ensure_obligations
from models.reports.submissions import ReportContent, send_report
from models.tables.obligations import Obligation, Progress, Revision
from models.tables.organization import Channel
from models.tables.people import Person
from tests.handlers.cast import DECEMBER, START, TREASURY, ask, begin_month, officer
from tests.scheduler.province import Province
from tests.simulator.page import ARGUMENTS
from tests.stage import Stage, open_stage
from tests.web.officer.office import comes_in, pages_of

MEASURES, TEXTS, PHOTOS = 9, 4, 3
LETTERS_A_SECOND, SECONDS_A_TAP = 3.0, 2.0
DOWN, UP, LATENCY = 1_600_000 / 8, 750_000 / 8, 150
SUMMARY = "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน"
WANTED = 180.0
HEAVIEST = 100_000
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


class Robot:
    """Counts what a person would have taken, and measures what the line takes."""

    def __init__(self) -> None:
        self.typed = self.tapped = self.waited = 0.0

    def taps(self, act: Callable[[], object]) -> None:
        self.tapped += SECONDS_A_TAP
        act()

    def types(self, act: Callable[[str], object], text: str) -> None:
        self.taps(lambda: None)  # into the field
        self.typed += len(text) / LETTERS_A_SECOND
        act(text)

    def waits(self, until: Callable[[], object]) -> None:
        began = time.monotonic()
        until()
        self.waited += time.monotonic() - began

    @property
    def seconds(self) -> float:
        return self.typed + self.tapped + self.waited


def photo() -> bytes:
    """A photo of 12 megapixels and about 3 MB."""
    small = Image.effect_noise((1008, 756), 70)
    picture = small.resize((4032, 3024), Image.Resampling.BICUBIC).convert("RGB")
    for quality in range(98, 40, -2):
        made = BytesIO()
        picture.save(made, "JPEG", quality=quality)
        if made.tell() <= 3_200_000:
            return made.getvalue()
    raise AssertionError("no photo of 3 MB")


def throttle(page: Page) -> tuple[CDPSession, list[int]]:
    """Slow the line down; return the session and the bytes of all that was transferred."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP},
    )
    loaded: list[int] = []
    session.on("Network.loadingFinished", lambda each: loaded.append(each["encodedDataLength"]))
    return session, loaded


def answers(page: Page, robot: Robot, original: bytes) -> None:
    """Answer four measures in words, three with a photo; the others have nothing new."""
    items = page.locator("[data-item]")
    for number in range(TEXTS):
        item = items.nth(number)
        robot.taps(item.get_by_label("อยู่ระหว่างดำเนินการ").check)
        robot.types(item.get_by_label("สรุปผลการดำเนินการ").fill, SUMMARY)
        if number < PHOTOS:
            robot.tapped += SECONDS_A_TAP  # the chooser, then the photo in it
            chosen: FilePayload = {
                "name": "photo.jpg",
                "mimeType": "image/jpeg",
                "buffer": original,
            }
            robot.taps(partial(item.get_by_label("รูปถ่าย").set_input_files, chosen))
            robot.waits(expect(item.locator(".pieces li")).to_be_visible)
    robot.taps(page.get_by_role("button", name="ไม่มีความคืบหน้าเพิ่มเติม ทุกรายการ").click)
    filled = page.get_by_text(f"แล้ว {MEASURES - TEXTS} รายการ")
    robot.waits(expect(filled).to_be_visible)
    robot.taps(page.get_by_role("button", name="ส่งรายการที่ครบ").click)
    received = page.get_by_text(f"ได้รับรายงานแล้ว {MEASURES} รายการ")
    robot.waits(expect(received).to_be_visible)


def report_november(stage: Stage) -> None:
    """Send every report of the month before, so that there is something to compare with."""
    with stage.program.database.begin() as session:
        person = session.scalars(select(Person)).one()
        content = ReportContent(Progress.IN_PROGRESS, SUMMARY)
        for each in session.scalars(select(Obligation)).all():
            send_report(session, each, content, by=person, now=stage.now())
    begin_month(stage, DECEMBER)


def main() -> int:
    """Print the figures; 1 when they are worse than wanted."""
    program = next((each for each in CHROMIUM if Path(each).exists()), None)
    if program is None:
        print("no Chromium here: not measured")
        return 0
    expect.set_options(timeout=40_000)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bench.db'}"
        database = Database(url)
        schema.upgrade(database)
        with database.begin() as session:
            session.add(Channel(line_channel_id="2000000001"))
            session.flush()
            province = Province(session)
            for number in range(1, MEASURES + 1):
                province.measure(
                    f"1.{number}",
                    TREASURY,
                    start=date(2026, 10, 1),
                    title=f"มาตรการที่ {number}",
                )
            ensure_obligations(session, province.organization, START)
        database.close()
        stage = stack.enter_context(open_stage(url, folder / "data", start=START))
        actor = officer(stage)
        report_november(stage)
        address = stack.enter_context(pages_of(stage))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 780})
        _, loaded = throttle(page)
        robot = Robot()
        robot.tapped += 2 * SECONDS_A_TAP  # the card's button, and that of the link
        robot.waits(lambda: comes_in(page, actor, address))
        page.wait_for_load_state("networkidle")
        weight = sum(loaded)
        answers(page, robot, photo())
        sent = ask(stage, lambda s: len(s.scalars(select(Revision)).all())) - MEASURES
        browser.close()
    print(f"transferred on a first visit, with the link's page: {weight / 1000:.1f} kB")
    print(f"typed {robot.typed:.1f} s, tapped {robot.tapped:.1f} s, waited {robot.waited:.1f} s")
    print(f"{sent} of {MEASURES} measures answered in {robot.seconds:.1f} s (wanted: {WANTED:.0f})")
    return int(robot.seconds > WANTED or weight > HEAVIEST or sent != MEASURES)


if __name__ == "__main__":
    sys.exit(main())
