"""Entering by an invite code: show what it is for, ask consent, register, and show at once what is due."""

from __future__ import annotations

from handlers import lists
from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.speaker import find_person, speaker_of
from messages import registration as say
from messages.lists import nothing_due
from messages.parts import Message, text_message, with_quick
from models import audit
from models.invites import InviteProblem, InviteRefused, find_invite, normal_code, use_invite, was_used_by
from models.people import Invite, Membership, Person, Role

CONSENT = say.CONSENT
DECLINE = say.DECLINE


def present(context: Context, user_id: str, code: str) -> list[Message]:
    """Show the organization, agency and role of a code, and ask for consent; nothing is registered yet."""
    try:
        invite = find_invite(context.session, code, user_id, context.now)
    except InviteRefused as refused:
        return [say.problem(refused.problem)]
    assert invite.role is not None
    agency = invite.agency.name if invite.agency else None
    if _held(find_person(context, user_id), invite):
        return [say.already_there(agency, invite.organization.name, invite.role.value)]
    return [
        say.invitation(code, invite.organization.name, agency, invite.role.value, invite.organization.secretariat_phone)
    ]


def consent(context: Context, incoming: Incoming) -> Answer:
    """Register somebody who consented; the first card follows: what is due."""
    user_id = incoming.user_id or ""
    code = normal_code(incoming.tap.values.get("c", "") if incoming.tap else "")
    if code is None:
        return Answer()
    person = find_person(context, user_id)
    try:
        invite = find_invite(context.session, code, user_id, context.now)
    except InviteRefused as refused:
        speaker = speaker_of(person)
        if speaker is not None and was_used_by(context.session, code, user_id):
            return Answer(tuple(lists.show_due(context, speaker)))  # a second tap: the first one registered them
        return Answer.of(say.problem(refused.problem))
    if not use_invite(context.session, invite, user_id, context.now):
        return Answer.of(say.problem(InviteProblem.USED))
    _enter(context, user_id, invite, person, incoming.content.get("profile"))
    return Answer(tuple(_first_words(context, user_id, invite)))


def _enter(context: Context, user_id: str, invite: Invite, person: Person | None, profile: object) -> None:
    if person is None:
        person = Person(channel_id=context.channel_id, line_user_id=user_id, created_at=context.now)
        context.session.add(person)
    person.consented_at = person.consented_at or context.now
    person.blocked_at = None
    if isinstance(profile, str):
        person.display_name = profile
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
        context.session, invite.organization_id, "person.registered", f"membership:{membership.id}", body, context.now
    )


def _first_words(context: Context, user_id: str, invite: Invite) -> list[Message]:
    speaker = speaker_of(find_person(context, user_id))
    assert speaker is not None
    assert invite.role is not None
    agency = invite.agency.name if invite.agency else None
    thanks = text_message(say.registered(agency, invite.organization.name, invite.role.value))
    if invite.role is Role.OFFICER:
        return [thanks, *(lists.due_cards(context, speaker) or [nothing_due(speaker.quick)])]
    return [with_quick(thanks, speaker.quick)]


def _held(person: Person | None, invite: Invite) -> bool:
    return person is not None and any(
        m.ended_at is None
        and (m.organization_id, m.agency_id, m.role) == (invite.organization_id, invite.agency_id, invite.role)
        for m in person.memberships
    )
