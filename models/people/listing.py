"""Lists of an organization's agencies and people, with what the secretariat asks of each: whether
anybody answers, whether LINE reaches them, when they were last there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.tables.agency import Agency, AgencyGroup
from models.tables.audit import AuditEntry
from models.tables.entering import WebSession
from models.tables.obligations import Obligation, Report, Revision, Round
from models.tables.people import Invite, Membership, Person, Role, is_held
from thai.sorting import thai_order


@dataclass(frozen=True)
class ListedAgency:
    """An agency and who reports for it; ``reached`` tells whether LINE brings them anything, and
    ``invited`` whether a code waits for somebody.
    """

    agency: Agency
    officers: tuple[Membership, ...]
    invited: bool

    @property
    def reached(self) -> bool:
        """Whether somebody who reports for it can be reached."""
        return any(each.person.is_reached for each in self.officers)


@dataclass
class ListedPerson:
    """A person, the roles held now, and when they were last there in each way."""

    person: Person
    roles: list[Membership] = field(default_factory=list)
    came_at: datetime | None = None
    reported_at: datetime | None = None

    @property
    def last_at(self) -> datetime | None:
        """When they last wrote, came in or reported."""
        known = [self.person.seen_at, self.came_at, self.reported_at]
        return max((moment for moment in known if moment is not None), default=None)


def list_agencies(session: Session, organization_id: int, now: datetime) -> list[ListedAgency]:
    """Return the agencies in Thai order."""
    officers: dict[int, list[Membership]] = defaultdict(list)
    held = select(Membership).where(
        Membership.organization_id == organization_id,
        Membership.role == Role.OFFICER,
        is_held(now),
    )
    for each in session.scalars(_with_names(held)):
        if each.agency_id is not None:
            officers[each.agency_id].append(each)
    invited = set(
        session.scalars(
            select(Invite.agency_id).where(
                Invite.organization_id == organization_id,
                Invite.used_at.is_(None),
                Invite.expires_at > now,
            )
        )
    )
    agencies = session.scalars(
        select(Agency)
        .where(Agency.organization_id == organization_id)
        .options(selectinload(Agency.aliases), selectinload(Agency.groups))
    )
    return [
        ListedAgency(agency, tuple(officers[agency.id]), agency.id in invited)
        for agency in sorted(agencies, key=lambda each: thai_order(each.name))
    ]


def list_groups(session: Session, organization_id: int) -> list[AgencyGroup]:
    """Return the collective parties in Thai order, with their members."""
    groups = session.scalars(
        select(AgencyGroup)
        .where(AgencyGroup.organization_id == organization_id)
        .options(selectinload(AgencyGroup.members))
    )
    return sorted(groups, key=lambda each: thai_order(each.name))


def list_people(session: Session, organization_id: int, now: datetime) -> list[ListedPerson]:
    """Return who holds a role now, or stands in later, in Thai order of their names."""
    held = select(Membership).where(
        Membership.organization_id == organization_id,
        is_held(now) | (Membership.stands_in_for_id.is_not(None) & (Membership.ended_at > now)),
    )
    people: dict[int, ListedPerson] = {}
    for each in session.scalars(_with_names(held)):
        people.setdefault(each.person_id, ListedPerson(each.person)).roles.append(each)
    came = select(WebSession.person_id, func.max(WebSession.started_at)).group_by(
        WebSession.person_id
    )
    for person_id, at in session.execute(came.where(WebSession.person_id.in_(people))):
        people[person_id].came_at = at
    for person_id, at in session.execute(_last_reports(organization_id, people)):
        people[person_id].reported_at = at
    return sorted(people.values(), key=lambda each: thai_order(each.person.name))


def last_change(session: Session, organization_id: int, subject: str) -> tuple[datetime, str]:
    """Return when something was last changed, and by whom as far as the history tells ("" where it
    does not). LookupError when it never was.
    """
    entry = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.organization_id == organization_id, AuditEntry.subject == subject)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    if entry is None:
        raise LookupError(subject)
    body = entry.text.body if entry.text is not None else {}
    number = body.get("origin", {}).get("person")
    person = session.get(Person, number) if isinstance(number, int) else None
    return entry.at, person.name if person is not None else ""


def _with_names(query: Select[Membership]) -> Select[Membership]:
    return query.options(
        joinedload(Membership.person),
        joinedload(Membership.agency),
        joinedload(Membership.stands_in_for).joinedload(Membership.person),
    ).order_by(Membership.id)


def _last_reports(organization_id: int, people: Iterable[int]) -> Select[int, datetime]:
    return (
        select(Revision.sent_by_id, func.max(Revision.sent_at))
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Round.organization_id == organization_id,
            Revision.sent_by_id.in_(list(people)),
            Revision.stands(),
        )
        .group_by(Revision.sent_by_id)
    )
