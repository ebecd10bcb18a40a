"""LINE may send shapes, types and fields nobody has seen: none is an error, none costs the others
anything.
"""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.inbox.handling import handle_conversation, sweep
from bot.program import Program
from tests.bot.house import GROUP, SOMCHAI, Handled, body_of, on_sqlite, post, stored, text_event
from tests.bot.scripted_line import ScriptedLine


@on_sqlite
@pytest.mark.parametrize(
    "body",
    [
        body_of(),
        b"",
        b"[]",
        b"{}",
        b"null",
        b"not json",
        b"\xff\xfe",
        b'{"events": null}',
        b'{"events": {"a": 1}}',
        b'{"events": ["word", 5, null, []]}',
        b"[" * 100_000,
    ],
)
def test_what_is_signed_but_brings_nothing_is_answered_200(
    client: FlaskClient, program: Program, body: bytes
) -> None:
    assert post(client, body).status_code == 200
    assert stored(program) == []


ODD: list[dict[str, Any]] = [
    {},
    {"type": "orbit"},
    {"type": 7, "source": "nobody", "timestamp": "yesterday", "webhookEventId": 12},
    {"type": "accountLink", "link": {"result": "failed", "nonce": "n"}, "timestamp": 1},
    {"type": "delivery", "delivery": {"data": "x"}},
    {"type": "message", "source": {"type": "user", "userId": SOMCHAI}, "message": None},
    {
        "type": "message",
        "source": {"userId": SOMCHAI},
        "message": {"type": "hologram", "id": "1"},
        "replyToken": "t",
    },
    {
        "type": "message",
        "source": {"userId": SOMCHAI},
        "message": {"type": "text", "text": {"a": 1}},
    },
    {
        "type": "message",
        "source": {"groupId": GROUP},
        "message": {"type": "text", "text": 5, "mention": "all"},
    },
    {"type": "postback", "source": {"userId": SOMCHAI}, "postback": {"data": 5, "params": []}},
    {
        "type": "message",
        "mode": "sleeping",
        "source": {"type": "planet", "planetId": "p"},
        "message": {},
    },
    {"type": "follow", "source": {"userId": ""}, "timestamp": -5, "webhookEventId": ""},
    {
        "type": "orbit",
        "source": {"userId": "Uไทย"},
        "timestamp": 10**30,
        "webhookEventId": "ไทย\0\ud800",
    },
    {
        "type": "orbit",
        "source": {"userId": "U" * 500},
        "timestamp": 1.5,
        "webhookEventId": "w" * 500,
    },
]


def test_unknown_shapes_types_and_fields_are_stored_and_handled(
    client: FlaskClient, program: Program, handled: Handled, lines: StringIO
) -> None:
    body = json.dumps({"events": ODD, "news": {"of": "2030"}}).encode()
    assert post(client, body).status_code == 200
    assert post(client, body).status_code == 200
    rows = stored(program)
    assert len(rows) == len(ODD)
    for conversation_id in handled.conversations:
        handle_conversation(program, conversation_id)
    assert [row for row in stored(program) if row.failed or row.handled_at is None] == []
    assert '"error"' not in lines.getvalue()


def test_an_id_no_database_takes_is_none_and_costs_the_others_nothing(
    client: FlaskClient, program: Program, line: ScriptedLine
) -> None:
    body = json.dumps({"events": [text_event(user="U\0\ud800"), text_event()]}).encode()
    assert post(client, body).status_code == 200
    sweep(program)
    assert [row.failed for row in stored(program)] == [False, False]
    assert len(line.shown) == 1


def test_numbers_that_are_no_json_do_not_stop_the_rest(
    client: FlaskClient, program: Program
) -> None:
    body = body_of(text_event(extra=1)).replace(b'"extra": 1', b'"extra": NaN')
    assert post(client, body).status_code == 200
    (row,) = stored(program)
    assert row.payload is not None
    assert row.payload["extra"] is None
