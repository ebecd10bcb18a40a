"""No body makes the webhook fail, and no event pays for its neighbour."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from bot.inbox.bodies import read_body
from bot.inbox.handling import sweep
from bot.program import Program
from models.tables.organization import Channel
from tests.bot.house import body_of, on_sqlite, post, stored, text_event
from tests.bot.inbox import hostile_bodies
from tests.bot.scripted_line import ScriptedLine


def test_spoilt_events_cost_their_neighbours_nothing(client: FlaskClient, program: Program) -> None:
    assert hostile_bodies.run(client, program, 150, seed=8) == []


@pytest.mark.parametrize(
    "value", ["1" * 4301, "1e999", "true", "[" * 100_000 + "]" * 100_000, "[" * 200 + "]" * 200]
)
def test_what_no_database_takes_is_kept_as_kind_and_digest(
    client: FlaskClient, program: Program, line: ScriptedLine, value: str
) -> None:
    events = [text_event(), text_event(), text_event()]
    body = body_of(*events).replace(
        f'"timestamp": {events[1]["timestamp"]}'.encode(), f'"timestamp": {value}'.encode()
    )
    assert post(client, body).status_code == 200
    assert post(client, body).status_code == 200
    rows = stored(program)
    assert len(rows) == 3
    ids = [row.webhook_event_id for row in rows]
    assert {events[0]["webhookEventId"], events[2]["webhookEventId"]} <= set(ids)
    sweep(program)
    assert not any(row.failed or row.handled_at is None for row in stored(program))
    deep = value.startswith("[")
    answered = [message for shown in line.shown for message in shown.messages]
    assert len(answered) == (2 if deep else 3)
    if deep:
        (spoilt,) = [row.payload for row in rows if (row.payload or {}).get("type") == "unreadable"]
        assert spoilt is not None
        assert (spoilt["kind"], len(spoilt["sha256"])) == ("message", 64)


def test_a_number_no_database_takes_is_replaced_where_it_stands() -> None:
    read = read_body(b'{"events": [{"a": 1e999, "b": ' + b"7" * 5000 + b', "c": NaN, "d": 1.5}]}')
    assert read is not None
    (event,) = read.events
    assert [
        event[name] and (event[name]["kind"] if name in "ab" else event[name]) for name in "abcd"
    ] == [
        "number",
        "number",
        None,
        1.5,
    ]


def test_an_event_without_an_id_stands_by_itself_beside_a_broken_one() -> None:
    whole, old = text_event(), text_event()
    del old["webhookEventId"]
    broken = json.dumps(text_event()).replace('"timestamp":', '"timestamp" 1:')
    kept, without_id = json.dumps(whole), json.dumps(old)
    for texts in ([without_id, broken, kept], [broken, without_id], [without_id, broken]):
        read = read_body(('{"events": [' + ",".join(texts) + "]}").encode())
        assert read is not None
        assert old in read.events
        assert (whole in read.events) is (kept in texts)
        assert [event["type"] for event in read.events].count("unreadable") == 1
        assert len(read.events) == len(texts)


@on_sqlite
def test_another_channel_s_events_are_not_ours(client: FlaskClient, program: Program) -> None:
    """Once our bot's id is known (``kaona line setup`` stores it), others are told apart."""

    def sent_to(destination: str) -> int:
        body = {"destination": destination, "events": [text_event()]}
        assert post(client, json.dumps(body).encode()).status_code == 200
        return len(stored(program))

    ours, others = "U" + "d" * 32, "U" + "e" * 32
    channel_id = program.channel_id
    with program.database.begin() as session:
        session.get_one(Channel, channel_id).bot_user_id = ours
    assert [sent_to(bot) for bot in (ours, others, ours, others)] == [1, 1, 2, 2]
