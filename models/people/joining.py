"""Using an invite: the role it gives, for good, in somebody's place, or during an absence."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit
from models.people.handover import HandedOver, hand_over
from models.people.stand_in import take_the_place
from models.tables.people import Invite, Membership, Person


@dataclass(frozen=True)
class Joined:
    """The role somebody has now, and what they took over with it."""

    membership: Membership
    taken_over: HandedOver | None = None


def role_held(person: Person | None, invite: Invite, now: datetime) -> Membership | None:
    """Return the membership a person has already that an invite would give; None without one, and
    while they only stand in.
    """
    if person is None:
        return None
    wanted = (invite.organization_id, invite.agency_id, invite.role)
    return next(
        (
            m
            for m in person.memberships
            if m.stands_in_for_id is None
            and m.holds_at(now)
            and (m.organization_id, m.agency_id, m.role) == wanted
        ),
        None,
    )


def is_of_no_use(person: Person | None, invite: Invite, now: datetime) -> bool:
    """Tell whether a person would get nothing by an invite: they hold its role already, and nobody
    else hands it over to them.
    """
    held = role_held(person, invite, now)
    if held is None:
        return False
    hands_over = invite.membership_id is not None and invite.holds_until is None
    return not hands_over or held.id == invite.membership_id


def join(
    session: Session,
    invite: Invite,
    person: Person | None,
    channel_id: int,
    line_user_id: str,
    now: datetime,
) -> Joined:
    """Register who consented, by an invite that was just used up; no ``person`` yet: a newcomer."""
    if person is None:
        person = Person(channel_id=channel_id, line_user_id=line_user_id, created_at=now)
        session.add(person)
    person.consented_at, person.withdrawn_at = person.consented_at or now, None
    person.blocked_at = None
    person.full_name = invite.full_name or person.full_name
    session.flush()
    leaver = session.get(Membership, invite.membership_id) if invite.membership_id else None
    if leaver is not None and invite.holds_from and invite.holds_until:
        during = max(invite.holds_from, now), invite.holds_until
        return Joined(take_the_place(session, leaver, person, during, now))
    held = role_held(person, invite, now) or _give(session, invite, person, now)
    return Joined(held, hand_over(session, leaver, held, now) if leaver is not None else None)


def _give(session: Session, invite: Invite, person: Person, now: datetime) -> Membership:
    assert invite.role is not None
    made = Membership(
        person_id=person.id,
        organization_id=invite.organization_id,
        agency_id=invite.agency_id,
        role=invite.role,
        since=now,
    )
    session.add(made)
    session.flush()
    body = {"person": person.id, "agency": invite.agency_id, "role": invite.role.value}
    subject = f"membership:{made.id}"
    audit.record(session, invite.organization_id, "person.registered", subject, body, now)
    return made
