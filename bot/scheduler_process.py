"""The scheduler process: APScheduler is the timer, nothing more; what is due is decided by
``bot.tick`` and its unique rows.
"""

import signal
from collections.abc import Callable
from datetime import UTC
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler

from bot.clock import utc_now
from bot.inbox.handling import sweep
from bot.log import exception, info, set_up_logging
from bot.monitoring.host_clock import clock_trouble
from bot.outbox.asking import count_groups, refresh_quota
from bot.outbox.delivery import drain
from bot.program import Program, check_key
from bot.retention import erase_persons, forget_old
from bot.settings import Settings
from bot.tick import tick
from bot.work.worker import work_off
from models.heartbeat import SCHEDULER, record_heartbeat
from models.month.calendar import BANGKOK
from models.origin import Origin, Place

SECONDS = 30
WORK_SECONDS = 2
"""Between two looks for long work that somebody waits for before a page."""
# Seconds; APScheduler's own default of one second would drop a run whenever the machine is busy.
_MISFIRE_GRACE = 24 * 3600


def run(settings: Settings) -> None:
    """Do what the calendar has due, send what waits, pick up what was left over; until SIGTERM or
    SIGINT. BadSettings when something needed is missing or wrong.
    """
    check_key(settings.require_line())
    program = Program(settings)
    program.database.origin = Origin(Place.CLOCK)
    timer = BlockingScheduler(timezone=BANGKOK)
    timer.add_job(
        work,
        "interval",
        args=[program],
        seconds=SECONDS,
        next_run_time=utc_now().astimezone(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=_MISFIRE_GRACE,
    )
    # A job of its own: what takes minutes must not keep reminders from going out.
    timer.add_job(
        _long_work,
        "interval",
        args=[program],
        seconds=WORK_SECONDS,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=_MISFIRE_GRACE,
    )
    set_up_logging(settings.log_level)

    def stop(number: int, _frame: FrameType | None) -> None:
        info("scheduler.stopping", signal=number)
        if timer.running:
            # The slot in progress is finished; one cut off would only be done again.
            timer.shutdown(wait=True)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    info("scheduler.started", seconds=SECONDS)
    try:
        timer.start()
    finally:
        program.close()
    info("scheduler.stopped")


def work(program: Program) -> None:
    """Do everything the process does, once: each part separately, so that one that fails does not
    keep the others from being done.
    """
    parts: tuple[tuple[str, Callable[[Program], object]], ...] = (
        ("quota", refresh_quota),  # before the tick, which sends by what LINE allows
        ("groups", count_groups),
        ("tick", _tick),
        ("inbox", sweep),
        ("outbox", drain),
        ("retention", forget_old),
        ("erasure", erase_persons),
    )
    for name, part in parts:
        try:
            part(program)
        except Exception:  # noqa: BLE001 - the edge
            exception("scheduler.failed", part=name)


def _tick(program: Program) -> None:
    if clock_trouble(program) is None:
        tick(program.database, program.clock())
    else:
        with program.database.begin() as session:
            record_heartbeat(session, SCHEDULER, program.clock())


def _long_work(program: Program) -> None:
    try:
        work_off(program)
    except Exception:  # noqa: BLE001 - the edge
        exception("scheduler.failed", part="work")
