"""One tick: do every time slot that is due by a moment, each once, however many processes tick at
the same time.

1. In one transaction: bring open rounds in line with edited holidays, and see which slots are due
   and not done.
2. A transaction for each slot: insert its ``JobRun`` (the unique row decides who does it), do the
   job, insert its deliveries.
3. Record that the scheduler is alive. What was stored is sent by ``bot.outbox.delivery``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import click
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.heartbeat import record_heartbeat
from bot.log import exception, info
from bot.outbox.announced import note_announced
from bot.outbox.delivery import drain
from bot.program import Program
from bot.settings import Settings
from messages.outgoing import Outgoing
from models.database import Database, insert_ignoring_duplicates
from models.month.announcing import begun_rounds, rounds_to_announce
from models.month.calendar import fiscal_start, fiscal_year_of, local, local_day
from models.month.holidays import Calendars, WorkingDays, load_calendars
from models.month.rounds import realign_rounds, stored_rounds
from models.tables.organization import GroupChat, Organization
from models.tables.outbox import Delivery, JobRun
from scheduler.jobs import run_job
from scheduler.slots import Slot, SlotVerdict, judge, months_in_view, moved_slot, slots_by

HEARTBEAT = "scheduler"
_BATCH = 200
_AHEAD = timedelta(days=62)


@dataclass(frozen=True)
class JobDone:
    """A slot this tick did; ``organization`` is its slug, ``slot`` the month ("2026-11")."""

    organization: str
    job: str
    slot: str
    skipped: bool
    deliveries: int


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
                job = _do(session, item, now)
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
        record_heartbeat(session, HEARTBEAT, now)
    return TickResult(now, tuple(done), failed)


def tick_command(settings: Settings, now: datetime | None, as_json: bool) -> None:
    """Tick, send what waits, and print what was done; without ``now`` it is the present moment."""
    program = Program(settings, clock=lambda: now) if now else Program(settings)
    try:
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
    """Return the slots to be done now, of all organizations, oldest first in each."""
    first = fiscal_start(fiscal_year_of(local_day(now)))
    calendars = load_calendars(session, first, local_day(now) + _AHEAD)
    realign_rounds(session, now)
    organizations = session.scalars(select(Organization).order_by(Organization.id)).all()
    if not organizations:
        return []
    since = min(months_in_view(now, organization.created_at)[0] for organization in organizations)
    done = _done(session, since)
    slots = _slots(session, organizations, calendars, since, now)
    return [
        item
        for organization in organizations
        for item in _todo_of(
            organization, slots[organization.id], calendars.of(organization.id), done, now
        )
    ]


def _slots(
    session: Session,
    organizations: Sequence[Organization],
    calendars: Calendars,
    since: date,
    now: datetime,
) -> dict[int, list[Slot]]:
    """Return each organization's slots whose moment has come. News of a moved date come last: a
    reminder that names the new date takes their place.
    """
    stored = stored_rounds(session, since)
    moved = rounds_to_announce(session, now)
    return {
        organization.id: [
            *slots_by(
                now,
                organization.created_at,
                calendars.of(organization.id),
                organization.policy,
                stored.get(organization.id, {}),
            ),
            *(moved_slot(found) for found in moved if found.organization_id == organization.id),
        ]
        for organization in organizations
    }


def _todo_of(
    organization: Organization,
    slots: Iterable[Slot],
    days: WorkingDays,
    done: set[tuple[int, str, str]],
    now: datetime,
) -> Iterator[_Todo]:
    policy = organization.policy
    for slot in slots:
        if (organization.id, slot.job.value, slot.key) in done:
            continue
        verdict = judge(slot, now, days, policy)
        if verdict is not SlotVerdict.LATER:
            yield _Todo(organization.id, slot, verdict is SlotVerdict.SKIP)


def _done(session: Session, since: date) -> set[tuple[int, str, str]]:
    rows = session.execute(
        select(JobRun.organization_id, JobRun.job, JobRun.slot).where(
            JobRun.slot >= f"{since:%Y-%m}"
        )
    )
    return set(rows.all())


def _do(session: Session, item: _Todo, now: datetime) -> JobDone | None:
    """Do one slot; None when another process was first."""
    slot = item.slot
    run_id = session.scalar(
        insert_ignoring_duplicates(session, JobRun)
        .values(
            organization_id=item.organization_id,
            job=slot.job.value,
            slot=slot.key,
            due_at=slot.due_at,
            ran_at=now,
            skipped=item.skip,
            detail={},
        )
        .returning(JobRun.id)
    )
    if run_id is None:
        return None
    organization = session.get_one(Organization, item.organization_id)
    count = 0
    if not item.skip:
        count = _store(session, organization, run_job(session, organization, slot, now), now)
        session.execute(
            update(JobRun).where(JobRun.id == run_id).values(detail={"deliveries": count})
        )
    return JobDone(organization.slug, slot.job.value, slot.key, item.skip, count)


def _store(
    session: Session, organization: Organization, pushes: Iterable[Outgoing], now: datetime
) -> int:
    """Store pushes as deliveries, a few at a time; return how many there were."""
    members = _group_sizes(session, organization)
    open_now = begun_rounds(session, now, organization_id=organization.id)
    waiting, count = iter(pushes), 0
    while batch := list(islice(waiting, _BATCH)):
        rows = [_row(organization, push, members, now) for push in batch]
        session.execute(insert_ignoring_duplicates(session, Delivery), rows)
        count += len(rows)
        note_announced(session, open_now, [(push.recipient, push.messages) for push in batch])
    return count


def _row(
    organization: Organization, push: Outgoing, members: dict[str, int], now: datetime
) -> dict[str, Any]:
    return {
        "channel_id": organization.channel_id,
        "organization_id": push.organization_id,
        "recipient": push.recipient,
        "purpose": push.purpose,
        "messages": list(push.messages),
        "dedupe_key": push.dedupe_key,
        "next_try_at": push.not_before or now,
        "expires_at": push.expires_at,
        "paid_messages": members.get(push.recipient, 1),
        "created_at": now,
    }


def _group_sizes(session: Session, organization: Organization) -> dict[str, int]:
    """What a push to each group costs by the last count; 0 where nobody counted yet: it is counted
    again before it is sent.
    """
    rows = session.execute(
        select(GroupChat.line_group_id, GroupChat.member_count).where(
            GroupChat.organization_id == organization.id
        )
    )
    return {line_group_id: count or 0 for line_group_id, count in rows}
