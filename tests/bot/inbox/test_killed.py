"""Exactly once, whatever is killed between two steps: real processes, SIGKILL, and another process
that goes on.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from bot.inbox.handling import sweep
from bot.outbox.delivery import drain
from bot.program import Program
from models.tables.evidence import Evidence
from models.tables.outbox import DeliveryState
from tests.bot.house import (
    SOMCHAI,
    Clock,
    body_of,
    deliveries,
    enter,
    everything,
    photo_event,
    post,
    stored,
    wait_until,
)
from tests.bot.scripted_line import ScriptedLine
from tests.patience import PATIENCE
from tests.stage import PNG

ROOT = Path(__file__).resolve().parents[3]


class Trap:
    """Holds a call of LINE's in its hand until the caller was killed; then LINE does what was
    asked, or not.
    """

    def __init__(self, line: ScriptedLine, path: str, then: str) -> None:
        self._path, self._then = path, then
        self.sprung, self.open = threading.Event(), threading.Event()
        line.script = self

    def __call__(self, path: str) -> str:
        if not path.endswith(self._path) or self.open.is_set():
            return "ok"
        self.sprung.set()
        self.open.wait(PATIENCE)
        return self._then


@contextmanager
def doomed(
    program: Program, conversation: int, token: str = "t", *, stop: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that handles a conversation; killed at the end of the block."""
    given = program.settings
    words = [
        given.database_url,
        str(given.data_dir),
        given.line_api_url,
        program.clock().isoformat(),
    ]
    words += [str(conversation), token, *(["stop"] if stop else [])]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.doomed", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE if stop else None,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL, (
            "it ended by itself: the trap was not sprung"
        )


def send_photo(client: FlaskClient, program: Program, line: ScriptedLine, **more: str) -> int:
    """A member's photo comes in; return its conversation."""
    enter(program)
    line.contents["77"] = PNG
    assert post(client, body_of(photo_event(**more))).status_code == 200
    return stored(program)[0].conversation_id


def go_on(program: Program, clock: Clock) -> None:
    """What any other process does, for some minutes."""
    for _ in range(12):
        sweep(program)
        drain(program)
        clock.forward(seconds=20)


def kept(program: Program) -> list[Path]:
    return [path for path in (program.settings.data_dir / "evidence").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("path", "then", "token", "shown"),
    [
        ("/content", "ok", "t", 1),  # while the photo is fetched: nothing was handled yet
        (
            "/v3/token",
            "ok",
            "",
            1,
        ),  # after the commit, before anything was sent: its token lives still
        ("/reply", "drop", "t", 1),  # while replying; LINE never got it: tried again
        ("/reply", "ok", "t", 1),  # after LINE took the reply, before we wrote that down
    ],
)
def test_a_photo_counts_once_and_its_answer_is_never_doubled(
    client: FlaskClient,
    program: Program,
    line: ScriptedLine,
    clock: Clock,
    path: str,
    then: str,
    token: str,
    shown: int,
) -> None:
    conversation = send_photo(client, program, line)
    if path == "/v3/token":  # the answer's token is asked for, not the photo's
        with program.database.begin() as session:
            session.execute(text('UPDATE inbox_event SET content = \'{"refused": "kind"}\''))
    trap = Trap(line, path, then)
    with doomed(program, conversation, token):
        assert trap.sprung.wait(PATIENCE)
    trap.open.set()
    go_on(program, clock)
    (event,) = stored(program)
    assert event.handled_at is not None
    assert not event.failed
    found = everything(program, Evidence)
    if path != "/v3/token":
        assert len(found) == 1
        assert [file.stat().st_size for file in kept(program)] == [len(PNG)], (
            "one file, none half-written"
        )
    wait_until(lambda: len(line.shown) >= shown)
    assert len(line.shown) == shown
    assert DeliveryState.WAITING not in [row.state for row in deliveries(program)]


def test_a_push_taken_before_the_kill_is_found_out_by_its_key(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    conversation = send_photo(client, program, line)
    clock.forward(minutes=5)  # the reply token is dead by now
    trap = Trap(line, "/push", "ok")
    with doomed(program, conversation):
        assert trap.sprung.wait(PATIENCE)
    trap.open.set()
    wait_until(lambda: len(line.shown) == 1)
    go_on(program, clock)
    assert [(shown.way, shown.recipient) for shown in line.shown] == [("push", SOMCHAI)]
    assert len(line.paths("/push")) == 2
    assert [(row.state, row.request_id) for row in deliveries(program)] == [
        (DeliveryState.SENT, "first")
    ]
    assert len(everything(program, Evidence)) == 1


def test_a_kill_inside_the_handling_transaction_leaves_nothing_of_it(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    conversation = send_photo(client, program, line)
    with doomed(program, conversation, stop=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        process.stdout.close()
    assert stored(program)[0].handled_at is None
    assert everything(program, Evidence) == []
    go_on(program, clock)
    assert len(everything(program, Evidence)) == 1
    assert len(line.shown) == 1
    assert len(kept(program)) == 1
    assert stored(program)[0].handled_at is not None
