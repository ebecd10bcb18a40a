"""What each job of the month does: from the session and the moment to what somebody should get.
Nothing is sent or committed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.month.brief import executive_brief
from messages.month.date_moved import date_moved
from messages.month.forecast import month_forecast, summary_withheld
from messages.month.group import group_reminder
from messages.month.missing import missing_list
from messages.month.no_plan import no_plan
from messages.month.summary import round_summary
from messages.outgoing import Outgoing
from models.month.adoption import missing_plan
from models.month.announcing import take_untold
from models.month.brief import brief_of
from models.month.calendar import at, fiscal_year_of, local_day, month_end, month_of
from models.month.holidays import load_working_days
from models.month.owing import agencies_without_officer, measures_without_party, who_owes
from models.month.rounds import begin_round, ensure_obligations, ensure_round
from models.month.summary import view_round
from models.outbox.forecast import group_card_fits, groups_cost, summary_fits
from models.outbox.quota import FORECAST
from models.tables.organization import Organization
from models.tables.outbox import Delivery
from models.tables.people import Role
from models.wording import own_words
from scheduler.forecasting import forecast_of
from scheduler.pushes import push_key, to_each, to_one
from scheduler.recipients import (
    agencies_of_officers,
    group_sizes,
    groups_of,
    people_in_roles,
    secretaries,
)
from scheduler.reminding import extended_reminder, officer_reminder
from scheduler.slots import Job, Slot


def run_job(
    session: Session,
    organization: Organization,
    slot: Slot,
    now: datetime,
    *,
    again: bool = False,
    only: str | None = None,
) -> Iterator[Outgoing]:
    """Do a slot's job; what it yields are the pushes it leads to, made one by one so that thousands
    need no memory at once.

    ``again``: the slot was looked at before and led to nothing, and who changes something makes
    what is owed themselves. ``only``: what this recipient (a LINE id) would get.
    """
    again = again or only is not None
    for push in _pushes(session, organization, slot, now, again=again, only=only):
        if only in (None, push.recipient):
            yield push


def _pushes(
    session: Session,
    organization: Organization,
    slot: Slot,
    now: datetime,
    *,
    again: bool,
    only: str | None,
) -> Iterator[Outgoing]:
    if not again:
        if slot.job is Job.BEGIN_ROUND:
            begin_round(session, organization, slot.month, now)
        else:
            ensure_obligations(session, organization, now)
    match slot.job:
        case Job.BEGIN_ROUND:
            yield from _no_plan(session, organization, slot, now)
        case Job.OPEN_REMINDER:
            people = _forecast_for(session, organization, now, again=again, only=only)
            yield from _open_reminder(session, organization, slot, now, people)
        case Job.EARLY_REMINDER | Job.DUE_REMINDER:
            is_early = slot.job is Job.EARLY_REMINDER
            officers = agencies_of_officers(session, organization.id, now, early=is_early)
            if only is not None:  # the others' would be made for nothing
                officers = {only: officers[only]} if only in officers else {}
            yield from officer_reminder(session, organization, slot, now, officers, again=again)
        case Job.MISSING_LIST:
            yield from _missing_list(session, organization, slot, now)
        case Job.SUMMARY:
            yield from _summary(session, organization, slot, now)
        case Job.EXTENDED_DUE:
            yield from extended_reminder(session, organization, slot, now)
        case Job.DATE_MOVED:
            yield from _date_moved(session, organization, slot, now)


def _no_plan(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The secretariat hears that the year has no plan, each month anew; said of the running month
    only, on its first working day.
    """
    if slot.month != month_of(local_day(now)):
        return
    missing = missing_plan(session, organization.id, fiscal_year_of(slot.month))
    if missing is not None:
        days = load_working_days(session, slot.month, month_end(slot.month), organization.id)
        first = at(days.shift(slot.month - timedelta(days=1), 1), organization.policy.send_hour)
        until = at(month_end(slot.month), 24)
        secretariat = secretaries(session, organization.id, now)
        for push in to_one(secretariat, no_plan(missing), organization, slot):
            yield replace(push, not_before=max(first, now), expires_at=until)


def _forecast_for(
    session: Session, organization: Organization, now: datetime, *, again: bool, only: str | None
) -> list[str]:
    """Return who is told the month's forecast: it is reckoned once, not as long as a slot is
    open.
    """
    if again and only is None:
        return []
    people = secretaries(session, organization.id, now)
    return people if only is None else [each for each in people if each == only]


def _open_reminder(
    session: Session,
    organization: Organization,
    slot: Slot,
    now: datetime,
    people: Sequence[str],
) -> Iterator[Outgoing]:
    """The group gets one card, if the month's messages hold it beside the reminders of people;
    ``people`` of the secretariat get the month's forecast. None of it when nothing is expected this
    month.
    """
    groups = groups_of(session, organization.id)
    if not groups and not people:
        return
    view = view_round(session, ensure_round(session, organization, slot.month, now), now)
    if not view.summary.total.expected:
        return
    cost = groups_cost(group_sizes(session, organization.id), groups)
    went = _was_made(session, organization, slot, groups)
    fits = went or not groups or group_card_fits(session, organization, cost, now)
    if fits:
        own = own_words(session, organization.id)
        card = group_reminder(view, organization.channel.basic_id, own)
        yield from to_each(groups, card, organization, slot)
    if people:
        found = forecast_of(
            session,
            organization,
            slot,
            now,
            group=(0 if went else cost) if groups else None,
            group_goes=fits,
            sends=lambda slot, at: _pushes(session, organization, slot, at, again=False, only=None),
        )
        if found is not None:
            told = to_one(people, month_forecast(found), organization, slot, FORECAST)
            for push in told:
                # All is well: it costs nothing to say so with an answer.
                yield replace(push, waits=True) if fits and found.suffices else push


def _missing_list(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """One of the secretariat gets the list, or a notice that nobody is missing, and the others with
    their next answer; nothing when nothing was expected.
    """
    people = secretaries(session, organization.id, now)
    if not people:
        return
    found = ensure_round(session, organization, slot.month, now)
    view = view_round(session, found, now)
    without_party = measures_without_party(session, organization.id, found.fiscal_year)
    if view.summary.total.expected or without_party:
        messages = missing_list(
            view,
            who_owes(session, found, now),
            agencies_without_officer(session, organization.id, found.fiscal_year, now),
            without_party,
        )
        yield from to_one(people, messages, organization, slot)


def _summary(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The group gets the summary, if the month's messages hold it, executives the brief, and the
    secretariat the brief with its next answer; where no executive can be reached, one of the
    secretariat at once. A late report afterwards pushes nothing more.
    """
    groups = groups_of(session, organization.id)
    executives = people_in_roles(session, organization.id, [Role.EXECUTIVE], now)
    secretariat = secretaries(session, organization.id, now)
    others = [each for each in secretariat if each not in executives]
    if not groups and not executives and not others:
        return
    found = ensure_round(session, organization, slot.month, now)
    brief = brief_of(session, found, now)
    if not brief.view.summary.total.expected:
        return
    fits = _summary_goes(session, organization, slot, groups, now)
    if fits:
        owing = who_owes(session, found, now) if organization.policy.late_names_in_group else []
        summary = round_summary(brief.view, owing=owing, in_group=True)
        yield from to_each(groups, summary, organization, slot)
    card = executive_brief(brief)
    told = card if fits else (summary_withheld(slot.month), *card)
    for each in executives:
        yield from to_each([each], told if each in secretariat else card, organization, slot)
    for push in to_one(others, told, organization, slot):
        yield replace(push, waits=True) if executives else push


def _summary_goes(
    session: Session,
    organization: Organization,
    slot: Slot,
    groups: Sequence[str],
    now: datetime,
) -> bool:
    """Return whether the groups get (or got) a round's summary."""
    if not groups or _was_made(session, organization, slot, groups):
        return True
    cost = groups_cost(group_sizes(session, organization.id), groups)
    return summary_fits(session, organization, cost, now)


def _was_made(
    session: Session, organization: Organization, slot: Slot, groups: Sequence[str]
) -> bool:
    """Return whether a slot's card for the groups was made before: who reads of it later reads that
    it went.
    """
    keys = [push_key(organization, slot, group) for group in groups]
    made = select(Delivery.id).where(Delivery.dedupe_key.in_(keys))
    return session.scalar(made.limit(1)) is not None


def _date_moved(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """Whoever was told an earlier date hears of the new one, once; nobody who has meanwhile heard
    it with a reminder or an answer.
    """
    found = ensure_round(session, organization, slot.month, now)
    card = date_moved(found.month, found.due_on)
    yield from to_each(take_untold(session, found), card, organization, slot)
