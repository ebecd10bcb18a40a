"""Entering by an invite code: show what it is for, ask consent, register, and show at once what is
due.
"""

import re
from dataclasses import replace

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form.said_before import taps_shown
from handlers.incoming import EventKind, Incoming
from handlers.speaker import Speaker, find_person, reload_person, speaker_of
from messages.chat import registration as texts
from messages.chat.lists import nothing_due
from messages.chat.places import handed_over, place_of, place_taken
from messages.chat.tutorial import LEARN_ACTION, OFFER
from messages.parts import Message, text_message, with_quick
from messages.taps import Action
from models.first_steps import first_steps, is_held_up
from models.people.invites import (
    InviteProblem,
    InviteRefused,
    find_invite,
    normal_code,
    use_invite,
    was_used_by,
)
from models.people.joining import Joined, is_of_no_use, join
from models.tables.organization import Organization
from models.tables.people import Invite, Role
from thai.numbers import to_arabic_digits

_CODE = re.compile(r"(?<![0-9A-Z])KN(?:[\s\-–_.]?[0-9A-Z]{4}){3}(?![0-9A-Z])", re.IGNORECASE)
_LIKE_CODE = re.compile(r"KN[\s\-–_.]*(?=\S*[0-9\-])[0-9A-Z\s\-–_.]{4,30}", re.IGNORECASE)
_LONGEST_WORDS = 200


def code_in(text: str) -> str | None:
    """Return the invite code somebody typed, alone or with a few words around it; None when there
    is none.
    """
    whole = normal_code(text)
    if whole is not None or len(text) > _LONGEST_WORDS:
        return whole
    found = _CODE.search(to_arabic_digits(text))
    return normal_code(found.group()) if found else None


def is_like_code(text: str) -> bool:
    """Tell whether somebody tried to type a code and missed some of it, or typed too much."""
    return bool(_LIKE_CODE.fullmatch(to_arabic_digits(text).strip()))


def present(context: Context, user_id: str, code: str) -> Answer:
    """Show the organization, agency and role of a code, and ask for consent; nothing is registered
    yet.
    """
    try:
        invite = _find(context, code, user_id)
    except InviteRefused as refused:
        return Answer.of(texts.problem(refused.problem))
    if is_of_no_use(find_person(context, user_id), invite, context.now):
        return Answer.of(_already_there(invite))
    assert invite.role is not None
    agency = invite.agency.name if invite.agency else None
    return Answer.of(
        texts.invitation(
            code,
            invite.organization.name,
            agency,
            invite.role.value,
            invite.organization.secretariat_phone,
            place_of(invite),
        )
    )


def consent(context: Context, incoming: Incoming) -> Answer:
    """Register somebody who consented; the first card follows: what is due."""
    user_id = incoming.user_id or ""
    code = normal_code(incoming.tap.values.get("c", "") if incoming.tap else "")
    if code is None:
        return Answer.of(texts.problem(InviteProblem.UNKNOWN))
    person = find_person(context, user_id)
    try:
        invite = _find(context, code, user_id)
    except InviteRefused as refused:
        speaker = speaker_of(person, context.now)
        if speaker is not None and was_used_by(context.session, code, user_id):
            # a second tap: the first one registered them
            return _first_card(context, speaker)
        return Answer.of(texts.problem(refused.problem))
    if is_of_no_use(person, invite, context.now):
        return Answer.of(_already_there(invite))
    if not use_invite(context.session, invite, user_id, context.now):
        return Answer.of(texts.problem(InviteProblem.USED))
    joined = join(context.session, invite, person, context.channel_id, user_id, context.now)
    welcome = _welcome(context, user_id, invite, joined)
    entered = [user_id]
    if joined.taken_over is not None:
        welcome = welcome.notifying(handed_over(context.session, joined.taken_over, context.now))
        entered.append(joined.taken_over.leaver.person.line_user_id)
    return replace(welcome, entered=tuple(entered), joined=invite.organization_id)


def take_words(context: Context, incoming: Incoming, *, is_member: bool) -> Answer | None:
    """Take typed words as the answer to the question for consent, where that was asked last; None
    for other words. A member's words that only agree may answer much else.
    """
    said = texts.consent_in(incoming.text) if incoming.kind is EventKind.TEXT else None
    if said is None or (said is texts.Consent.UNCLEAR and is_member):
        return None
    shown = taps_shown(context, incoming.user_id or "")
    asked = next((each for each in shown if each.action is Action.CONSENT), None)
    if asked is None:
        return None
    if said is texts.Consent.REFUSED:
        return Answer.of(texts.declined())
    if said is texts.Consent.UNCLEAR:
        return Answer.of(texts.consent_by_name(asked.values.get("c", "")))
    return consent(context, replace(incoming, tap=asked))


def _find(context: Context, code: str, user_id: str) -> Invite:
    invite = find_invite(context.session, code, user_id, context.now)
    if invite.organization.channel_id != context.channel_id:
        raise InviteRefused(
            InviteProblem.UNKNOWN
        )  # of an organization that speaks through another account
    return invite


def _already_there(invite: Invite) -> Message:
    assert invite.role is not None
    agency = invite.agency.name if invite.agency else None
    return texts.already_there(agency, invite.organization.name, invite.role.value)


def _welcome(context: Context, user_id: str, invite: Invite, joined: Joined) -> Answer:
    assert invite.role is not None
    agency = invite.agency.name if invite.agency else None
    words = texts.registered(agency, invite.organization.name, invite.role.value)
    offer = [OFFER] if invite.role is Role.OFFICER else []
    thanks = text_message("\n".join([words, *place_taken(joined), *offer]))
    speaker = speaker_of(reload_person(context, user_id), context.now)
    if speaker is None:  # who stands in from a later day on
        return Answer.of(thanks).confirming(invite.organization_id, thanks)
    answer = _first_card(context, speaker, invite.organization).preceded_by(thanks)
    if offer:
        answer = answer.with_quick([LEARN_ACTION, *speaker.quick])
    return answer.confirming(invite.organization_id, with_quick(thanks, speaker.quick))


def _first_card(context: Context, speaker: Speaker, entered: Organization | None = None) -> Answer:
    """What is due; for those who report nothing, what they can do here: for the secretariat of an
    organization that is not set up yet, the first steps.
    """
    if entered is not None and any(
        each.id == entered.id for each in speaker.secretariat_organizations()
    ):
        steps = first_steps(context.session, entered, context.now)
        if is_held_up(steps):
            return Answer.of(texts.first_steps(speaker.quick))
    if Role.OFFICER.value not in speaker.roles:
        return lists.show_help(speaker)
    cards = lists.due_cards(context, speaker)
    return Answer.of(nothing_due(speaker.quick)) if not cards.messages else cards
