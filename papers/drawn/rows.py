"""The questions that are asked of the narrow rows of a plan's accepted reports: all are counted,
grouped and sorted by the database, which hands over what is printed.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    collate,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from models.tables.agency import Agency, agency_group_member
from models.tables.obligations import Obligation, ObligationState, Review, Round
from models.tables.plan import Assignment, Measure, Plan
from models.tables.year.result_report import AcceptedReport
from papers.drawn.reports import LAST

LOOKED_AT = 400
"""So many reports of one measure, a year of a province, are read for letters and events when its
agencies are rolled up, and so many different outcomes compared: of more than these the ones that
promise most.
"""


@dataclass(frozen=True)
class Rows:
    """The accepted reports of some measures of a plan, of the rounds up to a month (its first
    day).
    """

    session: Session
    organization_id: int
    measure_ids: tuple[int, ...]
    until: date

    @classmethod
    def of(cls, session: Session, plan: Plan, until: date | None = None) -> "Rows":
        """Return those of the measures that stand in a plan."""
        standing = select(Measure.id).where(
            Measure.plan_id == plan.id, Measure.removed_at.is_(None)
        )
        ids = tuple(session.scalars(standing.order_by(Measure.id)))
        return cls(session, plan.organization_id, ids, until or date.max)

    def some(self, measure_ids: list[int]) -> "Rows":
        """Return those of some of the measures."""
        return replace(self, measure_ids=tuple(measure_ids))

    @property
    def wanted(self) -> ColumnElement[bool]:
        """The condition of a row."""
        return and_(
            AcceptedReport.measure_id.in_(self.measure_ids), AcceptedReport.month <= self.until
        )

    def count_since(self, moment: datetime | None) -> int:
        """Return how many there are, or how many were accepted after a moment (aware)."""
        counted = select(func.count()).select_from(AcceptedReport).where(self.wanted)
        if moment is not None:
            counted = counted.join(Review, Review.revision_id == AcceptedReport.revision_id).where(
                Review.decided_at > moment
            )
        return self.session.scalar(counted) or 0

    def expected(self) -> Subquery:
        """The agencies of whom reports are expected, once for each measure: parties by name and
        members of groups, without those excused from every round. Columns: ``measure_id``,
        ``agency_id``, ``position`` among the parties.
        """
        live = Assignment.measure_id.in_(self.measure_ids), Assignment.removed_at.is_(None)
        member = agency_group_member.c
        parties = union_all(
            select(
                Assignment.measure_id, Assignment.position, Assignment.agency_id.label("agency_id")
            ).where(*live, Assignment.agency_id.is_not(None)),
            select(Assignment.measure_id, Assignment.position, member.agency_id)
            .join(agency_group_member, member.group_id == Assignment.group_id)
            .where(*live),
        ).subquery("party")
        excused = self._excused()
        return (
            select(
                parties.c.measure_id,
                parties.c.agency_id,
                func.min(parties.c.position).label("position"),
            )
            .outerjoin(excused, of_agency(parties, excused))
            .where(excused.c.agency_id.is_(None))
            .group_by(parties.c.measure_id, parties.c.agency_id)
            .subquery("expected")
        )

    def in_state(self, *states: ObligationState) -> Subquery:
        """The reports that stand so, counted by assignment and agency. Columns: ``assignment_id``,
        ``agency_id``, ``state``, ``count``. They are found by round and state, so that the others
        are not looked at.
        """
        rounds = select(Round.id).where(
            Round.organization_id == self.organization_id, Round.month <= self.until
        )
        return (
            select(
                Obligation.assignment_id,
                Obligation.agency_id,
                Obligation.state,
                func.count().label("count"),
            )
            .where(Obligation.round_id.in_(rounds), Obligation.state.in_(states))
            .group_by(Obligation.assignment_id, Obligation.agency_id, Obligation.state)
            .subquery("in_state")
        )

    def _excused(self) -> Subquery:
        """The agencies that were excused from every round of a measure."""
        own = Assignment.measure_id.in_(self.measure_ids), Assignment.removed_at.is_(None)
        once = replace(self, until=date.max).in_state(ObligationState.EXCUSED)
        theirs, asked = aliased(Assignment), aliased(Obligation)
        others = (
            select(asked.id)
            .join(theirs, theirs.id == asked.assignment_id)
            .where(
                theirs.measure_id == Assignment.measure_id,
                theirs.removed_at.is_(None),
                asked.agency_id == once.c.agency_id,
                asked.state != ObligationState.EXCUSED,
            )
        )
        return (
            select(Assignment.measure_id, once.c.agency_id)
            .join(once, once.c.assignment_id == Assignment.id)
            .where(*own, ~others.exists())
            .distinct()
            .subquery("excused")
        )

    def newest(self) -> Subquery:
        """Of every agency the newest accepted report. Columns: ``measure_id``, ``agency_id``,
        ``first`` (the month of its oldest one), ``revision_id``.
        """
        row = AcceptedReport
        last = (
            select(
                row.measure_id,
                row.agency_id,
                func.min(row.month).label("first"),
                func.max(row.month).label("last"),
            )
            .where(self.wanted)
            .group_by(row.measure_id, row.agency_id)
            .subquery("last")
        )
        return (
            select(
                last.c.measure_id,
                last.c.agency_id,
                last.c.first,
                func.max(row.revision_id).label("revision_id"),
            )
            .join(row, and_(of_agency(row, last), row.month == last.c.last))
            .group_by(last.c.measure_id, last.c.agency_id, last.c.first)
            .subquery("newest")
        )

    def position(self, row: Subquery | type[AcceptedReport]) -> ColumnElement[int]:
        """The first place of an agency among the parties of a measure, by name or in a group, in a
        question that has ``row``; from ``LAST`` on where it is none of them any more. Looked up for
        each row by itself: joined, PostgreSQL took the few rows it guessed for a reason to compare
        all with all.
        """
        columns = row.c if isinstance(row, Subquery) else row
        member, party = agency_group_member.c, aliased(Assignment)
        in_group = select(member.agency_id).where(
            member.group_id == party.group_id, member.agency_id == columns.agency_id
        )
        first = select(func.min(party.position)).where(
            party.measure_id == columns.measure_id,
            party.removed_at.is_(None),
            or_(party.agency_id == columns.agency_id, in_group.correlate(party, row).exists()),
        )
        return func.coalesce(first.correlate(row).scalar_subquery(), LAST + columns.agency_id)

    def letters(self, row: Subquery | type[AcceptedReport]) -> ColumnElement[str]:
        """The name of an agency as it is sorted: by code points on either database, as Python
        sorts. What is printed must not depend on where it is stored. Looked up as its position is.
        """
        columns = row.c if isinstance(row, Subquery) else row
        own = select(Agency.name).where(Agency.id == columns.agency_id)
        name = own.correlate(row).scalar_subquery()
        is_postgres = self.session.get_bind().dialect.name == "postgresql"
        return collate(name, "C" if is_postgres else "BINARY")


def in_order(row: Subquery) -> tuple[ColumnElement[Any], ...]:
    """The order of the plan, of rows with ``position``, ``letters`` and ``agency_id``: parties as
    they stand there, in a group by their names, and last those whom nobody expects any more.
    """
    return row.c.position, row.c.letters, row.c.agency_id


def of_agency(one: object, other: object) -> ColumnElement[bool]:
    """The condition that two tables speak of the same agency of the same measure."""
    return and_(
        *(
            getattr(getattr(one, "c", one), name) == getattr(getattr(other, "c", other), name)
            for name in ("measure_id", "agency_id")
        )
    )
