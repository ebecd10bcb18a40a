"""ประกาศ in the chat: what was typed is shown as it will arrive, with its cost; a tap sends it."""

from collections.abc import Collection, Sequence

from handlers.answer import Answer, Context
from handlers.form.said_before import said_before, taps_shown
from handlers.incoming import Incoming
from handlers.secretariat.for_agency import agencies_named
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.chat.announcement import CircularRefused, check_circular, circular_pushes, goes_at
from messages.limits import MESSAGES
from messages.moments import format_moment
from messages.parts import Message
from messages.secretariat import announcing as texts
from messages.secretariat.announcing import (
    Audience,
    AudienceChoice,
    TypedAnnouncement,
    read_announcement,
)
from messages.taps import Action, Tap
from models.month.owing import who_owes
from models.month.summary import current_round
from models.outbox.quota import messages_left, reminders_to_come
from models.people.circulars import Reach, circular_of_key, reach_of, store_circular
from models.people.listing import list_agencies
from models.tables.organization import Organization

_KEY = 32


def take_announcement(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Show the secretariat what it typed after "ประกาศ", as it will arrive, with its cost; None for
    other words and other people.
    """
    organizations = speaker.secretariat_organizations()
    typed = read_announcement(incoming.text) if organizations and incoming.message_id else None
    if typed is None:
        return None
    unknown = [name for name in typed.names if _named(context, speaker, name) is None]
    if unknown:
        return Answer.of(texts.unknown_names(unknown, speaker.quick))
    try:
        check_circular(typed.title, typed.body)
    except CircularRefused as refused:
        return Answer.of(texts.refused(refused.fault, speaker.quick))
    shown: list[Message] = []
    for organization in organizations:
        found = _look(context, speaker, organization, typed, incoming.message_id or "")
        if len(shown) + len(found) <= MESSAGES:
            shown += found
    return Answer.of(*shown) if shown else _nobody(context, speaker, organizations, typed)


def send(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Send what was typed in a message (``m``) to whom the button says (``w``), if that reaches as
    many as it showed (``n``); a message is announced once. What is not on the newest answer, or is
    there for a day, was left or is out of date: it is shown again.
    """
    membership = speaker.secretariat_for(tap.number("g") or 0)
    message_id, audience = tap.values.get("m", ""), tap.values.get("w")
    if membership is None or audience not in list(Audience):
        return Answer.of(small_talk.not_for_you(speaker.quick))
    organization, key = membership.organization, message_id[-_KEY:]
    if circular_of_key(context.session, organization.id, key) is not None:
        return Answer.of(texts.sent_before(speaker.quick))
    said = said_before(context, speaker, message_id)
    typed = read_announcement(said.text) if said is not None else None
    if typed is None:
        return Answer.of(texts.gone(speaker.quick))
    reach = _reach(context, speaker, organization, Audience(audience), typed)
    if not reach.roles:
        return Answer.of(texts.nobody(speaker.quick))
    shown_now = {each.values.get("m") for each in taps_shown(context, speaker.person.line_user_id)}
    changed = texts.CHANGED if len(reach.people) != tap.number("n") else ""
    if message_id not in shown_now or changed:
        problem = changed or texts.SHOWN_BEFORE
        return Answer.of(*_look(context, speaker, organization, typed, message_id, problem))
    return _store(context, speaker, organization, typed, reach, key)


def was_shown(context: Context, speaker: Speaker, said: Incoming) -> bool:
    """Tell whether what somebody said last was shown to them as an announcement."""
    typed = read_announcement(said.text) if said.message_id and said.text else None
    if typed is None or not typed.body or not speaker.secretariat_organizations():
        return False
    return all(_named(context, speaker, name) is not None for name in typed.names)


def send_last(context: Context, speaker: Speaker) -> Answer | None:
    """Send the announcement that the last answer showed to whom its words name, on a confirming
    word: as its first button does. None when the last answer showed none, or one for each of
    several organizations.
    """
    if not speaker.secretariat_organizations():
        return None
    shown = taps_shown(context, speaker.person.line_user_id)
    buttons = [each for each in shown if each.action is Action.ANNOUNCE]
    if len({each.values.get("g") for each in buttons}) != 1:
        return None
    return send(context, speaker, buttons[0])


def _store(
    context: Context,
    speaker: Speaker,
    organization: Organization,
    typed: TypedAnnouncement,
    reach: Reach,
    key: str,
) -> Answer:
    session, now = context.session, context.now
    try:
        title, body = check_circular(typed.title, typed.body)
    except CircularRefused as refused:
        return Answer.of(texts.refused(refused.fault, speaker.quick))
    by = speaker.person
    made = store_circular(session, organization, title, body, reach, key=key, by=by, now=now)
    if made is None:  # two taps at once
        return Answer.of(texts.sent_before(speaker.quick))
    left = messages_left(session, context.channel_id, goes_at(session, organization, now))
    when, held = _later(context, organization), texts.held_of(reach, left)
    said = texts.sent(len(reach.people), when, speaker.quick, held)
    answer = Answer.of(said).notifying(circular_pushes(session, organization, made, reach, now))
    return answer.confirming(organization.id, said)


def _look(
    context: Context,
    speaker: Speaker,
    organization: Organization,
    typed: TypedAnnouncement,
    message_id: str,
    problem: str = "",
) -> list[Message]:
    """Return the look at an announcement; nothing when it reaches nobody of the organization."""
    audiences = [typed.audience]
    audiences += [Audience.MISSING] if typed.audience is Audience.ALL else []
    choices = [
        AudienceChoice(each, _reach(context, speaker, organization, each, typed))
        for each in audiences
    ]
    choices = [each for each in choices if each.reach.roles]
    if not choices:
        return []
    goes = goes_at(context.session, organization, context.now)
    return texts.look(
        organization,
        typed,
        message_id,
        choices,
        messages_left(context.session, context.channel_id, goes),
        _later(context, organization),
        speaker.quick,
        problem,
        reminders_to_come(context.session, context.channel_id, goes),
    )


def _nobody(
    context: Context,
    speaker: Speaker,
    organizations: Sequence[Organization],
    typed: TypedAnnouncement,
) -> Answer:
    """Say that an announcement reaches nobody: nobody is missing, or LINE reaches none of them."""
    meant = (_agencies(context, speaker, each, typed.audience, typed) for each in organizations)
    if typed.audience is Audience.MISSING and not any(meant):
        return Answer.of(texts.nobody_missing(speaker.quick))
    return Answer.of(texts.nobody(speaker.quick))


def _later(context: Context, organization: Organization) -> str | None:
    when = goes_at(context.session, organization, context.now)
    return format_moment(when) if when > context.now else None


def _reach(
    context: Context,
    speaker: Speaker,
    organization: Organization,
    audience: Audience,
    typed: TypedAnnouncement,
) -> Reach:
    ids = _agencies(context, speaker, organization, audience, typed)
    return reach_of(context.session, organization.id, ids, context.now)


def _agencies(
    context: Context,
    speaker: Speaker,
    organization: Organization,
    audience: Audience,
    typed: TypedAnnouncement,
) -> Collection[int]:
    session, now = context.session, context.now
    if audience is Audience.NAMED:
        named = (_named(context, speaker, name) for name in typed.names)
        return [number for number in named if number is not None]
    if audience is Audience.MISSING:
        found = current_round(session, organization, now)
        return [each.agency_id for each in who_owes(session, found, now)] if found else []
    return [each.agency.id for each in list_agencies(session, organization.id, now)]


def _named(context: Context, speaker: Speaker, name: str) -> int | None:
    """Return the one agency a name means; None when it is none or several."""
    found = agencies_named(context, speaker, name)
    return found[0][0] if len(found) == 1 else None
