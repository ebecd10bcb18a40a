"""Recording what became of deliveries, alone or in company."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.program import Program
from models.tables.outbox import Delivery, DeliveryState
from tests.bot.house import deliveries, everything, on_sqlite, wait_until
from tests.bot.outbox.test_delivery import store_answer
from tests.bot.scripted_line import ScriptedLine

SENT = {"state": DeliveryState.SENT}


def test_without_a_thread_it_is_written_at_once(program: Program, line: ScriptedLine) -> None:
    row = store_answer(program)
    program.recorder.record(row.id, SENT)
    assert [found.state for found in everything(program, Delivery)] == [DeliveryState.SENT]


def test_with_a_thread_it_is_written_soon_and_stopping_writes_the_rest(
    program: Program, line: ScriptedLine
) -> None:
    rows = [store_answer(program) for _ in range(5)]
    program.recorder.start()
    program.recorder.record(rows[0].id, SENT)
    wait_until(lambda: everything(program, Delivery)[0].state is DeliveryState.SENT)
    for row in rows[1:]:
        program.recorder.record(row.id, SENT)
    program.recorder.stop()
    assert {found.state for found in everything(program, Delivery)} == {DeliveryState.SENT}
    assert "recorder" not in {thread.name for thread in threading.enumerate()}


def test_what_could_not_be_written_is_kept(program: Program, line: ScriptedLine) -> None:
    row = store_answer(program)
    with program.database.begin() as session:
        session.execute(text("ALTER TABLE delivery RENAME TO away"))
    if program.database.is_sqlite:  # an OperationalError there: the database's trouble
        with pytest.raises(DBAPIError):
            program.recorder.record(row.id, SENT)
    else:
        program.recorder.record(
            row.id, SENT
        )  # the statement's own trouble there: it is dropped, the lease runs out
    with program.database.begin() as session:
        session.execute(text("ALTER TABLE away RENAME TO delivery"))
    expected = DeliveryState.SENT if program.database.is_sqlite else DeliveryState.WAITING
    assert [found.state for found in deliveries(program)] == [expected]


def test_a_record_no_database_takes_does_not_keep_the_others(
    program: Program, line: ScriptedLine
) -> None:
    first, second = store_answer(program), store_answer(program)
    recorder = program.recorder
    with recorder._writing:  # both are waiting when somebody writes
        writers = [
            threading.Thread(target=recorder.record, args=(first.id, {"error": object()})),
            threading.Thread(target=recorder.record, args=(second.id, SENT)),
        ]
        for writer in writers:
            writer.start()
        wait_until(lambda: len(recorder._waiting) == 2)
    for writer in writers:
        writer.join()
    assert [found.state for found in deliveries(program)] == [
        DeliveryState.WAITING,
        DeliveryState.SENT,
    ]


@on_sqlite
def test_closing_the_program_writes_what_waits(program: Program, line: ScriptedLine) -> None:
    row = store_answer(program)
    program.recorder.start()
    program.recorder.record(row.id, SENT)
    program.recorder.stop()
    assert [found.state for found in everything(program, Delivery)] == [DeliveryState.SENT]
