"""Every page of the desk, by role: made from the application's own addresses, so that a new page
without a rule fails here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from flask import Flask
from werkzeug.routing import Rule

from bot.app import create_app
from models.tables.people import Role
from tests.handlers.cast import SLUG, START, begin_month, officer, secretary, sends_report
from tests.stage import Actor, Stage
from tests.web.browser import TOKEN, Browser, signed_in

SAMPLES = {
    "month": f"{date(2026, 11, 1):%Y-%m}",
    "agency_id": "1",
    "obligation_id": "1",
    "person_id": "999",
    "group_id": "1",
    "line_group_id": "1",
    "invite_id": "999",
    "membership_id": "1",
    "fiscal_year": "2570",
    "step": "open_data",
    "work_id": "1",
    "file_id": "1",
    "measure_id": "1",
    "place": "summary",
    "paper": "result",
    "number": "1",
    "code": "overall",
    "year": "2570",
    "kind": "opening",
    "reading_id": "1",
    "circular_id": "1",
    "topic": "officer",
    "picture": "start.png",
}
DESK = "/console/<slug>/"


def rules_of(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(DESK)]


def roles_of(app: Flask, rule: Rule) -> frozenset[Role]:
    return frozenset[Role](getattr(app.view_functions[rule.endpoint], "kaona_roles", ()))


def address_of(rule: Rule, slug: str, chosen: Mapping[str, str] = MappingProxyType({})) -> str:
    path = rule.rule.replace("<slug>", slug)
    for name, value in {**SAMPLES, **chosen}.items():
        number = value if value.isdecimal() else "1"  # two rooms may use one word
        path = path.replace(f"<int:{name}>", number).replace(f"<{name}>", value)
    assert "<" not in path, f"{rule.rule}: add a sample of what it names"
    return path


def actor_of(stage: Stage, role: Role) -> Actor:
    makers = {Role.OFFICER: officer, Role.SECRETARIAT: secretary}
    if role in makers:
        return makers[role](stage)
    return stage.registered("นายวิชัย ผู้ว่า", SLUG, role)


def test_every_page_names_its_roles(stage: Stage) -> None:
    app = create_app(stage.program)
    assert len(rules_of(app)) > 5
    assert [rule.rule for rule in rules_of(app) if not roles_of(app, rule)] == []


@pytest.mark.parametrize("role", list(Role))
def test_a_page_opens_for_its_roles_and_for_nobody_else(stage: Stage, role: Role) -> None:
    app, actor = create_app(stage.program), actor_of(stage, role)
    begin_month(stage, START)
    sends_report(actor if role is Role.OFFICER else officer(stage, "นางสาวกานดา ดีงาม"))
    browser = signed_in(stage, actor)
    for rule in rules_of(app):
        for slug in (SLUG, "nobodys"):
            allowed = role in roles_of(app, rule) and slug == SLUG
            status = ask_for(browser, rule, slug)
            refused = 404 if slug != SLUG else 403
            assert (status == refused) is not allowed, (rule.rule, slug, status)


def test_nobody_without_a_session_sees_anything_but_the_way_in(stage: Stage) -> None:
    app, browser = create_app(stage.program), Browser(stage)
    for number, rule in enumerate(rules_of(app)):
        # An address is shown the way in so and so often an hour.
        browser.client.environ_base["REMOTE_ADDR"] = f"10.0.0.{number // 20}"
        assert ask_for(browser, rule, SLUG) == 200
        assert browser.path == "/sign-in"
    token = TOKEN.search(browser.open("/enter/none"))
    assert token is not None
    for rule in rules_of(app):
        # Not followed: an address may ask for few pages with digits in an hour.
        answer = browser.client.open(
            address_of(rule, SLUG),
            method="GET" if "GET" in (rule.methods or ()) else "POST",
            base_url=browser.base,
            data={"csrf_token": token[1]},
            headers={"Referer": f"{browser.base}/enter/none"},
        )
        assert (answer.status_code, answer.location) == (303, "/sign-in"), rule.rule


def ask_for(browser: Browser, rule: Rule, slug: str) -> int:
    """Open a page, or send its form with a token and nothing in it; the status that comes."""
    if "GET" in (rule.methods or ()):
        browser.open(address_of(rule, slug))
        return browser.status
    page = browser.open("/sessions")
    token = TOKEN.search(page) or TOKEN.search(browser.open("/enter/none"))
    assert token is not None
    browser.post(address_of(rule, slug), {"csrf_token": [token[1]]})
    return browser.status
