"""When what answers nobody goes out: not before its time, not when people rest, not when it is too
late.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.outbox.delivery import drain, send_claimed
from bot.program import Program
from models.month.calendar import BANGKOK, local
from models.tables.organization import Organization
from models.tables.outbox import Delivery, DeliveryState
from tests.bot.house import Clock, deliveries, enter, on_sqlite
from tests.bot.outbox.test_delivery import store_answer, store_notice
from tests.bot.scripted_line import ScriptedLine


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK).astimezone(UTC)


def test_a_push_waits_for_its_time(program: Program, line: ScriptedLine, clock: Clock) -> None:
    store_notice(program, not_before=at(3, 11))
    drain(program)
    assert line.calls == []
    clock.now = at(3, 11)
    assert drain(program) == 1


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (at(3, 17, 59), at(3, 17, 59)),
        (at(3, 18), at(4, 8)),
        (at(4, 2), at(4, 8)),
        (at(6, 20), at(9, 8)),  # Friday evening
        (at(7, 12), at(9, 8)),  # Saturday noon
    ],
)
@on_sqlite
def test_a_push_found_in_quiet_time_waits_until_people_work(
    program: Program, line: ScriptedLine, clock: Clock, moment: datetime, allowed: datetime
) -> None:
    """It was left by a process that was killed, or by a trouble of LINE's."""
    store_notice(program)
    clock.now = moment
    drain(program)
    assert len(line.shown) == int(moment == allowed)
    clock.now = allowed - timedelta(seconds=1)
    drain(program)
    clock.now = allowed
    drain(program)
    assert len(line.shown) == 1


def test_a_holiday_is_quiet_and_an_answer_is_given_all_the_same(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    clock.now = datetime(2026, 12, 4, 10, tzinfo=BANGKOK).astimezone(
        UTC
    )  # a Friday; 5 December is the King's birthday
    store_notice(program)
    clock.now = datetime(2026, 12, 10, 10, tzinfo=BANGKOK).astimezone(
        UTC
    )  # Constitution Day, a Thursday
    drain(program)
    assert line.shown == []
    send_claimed(program, store_answer(program))
    send_claimed(program, store_answer(program, token=False))
    assert [shown.way for shown in line.shown] == ["reply", "push"]
    clock.now = datetime(2026, 12, 11, 8, tzinfo=BANGKOK).astimezone(UTC)
    assert drain(program) == 1


@on_sqlite
def test_a_retry_never_falls_into_quiet_time(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    """LINE is busy from a quarter to six on: what it surely did not take comes the next morning,
    once.
    """
    clock.now = at(3, 17, 45)
    store_notice(program)
    line.script = lambda path: "too fast" if path.endswith("push") else "ok"
    hours = set()
    while clock.now < at(4, 9):
        before = len(line.paths("push"))
        drain(program)
        if len(line.paths("push")) > before:
            hours.add(local(clock.now).hour)
        if clock.now >= at(4, 8, 30):
            line.script = lambda path: "ok"
        clock.forward(minutes=5)
    assert hours == {17, 8}
    assert len(line.shown) == 1


@on_sqlite
def test_what_was_begun_is_tried_until_eight_and_again_from_eight_days_off_included(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    clock.now = at(6, 17, 45)  # a Friday
    store_notice(program)
    line.script = lambda path: "drop" if path.endswith("push") else "ok"
    tried: set[tuple[int, int]] = set()
    while clock.now < at(7, 9):
        before = len(line.paths("push"))
        drain(program)
        if len(line.paths("push")) > before:
            tried.add((local(clock.now).day, local(clock.now).hour))
        clock.forward(minutes=5)
    assert tried == {(6, 17), (6, 18), (6, 19), (7, 8)}
    line.script = lambda path: "ok"
    clock.forward(minutes=30)
    drain(program)
    assert [row.state for row in deliveries(program)] == [DeliveryState.SENT]
    assert len(line.shown) == 1
    assert (
        len({call.headers["x-line-retry-key"] for call in line.calls if call.path.endswith("push")})
        == 1
    )


@on_sqlite
def test_a_push_in_doubt_is_given_up_when_line_has_forgotten_its_key(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    clock.now = at(6, 17, 45)
    store_notice(program)
    line.script = lambda path: "drop" if path.endswith("push") else "ok"
    last = clock.now
    for _ in range(80):
        before = len(line.paths("push"))
        drain(program)
        last = clock.now if len(line.paths("push")) > before else last
        clock.forward(minutes=30)
    assert at(7, 16) <= last <= at(7, 16, 45)
    (row,) = deliveries(program)
    assert (row.state, row.error) == (DeliveryState.GIVEN_UP, "push outcome unknown")
    assert row.failed_at is not None


@on_sqlite
def test_an_organization_s_own_quiet_hours_count(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    with program.database.begin() as session:
        organization = session.scalars(select(Organization)).one()
        organization.settings = {"quiet_from_hour": 22, "quiet_until_hour": 6}
    store_notice(program)
    store_notice(program)
    with program.database.begin() as session:
        first = session.scalars(select(Delivery).order_by(Delivery.id)).first()
        assert first is not None
        first.organization_id = organization.id
    clock.now = at(3, 21)
    drain(program)
    assert [row.state for row in deliveries(program)] == [DeliveryState.SENT, DeliveryState.WAITING]


@pytest.mark.parametrize("found_at", [at(3, 12), at(3, 19)])
@on_sqlite
def test_what_is_too_late_to_be_welcome_is_given_up(
    program: Program, line: ScriptedLine, clock: Clock, found_at: datetime
) -> None:
    """At noon it is too late; at seven in the evening it would be by the morning."""
    store_notice(program, expires_at=at(3, 12) if found_at < at(3, 18) else at(4, 8))
    clock.now = found_at
    drain(program)
    assert line.calls == []
    assert [(row.state, row.error) for row in deliveries(program)] == [
        (DeliveryState.GIVEN_UP, "too late to be welcome")
    ]


@on_sqlite
def test_many_that_must_wait_do_not_hold_up_those_behind_them(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    for _ in range(70):
        store_notice(program)
    clock.now = at(3, 19)
    row = store_answer(program, token=False)
    clock.forward(minutes=2)
    drain(program)
    assert [shown.messages for shown in line.shown] == [(row.messages[0]["text"],)]
