"""Take the screenshots of README and manual from a running demo: ``python -m
tests.drawings.screenshots``.

The demo runs in a folder of its own on a free port; Chromium is told to write Thai in our own
Sarabun, so that the pictures are the same on a machine without Thai fonts. Both are ended again.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Playwright, ViewportSize, sync_playwright

from demo.sample.data import load_province
from tests.demo.conftest import command, free_port
from tests.drawings import manual_pictures
from tests.drawings.manual_pictures import Shown
from tests.patience import PATIENCE
from tests.test_imports import ROOT
from thai.fonts import FONTS

PICTURES = ROOT / "docs" / "pictures"
REPORT, MONTH = PICTURES / "report.png", PICTURES / "month.png"
SIZE: ViewportSize = {"width": 1280, "height": 860}
NAMES = ("chromium", "chromium-browser", "google-chrome")
FONT_SETTINGS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{FONTS}</dir>
  <match target="pattern">
    <edit name="family" mode="prepend" binding="strong"><string>Sarabun</string></edit>
  </match>
</fontconfig>
"""


def main() -> None:
    """Take all pictures."""
    with (
        TemporaryDirectory() as folder,
        running_demo(Path(folder)) as url,
        sync_playwright() as playwright,
        browser_with_our_letters(playwright) as browser,
    ):
        page = browser.new_page(viewport=SIZE, locale="th-TH", timezone_id="Asia/Bangkok")
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(url)
        take_report(page)
        take_month(page)
        doors = page.evaluate("fetch('/_sim/state').then((one) => one.json())")["guide"]["doors"]
        public = doors[-1]["href"]
        take_chat(browser, url)
        for shown in manual_pictures.PAGES:
            take_page(browser, shown, public)
    manual_pictures.note_made()


@contextmanager
def browser_with_our_letters(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that writes Thai in our own font."""
    with TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONT_SETTINGS, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES)), None),
            args=["--no-sandbox", "--disable-gpu"],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        yield browser
        browser.close()


@contextmanager
def running_demo(folder: Path) -> Iterator[str]:
    """Run the demo in a folder; give the address of its page."""
    port = free_port()
    with subprocess.Popen(
        command(port), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line.startswith("Open http"):
                sys.exit(f"the demo did not start: {line}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)


def take_report(page: Page) -> None:
    """The whole page: an officer has asked for what is due, and begun the first report."""
    step(page, 2)
    cards = page.locator("#log .fx-bubble")
    already = cards.count()
    page.locator("#words").press("Enter")
    cards.nth(already + 1).locator("button").first.click()  # the first card leads to the page
    page.locator("#quick button", has_text="พักไว้").wait_for()
    page.locator("#menu-bar").click()
    page.mouse.move(1, 1)
    settled(page)
    page.screenshot(path=REPORT)


def take_month(page: Page) -> None:
    """The telephone of somebody in the province's group, with the month's summary."""
    page.locator("#chat-list .chat").first.click()
    summary = page.locator("#log .strip").last.locator(".fx-bubble").first
    summary.wait_for()
    settled(page)
    top(summary)
    page.locator("#phone").screenshot(path=MONTH)


def take_chat(browser: Browser, url: str) -> None:
    """For the manual: the telephone on which an officer has asked for what is due."""
    page = opened(browser, SIZE["width"], 2)
    page.goto(url)
    step(page, 2)
    cards = page.locator("#log .fx-bubble")
    already = cards.count()
    page.locator("#words").press("Enter")
    cards.nth(already).wait_for()
    settled(page)
    save(page.locator("#phone").screenshot, manual_pictures.CHAT)
    page.context.close()


def take_page(browser: Browser, shown: Shown, public: str) -> None:
    """For the manual: a page as its person sees it; the upper part of it, as on a screen."""
    slug, root = load_province().slug, public.partition("/public/")[0]
    page = opened(browser, shown.width, 2 if shown.width < 1000 else 1)
    page.goto(public if shown.door == "public" else f"{root}/demo/{shown.door}")
    if shown.path:
        answer = page.goto(f"{root}/console/{slug}/{shown.path}")
        assert answer is not None
        assert answer.ok, f"{shown.name}: {answer.status}"
    settled(page)
    save(page.screenshot, shown.name)
    page.context.close()


def opened(browser: Browser, width: int, scale: int) -> Page:
    """A browser of somebody's own, with a screen of some pixels, each drawn ``scale`` times."""
    page = browser.new_context(
        viewport={"width": width, "height": SIZE["height"]},
        device_scale_factor=scale,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
    ).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    return page


def save(take: Callable[[], bytes], name: str) -> None:
    """Keep a picture of the manual, with as many colours as a page has."""
    path = manual_pictures.PICTURES / f"{name}.png"
    Image.open(BytesIO(take())).convert("RGB").quantize(128).save(path, optimize=True)
    if path.stat().st_size > manual_pictures.MOST_BYTES:
        print(f"{path.name} is larger than wanted: {path.stat().st_size} bytes")


def step(page: Page, number: int) -> None:
    """Open a step of the guide and press its button."""
    chosen = page.locator("#guide-steps .step").nth(number - 1)
    chosen.locator(".step-head").click()
    chosen.locator(".step-button").click()


def settled(page: Page) -> None:
    """Wait until every picture and font of the page has been loaded."""
    page.wait_for_load_state("load")
    page.evaluate(
        "Promise.all([document.fonts.ready, ...[...document.images].map((one) => one.decode()"
        ".catch(() => null))])"
    )


def top(found: Locator) -> None:
    """Scroll the chat until something stands at its top."""
    found.evaluate(
        "(one) => { const log = document.getElementById('log'); log.scrollTop +="
        " one.getBoundingClientRect().top - log.getBoundingClientRect().top - 24 }"
    )


if __name__ == "__main__":
    main()
