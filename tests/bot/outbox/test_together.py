"""Pushes to one person at the same time are one request: LINE counts one message for it."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.outbox.asking import refresh_quota
from bot.outbox.delivery import drain
from bot.outbox.queueing import queue_notices
from bot.program import Program
from messages.outgoing import Outgoing
from messages.parts import text_message
from models.outbox.retrying import given_up, send_again
from models.outbox.undelivered import Loss, not_arrived
from models.tables.outbox import DeliveryState
from tests.bot.house import (
    GROUP,
    MORNING,
    SOMCHAI,
    SUDA,
    Clock,
    deliveries,
    enter,
    on_sqlite,
    settings,
)
from tests.bot.outbox.test_delivery import follow, store_notice
from tests.bot.scripted_line import ScriptedLine


def test_what_waited_for_one_person_goes_as_one_push_of_at_most_five(
    program: Program, line: ScriptedLine
) -> None:
    enter(program)
    for number in range(6):
        store_notice(program, f"{number}", organization_id=1)
    store_notice(program, "อีกคน", to=SUDA, organization_id=1)
    for text in ("กลุ่ม", "กลุ่มอีก"):
        store_notice(program, text, to=GROUP, organization_id=1)
    drain(program)
    assert sorted(shown.messages for shown in line.shown) == [
        ("0", "1", "2", "3", "4"),
        ("5",),
        ("กลุ่ม",),
        ("กลุ่มอีก",),
        ("อีกคน",),
    ]
    rows = deliveries(program)
    assert [row.paid_messages for row in rows[:6]] == [1, 0, 0, 0, 0, 1]
    assert {row.state for row in rows} == {DeliveryState.SENT}
    assert drain(program) == 0


def store(program: Program, *purposes: str, **expiry: datetime) -> None:
    """Pushes of several kinds to one person; ``expiry`` says which are not welcome for ever."""
    channel_id = program.channel_id
    notices = [
        Outgoing(SOMCHAI, (text_message(each),), each, f"{each}:1", 1, expires_at=expiry.get(each))
        for each in purposes
    ]
    with program.database.begin() as session:
        queue_notices(session, notices, channel_id=channel_id, now=program.clock())


def missed(program: Program) -> list[tuple[str, str]]:
    """What the secretariat is told did not arrive: of which kind, and why."""
    with program.database.read() as session:
        lost = not_arrived(session, 1, program.clock() - timedelta(days=1))
        return sorted((str(each.purpose), str(each.why)) for each in lost if each.kind is Loss.PUSH)


def test_a_push_in_doubt_is_repeated_with_its_own_key_and_without_what_is_welcome_no_more(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    store(program, "nudge", "circular", nudge=clock.now + timedelta(minutes=1))
    line.script = lambda path: "error" if path.endswith("push") else "ok"
    drain(program)
    store_notice(program, "สาม", organization_id=1)
    line.script = lambda path: "ok"
    clock.forward(minutes=2)
    assert drain(program) == 2
    assert sorted(shown.messages for shown in line.shown) == [("circular",), ("สาม",)]
    assert missed(program) == [("nudge", "too late to be welcome")]
    assert sorted(Counter(_keys(line)).values()) == [1, 2]
    assert [row.paid_messages for row in deliveries(program)[1:]] == [1, 1]


@on_sqlite
def test_a_push_that_had_arrived_after_all_is_not_said_twice(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    store(program, "nudge", "circular", "moved")
    follow(["taken, drop"], line)
    drain(program)
    clock.forward(minutes=2)
    drain(program)
    assert [shown.messages for shown in line.shown] == [("nudge", "circular", "moved")]
    assert {row.state for row in deliveries(program)} == {DeliveryState.SENT}


def test_what_line_refuses_goes_again_one_by_one_and_only_what_it_refuses_is_missed(
    program: Program, line: ScriptedLine
) -> None:
    enter(program)
    store(program, "nudge", "circular", "moved")
    came = follow(["bad request", "ok", "bad request", "ok"], line)
    assert drain(program) == 2
    assert len(came) == 4
    assert [shown.messages for shown in line.shown] == [("nudge",), ("moved",)]
    (lost,) = missed(program)
    assert lost[0] == "circular"
    assert len(set(_keys(line))) == 3


def test_what_is_held_back_is_named_each_and_goes_later_if_it_is_still_so(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    late = clock.now + timedelta(minutes=20)
    store(program, "early_reminder", "circular", "nudge", nudge=late)
    line.quota = line.consumption = 300
    follow(["no quota"], line)
    assert drain(program) == 0
    # Nothing is owed: that the reminder is out of date is no loss.
    assert missed(program) == [(each, "monthly quota") for each in ("circular", "nudge")]
    clock.forward(hours=1)
    line.quota = 500
    assert drain(program) == 1
    assert [shown.messages for shown in line.shown] == [("circular",)]
    assert missed(program) == [("nudge", "too late to be welcome")]


@on_sqlite
def test_what_goes_along_costs_nothing_and_needs_no_quota(
    program: Program, line: ScriptedLine
) -> None:
    enter(program)
    line.quota, line.consumption = 300, 299
    refresh_quota(program)
    store(program, "nudge", "circular")
    store_notice(program, "อีกคน", to=SUDA, organization_id=1)
    assert drain(program) == 2
    assert [shown.messages for shown in line.shown] == [("nudge", "circular")]


@on_sqlite
def test_several_pushes_of_which_nobody_knows_are_each_told_and_go_again_as_they_were(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    store(program, "nudge", "circular")
    line.script = lambda path: "drop" if path.endswith("push") else "ok"
    for _ in range(60):
        drain(program)
        clock.forward(minutes=30)
    assert missed(program) == [(each, "push outcome unknown") for each in ("circular", "nudge")]
    line.script = lambda path: "ok"
    with program.database.begin() as session:
        for row in given_up(session, hold=True):
            row.first_push_at = clock.now
            send_again(row, clock.now)
    clock.now = MORNING + timedelta(days=2)
    assert drain(program) == 2
    assert [shown.messages for shown in line.shown] == [("nudge", "circular")]


def _keys(line: ScriptedLine) -> list[str]:
    pushes = [call for call in line.calls if call.path.endswith("/push")]
    return [call.headers["x-line-retry-key"] for call in pushes]


def test_several_processes_that_send_while_line_fails_say_everything_once(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> None:
    made = settings(database_url, tmp_path / "data", line.url)
    programs = [Program(made, clock) for _ in range(3)]
    enter(programs[0])
    people = ["U" + f"{number:032x}" for number in range(12)]
    texts = [f"{number:02}" for number in range(60)]
    for number, text in enumerate(texts):
        store_notice(programs[0], text, people[number % 12], organization_id=1)
    rng, outcomes = Random(7), ("ok", "error", "taken, error", "taken, drop", "too fast")
    line.script = lambda path: rng.choice(outcomes) if path.endswith("push") else "ok"
    for _ in range(8):
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(drain, programs))
        clock.forward(minutes=5)
    line.script = lambda path: "ok"
    drain(programs[0])
    said = Counter(text for shown in line.shown for text in shown.messages)
    assert said == Counter(texts)
    assert {row.state for row in deliveries(programs[0])} == {DeliveryState.SENT}
    for program in programs:
        program.close()
