"""The webhook as two web processes serve it: each event is stored by either of them, and handled
afterwards, in batches, by the threads of the one that stored it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from bot.app import create_app
from bot.inbox.handling import sweep
from bot.inbox.workers import Workers
from bot.program import Program
from models.tables.conversation import InboxEvent
from tests.acceptance.processes import until
from tests.stage import Stage, serving


@contextmanager
def two_processes(stage: Stage) -> Iterator[Callable[[], None]]:
    """Have the stand-in send its webhooks to two programs in turn that share the stage's database
    and clock; gives what waits until all that came in is handled and answered.
    """
    programs = [Program(stage.program.settings, stage.program.clock) for _ in range(2)]
    apps = [create_app(program) for program in programs]
    turns = count()

    def either(environ: Any, start_response: Any) -> Any:
        return apps[next(turns) % len(apps)](environ, start_response)

    with serving(either) as url:
        stage.line.world.change_settings({"webhook_url": f"{url}/webhook"})
        try:
            yield lambda: _rest(stage, apps)
        finally:
            stage.line.world.change_settings({"webhook_url": f"{stage.app_url}/webhook"})
            for app, program in zip(apps, programs, strict=True):
                app.extensions["kaona.workers"].stop()
                program.close()


def _rest(stage: Stage, apps: list[Flask]) -> None:
    """Wait until nothing is in anybody's hands. What met a conflict of two transactions is put off
    for seconds of the stage's clock, which stands still: they are let pass.
    """
    for _ in range(10):
        for app in apps:
            until(partial(_is_idle, app.extensions["kaona.workers"]), "the work's end")
            app.extensions["kaona.program"].recorder.flush()
        if not _unhandled(stage):
            return
        stage.line.world.advance_clock(4)
        sweep(stage.program)
    raise AssertionError(f"{_unhandled(stage)} events are not handled")


def _is_idle(workers: Workers) -> bool:
    return not workers._running


def _unhandled(stage: Stage) -> int:
    waiting = select(func.count()).where(InboxEvent.handled_at.is_(None))
    with stage.program.database.read() as session:
        return session.scalar(waiting) or 0
