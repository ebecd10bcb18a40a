"""Taking the consent back, giving it again, and asking to be erased (docs/privacy.md).

Blocking the account is another thing: it says nothing about what is kept, and whoever writes again
has unblocked us. Who took the consent back gets no message until they give it again.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.people.entering import end_sessions
from models.people.memberships import end_membership, name_successor
from models.tables.outbox import withdraw_from
from models.tables.people import Membership, Person


def withdraw_consent(session: Session, person: Person, now: datetime) -> None:
    """Take a person's consent back: what waits for them is withdrawn, their browsers are signed
    out, and nothing is sent to them any more. Roles and reports stay. Twice does nothing.
    """
    if person.withdrawn_at is not None:
        return
    person.withdrawn_at = now
    end_sessions(session, person, now)
    for organization_id in organizations_of(session, person):
        withdraw_from(session, organization_id, person.line_user_id)
        _note(session, organization_id, "person.withdrew", person, now)


def give_consent(session: Session, person: Person, now: datetime) -> None:
    """Give the consent again."""
    if person.withdrawn_at is None:
        return
    person.withdrawn_at, person.consented_at = None, now
    for organization_id in organizations_of(session, person):
        _note(session, organization_id, "person.consented", person, now)


def ask_for_erasure(
    session: Session, person: Person, now: datetime, successor: Person | None = None
) -> None:
    """Have a person erased once the answer to their words has gone (``erasure.erase_asked``): from
    now on they hold no role and get no message. CannotChange as ``name_successor``.
    """
    name_successor(session, person, successor, now)
    withdraw_consent(session, person, now)
    end_roles(session, person, now)
    person.erase_asked_at = person.erase_asked_at or now


def end_roles(session: Session, person: Person, now: datetime) -> None:
    """End all roles of a person."""
    for membership in session.scalars(select(Membership).where(Membership.person_id == person.id)):
        end_membership(session, membership, now)


def organizations_of(session: Session, person: Person) -> list[int]:
    """Return the ids of the organizations in which a person holds or held a role."""
    query = (
        select(Membership.organization_id)
        .where(Membership.person_id == person.id)
        .distinct()
        .order_by(Membership.organization_id)
    )
    return list(session.scalars(query))


def _note(
    session: Session, organization_id: int, action: str, person: Person, now: datetime
) -> None:
    audit.record(
        session, organization_id, action, f"person:{person.id}", {"person": person.id}, now
    )
