"""ประวัติการดำเนินการ as it is read: found by person, action and month, with the names of those it
tells of. The chain itself is ``models.audit``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload

from models.month.calendar import BANGKOK, add_months
from models.origin import Place
from models.tables.agency import Agency
from models.tables.audit import AuditEntry, AuditText
from models.tables.people import Membership, Person

PAGE = 50
"""Entries on a page."""
_IDS = frozenset({"by", "person", "for", "from", "to", "agency", "agencies"})
"""Where texts hold ids of people and agencies."""
_LARGEST = 2**31
_ORIGIN = "origin"


@dataclass(frozen=True)
class WantedHistory:
    """What is looked for; None is everything. ``month`` is a Bangkok month, by its first day."""

    person_id: int | None = None
    action: str | None = None
    month: date | None = None


@dataclass(frozen=True)
class HistoryEntry:
    """An entry as it is read: ``body`` is None when its text was erased; ``by`` is None where the
    history does not tell who; ``place`` is a ``models.origin.Place``, ``described`` the browser or
    the machine's user.
    """

    number: int
    at: datetime
    action: str
    subject: str
    body: dict[str, Any] | None
    by: str | None
    place: str | None
    described: str | None


@dataclass(frozen=True)
class HistoryPage:
    """Some entries, the newest first; ``found`` is how many there are in all. ``people`` and
    ``agencies`` are names by row id, of those the entries tell of.
    """

    entries: tuple[HistoryEntry, ...]
    found: int
    people: dict[int, str]
    agencies: dict[int, str]


def read_history(
    session: Session, organization_id: int, wanted: WantedHistory, number: int = 1
) -> HistoryPage:
    """Return a page of an organization's history (1: the newest), in a fixed number of queries."""
    asked = (
        select(AuditEntry)
        .outerjoin(AuditText, AuditText.entry_id == AuditEntry.id)
        .where(AuditEntry.organization_id == organization_id, *_conditions(wanted))
    )
    found = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = session.scalars(
        asked.options(joinedload(AuditEntry.text))
        .order_by(AuditEntry.number.desc())
        .offset((number - 1) * PAGE)
        .limit(PAGE)
    ).all()
    bodies = [row.text.body for row in rows if row.text is not None]
    numbers = {each for body in bodies for each in _ids(body)}
    people = {
        person.id: person.name
        for person in session.scalars(
            select(Person).where(
                Person.id.in_(numbers),
                Person.id.in_(
                    select(Membership.person_id).where(
                        Membership.organization_id == organization_id
                    )
                ),
            )
        )
    }
    agencies = select(Agency.id, Agency.name).where(
        Agency.organization_id == organization_id, Agency.id.in_(numbers)
    )
    return HistoryPage(
        tuple(_read(row, people) for row in rows),
        found,
        people,
        {each.id: each.name for each in session.execute(agencies)},
    )


def actions_of(session: Session, organization_id: int) -> list[str]:
    """Return the actions that stand in an organization's history."""
    found = select(AuditEntry.action).where(AuditEntry.organization_id == organization_id)
    return sorted(session.scalars(found.distinct()))


def people_of(session: Session, organization_id: int) -> list[Person]:
    """Return everybody who holds or held a role in an organization."""
    members = select(Membership.person_id).where(Membership.organization_id == organization_id)
    return list(session.scalars(select(Person).where(Person.id.in_(members))))


def _conditions(wanted: WantedHistory) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.person_id is not None:
        # What is stored of a text is JSON: who did it or whom it concerns stands there as a number.
        told = rf'"(by|person|for)": ?{wanted.person_id}[,}}]'
        found.append(
            or_(
                cast(AuditText.body, Text).regexp_match(told),
                AuditEntry.subject == f"person:{wanted.person_id}",
            )
        )
    if wanted.action is not None:
        found.append(AuditEntry.action == wanted.action)
    if wanted.month is not None:
        found.append(AuditEntry.at >= _begins(wanted.month))
        found.append(AuditEntry.at < _begins(add_months(wanted.month, 1)))
    return found


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)


def _read(row: AuditEntry, people: dict[int, str]) -> HistoryEntry:
    body = row.text.body if row.text is not None else None
    origin = (body or {}).get(_ORIGIN) or {}
    described = (row.text.described or {}).get("words") if row.text is not None else None
    return HistoryEntry(
        number=row.number,
        at=row.at,
        action=row.action,
        subject=row.subject,
        body=None if body is None else {k: v for k, v in body.items() if k != _ORIGIN},
        by=_doer(body or {}, origin, people),
        place=origin.get("place"),
        described=described,
    )


def _doer(body: dict[str, Any], origin: dict[str, Any], people: dict[int, str]) -> str | None:
    """Return who did it: as the origin tells, or the text's ``by``, which may be words. ``person``
    is who did it in the chat and on pages; from a command or the clock it is whom it concerns.
    """
    known = [origin.get("person"), body.get("by")]
    if origin.get("place") in (None, Place.PAGE, Place.CHAT):
        known.append(body.get("person"))
    for value in known:
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and value in people:
            return people[value]
    return None


def _ids(value: object) -> Iterable[int]:
    """Give the numbers of a text that may be ids of people or agencies."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name in _IDS:
                yield from _whole(each)
            elif isinstance(each, dict):
                yield from _ids(each)


def _whole(value: object) -> Iterable[int]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, int) and 0 < each < _LARGEST:
            yield each
