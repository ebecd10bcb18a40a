"""Adopting a plan: from then on its measures ask for reports."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.month import rounds
from models.month.calendar import fiscal_year_of, local_day
from models.month.owing import measures_without_party
from models.tables.organization import Organization, hold_organization
from models.tables.outbox import withdraw
from models.tables.plan import Plan


class CannotAdopt(Exception):
    """The plan cannot be adopted; the message is one English sentence."""


@dataclass(frozen=True)
class Adopted:
    """What adopting did: reports that are expected now, and (code, title) of measures nobody
    answers for yet.
    """

    obligations: int
    without_party: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True)
class MissingPlan:
    """A fiscal year without an adopted plan, of which nothing is asked; ``has_draft``: one only
    waits to be adopted.
    """

    fiscal_year: int
    has_draft: bool


def missing_plan(session: Session, organization_id: int, fiscal_year: int) -> MissingPlan | None:
    """Return what a fiscal year lacks to be asked for; None when its plan was adopted."""
    plan = session.execute(
        select(Plan.adopted_at).where(
            Plan.organization_id == organization_id, Plan.fiscal_year == fiscal_year
        )
    ).one_or_none()
    if plan is not None and plan.adopted_at is not None:
        return None
    return MissingPlan(fiscal_year, plan is not None)


def withdraw_no_plan(session: Session, plan: Plan, now: datetime) -> None:
    """Take back what waits to say that the year has no plan; call it when one comes into force."""
    if plan.fiscal_year == fiscal_year_of(local_day(now)):
        withdraw(session, plan.organization_id, "begin_round:")


def adopt_plan(
    session: Session, organization: Organization, fiscal_year: int, now: datetime
) -> Adopted:
    """Adopt the draft of a fiscal year's plan; CannotAdopt when there is none, it is adopted
    already, or it has no measures.
    """
    hold_organization(session, organization.id)
    plan = session.scalar(
        select(Plan).where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
    )
    if plan is None:
        raise CannotAdopt(
            f"there is no plan of fiscal year {fiscal_year}: carry one forward or import one"
        )
    if plan.adopted_at is not None:
        raise CannotAdopt(f"the plan of fiscal year {fiscal_year} was adopted already")
    measures = [measure for measure in plan.measures if measure.removed_at is None]
    if not measures:
        raise CannotAdopt(f"the plan of fiscal year {fiscal_year} has no measures")
    plan.adopted_at = now
    session.flush()
    withdraw_no_plan(session, plan, now)
    made = rounds.ensure_obligations(session, organization, now)
    body = {"fiscal_year": fiscal_year, "measures": len(measures)}
    audit.record(session, organization.id, "plan.adopted", f"plan:{plan.id}", body, now)
    return Adopted(made, tuple(measures_without_party(session, organization.id, fiscal_year)))
