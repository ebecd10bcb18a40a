"""What an agency answers for in a fiscal year, and what became of each round of it so far."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from models.tables.agency import agency_group_member
from models.tables.obligations import Obligation, Report, Revision, Round
from models.tables.plan import Assignment, Measure, Plan

WITH_REVIEWS = (
    joinedload(Obligation.round),
    joinedload(Obligation.agency),
    joinedload(Obligation.assignment).joinedload(Assignment.measure),
    joinedload(Obligation.report).selectinload(Report.revisions).joinedload(Revision.review),
)
"""Loads with obligations what a list of them shows, reports and reviews too."""


def own_assignments(
    session: Session, agency_ids: Collection[int], fiscal_year: int
) -> Sequence[Assignment]:
    """Return what agencies answer for in the plans of a fiscal year (Buddhist era), by themselves
    or as members of a collective party, in the order of the plan.
    """
    groups = select(agency_group_member.c.group_id).where(
        agency_group_member.c.agency_id.in_(agency_ids)
    )
    return session.scalars(
        select(Assignment)
        .join(Measure, Measure.id == Assignment.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .where(
            Plan.fiscal_year == fiscal_year,
            Plan.adopted_at.is_not(None),
            Measure.removed_at.is_(None),
            Assignment.removed_at.is_(None),
            or_(Assignment.agency_id.in_(agency_ids), Assignment.group_id.in_(groups)),
        )
        .options(joinedload(Assignment.measure))
        .order_by(Measure.position, Assignment.position)
    ).all()


def own_obligations(
    session: Session, agency_ids: Collection[int], fiscal_year: int, until: date
) -> Sequence[Obligation]:
    """Return what agencies were to report in the rounds of a fiscal year up to a month (its first
    day), the newest round first, with their reports and reviews.
    """
    return session.scalars(
        select(Obligation)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Obligation.agency_id.in_(agency_ids),
            Round.fiscal_year == fiscal_year,
            Round.month <= until,
        )
        .options(*WITH_REVIEWS)
        .order_by(Round.month.desc(), Measure.position, Obligation.id)
    ).all()
