"""The manual on the desk: each page leads to the part that tells of it, with its pictures."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import unquote

import pdfplumber
from flask import Flask

from bot.app import create_app
from tests.handlers.cast import SLUG, START, begin_month, officer, secretary
from tests.stage import Stage
from tests.web.browser import Browser, signed_in
from web.help import words
from web.help.pages import anchor_of, html_of

HELP = re.compile(r'href="([^"]+)">วิธีใช้หน้านี้')


def helped(browser: Browser, path: str) -> str:
    """The address of the help for a page."""
    found = HELP.search(browser.open(f"/console/{SLUG}/{path}"))
    assert found is not None
    return unquote(found[1])


def test_each_page_leads_to_what_tells_of_it(stage: Stage) -> None:
    desk, own = signed_in(stage, secretary(stage)), signed_in(stage, officer(stage))
    begin_month(stage, START)
    told = f"/console/{SLUG}/help"
    for path, part, heading in (
        ("", "secretary-2", "งานที่รอ"),
        ("month/2026-11", "secretary-2", "ตารางรายเดือน"),
        ("plan/2570", "secretary-3", "แผน"),
        ("me", "secretary-5", "ข้อมูลส่วนบุคคล"),
    ):
        assert helped(desk, path) == f"{told}/{part}#{heading}"
    assert helped(own, "mine") == f"{told}/officer#ตอบทั้งหมดในหน้าเดียว"
    page = own.open(f"{told}/officer")
    assert 'id="ตอบทั้งหมดในหน้าเดียว"' in page
    for picture in re.findall(r'<img src="([^"]+)"', page):
        own.open(f"{told}/{picture}")
        assert own.answer.mimetype == "image/png"
    own.open(f"{told}/install")
    assert own.status == 404
    own.open(f"{told}/pdf/officer")
    with pdfplumber.open(BytesIO(own.answer.get_data())) as pdf:
        assert len(pdf.pages) == 1  # what is said to be one page is one


def test_every_room_has_its_place_in_the_manual(stage: Stage) -> None:
    app: Flask = create_app(stage.program)
    rooms = {
        rule.endpoint.partition(".")[0]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/console/<slug>/")
    }
    assert rooms - words.PLACES.keys() - {"own_data", "manual"} == set()
    for part, heading in [*words.PLACES.values(), *words.OWN_DATA.items()]:
        assert f'id="{anchor_of(heading)}"' in html_of(part), (part, heading)
