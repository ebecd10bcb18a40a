"""The first steps of an organization, each done or not by what is stored: nobody ticks them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ScalarSelect, Select, distinct, exists, func, select
from sqlalchemy.orm import Session

from models.month.calendar import fiscal_year_of, local_day
from models.tables.agency import Agency, AgencyGroup, agency_group_member
from models.tables.holiday import HolidayConfirmation
from models.tables.obligations import Obligation, Round
from models.tables.organization import GroupChat, Organization, is_joined
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Membership, Person, Role, is_reachable
from models.tables.plan import Assignment, Measure, Plan


class StepState(StrEnum):
    """The steps, in the order in which they are shown; they may be done in any."""

    OFFICE = "office"
    DAYS = "days"
    PLAN = "plan"
    AGENCIES = "agencies"
    PEOPLE = "people"
    GROUP = "group"
    CALENDAR = "calendar"
    TEST = "test"


@dataclass(frozen=True)
class FirstStep:
    """One step: ``done`` of ``of`` things, where they can be counted. ``holds_up``: no month can
    run before it was begun.
    """

    step: StepState
    is_done: bool
    done: int = 0
    of: int | None = None
    holds_up: bool = False


def first_steps(session: Session, organization: Organization, now: datetime) -> list[FirstStep]:
    """Return the steps of an organization as they stand, with one question to the database."""
    year = fiscal_year_of(local_day(now))
    found = session.execute(select(*_counts(organization.id, year, now))).one()
    return [
        FirstStep(StepState.OFFICE, bool(organization.secretariat_phone)),
        FirstStep(StepState.DAYS, found.confirmed > 0),
        FirstStep(StepState.PLAN, found.measures > 0, found.measures, holds_up=not found.measures),
        FirstStep(
            StepState.AGENCIES,
            found.agencies > 0 and not found.empty_groups,
            found.agencies,
            found.agencies + found.empty_groups,
            holds_up=not found.agencies,
        ),
        FirstStep(
            StepState.PEOPLE,
            0 < found.agencies <= found.with_officer,
            found.with_officer,
            found.agencies,
            holds_up=not found.with_officer,
        ),
        FirstStep(StepState.GROUP, found.linked > 0, found.linked),
        FirstStep(StepState.CALENDAR, found.asked > 0, found.asked),
        FirstStep(StepState.TEST, found.arrived > 0),
    ]


def is_held_up(steps: list[FirstStep]) -> bool:
    """Return whether a step is missing without which no month can run."""
    return any(each.holds_up for each in steps)


def lacks_first_step(session: Session, organization: Organization, now: datetime) -> bool:
    """Return whether something is missing that every organization should have: the steps that hold
    up, the telephone, the confirmed days off. A group and a test message are offers.

    Every page of the desk asks it, so it counts nothing that grows with the months.
    """
    if not organization.secretariat_phone:
        return True
    year = fiscal_year_of(local_day(now))
    found = session.execute(select(*_counts(organization.id, year, now, _NEEDED))).one()
    return not all(found)


_NEEDED = ("confirmed", "measures", "agencies", "with_officer")


def _counts(
    organization_id: int, year: int, now: datetime, wanted: Collection[str] = ()
) -> list[Any]:
    """The numbers the steps are judged by, all or those ``wanted``, each a question of its own
    within one.
    """
    live = (Assignment.removed_at.is_(None), Measure.removed_at.is_(None))
    in_force = (
        Plan.organization_id == organization_id,
        Plan.fiscal_year == year,
        Plan.adopted_at.is_not(None),
    )
    of_groups = (
        select(Assignment.id)
        .join(Measure)
        .join(Plan)
        .where(Assignment.group_id == AgencyGroup.id, *live, *in_force)
    )
    members = select(agency_group_member.c.agency_id).where(
        agency_group_member.c.group_id == AgencyGroup.id
    )
    questions: dict[str, Select[tuple[int]]] = {
        "confirmed": _count(HolidayConfirmation.fiscal_year).where(
            HolidayConfirmation.organization_id == organization_id,
            HolidayConfirmation.fiscal_year == year,
        ),
        "measures": _count(Measure.id).join(Plan).where(Measure.removed_at.is_(None), *in_force),
        "agencies": _count(Agency.id).where(Agency.organization_id == organization_id),
        "empty_groups": _count(AgencyGroup.id).where(
            AgencyGroup.organization_id == organization_id, exists(of_groups), ~exists(members)
        ),
        "with_officer": _count(distinct(Membership.agency_id))
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization_id,
            Membership.role == Role.OFFICER,
            is_reachable(now),
        ),
        "linked": _count(GroupChat.id).where(
            GroupChat.organization_id == organization_id, is_joined()
        ),
        "asked": _count(Obligation.id)
        .join(Round, Round.id == Obligation.round_id)
        .where(Round.organization_id == organization_id, Round.fiscal_year == year),
        "arrived": _count(Delivery.id).where(
            Delivery.organization_id == organization_id,
            Delivery.state == DeliveryState.SENT,
            Delivery.sent_by == "push",
        ),
    }
    chosen = wanted or questions
    return [_named(name, question) for name, question in questions.items() if name in chosen]


def _count(column: Any) -> Select[tuple[int]]:
    return select(func.count(column))


def _named(name: str, question: Select[tuple[int]]) -> Any:
    scalar: ScalarSelect[int] = question.scalar_subquery()
    return scalar.label(name)
