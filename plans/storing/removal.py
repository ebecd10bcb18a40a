"""Removing a plan that was imported or drafted by mistake."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import audit
from models.correcting import CannotChange, count_reported
from models.tables.obligations import Obligation
from models.tables.organization import Organization, hold_organization
from models.tables.plan import Assignment, Measure, Plan


@dataclass(frozen=True)
class RemovedPlan:
    """What goes with a plan."""

    adopted: bool
    measures: int
    obligations: int


def remove_plan(
    session: Session, owner: Organization, fiscal_year: int, now: datetime
) -> RemovedPlan:
    """Remove a plan with all that it asked for; agencies and groups stay. CannotChange when there
    is none, or somebody has reported or begun to.
    """
    hold_organization(session, owner.id)
    plan = session.scalar(
        select(Plan).where(Plan.organization_id == owner.id, Plan.fiscal_year == fiscal_year)
    )
    if plan is None:
        raise CannotChange(f"{owner.slug} has no plan of fiscal year {fiscal_year}")
    if kept := count_reported(session, Measure.plan_id == plan.id):
        raise CannotChange(
            f"the plan of fiscal year {fiscal_year} has {kept} reports, sent or begun: put its "
            "document right and `kaona plan import` it with --replace, which keeps them"
        )
    asked = (
        select(Obligation.id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(Measure.plan_id == plan.id)
    )
    gone = RemovedPlan(
        plan.adopted_at is not None,
        len([measure for measure in plan.measures if measure.removed_at is None]),
        session.scalar(select(func.count()).select_from(asked.subquery())) or 0,
    )
    body = {"fiscal_year": fiscal_year, "source": plan.source_name, "measures": gone.measures}
    audit.record(session, owner.id, "plan.removed", f"plan:{plan.id}", body, now)
    session.execute(
        delete(Obligation)
        .where(Obligation.id.in_(asked))
        .execution_options(synchronize_session=False)
    )
    session.delete(plan)
    session.flush()
    return gone
