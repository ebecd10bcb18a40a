"""What somebody says of themself: they moved, are away for some days, or want no reminders."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.asked.away import read_absence
from messages.chat import leaving as texts
from messages.chat import small_talk
from messages.limits import MESSAGES
from messages.parts import Message
from messages.said.kinds import Kind, asks
from messages.taps import Tap
from models.correcting import CannotChange
from models.month.calendar import local_day
from models.people.handover import successor_code
from models.people.invites import LIFE
from models.people.reminders import set_quiet
from models.people.stand_in import end_stand_ins, stand_in_code
from models.tables.people import Membership, Role, is_held


def reminders(context: Context, speaker: Speaker, *, quiet: bool) -> Answer:
    """Stop a person's own early reminders, or let them come again."""
    set_quiet(context.session, speaker.memberships, context.now, quiet=quiet)
    say = texts.stopped if quiet else texts.started
    return Answer.of(say(speaker.quick))


def offer_successor(speaker: Speaker) -> Answer | None:
    """Offer to make the code for whoever follows; None for who only stands in for somebody."""
    places = [(m.id, _agency_of(m)) for m in _own_roles(speaker)]
    phone = next((office.phone for office in speaker.offices if office.phone), None)
    return Answer.of(texts.moved(places, phone, speaker.quick)) if places else None


def away(context: Context, speaker: Speaker, text: str, kind: Kind) -> Message | None:
    """Ask who reports while somebody is away, or from when until when that is; None for words of
    another kind, and for who holds no role of their own.
    """
    places = [(m.id, _agency_of(m)) for m in _own_roles(speaker)]
    if kind is not Kind.LEAVE or not places:
        return None
    days = read_absence(text, local_day(context.now))
    if days is None:
        return texts.ask_days(speaker.quick)
    others = [m.person.name for m in _others(context, speaker)]
    return texts.away(places, *days, others, speaker.quick)


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Make the code that words ask for, in each of the person's own roles whose agency they do not
    leave out by naming another, or end who stands in; None for other words.
    """
    roles = _own_roles(speaker)
    roles = [m for m in roles if _agency_of(m) in text] or roles
    if texts.is_back(text) and roles:
        return _back(context, speaker, roles)
    if texts.wants_successor(text) and roles:
        return Answer.of(*[_successor(context, speaker, m) for m in roles[:MESSAGES]])
    name = texts.appointed(text) if roles and not asks(text) else None
    if name is not None:
        return Answer.of(_appointed(context, speaker, name))
    if not texts.wants_stand_in(text) or not roles:
        return None
    days = read_absence(text, local_day(context.now))
    if days is None:
        return Answer.of(texts.ask_days(speaker.quick))
    return Answer.of(*[_stand_in(context, speaker, m, *days) for m in roles[:MESSAGES]])


def _others(context: Context, speaker: Speaker) -> Sequence[Membership]:
    """Return who else reports now for the agencies of this person's own roles."""
    agencies = [m.agency_id for m in _own_roles(speaker)]
    return context.session.scalars(
        select(Membership)
        .where(
            Membership.agency_id.in_(agencies),
            Membership.role == Role.OFFICER,
            Membership.person_id != speaker.person.id,
            is_held(context.now),
        )
        .options(joinedload(Membership.person), joinedload(Membership.agency))
        .order_by(Membership.id)
    ).all()


def _appointed(context: Context, speaker: Speaker, name: str) -> Message:
    """Say whether somebody named may report meanwhile as it is, or by a code."""
    for other in _others(context, speaker):
        if name in other.person.name:
            return texts.may_already(other.person.name, _agency_of(other), speaker.quick)
    return texts.appoint_by_code(name, speaker.quick)


def _back(context: Context, speaker: Speaker, roles: list[Membership]) -> Answer:
    """End whoever stands in for somebody who is back."""
    ended = [each for own in roles for each in end_stand_ins(context.session, own, context.now)]
    return Answer.of(texts.back([each.person.name for each in ended], speaker.quick))


def make_code(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Make the code for whoever follows in one of this person's own roles."""
    own = _named(speaker, tap)
    if own is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    return Answer.of(_successor(context, speaker, own))


def make_stand_in_code(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Make the code for who reports in place of this person between the button's two days."""
    own, days = _named(speaker, tap), [_day(tap.values.get(name, "")) for name in ("f", "u")]
    if own is None or days[0] is None or days[1] is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    return Answer.of(_stand_in(context, speaker, own, days[0], days[1]))


def _successor(context: Context, speaker: Speaker, own: Membership) -> Message:
    try:
        code = successor_code(context.session, own, context.now)
    except CannotChange:
        return texts.no_successor(speaker.quick)
    return texts.successor_code(_agency_of(own), code, LIFE.days)


def _stand_in(
    context: Context, speaker: Speaker, own: Membership, first: date, last: date
) -> Message:
    try:
        code = stand_in_code(context.session, own, first, last, context.now)
    except CannotChange as refused:
        return texts.no_stand_in(refused.hindrance, speaker.quick)
    return texts.stand_in_code(_agency_of(own), code, first, last, LIFE.days)


def _own_roles(speaker: Speaker) -> list[Membership]:
    """Return the roles for an agency that this person holds themself, not for somebody away."""
    return [
        m
        for m in speaker.memberships
        if m.role is Role.OFFICER and m.agency is not None and m.stands_in_for_id is None
    ]


def _named(speaker: Speaker, tap: Tap) -> Membership | None:
    """Return the own role for an agency that a button names; None when it is none of theirs."""
    number = tap.number("m")
    return next(
        (
            m
            for m in speaker.memberships
            if m.id == number and m.role is Role.OFFICER and m.agency is not None
        ),
        None,
    )


def _agency_of(membership: Membership) -> str:
    return membership.agency.name if membership.agency is not None else "-"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
