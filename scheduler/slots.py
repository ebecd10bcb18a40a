"""Time slots: which jobs the calendar asks for, when, and how late each is still welcome. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from models.month.calendar import (
    add_months,
    at,
    fiscal_end,
    fiscal_start,
    fiscal_year_of,
    local_day,
    month_of,
)
from models.month.holidays import WorkingDays
from models.month.quiet import next_allowed
from models.month.rounds import RoundTimes, round_times
from models.tables.obligations import Round
from models.tables.organization import Policy

SUMMARY_WELCOME = timedelta(days=7)


class Job(StrEnum):
    """The jobs of a month, in the order in which it needs them (docs/month.md#what-each-job-does).

    The values are stored (``job_run.job``, ``delivery.purpose``) and never change. The close itself
    needs no job: a round is closed from its moment on. The summary came with the close at first and
    keeps that job's stored name, so that a month whose summary was sent gets no second one.
    """

    BEGIN_ROUND = "begin_round"
    OPEN_REMINDER = "open_reminder"
    EARLY_REMINDER = "early_reminder"
    DUE_REMINDER = "due_reminder"
    MISSING_LIST = "missing_list"
    SUMMARY = "close_round"
    DATE_MOVED = "date_moved"  # not of every month: when a date moved that was announced
    EXTENDED_DUE = "extended_due"  # nor this: on the day to which something was extended


class SlotVerdict(StrEnum):
    """What is to be done about a slot at a moment."""

    LATER = "later"
    RUN = "run"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Slot:
    """One job of one month; from ``due_at`` on it should be done, from ``welcome_until`` on it is
    better left undone.
    """

    job: Job
    month: date
    due_at: datetime
    welcome_until: datetime
    moved_to: date | None = None

    @property
    def key(self) -> str:
        """The slot's name among those of its job: the month, so that moving a due date repeats
        nothing; of a date that moved or was extended, the new date as well.
        """
        return f"{self.month:%Y-%m}" + (f":{self.moved_to}" if self.moved_to else "")


def moved_slot(found: Round) -> Slot:
    """Return the slot of telling a round's new date, which is welcome until it is due."""
    return Slot(Job.DATE_MOVED, found.month, at(found.month), found.due_at, found.due_on)


def extended_slot(found: Round, day: date, policy: Policy) -> Slot:
    """Return the slot of the reminder on the day to which reports of a round were extended."""
    return Slot(Job.EXTENDED_DUE, found.month, at(day, policy.send_hour), at(day, 24), day)


def is_spent(job: str, *, skipped: bool, deliveries: int | None) -> bool:
    """Return whether a slot is done for good; ``deliveries`` is None until a tick looked at it.

    One that made no delivery stays open until its welcome ends: a plan imported or a group bound
    after the hour still gets its card.
    """
    return skipped or bool(deliveries) or (job == Job.BEGIN_ROUND and deliveries is not None)


def month_slots(times: RoundTimes) -> tuple[Slot, ...]:
    """Return the slots of one round.

    A reminder is welcome until the next one would come, the last one until the due date ends, the
    list of who has not answered until the round closes, the summary for a week. A round is begun as
    long as its fiscal year is not over and counted up.
    """
    month = times.month
    year_over = at(fiscal_end(fiscal_year_of(month)) + timedelta(days=31), 24)
    return (
        Slot(Job.BEGIN_ROUND, month, at(month), year_over),
        Slot(Job.OPEN_REMINDER, month, times.opens_at, times.early_reminder_at),
        Slot(Job.EARLY_REMINDER, month, times.early_reminder_at, times.due_reminder_at),
        Slot(Job.DUE_REMINDER, month, times.due_reminder_at, times.due_at),
        Slot(Job.MISSING_LIST, month, times.missing_list_at, times.closes_at),
        Slot(Job.SUMMARY, month, times.summary_at, times.summary_at + SUMMARY_WELCOME),
    )


def months_in_view(now: datetime, since: datetime) -> list[date]:
    """Return the months whose slots may be open at a moment, oldest first.

    They are those of this fiscal year, and the two before this month when the year has just begun;
    nothing before ``since`` (when the organization was entered) but the month before it, whose
    round may still have been open.
    """
    since = min(
        since, now
    )  # somebody may be looking at a time before the entry, to see what the month brings
    this_month = month_of(local_day(now))
    first = min(fiscal_start(fiscal_year_of(this_month)), add_months(this_month, -2))
    month = max(first, add_months(month_of(local_day(since)), -1))
    months = []
    while month <= this_month:
        months.append(month)
        month = add_months(month, 1)
    return months


def slots_by(
    now: datetime,
    since: datetime,
    days: WorkingDays,
    policy: Policy,
    stored: Mapping[date, Round] | None = None,
) -> list[Slot]:
    """Return the slots whose moment has come, oldest first, without those that were over before
    ``since``. ``stored`` are the rounds that were made, by month: theirs are never earlier.
    """
    slots = [
        slot
        for month in months_in_view(now, since)
        for slot in month_slots(round_times(month, days, policy, (stored or {}).get(month)))
    ]
    return sorted(
        (slot for slot in slots if slot.due_at <= now and slot.welcome_until > min(since, now)),
        key=lambda slot: (slot.due_at, slot.month, list(Job).index(slot.job)),
    )


def judge(slot: Slot, now: datetime, days: WorkingDays, policy: Policy) -> SlotVerdict:
    """Return what is to be done about a slot that was not done: what pushes something waits in
    quiet time and on days off.
    """
    if now < slot.due_at:
        return SlotVerdict.LATER
    if now >= slot.welcome_until:
        return SlotVerdict.SKIP
    if slot.job is not Job.BEGIN_ROUND and next_allowed(now, days, policy) != now:
        return SlotVerdict.LATER
    return SlotVerdict.RUN
