"""Doing one time slot: its ``JobRun`` decides who does it, its deliveries are stored with it; and
forgetting slots.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.outbox.announced import note_announced
from messages.outgoing import Outgoing
from models.database import insert_ignoring_duplicates, to_json
from models.month.announcing import begun_rounds
from models.month.calendar import fiscal_start, fiscal_year_of, local_day
from models.month.holidays import Calendars, load_calendars
from models.month.rounds import stored_rounds
from models.tables.organization import Organization
from models.tables.outbox import Delivery, DeliveryState, JobRun
from scheduler.jobs import run_job
from scheduler.recipients import group_sizes
from scheduler.slots import Job, Slot, is_spent, months_in_view, slots_by

_BATCH = 200
_AHEAD = timedelta(days=62)
_LOOKED = "deliveries"
HEARD = "heard"
WAITS = "waits"
"""What a ``JobRun`` keeps in its ``detail``: how many deliveries the slot made, once a tick looked
at it; the LINE ids of those who heard it with an answer instead, and of those who will.
"""


@dataclass(frozen=True)
class JobDone:
    """A slot a tick did; ``organization`` is its slug, ``slot`` the month ("2026-11")."""

    organization: str
    job: str
    slot: str
    skipped: bool
    deliveries: int


def calendars_around(session: Session, now: datetime) -> Calendars:
    """Return the working days that the slots in view at a moment (aware) need."""
    first = fiscal_start(fiscal_year_of(local_day(now)))
    return load_calendars(session, first, local_day(now) + _AHEAD)


def slots_in_view(
    session: Session, organization: Organization, calendars: Calendars, now: datetime
) -> list[Slot]:
    """Return an organization's slots whose moment has come, never earlier than its rounds as they
    were made (``scheduler.slots.slots_by``).
    """
    since = months_in_view(now, organization.created_at)[0]
    return slots_by(
        now,
        organization.created_at,
        calendars.of(organization.id),
        organization.policy,
        stored_rounds(session, since, organization.id).get(organization.id, {}),
    )


def do_slot(
    session: Session, organization_id: int, slot: Slot, now: datetime, *, skip: bool
) -> JobDone | None:
    """Do one slot, or mark it as skipped; None when there is nothing to tell of it.

    That is when another process was first, or when it was looked at before and still leads to
    nothing.
    """
    run = held_run(session, organization_id, slot, now)
    again = _LOOKED in run.detail
    if is_run_spent(run) or (again and skip):
        return None
    organization = session.get_one(Organization, organization_id)
    count = 0
    if skip:
        run.skipped = True
    else:
        pushes = run_job(session, organization, slot, now, again=again)
        count = _take(session, organization, run, pushes, now)
    if again and not count:
        return None
    run.ran_at = now
    return JobDone(organization.slug, slot.job.value, slot.key, skip, count)


def _take(
    session: Session,
    organization: Organization,
    run: JobRun,
    pushes: Iterable[Outgoing],
    now: datetime,
) -> int:
    """Store what is pushed, and keep whose answers will carry what waits; return how many pushes
    were new. What is of another purpose than the job does not spend its slot.
    """
    heard, waits = run.detail.get(HEARD, []), list(run.detail.get(WAITS, []))
    known = {*heard, *waits}

    def pushed() -> Iterator[Outgoing]:
        for push in pushes:
            if push.waits and push.recipient not in known:
                waits.append(push.recipient)
            elif not push.waits and push.recipient not in heard:
                yield push

    made = _store(session, organization, pushed(), now)
    run.detail = {
        **run.detail,
        _LOOKED: sum(purpose == run.job for purpose in made),
        **({WAITS: waits} if waits else {}),
    }
    return len(made)


def is_run_spent(run: JobRun) -> bool:
    """Return whether the slot of a row is done for good."""
    return is_spent(run.job, skipped=run.skipped, deliveries=run.detail.get(_LOOKED))


def held_run(session: Session, organization_id: int, slot: Slot, now: datetime) -> JobRun:
    """Return a slot's row, made if need be and held: of two processes the second finds what the
    first stored.
    """
    row: dict[str, Any] = {
        "organization_id": organization_id,
        "job": slot.job.value,
        "slot": slot.key,
        "due_at": slot.due_at,
        "ran_at": now,
        "skipped": False,
        "detail": {},
    }
    session.execute(insert_ignoring_duplicates(session, JobRun).values(row))
    return session.scalars(
        select(JobRun)
        .where(
            JobRun.organization_id == organization_id,
            JobRun.job == slot.job.value,
            JobRun.slot == slot.key,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def forget_slots(
    session: Session, organization: Organization, month: date, jobs: Sequence[Job]
) -> int:
    """Forget that slots of a month were done or skipped, and who got their messages; return how
    many there were.

    The next tick does them again if they are still welcome. What waits to be sent stays, and is not
    made twice.
    """
    names = [job.value for job in jobs]
    forgotten = session.execute(
        delete(JobRun)
        .where(
            JobRun.organization_id == organization.id,
            JobRun.slot == f"{month:%Y-%m}",
            JobRun.job.in_(names),
        )
        .returning(JobRun.id)
    ).all()
    for job in names:
        key = f"{job}:{month:%Y-%m}:{organization.id}:"
        session.execute(
            update(Delivery)
            .where(
                Delivery.organization_id == organization.id,
                Delivery.state != DeliveryState.WAITING,
                Delivery.dedupe_key.startswith(key, autoescape=True),
            )
            .values(dedupe_key=None)
            .execution_options(synchronize_session=False)
        )
    return len(forgotten)


def _store(
    session: Session, organization: Organization, pushes: Iterable[Outgoing], now: datetime
) -> list[str]:
    """Store pushes as deliveries, a few at a time; return the purposes of those that were new."""
    members = group_sizes(session, organization.id)
    open_now = begun_rounds(session, now, organization_id=organization.id)
    waiting, made = iter(pushes), list[str]()
    insert_new = insert_ignoring_duplicates(session, Delivery).returning(Delivery.purpose)
    while batch := list(islice(waiting, _BATCH)):
        rows = [_row(organization, push, members, now) for push in batch]
        made += session.scalars(insert_new, rows).all()
        said = [(push.recipient, to_json(push.messages)) for push in batch] if open_now else []
        note_announced(session, open_now, said)
    return made


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
        "thanks_until": push.thanks_until,
        "paid_messages": members.get(push.recipient, 1),
        "created_at": now,
    }
