"""The signs of states stand in a font of ours, so that they look alike on every machine."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.drawings.signs import FILE, draw
from tests.test_imports import ROOT

WEB = ROOT / "web"
IN_SARABUN = set("·–“”…•—")


def _outside_thai(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return {each for each in text if ord(each) > 0xFF and not "\u0e00" <= each <= "\u0e7f"}


def test_every_sign_of_the_pages_is_drawn_and_named_in_the_style() -> None:
    assert FILE.read_bytes() == draw(), "run python -m tests.drawings.signs"
    drawn = set(TTFont(BytesIO(draw())).getBestCmap())
    pages = [*WEB.glob("templates/**/*.html"), *WEB.glob("**/words.py"), *WEB.glob("static/*.js")]
    used = {ord(sign) for page in pages for sign in _outside_thai(page) - IN_SARABUN}
    assert used <= drawn, [chr(each) for each in used - drawn]
    style = (WEB / "static" / "kaona.css").read_text(encoding="utf-8")
    (rule,) = re.findall(r"signs\.woff.*?unicode-range: ([^;]+);", style)
    assert {int(each.strip()[2:], 16) for each in rule.split(",")} == drawn
