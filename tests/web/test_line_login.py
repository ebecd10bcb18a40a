"""LINE Login over real HTTP: the browser goes to the stand-in and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3

from tests.handlers.cast import SLUG, secretary
from tests.stage import Stage
from tests.web.browser import AGENT, Browser


@pytest.fixture
def with_login(stage: Stage) -> Iterator[Stage]:
    """The stage, with a LINE Login channel in the settings."""
    login = stage.line.channel.login
    settings = replace(
        stage.program.settings,
        line_login_channel_id=login.channel_id,
        line_login_channel_secret=login.channel_secret,
        line_login_url=stage.line.url,
    )
    program = replace(stage.program, settings=settings)
    yield replace(stage, program=program)
    program.close()


def goes_to_line(browser: Browser, path: str = "/sign-in/line") -> tuple[dict[str, str], str]:
    """Begin; return what LINE is asked, and the address LINE sends the browser back to."""
    sent = browser.client.get(path, base_url=browser.base, headers={"User-Agent": AGENT})
    assert sent.status_code == 302
    asked = {name: each[0] for name, each in parse_qs(urlsplit(sent.location).query).items()}
    answer = urllib3.request("GET", sent.location, redirect=False)
    return asked, answer.headers["Location"]


def test_somebody_known_comes_in_and_the_desk_opens(with_login: Stage) -> None:
    actor, browser = secretary(with_login), Browser(with_login)
    with_login.line.channel.login.user_id = actor.user_id
    assert "เข้าสู่ระบบด้วย LINE" in browser.open("/sign-in")
    assert "LINE จะส่งข้อความแจ้ง" in browser.page
    asked, back = goes_to_line(browser)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{browser.base}/sign-in/line/back"
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    browser.open(back)
    assert (browser.status, browser.path) == (200, f"/console/{SLUG}/")
    elsewhere = Browser(with_login)
    sent = elsewhere.client.get(back, base_url=elsewhere.base)
    assert sent.status_code == 302
    assert "kaona_session" not in sent.headers.get("Set-Cookie", ""), "it has not asked for it"


@pytest.mark.parametrize(
    "odd",
    [
        {"nonce": "another"},
        {"aud": "2000000009"},
        {"aud": "2000000009", "azp": "2000000002"},
        {"iss": "https://line.example"},
        {"exp": 1_700_000_000},
    ],
)
def test_a_token_that_is_not_for_us_is_refused(with_login: Stage, odd: dict[str, object]) -> None:
    actor, browser = secretary(with_login), Browser(with_login)
    login = with_login.line.channel.login
    login.user_id, login.odd = actor.user_id, odd
    _, back = goes_to_line(browser)
    assert "ไม่สำเร็จ" in browser.open(back)
    assert browser.status == 400
    browser.open("/console/")
    assert browser.path == "/sign-in"


def test_who_is_not_registered_is_told_how_to_be(with_login: Stage) -> None:
    stranger, browser = with_login.person("นางสาวใหม่ มาเยือน"), Browser(with_login)
    with_login.line.channel.login.user_id = stranger.user_id
    assert "รหัสเชิญ" in browser.open(goes_to_line(browser)[1])
    assert browser.status == 403


def test_a_failed_automatic_login_is_tried_once_more_without_it(with_login: Stage) -> None:
    actor, browser = secretary(with_login), Browser(with_login)
    login = with_login.line.channel.login
    login.user_id, login.auto_login_fails = actor.user_id, True
    _, back = goes_to_line(browser)
    asked, back = goes_to_line(browser, back.removeprefix(browser.base))
    assert asked["disable_auto_login"] == "true"
    browser.open(back)
    assert browser.path == f"/console/{SLUG}/"


def test_a_wrong_state_twice_is_refused(with_login: Stage) -> None:
    browser = Browser(with_login)
    wrong = "/sign-in/line/back?code=x&state=y"
    assert browser.client.get(wrong, base_url=browser.base).status_code == 302
    assert "ไม่สำเร็จ" in browser.open(wrong)
    assert browser.status == 400


def test_without_a_login_channel_nothing_is_offered(stage: Stage) -> None:
    browser = Browser(stage)
    assert "เข้าสู่ระบบด้วย LINE" not in browser.open("/sign-in")
    browser.open("/sign-in/line")
    assert browser.status == 404
