"""The threads of a web process."""

from __future__ import annotations

import json
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

import bot.inbox.workers
from bot.app import create_app
from bot.inbox.handling import leftovers
from bot.inbox.workers import Workers
from bot.program import Program
from models.tables.outbox import DeliveryState
from tests.bot.house import (
    SOMCHAI,
    SUDA,
    Clock,
    body_of,
    deliveries,
    enter,
    on_sqlite,
    photo_event,
    post,
    settings,
    stored,
    text_event,
    wait_until,
)
from tests.bot.outbox.test_delivery import store_notice
from tests.bot.scripted_line import ScriptedLine
from tests.patience import PATIENCE

OURS = ("inbox", "fetching", "sweeper", "recorder", "drain")


def ours() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(OURS)]


def workers_of(app: Flask) -> Workers:
    found = app.extensions["kaona.workers"]
    assert isinstance(found, Workers)
    return found


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.inbox.workers, "SWEEP_SECONDS", 0.02)


def test_threads_start_with_the_first_event_and_end_with_the_process(
    program: Program, line: ScriptedLine
) -> None:
    app = create_app(program)
    client = app.test_client()
    post(client, body_of())
    assert client.get("/healthz").status_code == 200
    assert ours() == [], "before a fork there must be no thread and no connection"
    assert "database" not in program.__dict__
    post(client, body_of(text_event(user=SOMCHAI), text_event(user=SUDA)))
    wait_until(lambda: len(line.shown) == 2)
    workers_of(app).stop()
    wait_until(lambda: ours() == [])
    assert {row.state for row in deliveries(program)} == {DeliveryState.SENT}


@on_sqlite
def test_after_a_fork_the_child_has_threads_and_connections_of_its_own(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> None:
    """As under gunicorn with preload: the application is made once, before the fork."""
    program = Program(settings(database_url, tmp_path, line.url), clock)
    app = create_app(program)
    child = os.fork()
    if child == 0:
        try:
            post(app.test_client(), body_of(text_event()))
            workers_of(app).stop()
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert len(line.shown) == 1
    assert [row.handled_at is not None for row in stored(program)] == [True]
    program.close()


@pytest.mark.usefixtures("quick")
def test_the_sweep_finds_what_was_left_over(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    client = create_app(program, lambda conversation_id: None).test_client()
    post(client, body_of(text_event(), text_event(user=SUDA)))
    store_notice(program)
    assert line.shown == []
    workers = Workers(program)
    workers.start()
    workers.start()
    assert len([name for name in ours() if name == "sweeper"]) == 1
    wait_until(lambda: len(line.shown) == 1)
    assert [shown.way for shown in line.shown] == ["push"], (
        "the events may yet be handled by whoever stored them"
    )
    clock.forward(seconds=5)
    wait_until(lambda: len(line.shown) == 3)
    workers.stop()


@on_sqlite
def test_stopping_finishes_what_was_begun_and_begins_nothing_new(
    program: Program, line: ScriptedLine
) -> None:
    arrived, go = threading.Event(), threading.Event()

    def slow(path: str) -> str:
        arrived.set()
        go.wait(PATIENCE)
        return "ok"

    line.script = slow
    app = create_app(program)
    workers, client = workers_of(app), app.test_client()
    post(client, body_of(text_event()))
    assert arrived.wait(PATIENCE)
    stopping = threading.Thread(target=workers.stop)
    stopping.start()
    wait_until(lambda: workers._pool is None)
    post(client, body_of(text_event(user=SUDA)))
    go.set()
    stopping.join(PATIENCE)
    assert len(line.shown) == 1
    assert [row.state for row in deliveries(program)] == [DeliveryState.SENT]
    assert [row.handled_at is not None for row in stored(program)] == [True, False], (
        "kept for whoever comes next"
    )


@on_sqlite
def test_what_does_not_fit_into_the_queue_is_swept_later(
    program: Program, line: ScriptedLine, clock: Clock, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    monkeypatch.setattr(bot.inbox.workers, "_LONGEST_QUEUE", 2)
    monkeypatch.setattr(bot.inbox.workers, "POOL", 2)
    go = threading.Event()
    line.script = lambda path: (go.wait(PATIENCE), "ok")[1]
    app = create_app(program)
    for number in range(6):
        post(app.test_client(), body_of(text_event(user=f"U{number:032x}")))
    workers = workers_of(app)
    assert len(workers._running) == 2
    go.set()
    clock.forward(seconds=5)
    wait_until(lambda: len(line.shown) == 6)
    workers.stop()


@on_sqlite
def test_a_conversation_s_answers_leave_in_order_though_many_threads_sweep(
    program: Program, line: ScriptedLine, quick: None
) -> None:
    app = create_app(program)
    client = app.test_client()
    events = [text_event() for _ in range(12)]
    for event in events:
        post(client, body_of(event))
    wait_until(lambda: len(line.shown) == 12)
    workers_of(app).stop()
    tokens = [json.loads(call.body)["replyToken"] for call in line.calls]
    assert tokens == [event["replyToken"] for event in events]


@on_sqlite
def test_a_sweep_that_fails_comes_again(
    program: Program, line: ScriptedLine, clock: Clock, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    failures = [RuntimeError("once"), RuntimeError("twice")]

    def failing(program: Program, waiting_for: timedelta) -> object:
        if failures:
            raise failures.pop()
        return leftovers(program, waiting_for=waiting_for)

    monkeypatch.setattr(bot.inbox.workers, "leftovers", failing)
    client = create_app(program, lambda conversation_id: None).test_client()
    post(client, body_of(text_event()))
    clock.forward(seconds=5)
    workers = Workers(program)
    workers.start()
    wait_until(lambda: len(line.shown) == 1)
    assert failures == []
    workers.stop()


@on_sqlite
def test_files_that_hang_keep_nobody_s_answer_waiting(
    program: Program, line: ScriptedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.inbox.workers, "POOL", 1)
    over = threading.Event()

    def hang(path: str) -> str:
        if path.endswith(("/content", "/profile")):
            over.wait(PATIENCE)
        return "ok"

    line.script = hang
    app = create_app(program)
    members = [f"U{number:032x}" for number in range(3)]
    for member in members:
        enter(program, member)
    post(app.test_client(), body_of(*[photo_event(user=member) for member in members]))
    wait_until(lambda: len(line.paths("/content")) == 3)
    post(app.test_client(), body_of(text_event(user=SUDA)))
    wait_until(lambda: len(line.shown) == 1)
    over.set()
    wait_until(lambda: len(line.shown) == 4)
    workers_of(app).stop()
