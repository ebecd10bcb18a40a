"""What comes in at ``POST /webhook``."""

from __future__ import annotations

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from bot.app import create_app
from bot.inbox.handling import sweep
from bot.inbox.store import EventStore
from bot.inbox.webhook import MAX_BODY, signature_of
from bot.program import Program
from models.tables.conversation import Conversation, InboxEvent
from tests.bot.house import (
    GROUP,
    SECRET,
    SOMCHAI,
    SUDA,
    Clock,
    Handled,
    body_of,
    on_sqlite,
    post,
    settings,
    stored,
    text_event,
    wait_until,
)
from tests.bot.scripted_line import ScriptedLine
from tests.patience import PATIENCE
from tests.stage import open_stage


def test_a_signed_event_is_stored_and_handed_on(
    client: FlaskClient, program: Program, handled: Handled
) -> None:
    event = text_event("สวัสดี 🙂")
    assert post(client, body_of(event)).status_code == 200
    (row,) = stored(program)
    assert row.payload == event
    assert (row.webhook_event_id, row.occurred_ms) == (event["webhookEventId"], event["timestamp"])
    assert handled.conversations == [row.conversation_id]


@on_sqlite
def test_the_signature_is_of_the_raw_bytes(client: FlaskClient, program: Program) -> None:
    body = b'{ "events" :[' + json.dumps(text_event()).encode() + b'],   "destination":"U"}'
    assert post(client, body).status_code == 200
    reordered = json.dumps(json.loads(body)).encode()
    assert post(client, reordered, signature=signature_of(SECRET, body)).status_code == 400
    assert len(stored(program)) == 1


@on_sqlite
@pytest.mark.parametrize(
    "signature", ["", "x", "ผิด".encode().decode("latin-1"), signature_of("other", body_of())]
)
def test_a_bad_signature_is_refused(client: FlaskClient, program: Program, signature: str) -> None:
    assert post(client, body_of(text_event()), signature=signature).status_code == 400
    assert client.post("/webhook", data=body_of(text_event())).status_code == 400
    assert stored(program) == []


@on_sqlite
def test_while_the_secret_is_changed_the_old_one_is_taken_too(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> None:
    for old, expected in ((None, 400), ("old-secret", 200)):
        program = Program(
            settings(database_url, tmp_path, line.url, line_channel_secret_old=old), clock
        )
        client = create_app(program, Handled()).test_client()
        assert post(client, body_of(text_event()), secret="old-secret").status_code == expected
        assert post(client, body_of(text_event()), secret=SECRET).status_code == 200
        assert post(client, body_of(text_event()), secret="").status_code == 400
        program.close()


@on_sqlite
def test_a_body_too_large_is_refused_whether_it_tells_its_length_or_not(
    database_url: str, tmp_path: Path
) -> None:
    body = body_of(text_event("ก" * MAX_BODY))
    with open_stage(database_url, tmp_path) as stage:
        where = urlsplit(stage.app_url)
        for parts in (body, iter([body[:-10], body[-10:]])):
            connection = http.client.HTTPConnection(
                where.hostname or "", where.port, timeout=PATIENCE
            )
            try:
                signature = signature_of(stage.program.settings.line_channel_secret, body)
                connection.request("POST", "/webhook", parts, {"x-line-signature": signature})
                assert connection.getresponse().status in (
                    400,
                    413,
                )  # cut off at the limit, its signature is wrong
            except (BrokenPipeError, ConnectionResetError):
                pass  # told before all of it was sent
            finally:
                connection.close()
        assert stored(stage.program) == []


@on_sqlite
def test_only_posting_is_taken_with_or_without_a_slash(client: FlaskClient) -> None:
    assert client.get("/webhook").status_code == 405
    assert client.get("/webhook/x").status_code == 404
    body = body_of(text_event())
    headers = {"x-line-signature": signature_of(SECRET, body)}
    answer = client.post("/webhook/", data=body, headers=headers)
    assert (answer.status_code, answer.data) == (200, b"OK")
    assert "Set-Cookie" not in answer.headers


def test_one_body_may_bring_several_people(
    client: FlaskClient, program: Program, handled: Handled
) -> None:
    events = [
        text_event(user=SOMCHAI),
        text_event(user=SUDA),
        text_event(user=SOMCHAI),
        text_event("คุย", SUDA, GROUP),
    ]
    assert post(client, body_of(*events)).status_code == 200
    conversations = {row.webhook_event_id: row.conversation_id for row in stored(program)}
    ids = [conversations[event["webhookEventId"]] for event in events]
    assert ids[0] == ids[2]
    assert len(set(ids)) == 3
    assert sorted(handled.conversations) == sorted({ids[0], ids[1]})
    with program.database.read() as session:
        assert session.scalars(select(Conversation.key)).all().__len__() == 3


def test_an_event_is_stored_once_however_often_it_comes(
    client: FlaskClient, program: Program
) -> None:
    with_id, without_id = text_event(), text_event(webhookEventId=None)
    for again in (False, True, True):
        context = {"deliveryContext": {"isRedelivery": again}}
        assert (
            post(
                client, body_of(with_id | context, without_id | context, with_id | context)
            ).status_code
            == 200
        )
    assert len(stored(program)) == 2
    another = without_id | {"timestamp": without_id["timestamp"] + 1}
    post(client, body_of(another))
    assert len(stored(program)) == 3


def test_eight_threads_with_the_same_events_store_each_once(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock
) -> None:
    """Two processes' worth of stores: each with its own group of writers."""
    programs = [Program(settings(database_url, tmp_path, line.url), clock) for _ in range(2)]
    stores = [EventStore(program) for program in programs]
    events = [text_event(user=f"U{number:032x}") for number in range(12)]
    start = threading.Barrier(8)

    def bring(number: int) -> int:
        start.wait()
        turned = events if number % 2 else events[::-1]
        return sum(
            len(stores[number % 2].store(turned[i : i + 3]).new) for i in range(0, len(turned), 3)
        )

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(bring, range(8))) == len(events)
    assert len(stored(programs[0])) == len(events)
    for program in programs:
        program.close()


def test_what_cannot_be_stored_costs_the_others_nothing(program: Program) -> None:
    """Three requests wait together for a fourth to be written; one of the three is not storable."""
    store, first = EventStore(program), text_event()
    good, bad = [text_event(), text_event(user=SUDA)], text_event(thing=object())
    assert program.channel_id
    with ThreadPoolExecutor(4) as pool:
        with program.database.connect() as busy:  # the first cannot finish before this ends
            busy.execute(
                text("INSERT INTO conversation (channel_id, key) VALUES (:channel, :key)"),
                {"channel": program.channel_id, "key": SOMCHAI},
            )
            asked = [pool.submit(store.store, [first])]
            wait_until(lambda: store._writing)
            asked += [pool.submit(store.store, [event]) for event in (good[0], bad, good[1])]
            wait_until(lambda: len(store._waiting) == 3)
        assert [len(asked[number].result(10).new) for number in (0, 1, 3)] == [1, 1, 1]
        with pytest.raises(Exception, match="object"):
            asked[2].result(10)
    assert len(stored(program)) == 3


def test_of_group_talk_that_is_not_for_the_bot_only_ids_are_stored(
    client: FlaskClient, program: Program
) -> None:
    secret = "เรื่องส่วนตัว"
    mention = {"mentionees": [{"index": 0, "length": 4, "isSelf": True, "type": "user"}]}
    talk = [
        text_event(secret, SOMCHAI, GROUP),
        text_event(secret, SOMCHAI, GROUP, type="messageEdited"),
        text_event(
            user=SOMCHAI, group=GROUP, message={"id": "9", "type": "file", "fileName": secret}
        ),
        text_event(f"/ผูกกลุ่ม {secret}", SOMCHAI, GROUP),
        text_event(
            user=SOMCHAI,
            group=GROUP,
            message={"id": "8", "type": "text", "text": secret, "mention": mention},
        ),
    ]
    post(client, body_of(*talk))
    rows = stored(program)
    for row in rows[:3]:
        assert secret not in json.dumps(row.payload, ensure_ascii=False)
        assert row.handled_at is not None
        assert row.payload is not None
        assert set(row.payload) == {"type", "timestamp", "webhookEventId", "source", "message"}
    for row in rows[3:]:
        assert secret in json.dumps(row.payload, ensure_ascii=False)
        assert row.handled_at is None


@on_sqlite
@pytest.mark.parametrize("token", ["0" * 32, "f" * 32])
def test_a_console_s_made_up_token_is_never_answered(
    client: FlaskClient, program: Program, line: ScriptedLine, token: str
) -> None:
    post(client, body_of(text_event(user="Udeadbeef" + "0" * 24, replyToken=token)))
    assert sweep(program) == 1
    assert line.calls == []
    assert stored(program)[0].handled_at is not None


@on_sqlite
@pytest.mark.parametrize("group", [None, GROUP])
def test_in_standby_nothing_is_said_or_fetched(
    client: FlaskClient, program: Program, line: ScriptedLine, group: str | None
) -> None:
    events = [
        text_event("/ช่วยเหลือ", group=group, mode="standby"),
        text_event(mode="standby", type="follow"),
    ]
    events += [text_event(mode="standby", message={"id": "5", "type": "image"})]
    for event in events:
        event.pop("replyToken")
    post(client, body_of(*events))
    sweep(program)
    assert line.calls == []
    assert all(row.handled_at and not row.failed for row in stored(program))


def test_without_the_database_nothing_is_acknowledged_and_a_redelivery_mends_it(
    client: FlaskClient, program: Program, lines: StringIO
) -> None:
    words = "ข้อความลับ"
    body = body_of(text_event(words))
    with program.database.begin() as session:
        session.execute(text("ALTER TABLE inbox_event RENAME TO away"))
    assert post(client, body).status_code == 500
    with program.database.begin() as session:
        session.execute(text("ALTER TABLE away RENAME TO inbox_event"))
        assert session.scalar(select(func.count()).select_from(InboxEvent)) == 0
    assert words not in lines.getvalue()
    assert json.dumps(words)[1:-1] not in lines.getvalue()
    assert post(client, body).status_code == 200
    assert len(stored(program)) == 1


@pytest.mark.parametrize(
    "url", ["sqlite:////dev/null/kaona.db", "postgresql+psycopg://nobody@127.0.0.1:1/kaona"]
)
def test_a_database_that_cannot_be_reached_is_told_by_500(tmp_path: Path, url: str) -> None:
    program = Program(settings(url, tmp_path), Clock())
    client = create_app(program, Handled()).test_client()
    assert post(client, body_of(text_event())).status_code == 500
    program.close()


@on_sqlite
def test_ids_are_logged_and_nothing_else(
    client: FlaskClient, program: Program, line: ScriptedLine, lines: StringIO
) -> None:
    event = text_event("ถ้อยคำของสมชาย")
    line.script = lambda path: "error" if path.endswith("reply") else "ok"
    post(client, body_of(event))
    sweep(program)
    post(client, body_of(event), signature="bad")
    written = lines.getvalue()
    assert event["webhookEventId"] in written
    assert "webhook.bad_signature" in written
    for private in (
        SECRET,
        program.settings.line_channel_access_token,
        event["replyToken"],
        "ถ้อยคำ",
        "สมชาย",
    ):
        assert str(private) not in written
        assert json.dumps(private)[1:-1] not in written
