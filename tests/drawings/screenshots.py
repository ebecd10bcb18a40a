"""Take the README's screenshots from a running demo: ``python -m tests.drawings.screenshots``.

The demo runs in a folder of its own on a free port; Chromium is told to write Thai in our own
Sarabun, so that the pictures are the same on a machine without Thai fonts. Both are ended again.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

from tests.demo.conftest import command, free_port
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
    """Take both pictures."""
    with TemporaryDirectory() as folder, running_demo(Path(folder)) as url:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONT_SETTINGS, encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=next(filter(None, map(shutil.which, NAMES)), None),
                args=["--no-sandbox", "--disable-gpu"],
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            page = browser.new_page(viewport=SIZE, locale="th-TH", timezone_id="Asia/Bangkok")
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(url)
            take_report(page)
            take_month(page)
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
    cards.nth(already).locator("button").first.click()
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
