"""Draw every card as a telephone of 360 px shows it: ``python -m tests.drawings.cards FOLDER
[--steps 2500] [--letters 1.5]``.

Drawn are the samples of every card there is (``tests.drawings.samples``), and what people get in a
random walk; of cards there that differ only in names and numbers one. ``--letters`` is how much
larger than usual the person has set the letters of the telephone. What is cut off or stands over
the edge is named, and the program ends with 1. A dozen drawings stand on each contact sheet.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from simulator import Simulator
from tests.acceptance.random_walk import walk_anywhere
from tests.acceptance.walking.crowd import buttons_in, quick_in
from tests.drawings.samples import each_sample
from tests.drawings.screenshots import browser_with_our_letters
from tests.patience import PATIENCE
from tests.simulator.page import CHANNEL_ID, CHANNEL_SECRET, Line, Visit
from tests.stage import words_of

Message = dict[str, Any]
Named = tuple[str, Message]
ON_A_SHEET, COLUMNS, GAP = 12, 6, 12
SIZE: ViewportSize = {"width": 360, "height": 6000}
AT_ONCE = 20
WHOLE = ".strip { flex-wrap: wrap; overflow: visible } .row { break-inside: avoid }"
OVER_THE_EDGE = """() => [...document.querySelectorAll('#log .row-other')].flatMap((row, n) =>
  [...row.querySelectorAll('.fx-text, .fx-button > span, .balloon')]
    .filter((one) => {
      const place = one.getBoundingClientRect(), text = document.createRange()
      text.selectNodeContents(one)
      const cut = one.matches('span') && text.getBoundingClientRect().width > place.width + 0.1
      return cut || one.scrollWidth > one.clientWidth + 1 || place.right > innerWidth
    })
    .map((one) => [n, one.textContent]))"""


def main() -> int:
    """Walk, and draw."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--letters", type=float, nargs="*", default=[1.0, 1.5])
    wanted = parser.parse_args()
    cards = each_sample()
    if wanted.steps:
        heard = walk_anywhere(wanted.steps, wanted.seed).heard()
        cards += [(f"walk-{n:03}", card) for n, card in enumerate(each_kind(heard))]
    wrong = []
    with sync_playwright() as playwright, browser_with_our_letters(playwright) as browser:
        for scale in wanted.letters:
            place = wanted.folder / f"{scale:.2f}"
            place.mkdir(parents=True, exist_ok=True)
            wrong += draw(browser, cards, scale, place)
            sheets([place / f"{name}.png" for name, _ in cards], place)
    print(f"{len(cards)} cards in {wanted.folder}", *wrong, sep="\n")
    return int(bool(wrong))


def each_kind(messages: Sequence[Message]) -> Iterator[Message]:
    """One of each kind of message: what differs only in names and numbers is one kind."""
    seen: set[str] = set()
    for message in messages:
        kind = shape(message)
        if kind not in seen:
            seen.add(kind)
            yield message


def shape(message: Message) -> str:
    """What two messages of a kind have in common: how they begin, and their buttons."""
    buttons = [*buttons_in(message), *quick_in(message)]
    labels = sorted({re.sub(r"[^ก-ฮ]", "", str(each.get("label")))[:12] for each in buttons})
    begin = re.sub(r"[^ก-ฮ]", "", words_of(message))[:14]
    return json.dumps([message["type"], begin, labels[:6]])


def draw(browser: Browser, cards: Sequence[Named], scale: float, folder: Path) -> list[str]:
    """Draw messages in chats of some each; return what does not fit into its place."""
    wrong: list[str] = []
    with Simulator(
        channel_id=CHANNEL_ID, channel_secret=CHANNEL_SECRET, webhook_seconds=None, quota=None
    ) as simulator:
        line = Line(simulator)
        for begin in range(0, len(cards), AT_ONCE):
            some = cards[begin : begin + AT_ONCE]
            person = line.person(f"คนที่ {begin}")
            for _, card in some:
                line.push(person, {key: card[key] for key in card if key != "quickReply"})
            # The page allows no styles but its own.
            page = browser.new_page(viewport=SIZE, locale="th-TH", bypass_csp=True)
            page.set_default_timeout(PATIENCE * 1000)
            Visit(page, line.url).open(person)
            page.add_style_tag(content=f"{WHOLE} :root {{ --scale: {scale} }}")
            wrong += _take(page, [name for name, _ in some], folder)
            page.close()
    return wrong


def _take(page: Page, names: Sequence[str], folder: Path) -> Iterator[str]:
    rows = page.locator("#log .row-other")
    for place, name in enumerate(names):
        rows.nth(place).screenshot(path=folder / f"{name}.png")
    for place, text in page.evaluate(OVER_THE_EDGE):
        yield f"{folder.name}/{names[place]}.png: {text}"


def sheets(drawings: Sequence[Path], folder: Path) -> None:
    """Put drawings side by side, a dozen on a sheet, each cut where it is longer than the sheet."""
    for begin in range(0, len(drawings), ON_A_SHEET):
        found = [Image.open(each).convert("RGB") for each in drawings[begin : begin + ON_A_SHEET]]
        width = max(each.width for each in found)
        columns = [found[n::COLUMNS] for n in range(COLUMNS)]
        height = max(sum(each.height + GAP for each in column) for column in columns)
        sheet = Image.new("RGB", ((width + GAP) * COLUMNS, height), "white")
        for number, column in enumerate(columns):
            top = 0
            for each in column:
                sheet.paste(each, (number * (width + GAP), top))
                top += each.height + GAP
        sheet.save(folder / f"sheet-{begin // ON_A_SHEET:02}.png")


if __name__ == "__main__":
    sys.exit(main())
