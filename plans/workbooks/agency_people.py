"""Who enters the reports of an agency's form."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Membership, Person, Role, is_held


def find_person(
    session: Session, organization: Organization, agency: Agency, name: str, now: datetime
) -> list[Person]:
    """Return the people of that name who may enter reports for an agency: the secretariat and the
    agency's officers.
    """
    people = session.scalars(
        select(Person)
        .join(Membership)
        .where(
            Membership.organization_id == organization.id,
            is_held(now),
            (Membership.role == Role.SECRETARIAT)
            | ((Membership.role == Role.OFFICER) & (Membership.agency_id == agency.id)),
        )
        .order_by(Person.id)
        .distinct()
    )
    return [person for person in people if name in (person.full_name, person.display_name)]


def secretariat_by_form(
    session: Session, organization: Organization, name: str, now: datetime
) -> Person:
    """Return the person who stands for the secretariat where a form was imported by command and
    nobody was named.

    It belongs to no LINE account and is marked as blocked, so nothing is ever sent to it; it holds
    no role, so it can do nothing.
    """
    line_user_id = f"form:{organization.id}"
    wanted = select(Person).where(
        Person.channel_id == organization.channel_id, Person.line_user_id == line_user_id
    )
    found = session.scalar(wanted)
    if found is None:
        found = Person(
            channel_id=organization.channel_id,
            line_user_id=line_user_id,
            full_name=name,
            blocked_at=now,
            created_at=now,
        )
        session.add(found)
        session.flush()
    return found


def is_officer(
    session: Session, organization: Organization, agency: Agency, person: Person, now: datetime
) -> bool:
    """Tell whether a person is an officer of an agency now."""
    wanted = select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.organization_id == organization.id,
        Membership.agency_id == agency.id,
        Membership.role == Role.OFFICER,
        is_held(now),
    )
    return session.scalar(wanted) is not None
