"""Pushes to one person at the same time are one request: LINE counts one message for it."""

from __future__ import annotations

from bot.outbox.delivery import drain
from bot.program import Program
from models.tables.outbox import SAID_SINCE, DeliveryState
from tests.bot.house import GROUP, SUDA, Clock, deliveries, enter, on_sqlite
from tests.bot.outbox.test_delivery import store_notice
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
    assert {row.error for row in rows[1:5]} == {SAID_SINCE}
    assert drain(program) == 0


@on_sqlite
def test_a_push_in_doubt_is_repeated_as_it_was_with_its_own_key(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    store_notice(program, "หนึ่ง", organization_id=1)
    store_notice(program, "สอง", organization_id=1)
    line.script = lambda path: "error" if path.endswith("push") else "ok"
    drain(program)
    store_notice(program, "สาม", organization_id=1)
    line.script = lambda path: "ok"
    clock.forward(minutes=2)
    drain(program)
    assert sorted(shown.messages for shown in line.shown) == [("สาม",), ("หนึ่ง", "สอง")]
    assert [row.state for row in deliveries(program)] == [
        DeliveryState.SENT,
        DeliveryState.GIVEN_UP,
        DeliveryState.SENT,
    ]
