"""Sending: replies at most once, pushes once, whatever LINE answers and in whatever order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from sqlalchemy import update

from bot.outbox.delivery import drain, send_claimed
from bot.outbox.queueing import Reply, queue_answers, queue_notices
from bot.outbox.together import ClaimedDelivery
from bot.program import Program
from handlers.answer import Answer
from messages.outgoing import Outgoing
from messages.parts import text_message
from models.outbox.retrying import KEY_LIFE
from models.tables.outbox import Delivery, DeliveryState
from tests.bot.house import GROUP, MORNING, SOMCHAI, SUDA, Clock, deliveries, on_sqlite, settings
from tests.bot.scripted_line import TROUBLES, ScriptedLine

PERMANENT = {"bad request", "bad token", "forbidden", "not found", "no quota"}
"""What LINE refuses of a push for good."""
TAKEN = {"ok", "taken, drop", "taken, error"}
OUTCOMES = ["ok", "drop", "taken, drop", "taken, error", *TROUBLES]


def store_answer(
    program: Program, text: str = "คำตอบ", *, group: bool = False, token: bool = True
) -> ClaimedDelivery:
    """An answer as an event leaves it: stored and claimed, not sent yet."""
    now = program.clock()
    channel_id = program.channel_id
    reply = Reply(
        Answer.of(text_message(text)),
        channel_id=channel_id,
        recipient=GROUP if group else SOMCHAI,
        reply_token=uuid4().hex if token else None,
        reply_until=now + timedelta(seconds=50),
        may_push=not group,
    )
    with program.database.begin() as session:
        (row,) = queue_answers(session, [reply], now)
    assert row is not None
    return row


def store_notice(program: Program, text: str = "เตือน", to: str = SOMCHAI, **more: Any) -> None:
    """A push as a job leaves it."""
    channel_id = program.channel_id
    notice = Outgoing(to, (text_message(text),), "reminder", uuid4().hex, **more)
    with program.database.begin() as session:
        queue_notices(session, [notice], channel_id=channel_id, now=program.clock())


def follow(outcomes: Iterable[str], line: ScriptedLine) -> list[str]:
    """Let LINE answer what is sent as scripted, then well; return the list in which what came is
    kept.
    """
    script, came = iter(outcomes), list[str]()

    def next_outcome(path: str) -> str:
        if not path.endswith(("/reply", "/push")):
            return "ok"
        came.append(next(script, "ok"))
        return came[-1]

    line.script = next_outcome
    return came


def run_until_settled(program: Program, clock: Clock, hours: float = 30) -> None:
    """Drain whenever something is due, until nothing waits."""
    until = clock.now + timedelta(hours=hours)
    while clock.now < until:
        drain(program)
        waiting = [
            row.next_try_at for row in deliveries(program) if row.state is DeliveryState.WAITING
        ]
        if not waiting:
            return
        clock.now = max(min(waiting), clock.now)


@pytest.fixture(scope="module")
def everlasting(
    tmp_path_factory: pytest.TempPathFactory, sqlite_files: object
) -> Iterator[tuple[Program, ScriptedLine]]:
    """One program for all the examples of a property; a clock that goes on and on."""
    clock = Clock()
    with ScriptedLine(clock) as line, sqlite_files.fresh() as url:  # type: ignore[attr-defined]
        program = Program(settings(url, tmp_path_factory.mktemp("data"), line.url), clock)
        yield program, line
        program.close()


@rules(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=12))
def test_a_push_is_shown_once_if_line_takes_it_and_never_twice(
    everlasting: tuple[Program, ScriptedLine], outcomes: list[str]
) -> None:
    program, line = everlasting
    clock = program.clock
    assert isinstance(clock, Clock)
    clock.now = max(clock.now, MORNING) + timedelta(days=2)
    line.shown.clear()
    came = follow(outcomes, line)
    row = store_answer(program, token=False)  # an answer: it goes out at any hour
    send_claimed(program, row)
    run_until_settled(program, clock)
    end = next(found for found in deliveries(program) if found.id == row.id)
    assert len(line.shown) <= 1
    refused = next((place for place, outcome in enumerate(came) if outcome in PERMANENT), None)
    if refused is None or any(outcome in TAKEN for outcome in came[:refused]):
        assert len(line.shown) == 1
    if refused is None:
        assert (end.state, end.sent_by, end.paid_messages) == (DeliveryState.SENT, "push", 1)
    if not line.shown:
        assert end.state is DeliveryState.GIVEN_UP


@rules(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=10), group=st.booleans())
def test_an_answer_is_shown_at_most_once_and_in_a_group_never_pushed(
    everlasting: tuple[Program, ScriptedLine], outcomes: list[str], group: bool
) -> None:
    program, line = everlasting
    clock = program.clock
    assert isinstance(clock, Clock)
    clock.now = max(clock.now, MORNING) + timedelta(days=2)
    line.shown.clear()
    calls = len(line.calls)
    came = follow(outcomes, line)
    row = store_answer(program, group=group)
    send_claimed(program, row)
    run_until_settled(program, clock)
    end = next(found for found in deliveries(program) if found.id == row.id)
    assert end.state is not DeliveryState.WAITING
    assert len(line.shown) <= 1
    if group:
        assert not [call for call in line.calls[calls:] if call.path.endswith("/push")]
    elif (
        set(came) <= {"ok", "bad token", "unauthorized", "too fast"}
        and came.count("bad token") <= 1
    ):
        assert len(line.shown) == 1, "LINE refused nothing for good, and never left us in doubt"
    if line.shown and end.state is DeliveryState.SENT and end.sent_by == "reply":
        assert end.paid_messages == 0


def test_a_push_begun_before_everything_was_down_for_a_day_is_not_repeated(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    """Killed after LINE took it and before the record; LINE has forgotten the key when we
    are back.
    """
    row = store_answer(program, token=False)
    line.keys[row.retry_key] = clock.now
    clock.forward(hours=25)
    drain(program)
    assert line.shown == []
    (found,) = deliveries(program)
    assert (found.state, found.error) == (DeliveryState.GIVEN_UP, "push outcome unknown")


def test_a_push_that_was_taken_but_not_recorded_counts_as_sent(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    row = store_answer(program, token=False)
    line.keys[row.retry_key] = clock.now
    clock.forward(hours=KEY_LIFE.total_seconds() / 3600 - 0.1)
    drain(program)
    (found,) = deliveries(program)
    assert (found.state, found.request_id) == (DeliveryState.SENT, "first")
    assert line.shown == []


@on_sqlite
def test_a_push_without_any_answer_is_tried_while_line_knows_its_key_and_then_given_up(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    line.script = lambda path: "drop"
    begun = clock.now
    send_claimed(program, store_answer(program, token=False))
    run_until_settled(program, clock, hours=48)
    assert [row.state for row in deliveries(program)] == [DeliveryState.GIVEN_UP]
    assert timedelta(hours=22) < clock.now - begun < timedelta(hours=24)
    assert len({call.headers["x-line-retry-key"] for call in line.calls}) == 1
    assert len(line.calls) > 40


@on_sqlite
def test_a_reply_that_was_begun_and_not_recorded_is_not_repeated_as_a_push(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    store_answer(program)
    clock.forward(minutes=2)
    drain(program)
    assert line.calls == []
    assert [(row.state, row.error) for row in deliveries(program)] == [
        (DeliveryState.GIVEN_UP, "reply outcome unknown")
    ]


@on_sqlite
def test_a_reply_in_flight_at_a_kill_is_tried_again_while_its_token_lives(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    store_answer(program)
    (row,) = deliveries(program)
    assert row.reply_until is not None
    assert row.next_try_at < row.reply_until
    clock.now = row.next_try_at
    assert drain(program) == 1
    assert [shown.way for shown in line.shown] == ["reply"]


@on_sqlite
def test_a_refused_reply_is_pushed_at_once(program: Program, line: ScriptedLine) -> None:
    follow(["bad token"], line)
    send_claimed(program, store_answer(program))
    assert [shown.way for shown in line.shown] == ["push"]
    (row,) = deliveries(program)
    assert (row.state, row.sent_by, row.paid_messages, row.attempts) == (
        DeliveryState.SENT,
        "push",
        1,
        2,
    )


@on_sqlite
def test_line_out_of_reach_for_an_hour_costs_no_answer(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> None:
    """Nobody listened at the first tries: nothing can have been taken, so a push may follow."""
    away = Program(settings(database_url, tmp_path), clock)
    row = store_answer(away)
    send_claimed(away, row)
    clock.forward(hours=1)
    assert [(found.state, found.reply_open) for found in deliveries(away)] == [
        (DeliveryState.WAITING, False)
    ]
    away.close()
    back = Program(settings(database_url, tmp_path, line.url), clock)
    drain(back)
    assert [shown.way for shown in line.shown] == ["push"]
    back.close()


@on_sqlite
def test_a_wrong_token_of_ours_loses_nothing_for_days(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    line.script = lambda path: "unauthorized"
    send_claimed(program, store_answer(program))
    for _ in range(3):
        clock.forward(days=1)
        drain(program)
    line.script = lambda path: "ok"
    clock.forward(hours=1)
    drain(program)
    assert [shown.way for shown in line.shown] == ["push"]


def test_processes_that_drain_together_send_each_thing_once(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> None:
    programs = [Program(settings(database_url, tmp_path, line.url), clock) for _ in range(3)]
    people = [f"U{number:032x}" for number in range(40)]
    for number in range(80):
        store_notice(programs[0], f"{number:02}", people[number % 40])
    with ThreadPoolExecutor(3) as pool:
        sent = list(pool.map(drain, programs))
    assert sum(sent) == 80
    assert len(line.paths("/push")) == 80
    for person in people:
        mine = [shown.messages[0] for shown in line.shown if shown.recipient == person]
        assert len(mine) == 2
    for program in programs:
        program.close()


@on_sqlite
def test_thai_reaches_line_as_it_was_written(program: Program, line: ScriptedLine) -> None:
    words = "ที่นี่ ๑๒๓ ฿ 🙏 น้ำ\nบรรทัดสอง"
    send_claimed(program, store_answer(program, words))
    (call,) = line.calls
    assert json.loads(call.body)["messages"][0]["text"] == words
    assert call.headers["content-type"] == "application/json"


@on_sqlite
def test_a_late_record_does_not_undo_what_somebody_else_found_out(program: Program) -> None:
    store_answer(program, token=False)
    (row,) = deliveries(program)
    program.recorder.record(row.id, {"state": DeliveryState.SENT, "sent_by": "push"})
    program.recorder.record(row.id, {"state": DeliveryState.GIVEN_UP})
    program.recorder.record(row.id, {"next_try_at": MORNING})
    assert deliveries(program)[0].state is DeliveryState.SENT


@on_sqlite
def test_one_delivery_s_bug_does_not_keep_the_others(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    for person in (SOMCHAI, SUDA):
        store_notice(program, to=person)
    with program.database.begin() as session:
        session.execute(
            update(Delivery).where(Delivery.recipient == SOMCHAI).values(retry_key="\n")
        )
    drain(program)
    assert [shown.recipient for shown in line.shown] == [SUDA]
    assert [row.state for row in deliveries(program)] == [DeliveryState.WAITING, DeliveryState.SENT]
