"""The month's paid messages: counted before they are sent, ours and those sent by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from flask.testing import FlaskClient
from sqlalchemy import select

from bot.inbox.handling import sweep
from bot.outbox.asking import refresh_quota
from bot.outbox.delivery import drain, send_claimed
from bot.outbox.queueing import queue_notices
from bot.program import Program
from messages.outgoing import Outgoing
from messages.parts import text_message
from models.outbox.quota import messages_left, quota_month
from models.tables.organization import Channel, GroupChat
from models.tables.outbox import DeliveryState
from tests.bot.house import (
    GROUP,
    SOMCHAI,
    SUDA,
    Clock,
    body_of,
    deliveries,
    enter,
    everything,
    on_sqlite,
    post,
    text_event,
)
from tests.bot.outbox.test_delivery import store_answer, store_notice
from tests.bot.scripted_line import ScriptedLine


def left(program: Program) -> int | None:
    program.recorder.flush()
    channel_id = program.channel_id
    with program.database.read() as session:
        return messages_left(session, channel_id, program.clock())


def test_line_s_month_begins_at_midnight_of_utc_plus_9() -> None:
    zone = timezone(timedelta(hours=9))
    begun = datetime(2026, 12, 1, tzinfo=zone)
    assert quota_month(begun) == begun
    assert quota_month(begun).tzinfo is UTC
    assert quota_month(begun - timedelta(seconds=1)) == datetime(2026, 11, 1, tzinfo=zone)


def test_what_the_office_sent_by_hand_counts(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    assert left(program) is None
    line.quota, line.consumption = 300, 120
    refresh_quota(program)
    assert left(program) == 180
    store_notice(program)
    drain(program)
    assert left(program) == 179
    clock.forward(hours=13)
    refresh_quota(program)
    assert left(program) == 179, "what LINE counted of ours is not counted twice"
    clock.forward(days=31)
    assert left(program) == 300, "a new month"


@on_sqlite
def test_line_is_asked_twice_a_day_and_not_knowing_changes_nothing(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    line.quota = 300
    refresh_quota(program)
    refresh_quota(program)
    assert len(line.paths("quota")) == 2
    clock.forward(hours=13)
    line.script = lambda path: "error"
    refresh_quota(program)
    assert left(program) == 300
    line.script = lambda path: "ok"
    line.quota = None
    refresh_quota(program)
    assert left(program) is None


def test_a_group_is_counted_before_a_push_to_it_and_the_count_kept(
    program: Program, line: ScriptedLine
) -> None:
    channel_id = program.channel_id
    with program.database.begin() as session:
        session.add(GroupChat(channel_id=channel_id, line_group_id=GROUP))
    line.quota, line.members = 120, 50
    refresh_quota(program)
    for _ in range(3):
        store_notice(program, to=GROUP)
    drain(program)
    assert [(row.state, row.paid_messages, row.error) for row in deliveries(program)] == [
        (DeliveryState.SENT, 50, None),
        (DeliveryState.SENT, 50, None),
        (DeliveryState.WAITING, 50, "monthly quota"),
    ]
    assert len(line.shown) == 2
    assert left(program) == 20
    with program.database.read() as session:
        assert session.scalars(select(GroupChat.member_count)).one() == 50


@on_sqlite
def test_a_group_that_cannot_be_counted_costs_what_it_cost_last_time(
    program: Program, line: ScriptedLine
) -> None:
    channel_id = program.channel_id
    with program.database.begin() as session:
        session.add(GroupChat(channel_id=channel_id, line_group_id=GROUP, member_count=33))
    line.script = lambda path: "error" if path.endswith("count") else "ok"
    store_notice(program, to=GROUP)
    drain(program)
    assert [(row.state, row.paid_messages) for row in deliveries(program)] == [
        (DeliveryState.SENT, 33)
    ]


def test_beyond_the_quota_nothing_is_pushed_answers_are_replied_and_metrics_tell(
    client: FlaskClient, program: Program, line: ScriptedLine
) -> None:
    line.quota, line.consumption = 300, 299
    refresh_quota(program)
    store_notice(program, to=SOMCHAI)
    store_notice(program, to=SUDA)
    drain(program)
    send_claimed(program, store_answer(program))
    assert [row.error for row in deliveries(program)] == [None, "monthly quota", None]
    assert [shown.way for shown in line.shown] == ["push", "reply"]
    figures = client.get("/metrics").text
    assert "kaona_deliveries_over_quota 1.0" in figures
    assert "kaona_paid_messages_used 300.0" in figures
    assert "kaona_paid_messages_limit 300.0" in figures


@on_sqlite
def test_a_push_in_doubt_keeps_its_place_in_the_quota_and_is_not_refused_for_it(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    line.quota, line.consumption = 300, 299
    refresh_quota(program)
    store_notice(program)
    line.script = lambda path: "error" if path.endswith("push") else "ok"
    drain(program)
    assert left(program) == 0
    line.script = lambda path: "ok"
    clock.forward(minutes=1)
    assert drain(program) == 1


@on_sqlite
def test_a_429_in_unknown_words_is_looked_up(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    """LINE does not promise its wording: its quota endpoints say whether the month is over."""
    line.quota, line.consumption = 300, 10
    refresh_quota(program)
    line.consumption = 300
    line.script = lambda path: "too fast" if path.endswith("push") else "ok"
    clock.forward(minutes=10)
    store_notice(program)
    drain(program)
    clock.forward(minutes=1)
    drain(program)
    assert [(row.state, row.error) for row in deliveries(program)] == [
        (DeliveryState.WAITING, "monthly quota")
    ]
    assert len(line.paths("/push")) == 1


@on_sqlite
def test_line_s_own_word_that_the_month_is_over_holds_a_push_back_and_ends_an_answer(
    program: Program, line: ScriptedLine
) -> None:
    line.script = lambda path: "no quota" if path.endswith("push") else "ok"
    store_notice(program)
    drain(program)
    send_claimed(program, store_answer(program, token=False))
    assert [(row.state, row.error) for row in deliveries(program)] == [
        (DeliveryState.WAITING, "monthly quota"),
        (DeliveryState.GIVEN_UP, "monthly quota"),
    ]
    assert all(row.failed_at is not None for row in deliveries(program))
    with program.database.read() as session:
        assert session.scalars(select(Channel.quota_read_at)).one() is not None


def test_what_was_held_back_goes_out_when_the_plan_is_enlarged_if_it_is_still_welcome(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    line.quota, line.consumption = 300, 300
    refresh_quota(program)
    store_notice(program, "ยังทัน")
    store_notice(program, "สายแล้ว", to=SUDA, expires_at=clock.now + timedelta(minutes=30))
    drain(program)
    assert line.shown == []
    clock.forward(hours=1)
    line.quota = 500
    drain(program)
    assert [shown.messages for shown in line.shown] == [("ยังทัน",)]
    first, second = deliveries(program)
    assert (first.state, first.error) == (DeliveryState.SENT, None)
    assert (second.state, second.error) == (DeliveryState.GIVEN_UP, "too late to be welcome")


@on_sqlite
def test_line_is_asked_again_before_anything_is_held_back(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    line.quota, line.consumption = 300, 300
    refresh_quota(program)
    line.quota = 500
    clock.forward(minutes=10)
    store_notice(program)
    assert drain(program) == 1


def test_when_it_runs_short_last_reminders_go_first_then_people_then_groups(
    program: Program, line: ScriptedLine
) -> None:
    line.quota, line.consumption, line.members = 300, 296, 1
    refresh_quota(program)
    queue = [
        (GROUP, "close_round"),
        (SOMCHAI, "early_reminder"),
        (SOMCHAI, "state"),
        (SUDA, "close_round"),
        (SOMCHAI, "returned"),
        (SUDA, "due_reminder"),
    ]
    channel_id = program.channel_id
    notices = [
        Outgoing(to, (text_message(purpose),), purpose, f"{number}")
        for number, (to, purpose) in enumerate(queue)
    ]
    with program.database.begin() as session:
        queue_notices(session, notices, channel_id=channel_id, now=program.clock())
    drain(program)
    sent = {row.purpose for row in deliveries(program) if row.state is DeliveryState.SENT}
    assert sent == {"due_reminder", "returned", "state", "early_reminder"}
    held = [row.recipient for row in deliveries(program) if row.error == "monthly quota"]
    assert held == [GROUP, SUDA]


def test_what_is_held_back_is_read_with_the_next_answer_unless_it_is_out_of_date(
    program: Program, client: FlaskClient, line: ScriptedLine, clock: Clock
) -> None:
    enter(program)
    line.quota = line.consumption = 300
    refresh_quota(program)
    channel_id = program.channel_id
    kinds = ("early_reminder", "forecast", "returned", "circular")
    pushes = [Outgoing(SOMCHAI, (text_message(kind),), kind, f"{kind}:7", 1) for kind in kinds]
    with program.database.begin() as session:
        queue_notices(session, pushes, channel_id=channel_id, now=program.clock())
    drain(program)
    assert line.shown == []
    post(client, body_of(text_event("ช่วยเหลือ")))
    sweep(program)
    (shown,) = line.shown
    assert shown.way == "reply"
    assert shown.messages[:2] == ("circular", "forecast")
    rows = deliveries(program)[: len(kinds)]
    assert [row.state is DeliveryState.WAITING for row in rows] == [True, False, True, False]
    clock.forward(minutes=20)
    line.quota = 500
    drain(program)
    assert len(line.shown) == 1, "it was read already"


def test_a_group_that_line_does_not_know_stays_bound_and_is_marked_until_it_is_there_again(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    channel_id = program.channel_id
    enter(program)
    with program.database.begin() as session:
        group = GroupChat(channel_id=channel_id, line_group_id=GROUP, organization_id=1)
        session.add(group)
    line.script = lambda path: "not found" if path.endswith("count") else "ok"
    store_notice(program, to=GROUP)
    drain(program)
    assert line.shown == []
    assert [(row.state, row.error) for row in deliveries(program)] == [
        (DeliveryState.GIVEN_UP, "group not reachable")
    ]
    (found,) = everything(program, GroupChat)
    assert (found.organization_id, found.unreachable_at) == (1, clock.now)
    line.script = lambda path: "ok"
    store_notice(program, to=GROUP)
    assert drain(program) == 1
    (found,) = everything(program, GroupChat)
    assert found.unreachable_at is None
