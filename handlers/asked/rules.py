"""Questions about the rules, the calendar and the people, answered from what is stored of them."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.answer import Answer, Context
from handlers.lists import rounds_asked
from handlers.speaker import Speaker
from messages.asked import rules as texts
from messages.asked.rules import RoundFacts
from messages.asked.things import Thing
from messages.chat import group as group_texts
from messages.limits import MESSAGES
from messages.parts import Message
from models.extended import last_extension
from models.month.calendar import (
    fiscal_end,
    fiscal_months,
    fiscal_year_of,
    local,
    local_day,
    month_of,
)
from models.month.holidays import load_working_days
from models.month.rounds import round_times
from models.tables.obligations import Round
from models.tables.organization import Organization, Policy
from models.tables.people import Membership, Role, is_held


def answered(context: Context, speaker: Speaker, thing: Thing) -> Answer | None:
    """Answer what does not depend on somebody's own reports; None for other things."""
    answer = _ANSWERS.get(thing)
    found = answer(context, speaker) if answer is not None else None
    found = found or texts.plain_answer(thing, speaker.quick)
    return Answer.of(found) if found is not None else None


def show_dates(context: Context, speaker: Speaker) -> Answer | None:
    """Say when the running rounds are due and close; None where there is none."""
    said = [
        group_texts.round_dates(found.month, found.due_on, local_day(found.closes_at))
        for organization in speaker.organizations
        for found in rounds_asked(context, organization, None)
    ]
    return Answer.of(*said[-MESSAGES:]).with_quick(speaker.quick) if said else None


def _facts(context: Context, speaker: Speaker) -> RoundFacts | None:
    """Return the days of the round that runs; of several organizations the first's."""
    for organization in speaker.organizations:
        rounds = rounds_asked(context, organization, None)
        if rounds:
            return _of_round(context, organization, rounds[-1])
    return None


def _of_round(context: Context, organization: Organization, found: Round) -> RoundFacts:
    policy = Policy.from_settings(organization.settings)
    first, last = found.month, local_day(found.closes_at)
    days = load_working_days(context.session, first, last, organization.id)
    times = round_times(found.month, days, policy, found)
    to = last_extension(found.closes_at)
    return RoundFacts(
        month=found.month,
        opens_on=local_day(found.opens_at),
        early_on=local_day(times.early_reminder_at),
        due_on=found.due_on,
        closes_on=last,
        last_extension=days.on_or_before(to),
        hour=local(found.closes_at).hour,
    )


def _late(context: Context, speaker: Speaker) -> Message | None:
    facts = _facts(context, speaker)
    return texts.late(facts, speaker.quick) if facts else None


def _reminders(context: Context, speaker: Speaker) -> Message | None:
    facts = _facts(context, speaker)
    return texts.reminders(facts, speaker.quick) if facts else None


def _year(context: Context, speaker: Speaker) -> Message:
    today = local_day(context.now)
    number = fiscal_year_of(today)
    months = sum(month >= month_of(today) for month in fiscal_months(number))
    return texts.year(number, fiscal_end(number), months, speaker.quick)


def _colleagues(context: Context, speaker: Speaker) -> Message | None:
    """Name who reports for the same agencies, to them alone."""
    agencies = {m.agency_id: m.agency.name for m in speaker.memberships if m.agency is not None}
    if not agencies:
        return None
    held = context.session.scalars(
        select(Membership)
        .where(
            Membership.agency_id.in_(agencies),
            Membership.role == Role.OFFICER,
            is_held(context.now),
        )
        .options(joinedload(Membership.person))
        .order_by(Membership.id)
    ).all()
    places = [
        (name, list(dict.fromkeys(m.person.name for m in held if m.agency_id == number)))
        for number, name in agencies.items()
    ]
    return texts.colleagues(places, speaker.quick)


_ANSWERS: dict[Thing, Callable[[Context, Speaker], Message | None]] = {
    Thing.LATE: _late,
    Thing.REMINDERS: _reminders,
    Thing.YEAR: _year,
    Thing.COLLEAGUES: _colleagues,
    Thing.MENDING: lambda c, s: texts.mending(_facts(c, s), s.quick),
    Thing.FORGOT: lambda c, s: texts.forgot(_facts(c, s), s.quick),
    Thing.EXTENDING: lambda c, s: texts.extending(_facts(c, s), s.quick),
    Thing.REVIEWER: lambda _, s: texts.reviewer(s.offices, s.quick),
    Thing.CONTACT: lambda _, s: texts.contact(s.offices, s.quick),
}
