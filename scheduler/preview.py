"""Looking ahead: what goes when, to whom, and what it costs, as things stand now.

Whoever shows it (a command, a page) sends nothing and stores nothing: what the month would make is
made in a savepoint and taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.outgoing import Outgoing
from models.month.announcing import rounds_to_announce
from models.month.calendar import add_months, local_day, month_of
from models.month.holidays import WorkingDays
from models.month.planned import Addressee, Planned, PlannedJob
from models.month.quiet import next_allowed
from models.tables.organization import GroupChat, Organization
from models.tables.outbox import Delivery, DeliveryState, JobRun
from models.tables.people import Person
from scheduler.forecasting import slots_of
from scheduler.jobs import run_job
from scheduler.slots import Job, Slot, is_spent, moved_slot


def months_ahead(now: datetime) -> tuple[date, date]:
    """Return the months of which something may still go: the one before this, and this."""
    this_month = month_of(local_day(now))
    return add_months(this_month, -1), this_month


def look_ahead(
    session: Session, organization: Organization, months: Iterable[date], now: datetime
) -> list[PlannedJob]:
    """Return the slots of some months and what waits to be sent (not answers), as they will go if
    nobody reports, comes or leaves until then; those that go first first.

    The transaction must be one that may write; nothing in it is changed.
    """
    planned = _waiting(session, organization)
    savepoint = session.begin_nested()
    try:
        for slot, days in _slots(session, organization, months, now):
            planned.append(_planned(session, organization, slot, days, now))
    finally:
        savepoint.rollback()
    return sorted(planned, key=lambda each: (each.at is None, each.at or now))


def _slots(
    session: Session, organization: Organization, months: Iterable[date], now: datetime
) -> list[tuple[Slot, WorkingDays]]:
    """Return the slots of some months in the order in which they fall due, news of moved dates
    among them: last, as a tick does them.
    """
    found = []
    wanted = list(months)
    untold = [
        each
        for each in rounds_to_announce(session, now)
        if each.organization_id == organization.id and each.month in wanted
    ]
    for month in wanted:
        slots, days = slots_of(session, organization, month)
        found += [(slot, days) for slot in slots]
        found += [(moved_slot(each), days) for each in untold if each.month == month]
    return sorted(found, key=lambda each: (each[0].job is Job.DATE_MOVED, each[0].due_at))


def _planned(
    session: Session, organization: Organization, slot: Slot, days: WorkingDays, now: datetime
) -> PlannedJob:
    run = session.scalar(
        select(JobRun).where(
            JobRun.organization_id == organization.id,
            JobRun.job == slot.job.value,
            JobRun.slot == slot.key,
        )
    )
    detail = run.detail if run else {}
    made = detail.get("deliveries")
    if run is not None and is_spent(run.job, skipped=run.skipped, deliveries=made):
        state = Planned.SKIPPED if run.skipped else Planned.DONE
        return PlannedJob(slot.job.value, slot.month, run.ran_at, state)
    at = max(slot.due_at, now)
    if slot.job is not Job.BEGIN_ROUND:
        at = next_allowed(at, days, organization.policy)
    if at >= slot.welcome_until:
        state = Planned.OVER if run is None else Planned.DONE
        return PlannedJob(slot.job.value, slot.month, None if run is None else run.ran_at, state)
    pushes = [
        push
        for push in run_job(session, organization, slot, at, again=made is not None)
        if push.recipient not in detail.get("heard", [])
    ]
    at = max([at, *(push.not_before for push in pushes if push.not_before)])
    to = _addressees(session, organization, pushes)
    card = pushes[0].messages if pushes else ()
    if pushes and pushes[0].thanks_until is not None:
        card = card[1:]  # of one person, and not of the round
    return PlannedJob(slot.job.value, slot.month, at, Planned.AHEAD, to, card)


def _addressees(
    session: Session, organization: Organization, pushes: Sequence[Outgoing]
) -> tuple[Addressee, ...]:
    """Return who gets some pushes, without those that have theirs; what waits for an answer costs
    nothing.
    """
    keys = [push.dedupe_key for push in pushes]
    seen = set(session.scalars(select(Delivery.dedupe_key).where(Delivery.dedupe_key.in_(keys))))
    fresh = [push for push in pushes if push.dedupe_key not in seen]
    named = _named(session, organization, [push.recipient for push in fresh])
    return tuple(
        replace(to, messages=0) if push.waits else to for push, to in zip(fresh, named, strict=True)
    )


def _named(
    session: Session, organization: Organization, recipients: Sequence[str]
) -> tuple[Addressee, ...]:
    groups: dict[str, int | None] = dict(
        session.execute(
            select(GroupChat.line_group_id, GroupChat.member_count).where(
                GroupChat.channel_id == organization.channel_id
            )
        ).all()
    )
    found = select(Person).where(
        Person.channel_id == organization.channel_id, Person.line_user_id.in_(recipients)
    )
    names = {person.line_user_id: person.name for person in session.scalars(found)}
    return tuple(
        Addressee(None, groups[each]) if each in groups else Addressee(names.get(each, "-"), 1)
        for each in recipients
    )


def _waiting(session: Session, organization: Organization) -> list[PlannedJob]:
    """Return what is stored and waits for its time."""
    rows = session.execute(
        select(Delivery.purpose, Delivery.next_try_at, Delivery.recipient)
        .where(
            Delivery.organization_id == organization.id,
            Delivery.state == DeliveryState.WAITING,
        )
        .order_by(Delivery.next_try_at, Delivery.id)
    )
    found: dict[tuple[str, datetime], list[str]] = {}
    for purpose, at, recipient in rows:
        found.setdefault((purpose, at), []).append(recipient)
    return [
        PlannedJob(purpose, None, at, Planned.WAITING, _named(session, organization, recipients))
        for (purpose, at), recipients in found.items()
    ]
