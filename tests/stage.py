"""The stage for tests that tell stories: our program behind a real HTTP port, the stand-in for LINE
on another, people who talk.

Events are handled before the webhook is answered, so that a test may look at once; the clock is the
stand-in's, and runs on by being looked at.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

import bot.inbox.fetch
import bot.line.client
from bot.app import create_app
from bot.inbox.handling import handle_conversation
from bot.outbox.delivery import drain
from bot.program import Program
from bot.settings import Settings
from bot.tick import TickResult, tick
from bot.work.worker import work_off
from models.month.calendar import BANGKOK
from models.people.invites import create_invite
from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Role
from simulator import Simulator
from simulator.clock import Clock
from tests.patience import PATIENCE

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@dataclass
class Stage:
    """Everything that runs; ``say``-like doings are on the actors."""

    line: Simulator
    program: Program
    app_url: str
    actors: dict[str, Actor] = field(default_factory=dict)

    def now(self) -> datetime:
        """The stand-in's present moment, aware, in UTC."""
        return self.line.world.clock.now().astimezone(UTC)

    def go_to(self, moment: datetime) -> None:
        """Set the clock."""
        self.line.world.set_clock(moment)

    def tick(self, moment: datetime | None = None) -> TickResult:
        """Set the clock if asked, do what the calendar has due, send it."""
        if moment is not None:
            self.go_to(moment)
        result = tick(self.program.database, self.now())
        drain(self.program)
        return result

    def work(self) -> int:
        """Do the long work that pages asked for."""
        return work_off(self.program)

    def person(self, name: str) -> Actor:
        """Somebody with LINE who has added the bot."""
        if name not in self.actors:
            user_id = self.line.world.add_person(name)["userId"]
            self.actors[name] = Actor(self, name, user_id, user_id)
        return self.actors[name]

    def group(self, name: str, *members: Actor) -> str:
        """A group with the bot in it; its id."""
        return str(
            self.line.world.add_group(name, [member.user_id for member in members])["groupId"]
        )

    def invite(
        self, slug: str, role: Role | None, agency: str | None = None, name: str | None = None
    ) -> str:
        """An invite code, as the command prints it."""
        with self.program.database.begin() as session:
            organization = session.scalars(
                select(Organization).where(Organization.slug == slug)
            ).one()
            found = None
            if agency is not None:
                found = session.scalars(
                    select(Agency).where(
                        Agency.organization_id == organization.id, Agency.name == agency
                    )
                ).one()
            return create_invite(
                session, organization, role, agency=found, full_name=name, now=self.now()
            )

    def registered(
        self, name: str, slug: str, role: Role = Role.OFFICER, agency: str | None = None
    ) -> Actor:
        """Somebody who entered by a code."""
        actor = self.person(name)
        actor.says(self.invite(slug, role, agency, name))
        actor.taps("ยินยอมและลงทะเบียน")
        return actor


@dataclass
class Actor:
    """A person in a chat: says and taps, and remembers how far they have read."""

    stage: Stage
    name: str
    user_id: str
    chat_id: str
    seen: int = 0

    def says(self, text: str) -> list[dict[str, Any]]:
        """Type a text; return what the bot answered."""
        self._mark()
        self.stage.line.world.say(self.chat_id, self.user_id, text)
        return self.heard()

    def sends(
        self, data: bytes = PNG, kind: str = "image", name: str | None = None
    ) -> list[dict[str, Any]]:
        """Send a photo or file."""
        self._mark()
        self.stage.line.world.send_content(self.chat_id, self.user_id, kind, data, file_name=name)
        return self.heard()

    def taps(self, label: str, *, of: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
        """Tap the newest button or quick reply whose label begins so; return what the bot
        answered.
        """
        action = self.button(label, of)
        self._mark()
        self.stage.line.world.tap(self.chat_id, self.user_id, action)
        return self.heard()

    def button(self, label: str, of: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Find a button among messages (default: all the bot has sent, newest first)."""
        messages = of if of is not None else self.messages()
        for message in reversed(messages):
            for action in actions_in(message):
                if str(action.get("label", "")).startswith(label):
                    return action
        raise AssertionError(
            f"{self.name} finds no button {label!r} in {[labels_in(m) for m in messages[-3:]]}"
        )

    def messages(self) -> list[dict[str, Any]]:
        """All the bot has sent to this chat."""
        return [m.message for m in self._log() if m.sender == "bot"]

    def heard(self) -> list[dict[str, Any]]:
        """What the bot has sent since the person last did something."""
        return [m.message for m in self._log() if m.sender == "bot" and m.seq > self.seen]

    def in_group(self, group_id: str) -> Actor:
        """The same person in a group."""
        return Actor(self.stage, self.name, self.user_id, group_id)

    def _mark(self) -> None:
        log = self._log()
        self.seen = log[-1].seq if log else 0

    def _log(self) -> list[Any]:
        return list(self.stage.line.world.messages(self.chat_id))


def actions_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every action object inside a message."""
    if isinstance(value, dict):
        if "label" in value and value.get("type") in ("postback", "message", "uri"):
            yield value
        for part in value.values():
            yield from actions_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from actions_in(part)


def labels_in(message: dict[str, Any]) -> list[str]:
    """The labels of a message's buttons."""
    return [str(action["label"]) for action in actions_in(message)]


def words_of(messages: Any) -> str:
    """All the words a person reads in some messages."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(
                str(value[key])
                for key in ("text", "altText", "label")
                if isinstance(value.get(key), str)
            )
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(messages)
    return "\n".join(found)


def be_patient(patch: pytest.MonkeyPatch) -> None:
    """Let LINE answer as late as it likes; a file it is still making ready is asked for once."""
    patch.setattr(bot.line.client, "TIMEOUT", (PATIENCE, PATIENCE))
    patch.setattr(bot.inbox.fetch, "SOON", PATIENCE)
    patch.setattr(bot.inbox.fetch, "AT_LEAST", PATIENCE)
    patch.setattr(bot.inbox.fetch, "ASK_AGAIN", ())


class _Quiet(WSGIRequestHandler):
    """Serves without a line on the terminal for each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve a WSGI application on a free port of this machine, a thread for each request; its
    URL.
    """
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def open_stage(
    database_url: str,
    data_dir: Path,
    start: datetime | None = None,
    handle: Callable[[Program, int], Any] = handle_conversation,
) -> Iterator[Stage]:
    """Serve the program and the stand-in on free ports."""
    begin = start or datetime(2026, 11, 2, 9, 30, tzinfo=BANGKOK)
    # A millisecond passes with each look at the clock, however long the machine takes meanwhile.
    looks = count()
    clock = Clock(begin, lambda: next(looks) / 1000)
    # However slow the machine: an answer is waited for, the webhook's and LINE's.
    with (
        pytest.MonkeyPatch.context() as patch,
        Simulator(clock=clock, quota=None, webhook_seconds=None) as line,
    ):
        be_patient(patch)
        settings = Settings(
            database_url=database_url,
            public_url="https://kaona.example.go.th",
            secret_key="a-secret-for-tests-only",
            data_dir=data_dir,
            line_channel_id=line.channel.channel_id,
            line_channel_secret=line.channel.channel_secret,
            line_api_url=line.url,
            line_data_api_url=line.url,
        )
        program = Program(settings, clock=lambda: line.world.clock.now().astimezone(UTC))
        app = create_app(program, lambda conversation_id: handle(program, conversation_id))
        try:
            with serving(app) as app_url:
                line.world.change_settings({"webhook_url": f"{app_url}/webhook"})
                yield Stage(line, program, app_url)
        finally:
            program.close()
