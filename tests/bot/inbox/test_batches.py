"""Several conversations handled in one transaction: the same answers as one by one, each once,
whatever goes wrong with one of them.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

import bot.inbox.answering
from bot.inbox.handling import BatchOutcome, finish, handle_batch, sweep
from bot.program import Program
from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.router import handle
from models.database import pad_for_statement_cache
from models.tables.outbox import Delivery
from tests.bot import house
from tests.bot.house import (
    SOMCHAI,
    SUDA,
    Clock,
    Handled,
    body_of,
    enter,
    on_postgres,
    photo_event,
    post,
    stored,
    text_event,
)
from tests.bot.scripted_line import ScriptedLine
from tests.stage import PNG

ROOT = Path(__file__).resolve().parents[3]
OTHERS = [f"U{number:032x}" for number in range(6)]


def handle_all(program: Program, conversations: list[int]) -> None:
    """Handle conversations in batches and finish what was taken, as the threads of a process do."""
    waiting = list(dict.fromkeys(conversations))
    while waiting:
        batch = handle_batch(program, waiting)
        more = [each for each, taken in batch.taken.items() if finish(program, taken)]
        waiting = [*more, *batch.held]


@contextmanager
def counted(program: Program) -> Iterator[list[str]]:
    """Count the commits of a program's database meanwhile."""
    commits: list[str] = []

    def note(_connection: Any) -> None:
        commits.append("commit")

    event.listen(program.database.engine, "commit", note)
    yield commits
    event.remove(program.database.engine, "commit", note)


def test_many_conversations_take_one_transaction_and_each_gets_its_own_answer(
    client: FlaskClient, program: Program, line: ScriptedLine, handled: Handled
) -> None:
    events = [text_event(f"สวัสดี {user}", user) for user in OTHERS]
    for each in events:
        post(client, body_of(each))
    with counted(program) as commits:
        batch = handle_batch(program, handled.conversations)
    assert len(commits) == 1
    assert len(batch.taken) == len(OTHERS)
    for conversation_id in handled.conversations:
        finish(program, batch.taken[conversation_id])
    assert line.used_tokens == {each["replyToken"] for each in events}
    recipients = {row.reply_token: row.recipient for row in house.everything(program, Delivery)}
    assert recipients == {each["replyToken"]: each["source"]["userId"] for each in events}
    assert all(row.handled_at and row.attempts == 1 for row in stored(program))


def test_only_the_oldest_event_of_each_is_taken_and_the_rest_is_told_of(
    client: FlaskClient, program: Program, line: ScriptedLine, handled: Handled
) -> None:
    events = [text_event("ก"), text_event("ข"), text_event("ค", SUDA)]
    for each in events:
        post(client, body_of(each))
    first, _, other = handled.conversations
    batch = handle_batch(program, [first, other])
    assert set(batch.taken) == {first, other}
    assert [batch.taken[each].more for each in (first, other)] == [True, False]
    handle_all(program, [first, other])
    assert [row.handled_at is not None for row in stored(program)] == [True] * 3


def test_whom_the_many_events_of_others_crowd_out_is_looked_at_again(
    client: FlaskClient, program: Program, line: ScriptedLine, handled: Handled
) -> None:
    for number in range(30):
        post(client, body_of(text_event(f"ข้อความที่ {number}")))
    post(client, body_of(text_event("ช่วยเหลือ", SUDA)))
    many, one = handled.conversations[0], handled.conversations[-1]
    batch = handle_batch(program, [many, one])
    assert batch.held == {one}
    finish(program, batch.taken[many])
    handle_all(program, [many, one])
    assert len(line.used_tokens) == 31


def test_a_bug_in_one_event_costs_the_others_nothing(
    client: FlaskClient,
    program: Program,
    line: ScriptedLine,
    handled: Handled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(context: Context, incoming: Incoming) -> Answer:
        answer = handle(context, incoming)
        if "พัง" in incoming.text:
            raise ValueError("after it changed something")
        return answer

    monkeypatch.setattr(bot.inbox.answering, "handle", failing)
    texts = ["หนึ่ง", "พัง", "สาม"]
    for text_, user in zip(texts, OTHERS, strict=False):
        post(client, body_of(text_event(text_, user)))
    with counted(program) as commits:
        batch = handle_batch(program, handled.conversations)
    assert len(commits) == 4, "an answer, the failure, its apology, an answer; none of the batch"
    assert set(batch.taken) == set(handled.conversations)
    assert [row.attempts for row in stored(program)] == [1, 1, 1]
    assert len(house.everything(program, Delivery)) == 3
    assert line.calls == [], "nothing is sent inside a transaction"
    for taken in batch.taken.values():
        finish(program, taken)
    assert [row.failed for row in stored(program)] == [False, True, False]
    assert len(line.shown) == 3
    assert sum("ขออภัย" in shown.messages[0] for shown in line.shown) == 1


def test_what_must_be_fetched_first_is_leased_and_keeps_nobody_waiting(
    client: FlaskClient, program: Program, line: ScriptedLine, handled: Handled
) -> None:
    enter(program)
    line.contents["77"] = PNG
    post(client, body_of(photo_event()))
    post(client, body_of(text_event("สวัสดี", SUDA)))
    photo, words = handled.conversations
    batch = handle_batch(program, [photo, words])
    to_fetch = [each for each, taken in batch.taken.items() if taken.leased_until is not None]
    assert (set(batch.taken), to_fetch) == ({words, photo}, [photo])
    assert line.paths("/content") == [], "nothing is fetched inside a transaction"
    assert handle_batch(program, [photo, words]) == BatchOutcome(), "it is leased to us"
    assert finish(program, batch.taken[photo]), "now it can be handled"
    handle_all(program, [photo])
    assert len(line.paths("/content")) == 1


@on_postgres
def test_a_conversation_another_process_holds_is_looked_at_again_and_holds_up_nobody(
    client: FlaskClient, program: Program, line: ScriptedLine, handled: Handled
) -> None:
    for user in (SOMCHAI, SUDA):
        post(client, body_of(text_event("สวัสดี", user)))
    held, free = handled.conversations
    with program.database.begin() as session:
        session.execute(
            text("SELECT 1 FROM conversation WHERE id = :id FOR NO KEY UPDATE"), {"id": held}
        )
        batch = handle_batch(program, [held, free])
    assert (list(batch.taken), list(batch.held)) == ([free], [held])
    handle_all(program, [held])
    assert all(row.handled_at for row in stored(program))


def test_when_the_database_is_away_nothing_is_lost(
    client: FlaskClient, program: Program, line: ScriptedLine, handled: Handled
) -> None:
    for user in (SOMCHAI, SUDA):
        post(client, body_of(text_event(user=user)))
    with program.database.begin() as session:
        session.execute(text("ALTER TABLE conversation RENAME TO away"))
    assert handle_batch(program, handled.conversations) == BatchOutcome()
    with pytest.raises(DBAPIError):
        handle_batch(program, handled.conversations[:1])
    with program.database.begin() as session:
        session.execute(text("ALTER TABLE away RENAME TO conversation"))
    assert [row.attempts for row in stored(program)] == [0, 0]
    assert sweep(program) == 2
    assert len(line.shown) == 2


def test_a_kill_before_the_commit_leaves_nothing_of_any(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock, handled: Handled
) -> None:
    enter(program)
    for user in (SOMCHAI, SUDA):
        post(client, body_of(text_event("สวัสดี", user)))
    given_ = program.settings
    words = [given_.database_url, str(given_.data_dir), given_.line_api_url, clock().isoformat()]
    conversations = ",".join(map(str, handled.conversations))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot.doomed", *words, conversations, "t", "stop"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        process.send_signal(signal.SIGKILL)
    assert [row.handled_at for row in stored(program)] == [None, None]
    handle_all(program, handled.conversations)
    assert len(line.shown) == 2


@given(st.lists(st.integers(), max_size=40))
def test_padding_adds_only_what_is_there_and_few_lengths(keys: list[int]) -> None:
    filled = pad_for_statement_cache(keys)
    assert filled[: len(keys)] == keys
    assert set(filled) == set(keys)
    assert len(filled) in (0, 1, 2, 4, 8, 16, 32, 64)
