"""The month's paid messages: counted before they are sent, ours and those sent by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from flask.testing import FlaskClient
from sqlalchemy import select

from bot.outbox.delivery import drain, send_claimed
from bot.outbox.quota import messages_left, quota_month, refresh_quota
from bot.program import Program
from models.tables.organization import Channel, GroupChat
from models.tables.outbox import DeliveryState
from tests.bot.house import GROUP, SOMCHAI, SUDA, Clock, deliveries, on_sqlite
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
        (DeliveryState.GIVEN_UP, 50, "monthly quota"),
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
        (DeliveryState.GIVEN_UP, "monthly quota")
    ]
    assert len(line.paths("/push")) == 1


@on_sqlite
def test_line_s_own_word_that_the_month_is_over_is_final(
    program: Program, line: ScriptedLine
) -> None:
    line.script = lambda path: "no quota" if path.endswith("push") else "ok"
    store_notice(program)
    drain(program)
    assert [(row.state, row.error) for row in deliveries(program)] == [
        (DeliveryState.GIVEN_UP, "monthly quota")
    ]
    with program.database.read() as session:
        assert session.scalars(select(Channel.quota_read_at)).one() is not None
