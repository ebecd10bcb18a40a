"""ข้อความฝาก: words only the secretariat can answer are kept for it; it hears of them with an answer
it gets anyway.
"""

from dataclasses import replace
from datetime import timedelta

from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.speaker import Speaker, offices_of, served_by
from messages.chat import notes as texts
from messages.chat import small_talk
from messages.chat.announcement import goes_at
from messages.limits import MESSAGES
from messages.moments import format_moment
from messages.outgoing import Outgoing
from messages.said.kinds import Kind, kind_of
from messages.taps import Tap
from models.outbox.quota import messages_left
from models.people.notes import (
    Leaving,
    LeftNote,
    leave_note,
    notes_waiting,
    put_away,
    put_one_away,
    take_untold,
)
from models.tables.conversation import NoteKind
from models.tables.organization import Organization
from models.tables.people import Person, Role
from thai.cleaning import clean

_WELCOME = timedelta(days=7)
_FEW = 3
"""Organizations of one account among which a stranger's question finds the right one."""
_KINDS = {
    Kind.QUESTION: NoteKind.QUESTION,
    Kind.COMPLAINT: NoteKind.COMPLAINT,
    Kind.LEAVE: NoteKind.ABSENCE,
}
"""What is passed on when one of the offices says it."""
_OF_STRANGERS = (*_KINDS, Kind.CONTACT, Kind.EXTENSION, Kind.MOVED)


def passing_on(
    context: Context, speaker: Speaker, kind: Kind, incoming: Incoming, answer: Answer
) -> Answer:
    """The same answer to a member; if only the secretariat can say more, the words are kept for it,
    and the answer begins with that.
    """
    noted = _KINDS.get(kind)
    return answer if noted is None else _passed_on(context, speaker, noted, incoming, answer)


def take_not_ours(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Keep for the secretariat that a measure, named by its number, is not (or no more) somebody's:
    the plan is theirs. None for other words.
    """
    code = texts.not_ours(incoming.text)
    if code is None or Role.OFFICER.value not in speaker.roles:
        return None
    stays = Answer.of(texts.still_asked(code, speaker.quick))
    return _passed_on(context, speaker, NoteKind.OTHER, incoming, stays)


def _passed_on(
    context: Context, speaker: Speaker, noted: NoteKind, incoming: Incoming, answer: Answer
) -> Answer:
    others = [each for each in speaker.organizations if not speaker.secretariat_for(each.id)]
    if not others or incoming.user_id is None:
        return answer
    became = leave_note(
        context.session,
        [each.id for each in others],
        (context.channel_id, incoming.user_id),
        noted,
        incoming.text,
        context.now,
        person=speaker.person,
        message_id=incoming.message_id,
    )
    return answer.preceded_by(texts.passed_on(became, speaker.offices))


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Keep for the secretariat what a member leaves by name ("ฝากถาม …"), even what the program
    would have answered; None for other words.
    """
    words = texts.words_left(incoming.text)
    if words is None or all(speaker.secretariat_for(each.id) for each in speaker.organizations):
        return None
    asked = replace(incoming, text=words)
    kind = kind_of(clean(words))
    kept = kind if kind in _KINDS else Kind.QUESTION
    return passing_on(context, speaker, kept, asked, Answer.of(texts.left_by_name(speaker.quick)))


def ask_of_stranger(context: Context, person: Person | None, incoming: Incoming) -> Answer | None:
    """Keep the plain question of somebody without a role and say so; None for other words, and
    where the account serves so many offices that nobody knows whom it is for.
    """
    kind = kind_of(clean(incoming.text)) if incoming.text else None
    is_gone = person is not None and not person.is_reached
    is_asked = kind in _OF_STRANGERS or texts.is_wish(incoming.text)
    if not is_asked or texts.is_empty_call(incoming.text) or incoming.user_id is None or is_gone:
        return None
    served = served_by(context)
    if not 1 <= len(served) <= _FEW:
        return None
    became = leave_note(
        context.session,
        [each.id for each in served],
        (context.channel_id, incoming.user_id),
        _KINDS.get(kind, NoteKind.OTHER) if kind is not None else NoteKind.OTHER,
        incoming.text,
        context.now,
        person=person,
        message_id=incoming.message_id,
    )
    offices = offices_of(context)
    if became is Leaving.KEPT:
        return Answer.of(texts.stranger_passed_on(offices))
    return Answer.of(texts.passed_on(became, offices))


def with_notes(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """Begin an answer to the secretariat with what was left for it and nobody was told; an answer
    that is full as it is leaves that to the next one.
    """
    for organization in speaker.secretariat_organizations():
        if not answer.messages or len(answer.messages) >= MESSAGES:
            break
        untold = take_untold(context.session, organization.id, context.now)
        if untold:
            answer = answer.preceded_by(texts.told(untold))
    return answer


def show_notes(context: Context, speaker: Speaker) -> Answer:
    """Answer "ข้อความฝาก": everything nobody has put away."""
    organizations = speaker.secretariat_organizations()
    if not organizations:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    found = [
        texts.listed(organization.id, notes, speaker.quick)
        for organization in organizations
        if (notes := _heard(context, organization))
    ]
    return Answer.of(*found[:MESSAGES]) if found else Answer.of(texts.nothing_left(speaker.quick))


def _heard(context: Context, organization: Organization) -> list[LeftNote]:
    """Return what waits, of which the secretariat hears now."""
    take_untold(context.session, organization.id, context.now)
    return notes_waiting(context.session, organization.id)


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Show what was left, or put it away: one, or up to what was seen."""
    up_to, one, organization_id = tap.number("done"), tap.number("one"), tap.number("g")
    if (up_to is None and one is None) or organization_id is None:
        return show_notes(context, speaker)
    if speaker.secretariat_for(organization_id) is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    session, by, now = context.session, speaker.person, context.now
    if up_to is not None:
        done = put_away(session, organization_id, up_to, by, now)
    else:
        done = 1 if put_one_away(session, organization_id, one or 0, by, now) else 0
    left = len(notes_waiting(context.session, organization_id))
    return Answer.of(texts.stored_away(done, left, speaker.quick))


def take_answer(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Push the secretariat's answer to who left a note ("ตอบ 12 …") and put that away; None for
    other words and people.
    """
    organizations = speaker.secretariat_organizations()
    said = texts.answer_in(incoming.text) if organizations else None
    if said is None:
        return None
    number, answer = said
    for organization in organizations if number is not None else ():
        note = put_one_away(
            context.session, organization.id, number or 0, speaker.person, context.now
        )
        if note is not None:
            return _answered(context, speaker, organization, note, answer)
    return Answer.of(texts.how_to_answer(speaker.quick))


def _answered(
    context: Context, speaker: Speaker, organization: Organization, note: LeftNote, said: str
) -> Answer:
    when = goes_at(context.session, organization, context.now)
    push = Outgoing(
        recipient=note.user_id,
        messages=(texts.answer_card(organization.name, note, said),),
        purpose=texts.ANSWERED,
        dedupe_key=f"{texts.ANSWERED}:{note.id}",
        organization_id=organization.id,
        not_before=when,
        expires_at=when + _WELCOME,
    )
    later = format_moment(when) if when > context.now else None
    left = messages_left(context.session, context.channel_id, when)
    told = texts.answer_sent(note, later, left, speaker.quick)
    return Answer.of(told).notifying((push,)).confirming(organization.id, told)
