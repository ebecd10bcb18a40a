"""One tick: do every time slot that is due by a moment, each once, however many processes tick at
the same time.

1. In one transaction: bring open rounds in line with edited holidays, and see which slots are due
   and not done.
2. A transaction for each slot: insert its ``JobRun`` (the unique row decides who does it), do the
   job, insert its deliveries.
3. Have the menus put right of who stands in from or until this day, and record that the scheduler
   is alive. What was stored is sent by ``bot.outbox.delivery``.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import utc_now
from bot.commands.refused import CommandRefused
from bot.log import exception, info
from bot.monitoring.host_clock import clock_trouble
from bot.outbox.asking import count_groups, refresh_quota
from bot.outbox.delivery import drain
from bot.program import Program
from bot.settings import Settings
from bot.slots import JobDone, calendars_around, do_slot, is_run_spent, slots_in_view
from models.database import Database
from models.heartbeat import SCHEDULER, record_heartbeat
from models.month.announcing import rounds_to_announce
from models.month.calendar import local, local_day
from models.month.holidays import WorkingDays
from models.month.rounds import realign_rounds
from models.people.menus import ask_for_dated_menus
from models.reports.extensions import rounds_extended_to
from models.tables.organization import Organization
from models.tables.outbox import JobRun
from scheduler.slots import Slot, SlotVerdict, extended_slot, judge, months_in_view, moved_slot

_NEAR = timedelta(hours=1)


@dataclass(frozen=True)
class TickResult:
    """What one tick did; ``failed`` counts slots that met a bug: they are logged, and tried again
    by the next tick.
    """

    now: datetime
    jobs: tuple[JobDone, ...]
    failed: int = 0


@dataclass(frozen=True)
class _Todo:
    """A slot to be done or to be marked as skipped."""

    organization_id: int
    slot: Slot
    skip: bool


def tick(database: Database, now: datetime) -> TickResult:
    """Do what every organization's calendar has due by a moment (aware); nothing is sent yet."""
    with database.begin() as session:
        todo = _todo(session, now)
    done, failed = [], 0
    for item in todo:
        try:
            with database.begin() as session:
                job = do_slot(session, item.organization_id, item.slot, now, skip=item.skip)
        except Exception:  # noqa: BLE001
            # One organization's bug must not cost the others their reminder; the slot stays open.
            exception(
                "job.failed",
                organization=item.organization_id,
                job=item.slot.job.value,
                slot=item.slot.key,
            )
            failed += 1
            continue
        if job:
            info("job.done", **vars(job))
            done.append(job)
    with database.begin() as session:
        ask_for_dated_menus(session, now)
        record_heartbeat(session, SCHEDULER, now)
    return TickResult(now, tuple(done), failed)


def tick_command(settings: Settings, now: datetime | None, as_json: bool) -> None:
    """Tick, send what waits, and print what was done; without ``now`` it is the present moment.

    CommandRefused for a moment far from it when what is sent would reach real people, and when this
    machine's clock is wrong.
    """
    if now is not None and settings.is_real_line and abs(now - utc_now()) > _NEAR:
        raise CommandRefused(
            "--now is more than an hour from the clock, and LINE_API_URL is the real LINE: people "
            "would get what is not due; `kaona month preview` looks ahead"
        )
    program = Program(settings, clock=lambda: now) if now else Program(settings)
    try:
        trouble = clock_trouble(program) if now is None else None
        if trouble is not None:
            raise CommandRefused(trouble)
        refresh_quota(program)
        count_groups(program)
        result = tick(program.database, program.clock())
        sent = drain(program)
    finally:
        program.close()
    click.echo(
        json.dumps(as_value(result, sent), ensure_ascii=False)
        if as_json
        else _as_text(result, sent)
    )
    if result.failed:
        raise click.ClickException(
            f"{result.failed} jobs failed; the log says where, the next tick tries them again"
        )


def as_value(result: TickResult, sent: int) -> dict[str, Any]:
    """Return what a tick did as JSON values."""
    return {
        "now": local(result.now).isoformat(),
        "jobs": [vars(job) for job in result.jobs],
        "sent": sent,
    }


def _as_text(result: TickResult, sent: int) -> str:
    lines = [
        f"{job.organization}: {job.job} {job.slot} "
        + ("skipped, too late" if job.skipped else f"{job.deliveries} to send")
        for job in result.jobs
    ]
    return "\n".join(
        [
            *lines,
            (
                f"{local(result.now):%Y-%m-%d %H:%M}: {len(result.jobs)} jobs done, {sent} "
                "messages "
                "sent"
            ),
        ]
    )


def _todo(session: Session, now: datetime) -> list[_Todo]:
    """Return the slots to be done now, of all organizations, oldest first in each. News of a moved
    date come last: a reminder that names the new date takes their place.
    """
    calendars = calendars_around(session, now)
    realign_rounds(session, now)
    organizations = session.scalars(select(Organization).order_by(Organization.id)).all()
    if not organizations:
        return []
    since = min(months_in_view(now, organization.created_at)[0] for organization in organizations)
    looked_at = _looked_at(session, since)
    moved = rounds_to_announce(session, now)
    today = local_day(now)
    extended = rounds_extended_to(session, today)
    todo: list[_Todo] = []
    for organization in organizations:
        slots = [
            *slots_in_view(session, organization, calendars, now),
            *(moved_slot(found) for found in moved if found.organization_id == organization.id),
            *(
                extended_slot(found, today, organization.policy)
                for found in extended
                if found.organization_id == organization.id
            ),
        ]
        todo += _todo_of(organization, slots, calendars.of(organization.id), looked_at, now)
    return todo


def _todo_of(
    organization: Organization,
    slots: Iterable[Slot],
    days: WorkingDays,
    looked_at: dict[tuple[int, str, str], bool],
    now: datetime,
) -> Iterator[_Todo]:
    for slot in slots:
        spent = looked_at.get((organization.id, slot.job.value, slot.key))
        verdict = SlotVerdict.LATER if spent else judge(slot, now, days, organization.policy)
        if verdict is SlotVerdict.RUN or (verdict is SlotVerdict.SKIP and spent is None):
            yield _Todo(organization.id, slot, verdict is SlotVerdict.SKIP)


def _looked_at(session: Session, since: date) -> dict[tuple[int, str, str], bool]:
    """Return the slots that were looked at, each with whether it is spent."""
    runs = session.scalars(select(JobRun).where(JobRun.slot >= f"{since:%Y-%m}"))
    return {(run.organization_id, run.job, run.slot): is_run_spent(run) for run in runs}
