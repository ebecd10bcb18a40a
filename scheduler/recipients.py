"""Who gets what the calendar sends: live memberships of people who have not blocked us, and the
groups bound to the organization.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables.obligations import Obligation, Report, Revision
from models.tables.organization import GroupChat, is_joined
from models.tables.people import Membership, Person, Role, is_present, is_reachable

_AT_ONCE = 500  # agencies in one IN list: SQLite takes 32,766 values at most


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


def secretaries(session: Session, organization_id: int, now: datetime) -> list[str]:
    """Return the LINE ids of the secretariat, who was there last first: what is news to all of them
    is pushed to that one, and waits for the others.
    """
    found = session.scalars(
        select(Person.line_user_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.SECRETARIAT,
            is_reachable(now),
        )
        .order_by(Person.seen_at.desc().nulls_last(), Membership.id)
    )
    return list(dict.fromkeys(found))


def agencies_of_officers(
    session: Session, organization_id: int, now: datetime, *, early: bool = False
) -> dict[str, list[int]]:
    """Return the agencies each reachable officer reports for, by LINE id; who stands in comes in
    the officer's place.

    An ``early`` reminder is for one officer of each agency, who sent its newest report, else the
    first who came: not for those who asked for no more than the last reminder, which all get.
    """
    rows = session.execute(
        select(Person.line_user_id, Membership.agency_id, Person.id)
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
    officers: dict[int, dict[int, str]] = defaultdict(dict)
    agencies: dict[str, dict[int, None]] = defaultdict(dict)
    for line_user_id, agency_id, person_id in rows:
        assert agency_id is not None
        officers[agency_id][person_id] = line_user_id
        agencies[line_user_id][agency_id] = None
    if early:
        for agency_id, chosen in _chosen(session, officers).items():
            for line_user_id in officers[agency_id].values():
                if line_user_id != chosen:
                    del agencies[line_user_id][agency_id]
    return {line_user_id: list(ids) for line_user_id, ids in agencies.items() if ids}


def _chosen(session: Session, officers: dict[int, dict[int, str]]) -> dict[int, str]:
    """Return, of each agency with several officers, the one who sent its newest report, else the
    first; ``officers`` are LINE ids by person, by agency.
    """
    several = {agency_id: found for agency_id, found in officers.items() if len(found) > 1}
    newest = _newest_senders(session, list(several))
    return {
        agency_id: found[max(found, key=lambda person: newest.get((agency_id, person), 0))]
        for agency_id, found in several.items()
    }


def _newest_senders(session: Session, agency_ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return the number of the newest version each person sent for an agency: later ones are
    higher.
    """
    found: dict[tuple[int, int], int] = {}
    for start in range(0, len(agency_ids), _AT_ONCE):
        rows = session.execute(
            select(Obligation.agency_id, Revision.sent_by_id, func.max(Revision.id))
            .join(Report, Report.id == Revision.report_id)
            .join(Obligation, Obligation.id == Report.obligation_id)
            .where(
                Obligation.agency_id.in_(agency_ids[start : start + _AT_ONCE]), Revision.stands()
            )
            .group_by(Obligation.agency_id, Revision.sent_by_id)
        )
        found |= {(agency_id, person_id): newest for agency_id, person_id, newest in rows}
    return found


def groups_of(session: Session, organization_id: int) -> list[str]:
    """Return the LINE ids of the groups bound to the organization in which the bot still is."""
    return list(
        session.scalars(
            select(GroupChat.line_group_id)
            .where(GroupChat.organization_id == organization_id, is_joined())
            .order_by(GroupChat.id)
        )
    )


def group_sizes(session: Session, organization_id: int) -> dict[str, int]:
    """Return what a push to each group of an organization costs by the last count; 0 where nobody
    counted yet: it is counted again before it is sent.
    """
    rows = session.execute(
        select(GroupChat.line_group_id, GroupChat.member_count).where(
            GroupChat.organization_id == organization_id
        )
    )
    return {line_group_id: count or 0 for line_group_id, count in rows}
