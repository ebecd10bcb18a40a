"""What each job of the month does: from the session and the moment to what somebody should get.
Nothing is sent or committed here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from messages.month.brief import executive_brief
from messages.month.date_moved import date_moved
from messages.month.due import reminder
from messages.month.group import group_reminder
from messages.month.missing import missing_list
from messages.month.no_plan import no_plan
from messages.month.summary import round_summary
from messages.outgoing import Outgoing
from messages.parts import Message
from models.month.adoption import missing_plan
from models.month.announcing import take_untold
from models.month.brief import brief_of
from models.month.calendar import at, fiscal_year_of, local_day, month_end, month_of
from models.month.due import due_by_agency, fold
from models.month.holidays import load_working_days
from models.month.owing import agencies_without_officer, measures_without_party, who_owes
from models.month.rounds import begin_round, ensure_obligations, ensure_round
from models.month.summary import view_round
from models.tables.obligations import ObligationState
from models.tables.organization import Organization
from models.tables.people import Role
from models.wording import own_words
from scheduler.recipients import agencies_of_officers, groups_of, people_in_roles
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
            yield from _open_reminder(session, organization, slot, now)
        case Job.EARLY_REMINDER | Job.DUE_REMINDER:
            is_early = slot.job is Job.EARLY_REMINDER
            officers = agencies_of_officers(session, organization.id, now, early=is_early)
            if only is not None:  # the others' would be made for nothing
                officers = {only: officers[only]} if only in officers else {}
            yield from _officer_reminder(session, organization, slot, now, officers, again=again)
        case Job.MISSING_LIST:
            yield from _missing_list(session, organization, slot, now)
        case Job.SUMMARY:
            yield from _summary(session, organization, slot, now)
        case Job.EXTENDED_DUE:
            yield from _extended_reminder(session, organization, slot, now)
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
        secretariat = people_in_roles(session, organization.id, [Role.SECRETARIAT], now)
        for push in _to_each(secretariat, no_plan(missing), organization, slot):
            yield replace(push, not_before=max(first, now), expires_at=until)


def _open_reminder(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The group gets one card; none when nothing is expected this month."""
    groups = groups_of(session, organization.id)
    if not groups:
        return
    view = view_round(session, ensure_round(session, organization, slot.month, now), now)
    if view.summary.total.expected:
        own = own_words(session, organization.id)
        card = group_reminder(view, organization.channel.basic_id, own)
        yield from _to_each(groups, card, organization, slot)


def _officer_reminder(
    session: Session,
    organization: Organization,
    slot: Slot,
    now: datetime,
    officers: Mapping[str, Sequence[int]],
    *,
    again: bool,
) -> Iterator[Outgoing]:
    """Each officer who still owes gets one message with everything, of all agencies they report
    for.

    ``again``: what was returned since was told by its own notice, and alone is no reason.
    """
    if not officers:
        return
    few = next(iter(officers.values())) if len(officers) == 1 else None
    owed = due_by_agency(session, organization.id, now, few)
    own = own_words(session, organization.id)
    for line_user_id, agency_ids in officers.items():
        dues = fold((due for agency_id in agency_ids for due in owed.get(agency_id, ())), now)
        if slot.job is Job.DUE_REMINDER:  # what was extended is asked for on its own day
            dues = [due for due in dues if not due.is_extended or due.is_overdue(now)]
        else:  # who said that nothing will be done is asked to confirm it on the due day only
            dues = [due for due in dues if not due.no_action]
        if any(due.state is ObligationState.OWED for due in dues) or (dues and not again):
            dues.sort(
                key=lambda due: due.month
            )  # stable: within a month each agency's list stays in the plan's order
            yield _outgoing(line_user_id, reminder(dues, now, own), organization, slot)


def _extended_reminder(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """Officers who still owe something that was extended to this day get one message with that."""
    owed, own = due_by_agency(session, organization.id, now), own_words(session, organization.id)
    for line_user_id, agency_ids in agencies_of_officers(session, organization.id, now).items():
        dues = [
            due
            for agency_id in agency_ids
            for due in owed.get(agency_id, ())
            if due.is_extended and due.due_on == slot.moved_to and due.month == slot.month
        ]
        if any(due.state is ObligationState.OWED for due in dues):
            yield _outgoing(line_user_id, reminder(dues, now, own), organization, slot)


def _missing_list(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The secretariat gets the list, or a notice that nobody is missing; nothing when nothing was
    expected.
    """
    people = people_in_roles(session, organization.id, [Role.SECRETARIAT], now)
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
        yield from _to_each(people, messages, organization, slot)


def _summary(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """The group gets the summary, executives and the secretariat the brief; a late report
    afterwards pushes nothing more.
    """
    groups = groups_of(session, organization.id)
    people = people_in_roles(session, organization.id, [Role.EXECUTIVE, Role.SECRETARIAT], now)
    if not groups and not people:
        return
    found = ensure_round(session, organization, slot.month, now)
    brief = brief_of(session, found, now)
    if not brief.view.summary.total.expected:
        return
    owing = who_owes(session, found, now) if organization.policy.late_names_in_group else []
    summary = round_summary(brief.view, owing=owing, in_group=True)
    yield from _to_each(groups, summary, organization, slot)
    yield from _to_each(people, executive_brief(brief), organization, slot)


def _date_moved(
    session: Session, organization: Organization, slot: Slot, now: datetime
) -> Iterator[Outgoing]:
    """Whoever was told an earlier date hears of the new one, once; nobody who has meanwhile heard
    it with a reminder or an answer.
    """
    found = ensure_round(session, organization, slot.month, now)
    card = date_moved(found.month, found.due_on)
    yield from _to_each(take_untold(session, found), card, organization, slot)


def _to_each(
    recipients: Iterable[str], messages: tuple[Message, ...], organization: Organization, slot: Slot
) -> Iterator[Outgoing]:
    for recipient in recipients:
        yield _outgoing(recipient, messages, organization, slot)


def _outgoing(
    recipient: str, messages: tuple[Message, ...], organization: Organization, slot: Slot
) -> Outgoing:
    return Outgoing(
        recipient=recipient,
        messages=messages,
        purpose=slot.job.value,
        dedupe_key=f"{slot.job}:{slot.key}:{organization.id}:{recipient}",
        organization_id=organization.id,
        expires_at=slot.welcome_until,
    )
