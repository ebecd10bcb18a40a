"""What people wrote, and what they were answered, is forgotten a month after it had its effect."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

import bot.retention
from bot.inbox.handling import sweep
from bot.program import Program
from bot.retention import KEPT, KEPT_FAILED, forget_old
from models.tables.conversation import InboxEvent
from tests.bot.house import SUDA, Clock, body_of, deliveries, on_sqlite, post, stored, text_event
from tests.bot.outbox.test_delivery import store_answer
from tests.bot.scripted_line import ScriptedLine


def words_left(program: Program) -> list[bool]:
    return [row.payload is not None for row in stored(program)]


def test_words_go_after_a_month_and_a_bug_s_after_three(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    post(client, body_of(text_event(), text_event()))
    sweep(program)
    post(client, body_of(text_event(user=SUDA)))  # nobody has come to handle it
    with program.database.begin() as session:
        session.execute(
            update(InboxEvent).where(InboxEvent.id == stored(program)[1].id).values(failed=True)
        )
    assert forget_old(program) == (0, 0)
    clock.forward(days=KEPT.days - 1)
    assert forget_old(program) == (0, 0)
    assert words_left(program) == [True, True, True]
    clock.forward(days=1, seconds=1)
    assert forget_old(program) == (1, 2)
    assert [row.messages for row in deliveries(program)] == [[], []]
    assert {row.reply_token for row in deliveries(program)} == {None}
    assert words_left(program) == [False, True, True]
    with program.database.read() as session:
        empty = text("SELECT count(*) FROM inbox_event WHERE payload IS NULL AND content IS NULL")
        assert session.scalar(empty) == 1
    clock.forward(days=(KEPT_FAILED - KEPT).days)
    assert forget_old(program) == (1, 0)
    assert words_left(program) == [False, False, True], "what was not handled is never forgotten"
    assert len(stored(program)) == 3, "that it came is known: it is not handled again"


def test_many_are_forgotten_bit_by_bit(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock, monkeypatch: object
) -> None:
    post(client, body_of(*[text_event() for _ in range(12)]))
    sweep(program)
    clock.forward(days=31)
    batch, batches = bot.retention._BATCH, bot.retention._BATCHES
    bot.retention._BATCH, bot.retention._BATCHES = 2, 3
    try:
        assert [forget_old(program) for _ in range(4)] == [(6, 6), (6, 6), (0, 0), (0, 0)]
    finally:
        bot.retention._BATCH, bot.retention._BATCHES = batch, batches
    with program.database.read() as session:
        assert session.scalar(select(func.count()).where(InboxEvent.payload.is_not(None))) == 0


@on_sqlite
def test_it_looks_four_times_a_day_and_clears_half_written_files(
    client: FlaskClient, program: Program, line: ScriptedLine, clock: Clock
) -> None:
    forget_old(program)
    post(client, body_of(text_event()))
    sweep(program)
    clock.now += KEPT - timedelta(hours=1)
    assert forget_old(program) == (0, 0)
    clock.forward(hours=2)
    assert forget_old(program) == (0, 0), "it looked two hours ago"
    clock.forward(hours=5)
    part = program.settings.data_dir / "evidence/2026/11/x.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    clock.now = max(
        clock.now,
        clock.now.fromtimestamp(part.stat().st_mtime, clock.now.tzinfo) + timedelta(days=2),
    )
    assert forget_old(program) == (1, 1)
    assert not part.exists()


def test_what_still_waits_to_be_sent_is_not_forgotten(
    program: Program, line: ScriptedLine, clock: Clock
) -> None:
    store_answer(program)
    clock.forward(days=365)
    assert forget_old(program) == (0, 0)
    assert deliveries(program)[0].messages != []
