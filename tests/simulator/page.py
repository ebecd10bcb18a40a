"""What the tests of the stand-in's page share: a Chromium, a small bot that receives webhooks, and
LINE's side of it.

A plugin of those tests, which also import from it: hence PYTEST_DONT_REWRITE, and asserts that say
what is wrong themselves.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from simulator import Simulator
from tests.patience import PATIENCE

Event = dict[str, Any]

BANGKOK = timezone(timedelta(hours=7))
START = datetime(2026, 11, 20, 9, 12, tzinfo=BANGKOK)
CHANNEL_ID = "2000000001"
CHANNEL_SECRET = "secret"
WIDE = (1280, 900)
NARROW = (360, 740)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


class Bot:
    """A bot that answers 200 to every webhook and keeps its events in the order they came."""

    def __init__(self) -> None:
        self._events: queue.Queue[Event] = queue.Queue()
        self.seen: list[Event] = []
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                for event in json.loads(body)["events"]:
                    bot._events.put(event)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhook"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()

    def gets(self, kind: str) -> Event:
        """The next event of a kind; others before it are passed over. Fails when none comes."""
        while True:
            try:
                event = self._events.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no {kind} event came; before it: {self.seen}") from None
            self.seen.append(event)
            if event["type"] == kind:
                return event

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Line:
    """The stand-in, with the calls a bot makes to it and those that set the scene."""

    def __init__(self, simulator: Simulator) -> None:
        self.url = simulator.url
        form = {
            "grant_type": "client_credentials",
            "client_id": CHANNEL_ID,
            "client_secret": CHANNEL_SECRET,
        }
        answer = self._call(
            "POST",
            "/oauth2/v3/token",
            urlencode(form).encode(),
            "application/x-www-form-urlencoded",
        )
        self._token = json.loads(answer)["access_token"]

    def _call(self, method: str, path: str, body: bytes | None, content_type: str) -> bytes:
        headers = {"Content-Type": content_type}
        if hasattr(self, "_token"):
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            with urlopen(
                Request(self.url + path, body, headers, method=method), timeout=PATIENCE
            ) as answer:
                content: bytes = answer.read()
                return content
        except HTTPError as error:
            with error:
                raise AssertionError(
                    f"{method} {path}: {error.code} {error.read().decode()}"
                ) from error

    def post(self, path: str, body: object) -> dict[str, Any]:
        """POST JSON, to LINE's API or to the control API."""
        answer: dict[str, Any] = json.loads(
            self._call("POST", path, json.dumps(body).encode(), "application/json")
        )
        return answer

    def get(self, path: str) -> dict[str, Any]:
        """GET JSON."""
        answer: dict[str, Any] = json.loads(self._call("GET", path, None, "application/json"))
        return answer

    def get_bytes(self, path: str) -> bytes:
        """GET whatever is there."""
        return self._call("GET", path, None, "application/json")

    def put_bytes(self, path: str, content: bytes, content_type: str) -> None:
        """POST bytes."""
        self._call("POST", path, content, content_type)

    def push(self, to: str, *messages: dict[str, Any]) -> None:
        """Send messages as the bot."""
        self.post("/v2/bot/message/push", {"to": to, "messages": list(messages)})

    def person(self, name: str) -> str:
        """A friend of the bot; their id."""
        user_id: str = self.post("/_sim/people", {"name": name})["userId"]
        return user_id

    def group(self, name: str, *members: str) -> str:
        """A group with the bot in it; its id."""
        group_id: str = self.post("/_sim/groups", {"name": name, "members": list(members)})[
            "groupId"
        ]
        return group_id


class Visit:
    """A page that is watched: what it asked for elsewhere, and what went wrong in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.wrong: list[str] = []
        self.elsewhere: list[str] = []
        page.on(
            "console",
            lambda said: (
                self.wrong.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.url:
            self.elsewhere.append(url)

    def open(self, chat_id: str | None = None, viewer: str | None = None) -> Page:
        """Load the page, with a chat open if one is named."""
        self.page.goto(self.url + "/" + (f"#{chat_id}/{viewer or chat_id}" if chat_id else ""))
        self.page.wait_for_selector("body[data-ready=yes]")
        return self.page


def overflows(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    sideways: bool = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    return sideways


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, for a module only: its event loop would stand in the way of others."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        missing = f"the page is not tested: there is no {' or '.join(NAMES)} here"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def bot() -> Iterator[Bot]:
    """The bot at the other end of the webhooks."""
    listening = Bot()
    yield listening
    listening.close()


@pytest.fixture
def line(bot: Bot) -> Iterator[Line]:
    """The stand-in, at nine in the morning of 20 November 2026."""
    with Simulator(
        channel_id=CHANNEL_ID,
        channel_secret=CHANNEL_SECRET,
        webhook_url=bot.url,
        webhook_seconds=None,
        clock=START,
    ) as simulator:
        yield Line(simulator)


@pytest.fixture
def visit(chromium: Browser, line: Line) -> Iterator[Callable[..., Visit]]:
    """Opens watched pages of a size; none may report an error or ask anything of another server."""
    visits: list[Visit] = []

    @contextmanager
    def closing() -> Iterator[None]:
        yield
        for one in visits:
            one.page.context.close()

    def open_visit(size: tuple[int, int] = WIDE) -> Visit:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE * 1000)
        visits.append(Visit(context.new_page(), line.url))
        return visits[-1]

    with closing():
        yield open_visit
        for one in visits:
            assert not one.wrong, one.wrong
            assert not one.elsewhere, one.elsewhere
