"""Reckoning at a round's opening what the month will still cost, by the very jobs that will send
it, and whether the group's cards fit.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from messages.outgoing import Outgoing
from models.month.calendar import month_end
from models.month.holidays import WorkingDays, load_working_days
from models.month.rounds import round_times, stored_rounds
from models.outbox.forecast import Forecast, groups_cost
from models.outbox.line_plans import advise_plan
from models.outbox.quota import quota_month_after, reminders_to_come, used_messages
from models.tables.organization import Organization
from scheduler.recipients import group_sizes
from scheduler.slots import Job, Slot, month_slots

Sends = Callable[[Slot, datetime], Iterable[Outgoing]]
"""What a slot's job would send at a moment."""


def slots_of(
    session: Session, organization: Organization, month: date
) -> tuple[tuple[Slot, ...], WorkingDays]:
    """Return the slots of an organization's round, never earlier than it was made, and the working
    days they need.
    """
    days = load_working_days(session, month, month_end(month), organization.id)
    stored = stored_rounds(session, month, organization.id).get(organization.id, {})
    return month_slots(round_times(month, days, organization.policy, stored.get(month))), days


def cost_of(sizes: dict[str, int], pushes: Iterable[Outgoing]) -> int:
    """Return what some pushes cost in paid messages; what waits for an answer costs nothing."""
    people = groups = 0
    for push in pushes:
        if push.waits:
            continue
        if push.recipient.startswith("U"):
            people += 1
        else:
            groups += groups_cost(sizes, [push.recipient])
    return people + groups


def forecast_of(
    session: Session,
    organization: Organization,
    opening: Slot,
    now: datetime,
    *,
    group: int | None,
    group_goes: bool,
    sends: Sends,
) -> Forecast | None:
    """Return what the quota month holds and will take from a round's opening on, if nobody reports
    until then; None where LINE's limit is not known. ``group`` is what the opening card costs, None
    without a group.
    """
    channel = organization.channel
    if channel.quota_limit is None:
        return None
    until = quota_month_after(now)
    sizes = group_sizes(session, organization.id)
    costs: Counter[Job] = Counter()
    savepoint = session.begin_nested()  # looking ahead makes nothing
    try:
        for slot in slots_of(session, organization, opening.month)[0]:
            if opening.due_at <= slot.due_at < until and slot.job is not Job.OPEN_REMINDER:
                costs[slot.job] = cost_of(sizes, sends(slot, max(slot.due_at, now)))
    finally:
        savepoint.rollback()
    first, last = costs.pop(Job.EARLY_REMINDER, 0), costs.pop(Job.DUE_REMINDER, 0)
    used = used_messages(session, channel, now)
    to_come = (group or 0) + first + last + costs.total()
    return Forecast(
        month=opening.month,
        limit=channel.quota_limit,
        used=used,
        group=group or 0,
        first=first,
        last=last,
        rest=costs.total(),
        others=_others(session, organization, first + last, now),
        has_group=group is not None,
        group_goes=group_goes,
        advice=advise_plan(session, channel, now, used + to_come),
    )


def _others(session: Session, organization: Organization, own: int, now: datetime) -> int:
    """Return the reminders that other organizations of the channel will bring this month."""
    owners = select(func.count()).where(Organization.channel_id == organization.channel_id)
    if (session.scalar(owners) or 0) < 2:
        return 0
    return max(reminders_to_come(session, organization.channel_id, now) - own, 0)
