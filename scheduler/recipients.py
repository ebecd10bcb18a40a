"""Who gets what the calendar sends: live memberships of people who have not blocked us, and the
groups bound to the organization.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.organization import GroupChat, is_joined
from models.tables.people import Membership, Person, Role, is_present, is_reachable


def people_in_roles(
    session: Session, organization_id: int, roles: Iterable[Role], now: datetime
) -> list[str]:
    """Return the LINE ids of the people who hold any of these roles, each once."""
    found = session.scalars(
        select(Person.line_user_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role.in_(list(roles)),
            is_reachable(now),
        )
        .order_by(Membership.id)
    )
    return list(dict.fromkeys(found))


def agencies_of_officers(
    session: Session, organization_id: int, now: datetime, *, early: bool = False
) -> dict[str, list[int]]:
    """Return the agencies each reachable officer reports for, by LINE id; who stands in comes in
    the officer's place. Those who asked for no more than the last reminder are left out of an
    ``early`` one.
    """
    rows = session.execute(
        select(Person.line_user_id, Membership.agency_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            Membership.agency_id.is_not(None),
            is_reachable(now),
            is_present(now),
            *([Membership.quiet.is_(False)] if early else []),
        )
        .order_by(Membership.id)
    )
    agencies: dict[str, dict[int, None]] = defaultdict(dict)
    for line_user_id, agency_id in rows:
        assert agency_id is not None
        agencies[line_user_id][agency_id] = None
    return {line_user_id: list(ids) for line_user_id, ids in agencies.items()}


def groups_of(session: Session, organization_id: int) -> list[str]:
    """Return the LINE ids of the groups bound to the organization in which the bot still is."""
    return list(
        session.scalars(
            select(GroupChat.line_group_id)
            .where(GroupChat.organization_id == organization_id, is_joined())
            .order_by(GroupChat.id)
        )
    )
