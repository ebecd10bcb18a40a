"""Entering by an invite code: show what it is for, ask consent, register, and show at once what is
due.
"""

import re
from dataclasses import replace

from handlers import lists
from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.speaker import Speaker, find_person, reload_person, speaker_of
from messages.chat import registration as texts
from messages.chat.lists import nothing_due
from messages.parts import Message, text_message, with_quick
from models import audit
from models.people.invites import (
    InviteProblem,
    InviteRefused,
    find_invite,
    normal_code,
    use_invite,
    was_used_by,
)
from models.tables.people import Invite, Membership, Person, Role
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
    if _held(find_person(context, user_id), invite):
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
        speaker = speaker_of(person)
        if speaker is not None and was_used_by(context.session, code, user_id):
            # a second tap: the first one registered them
            return _first_card(context, speaker)
        return Answer.of(texts.problem(refused.problem))
    if _held(person, invite):
        return Answer.of(_already_there(invite))
    if not use_invite(context.session, invite, user_id, context.now):
        return Answer.of(texts.problem(InviteProblem.USED))
    _enter(context, user_id, invite, person)
    welcome = _welcome(context, user_id, invite)
    return replace(welcome, entered=(user_id,), joined=invite.organization_id)


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


def _enter(context: Context, user_id: str, invite: Invite, person: Person | None) -> None:
    if person is None:
        person = Person(channel_id=context.channel_id, line_user_id=user_id, created_at=context.now)
        context.session.add(person)
    person.consented_at, person.withdrawn_at = person.consented_at or context.now, None
    person.blocked_at = None
    person.full_name = invite.full_name or person.full_name
    context.session.flush()
    assert invite.role is not None
    membership = Membership(
        person_id=person.id,
        organization_id=invite.organization_id,
        agency_id=invite.agency_id,
        role=invite.role,
        since=context.now,
    )
    context.session.add(membership)
    context.session.flush()
    body = {"person": person.id, "agency": invite.agency_id, "role": invite.role.value}
    audit.record(
        context.session,
        invite.organization_id,
        "person.registered",
        f"membership:{membership.id}",
        body,
        context.now,
    )


def _welcome(context: Context, user_id: str, invite: Invite) -> Answer:
    speaker = speaker_of(reload_person(context, user_id))
    assert speaker is not None
    assert invite.role is not None
    agency = invite.agency.name if invite.agency else None
    thanks = text_message(texts.registered(agency, invite.organization.name, invite.role.value))
    answer = _first_card(context, speaker).preceded_by(thanks)
    return answer.confirming(invite.organization_id, with_quick(thanks, speaker.quick))


def _first_card(context: Context, speaker: Speaker) -> Answer:
    """What is due; for those who report nothing, what they can do here."""
    if Role.OFFICER.value not in speaker.roles:
        return lists.show_help(speaker)
    cards = lists.due_cards(context, speaker)
    return Answer.of(nothing_due(speaker.quick)) if not cards.messages else cards


def _held(person: Person | None, invite: Invite) -> bool:
    return person is not None and any(
        m.ended_at is None
        and (m.organization_id, m.agency_id, m.role)
        == (invite.organization_id, invite.agency_id, invite.role)
        for m in person.memberships
    )
