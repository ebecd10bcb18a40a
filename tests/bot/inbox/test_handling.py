"""Handling what came in: in order, one at a time, each once, whatever goes wrong with one of
them.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

import bot.inbox.answering
from bot.app import create_app
from bot.inbox.handling import handle_conversation, leftovers, sweep
from bot.outbox.queueing import queue_notices
from bot.program import Program
from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.router import handle
from messages.outgoing import Outgoing
from messages.parts import text_message
from models.tables.conversation import InboxEvent
from models.tables.outbox import DeliveryState
from tests.bot.house import (
    GROUP,
    SOMCHAI,
    SUDA,
    Clock,
    Handled,
    body_of,
    deliveries,
    on_sqlite,
    post,
    settings,
    stored,
    text_event,
)
from tests.bot.scripted_line import ScriptedLine


class Heard:
    """Stands before the handlers: keeps what they are asked in which order, and who is being
    answered at the same time.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.busy: set[str] = set()
        self.together = False

    def __call__(self, context: Context, incoming: Incoming) -> Answer:
        who = incoming.user_id or ""
        assert who not in self.busy, "two events of one conversation at once"
        self.busy.add(who)
        self.together = self.together or len(self.busy) > 1
        threading.Event().wait(0.002)
        if "พัง" in incoming.text:
            self.busy.discard(who)
            raise ValueError(f"cannot bear {incoming.text}")
        answer = handle(context, incoming)
        self.texts.append(incoming.text)
        self.busy.discard(who)
        return answer


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    listening = Heard()
    monkeypatch.setattr(bot.inbox.answering, "handle", listening)
    return listening


def test_events_of_a_conversation_are_handled_by_timestamp_one_at_a_time_by_many_threads(
    database_url: str, tmp_path: Path, line: ScriptedLine, clock: Clock, heard: Heard
) -> None:
    """Two programs, as in two processes, four threads each; the events were posted in any order."""
    programs = [Program(settings(database_url, tmp_path, line.url), clock) for _ in range(2)]
    client = create_app(programs[0], handled := Handled()).test_client()
    users = [SOMCHAI, SUDA]
    events = [text_event(f"{user[1]}{number:02}", user) for number in range(8) for user in users]
    Random(7).shuffle(events)
    for event in events:
        post(client, body_of(event))
    with ThreadPoolExecutor(8) as pool:
        for number, conversation_id in enumerate(handled.conversations * 2):
            pool.submit(handle_conversation, programs[number % 2], conversation_id)
    assert all(row.handled_at and not row.failed for row in stored(programs[0]))
    for user in users:
        mine = [text for text in heard.texts if text.startswith(user[1])]
        assert mine == [f"{user[1]}{number:02}" for number in range(8)]
    assert len(line.shown) == len(events)
    if not programs[0].database.is_sqlite:
        assert heard.together, "conversations held each other up"
    for program in programs:
        program.close()


def test_a_bug_is_logged_apologised_for_and_put_aside_and_the_next_goes_on(
    client: FlaskClient, program: Program, line: ScriptedLine, heard: Heard, lines: StringIO
) -> None:
    before, broken, after = text_event("หนึ่ง"), text_event("พัง ลับ"), text_event("สาม")
    post(client, body_of(before, broken, after))
    assert sweep(program) == 1
    rows = {row.webhook_event_id: row for row in stored(program)}
    failed = rows[broken["webhookEventId"]]
    assert failed.failed
    assert failed.handled_at is not None
    assert failed.payload == broken
    assert heard.texts == ["หนึ่ง", "สาม"]
    assert [shown.way for shown in line.shown] == ["reply"] * 3
    assert "ขออภัย" in line.shown[1].messages[0]
    (told,) = [text for text in lines.getvalue().splitlines() if "event.failed" in text]
    assert broken["webhookEventId"] in told
    assert '"ValueError"' in told
    assert "ลับ" not in lines.getvalue()


def test_a_bug_in_a_group_is_put_aside_in_silence(
    client: FlaskClient, program: Program, line: ScriptedLine, heard: Heard
) -> None:
    mention = {"mentionees": [{"index": 0, "length": 0, "isSelf": True}]}
    message = {"id": "1", "type": "text", "text": "พัง", "mention": mention}
    post(client, body_of(text_event(group=GROUP, message=message)))
    sweep(program)
    assert stored(program)[0].failed
    assert line.calls == []


def test_what_a_failed_event_changed_is_rolled_back(
    client: FlaskClient, program: Program, line: ScriptedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(context: Context, incoming: Incoming) -> Answer:
        notice = Outgoing(SUDA, (text_message("ข่าว"),), "notice", "one")
        queue_notices(context.session, [notice], channel_id=context.channel_id, now=context.now)
        raise ValueError

    monkeypatch.setattr(bot.inbox.answering, "handle", half)
    post(client, body_of(text_event()))
    sweep(program)
    assert [row.dedupe_key for row in deliveries(program)] == [None]  # the apology only


@pytest.mark.parametrize(("conflicts", "failed"), [(2, False), (10, True)])
def test_a_conflict_is_tried_again_in_a_while_and_not_for_ever(
    client: FlaskClient,
    program: Program,
    line: ScriptedLine,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    conflicts: int,
    failed: bool,
) -> None:
    left = [OperationalError("deadlock detected", None, Exception())] * conflicts

    def crowded(context: Context, incoming: Incoming) -> Answer:
        if left:
            raise left.pop()
        return handle(context, incoming)

    monkeypatch.setattr(bot.inbox.answering, "handle", crowded)
    post(client, body_of(text_event("ก่อน"), text_event("หลัง")))
    tries = 0
    while any(row.handled_at is None for row in stored(program)) and tries < 20:
        sweep(program)
        assert sweep(program) == 0, "it is left alone for a while"
        clock.forward(seconds=17)
        tries += 1
    rows = stored(program)
    assert [row.failed for row in rows] == [failed, failed]
    assert rows[0].attempts == (5 if failed else 3)
    assert len(line.shown) == 2


def test_an_event_that_waits_keeps_those_behind_it_and_nobody_else(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock, heard: Heard
) -> None:
    post(client, body_of(text_event("หนึ่ง"), text_event("สอง"), text_event("อื่น", SUDA)))
    with program.database.begin() as session:
        first = session.get_one(InboxEvent, stored(program)[0].id)
        first.next_try_at = clock.now + timedelta(minutes=1)
    assert sweep(program) == 1
    assert heard.texts == ["อื่น"]
    assert leftovers(program) == []
    clock.forward(minutes=1)
    assert sweep(program) == 1
    assert heard.texts == ["อื่น", "หนึ่ง", "สอง"]


@on_sqlite
def test_those_who_wait_longest_are_swept_first_and_only_so_many_at_once(
    client: FlaskClient, program: Program
) -> None:
    for number in range(6):
        post(client, body_of(text_event(user=f"U{number:032x}")))
    waiting = [row.conversation_id for row in stored(program)]
    assert list(leftovers(program, limit=4)) == waiting[:4]


@on_sqlite
def test_an_answer_is_a_reply_while_the_token_lives_and_then_a_push(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    post(client, body_of(text_event()))
    sweep(program)
    post(client, body_of(text_event()))
    clock.forward(minutes=2)
    sweep(program)
    assert [(shown.way, shown.recipient) for shown in line.shown] == [
        ("reply", ""),
        ("push", SOMCHAI),
    ]
    assert [(row.state, row.paid_messages) for row in deliveries(program)] == [
        (DeliveryState.SENT, 0),
        (DeliveryState.SENT, 1),
    ]


@on_sqlite
def test_an_answer_to_a_group_is_lost_rather_than_pushed(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    post(client, body_of(text_event("/ช่วยเหลือ", group=GROUP)))
    clock.forward(minutes=2)
    sweep(program)
    post(client, body_of(text_event("/ช่วยเหลือ", group=GROUP)))
    line.script = lambda path: "bad token"
    sweep(program)
    assert line.shown == []
    assert line.paths("push") == []
    assert [row.state for row in deliveries(program)] == [DeliveryState.GIVEN_UP]


@on_sqlite
def test_events_of_another_channel_are_left_to_its_own_program(
    client: FlaskClient,
    program: Program,
    database_url: str,
    tmp_path: Path,
    line: ScriptedLine,
    clock: Clock,
) -> None:
    post(client, body_of(text_event()))
    other = Program(settings(database_url, tmp_path, line.url, line_channel_id="1700000000"), clock)
    assert sweep(other) == 0
    assert sweep(program) == 1
    other.close()
