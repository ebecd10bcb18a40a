"""Who owes which report at a moment, asked of the database in a fixed number of queries however
large the organization is.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.month.counting import is_live
from models.tables.agency import Agency, agency_group_member
from models.tables.obligations import NOT_EXPECTED, NOT_SENT, Obligation, Round
from models.tables.people import (
    Membership,
    Person,
    Role,
    is_away,
    is_held,
    is_present,
    is_reachable,
)
from models.tables.plan import Assignment, Measure, Plan
from thai.sorting import thai_order


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who reports for an agency and can be reached."""

    name: str
    line_user_id: str


@dataclass(frozen=True, slots=True)
class Owing:
    """An agency and how many reports of a round it has not sent; ``officers`` is empty when nobody
    can be reached, ``blocked`` are those who blocked us. Of ``owed``, ``extended`` were given a
    later date.
    """

    agency_id: int
    agency_name: str
    owed: int
    officers: tuple[Officer, ...]
    blocked: tuple[Officer, ...] = ()
    extended: int = 0

    @property
    def is_late(self) -> bool:
        """Whether something is not sent that has no later date."""
        return self.owed > self.extended


def who_owes(session: Session, found: Round, now: datetime) -> list[Owing]:
    """Return the agencies that have not sent every report of a round, those that owe most first.

    A returned report was sent; one that was passed over for a later round was not. So these are the
    agencies that are not counted as done (``RoundView.agencies_done``).
    """
    counted = session.execute(
        select(Agency.id, Agency.name, func.count(), func.count(Obligation.extended_to))
        .join(Obligation, Obligation.agency_id == Agency.id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(Obligation.round_id == found.id, Obligation.state.in_(NOT_SENT), is_live())
        .group_by(Agency.id, Agency.name)
    ).all()
    officers = officers_by_agency(session, found.organization_id, now)
    blocked = officers_by_agency(session, found.organization_id, now, who_blocked=True)
    return [
        Owing(
            agency_id,
            name,
            owed,
            tuple(officers.get(agency_id, ())),
            tuple(blocked.get(agency_id, ())),
            extended,
        )
        for agency_id, name, owed, extended in sorted(
            counted, key=lambda row: (-row[2], thai_order(row[1]))
        )
    ]


def officers_by_agency(
    session: Session, organization_id: int, now: datetime, *, who_blocked: bool = False
) -> dict[int, list[Officer]]:
    """Return the officers of each agency who can be reached: they hold the role at this moment and
    have not blocked us, nor taken the consent back; or those who have (``who_blocked``). Who stands
    in comes in the officer's place.
    """
    rows = session.execute(
        select(Membership.agency_id, Person.full_name, Person.display_name, Person.line_user_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            Membership.agency_id.is_not(None),
            is_held(now),
            is_present(now),
            is_away() if who_blocked else ~is_away(),
        )
        .order_by(Membership.id)
    )
    found: dict[int, dict[str, Officer]] = defaultdict(dict)
    for agency_id, full_name, display_name, line_user_id in rows:
        assert agency_id is not None
        found[agency_id].setdefault(
            line_user_id, Officer(full_name or display_name or "-", line_user_id)
        )
    return {agency_id: list(officers.values()) for agency_id, officers in found.items()}


def agencies_without_officer(
    session: Session, organization_id: int, fiscal_year: int, now: datetime
) -> list[str]:
    """Return the names of agencies of which nobody can be reached though reports were expected of
    them in the year.
    """
    reached = (
        select(Membership.agency_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            Membership.agency_id.is_not(None),
            is_reachable(now),
        )
    )
    expected = (
        select(Obligation.agency_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == organization_id,
            Round.fiscal_year == fiscal_year,
            Obligation.state.not_in(NOT_EXPECTED),
            is_live(),
        )
    )
    # IN, not a correlated EXISTS: SQLite would look through an agency's obligations once for each
    # agency.
    names = select(Agency.name).where(Agency.id.in_(expected), Agency.id.not_in(reached))
    return sorted(session.scalars(names), key=thai_order)


def measures_without_party(
    session: Session, organization_id: int, fiscal_year: int
) -> list[tuple[str | None, str]]:
    """Return (code, title) of a plan's measures that have an assignment for which nobody answers,
    or no assignment at all.

    A collective party without members answers for nothing either.
    """
    assignment_live = and_(Assignment.measure_id == Measure.id, Assignment.removed_at.is_(None))
    members = select(agency_group_member.c.agency_id).where(
        agency_group_member.c.group_id == Assignment.group_id
    )
    anybody = or_(Assignment.agency_id.is_not(None), members.exists())
    some = select(Assignment.id).where(assignment_live)
    orphan = some.where(~anybody)
    rows = session.execute(
        select(Measure.code, Measure.title)
        .join(Plan, Plan.id == Measure.plan_id)
        .where(
            Plan.organization_id == organization_id,
            Plan.fiscal_year == fiscal_year,
            Measure.removed_at.is_(None),
            or_(orphan.exists(), ~some.exists()),
        )
        .order_by(Measure.position)
    )
    return [(code, title) for code, title in rows]
