"""ประกาศ: to whom one would go, storing it once, and who confirmed it. How it looks in a chat is
``messages.chat.announcement``.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from models import audit
from models.database import insert_ignoring_duplicates
from models.tables.agency import Agency
from models.tables.announcement import Circular, CircularReader
from models.tables.audit import AuditEntry, AuditText
from models.tables.organization import Organization
from models.tables.people import Membership, Person, Role, is_present, is_reachable
from thai.sorting import thai_order

SENT = "circular.sent"
"""The entry of the history by which it is remembered that one was sent."""


@dataclass(frozen=True)
class Reach:
    """Whom a circular to some agencies reaches: ``roles`` of officers, who stand in for others
    among them; ``unreached`` are the names of agencies where LINE reaches nobody, ``meant`` the ids
    of all.
    """

    roles: tuple[Membership, ...]
    unreached: tuple[str, ...]
    meant: tuple[int, ...] = ()

    @property
    def people(self) -> dict[int, Person]:
        """Those reached, each once however many roles they hold: what it costs, in messages."""
        return {role.person_id: role.person for role in self.roles}

    @property
    def agencies(self) -> int:
        """How many agencies are reached."""
        return len({role.agency_id for role in self.roles})


@dataclass(frozen=True)
class AgencyReaders:
    """Who of an agency got a circular: those who confirmed it, and those who did not yet."""

    agency: str
    confirmed: tuple[CircularReader, ...]
    waiting: tuple[CircularReader, ...]


@dataclass(frozen=True)
class ListedCircular:
    """A circular and how many people and how many confirmed it."""

    circular: Circular
    people: int
    confirmed: int


def reach_of(
    session: Session, organization_id: int, agency_ids: Collection[int], now: datetime
) -> Reach:
    """Return whom a circular to these agencies reaches; other organizations' are passed over."""
    agencies = session.execute(
        select(Agency.id, Agency.name).where(
            Agency.organization_id == organization_id, Agency.id.in_(agency_ids)
        )
    ).all()
    roles = session.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            Membership.agency_id.in_([each.id for each in agencies]),
            is_reachable(now),
            is_present(now),
        )
        .options(joinedload(Membership.person), joinedload(Membership.agency))
        .order_by(Membership.id)
    ).all()
    reached = {role.agency_id for role in roles}
    silent = sorted((each.name for each in agencies if each.id not in reached), key=thai_order)
    return Reach(tuple(roles), tuple(silent), tuple(each.id for each in agencies))


def store_circular(
    session: Session,
    organization: Organization,
    title: str,
    body: str,
    reach: Reach,
    *,
    key: str,
    by: Person,
    now: datetime,
) -> Circular | None:
    """Store a circular to whom it reaches; None when the form of this ``key`` was sent before.
    ValueError when it reaches nobody.
    """
    if not reach.roles:
        raise ValueError("a circular reaches somebody")
    made = session.scalar(
        insert_ignoring_duplicates(session, Circular)
        .values(
            organization_id=organization.id,
            key=key,
            title=title,
            body=body,
            sent_at=now,
            sent_by_id=by.id,
        )
        .returning(Circular.id)
    )
    if made is None:
        return None
    session.add_all(
        CircularReader(circular_id=made, membership_id=role.id, person_id=role.person_id)
        for role in reach.roles
    )
    told = {
        "title": title,
        "text": body,
        "agencies": sorted({role.agency_id or 0 for role in reach.roles}),
        "meant": sorted(reach.meant),
        "messages": len(reach.people),
        "by": by.id,
    }
    audit.record(session, organization.id, SENT, f"circular:{made}", told, now)
    return session.get_one(Circular, made)


def circulars_for(
    session: Session, organization_id: int, agency_ids: Collection[int], since: datetime
) -> list[Circular]:
    """Return what was sent after a moment and meant for some agencies, whether or not it reached
    anybody there; the oldest first.
    """
    found = session.scalars(
        select(Circular)
        .where(Circular.organization_id == organization_id, Circular.sent_at > since)
        .order_by(Circular.id)
    ).all()
    if not found:
        return []
    rows = session.execute(
        select(AuditEntry.subject, AuditText.body)
        .join(AuditText, AuditText.entry_id == AuditEntry.id)
        .where(
            AuditEntry.organization_id == organization_id,
            AuditEntry.subject.in_([f"circular:{each.id}" for each in found]),
            AuditEntry.action == SENT,
        )
    )
    told = {subject: body.get("meant") or body.get("agencies", ()) for subject, body in rows}
    return [
        each for each in found if set(agency_ids).intersection(told.get(f"circular:{each.id}", ()))
    ]


def confirm_circular(
    session: Session,
    circular_id: int,
    person: Person,
    organizations: Collection[int],
    now: datetime,
) -> tuple[Circular, datetime] | None:
    """Keep that a person saw a circular, the first time only, and return it with that moment; None
    when it never went to them, or they hold no role in its organization (``organizations``: those
    they serve) any more.
    """
    circular = session.get(Circular, circular_id)
    if circular is None or circular.organization_id not in organizations:
        return None
    mine = (CircularReader.circular_id == circular_id, CircularReader.person_id == person.id)
    if session.scalar(select(CircularReader.circular_id).where(*mine).limit(1)) is None:
        return None
    session.execute(
        update(CircularReader)
        .where(*mine, CircularReader.confirmed_at.is_(None))
        .values(confirmed_at=now)
        .execution_options(synchronize_session=False)
    )
    at = session.scalars(select(CircularReader.confirmed_at).where(*mine)).first()
    return circular, at or now


def list_circulars(
    session: Session, organization_id: int, first: int, most: int
) -> list[ListedCircular]:
    """Return an organization's circulars from the ``first``-newest on (0: the newest)."""
    people = CircularReader.person_id.distinct()
    counted = (
        select(
            CircularReader.circular_id,
            func.count(people).label("people"),
            func.count(people).filter(CircularReader.confirmed_at.is_not(None)).label("confirmed"),
        )
        .group_by(CircularReader.circular_id)
        .subquery()
    )
    rows = session.execute(
        select(Circular, counted.c.people, counted.c.confirmed)
        .join(counted, counted.c.circular_id == Circular.id)
        .where(Circular.organization_id == organization_id)
        .options(joinedload(Circular.sent_by))
        .order_by(Circular.id.desc())
        .offset(first)
        .limit(most)
    )
    return [ListedCircular(*row) for row in rows]


def circular_of(session: Session, organization_id: int, circular_id: int) -> Circular | None:
    """Return a circular of an organization with its readers; None for another's."""
    return session.scalar(_whole(organization_id).where(Circular.id == circular_id))


def circular_of_key(session: Session, organization_id: int, key: str) -> Circular | None:
    """Return the circular that a form was sent as; None when it was not."""
    return session.scalar(_whole(organization_id).where(Circular.key == key))


def readers_by_agency(circular: Circular) -> list[AgencyReaders]:
    """Return who got a circular, by agency in Thai order; agencies as they are called now, and
    first those of which nobody confirmed it.
    """
    found: dict[str, list[CircularReader]] = defaultdict(list)
    for reader in circular.readers:
        agency = reader.membership.agency
        found[agency.name if agency else "-"].append(reader)
    listed = [
        AgencyReaders(
            agency,
            tuple(each for each in readers if each.confirmed_at is not None),
            tuple(each for each in readers if each.confirmed_at is None),
        )
        for agency, readers in found.items()
    ]
    return sorted(listed, key=lambda each: (bool(each.confirmed), thai_order(each.agency)))


def _whole(organization_id: int) -> Select[Circular]:
    readers = selectinload(Circular.readers)
    return (
        select(Circular)
        .where(Circular.organization_id == organization_id)
        .options(
            joinedload(Circular.sent_by),
            readers.joinedload(CircularReader.person),
            readers.joinedload(CircularReader.membership).joinedload(Membership.agency),
        )
    )
