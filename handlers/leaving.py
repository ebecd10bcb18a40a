"""What somebody says of themself: they moved, or want no reminders."""

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.chat import leaving as texts
from messages.chat import small_talk
from messages.taps import Tap
from models.correcting import CannotChange
from models.people.handover import successor_code
from models.people.invites import LIFE
from models.people.reminders import set_quiet
from models.tables.people import Role


def reminders(context: Context, speaker: Speaker, *, quiet: bool) -> Answer:
    """Stop a person's own early reminders, or let them come again."""
    set_quiet(context.session, speaker.memberships, context.now, quiet=quiet)
    say = texts.stopped if quiet else texts.started
    return Answer.of(say(speaker.quick))


def offer_successor(speaker: Speaker) -> Answer | None:
    """Offer to make the code for whoever follows; None for who only stands in for somebody."""
    places = [
        (m.id, m.agency.name)
        for m in speaker.memberships
        if m.role is Role.OFFICER and m.agency is not None and m.stands_in_for_id is None
    ]
    phone = next((office.phone for office in speaker.offices if office.phone), None)
    return Answer.of(texts.moved(places, phone, speaker.quick)) if places else None


def make_code(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Make the code for whoever follows in one of this person's own roles."""
    number = tap.number("m") or 0
    own = next((m for m in speaker.memberships if m.id == number), None)
    if own is None or own.agency is None or own.role is not Role.OFFICER:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    try:
        code = successor_code(context.session, own, context.now)
    except CannotChange:
        return Answer.of(texts.no_successor(speaker.quick))
    return Answer.of(texts.successor_code(own.agency.name, code, LIFE.days))
