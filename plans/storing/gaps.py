"""What a plan lacks so that it can be asked for: parties, members, officers, periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.month.owing import officers_by_agency
from models.tables.agency import Agency, AgencyGroup
from models.tables.plan import Assignment, Measure, Plan
from thai.sorting import thai_order


class Lack(StrEnum):
    """What is lacking."""

    PARTY = "party"  # nobody answers for a measure
    MEMBERS = "members"  # a collective party in which no agency is yet
    OFFICER = "officer"  # nobody of an agency can be reached
    PERIOD = "period"  # neither days nor a recurrence: asked for all year


@dataclass(frozen=True)
class Gap:
    """One thing a plan lacks, with what it is about; ``said`` is what is printed instead."""

    lack: Lack
    measure: Measure | None = None
    group: AgencyGroup | None = None
    agency: Agency | None = None
    said: str = ""


def loaded_plan(session: Session, organization_id: int, fiscal_year: int) -> Plan | None:
    """Return a plan of an organization with all that a page shows of it, in a few queries."""
    parties = (
        joinedload(Assignment.agency),
        joinedload(Assignment.group).selectinload(AgencyGroup.members),
    )
    return session.scalar(
        select(Plan)
        .where(Plan.organization_id == organization_id, Plan.fiscal_year == fiscal_year)
        .options(
            selectinload(Plan.issues),
            selectinload(Plan.measures).options(
                selectinload(Measure.steps),
                selectinload(Measure.assignments).options(*parties),
                joinedload(Measure.issue),
            ),
        )
    )


def gaps_of(session: Session, plan: Plan, now: datetime) -> list[Gap]:
    """Return what a plan lacks at a moment (aware): measures in printed order, then groups, then
    agencies by name.
    """
    officers = officers_by_agency(session, plan.organization_id, now)
    groups: dict[int, AgencyGroup] = {}
    agencies: dict[int, Agency] = {}
    found: list[Gap] = []
    for measure in plan.measures:
        if measure.removed_at is not None:
            continue
        living = [each for each in measure.assignments if each.removed_at is None]
        found += _gaps_of_measure(measure, living)
        for each in living:
            if each.group is not None:
                groups[each.group.id] = each.group
                agencies |= {member.id: member for member in each.group.members}
            if each.agency is not None:
                agencies[each.agency.id] = each.agency
    found += [Gap(Lack.MEMBERS, group=group) for group in groups.values() if not group.members]
    silent = [agency for number, agency in agencies.items() if not officers.get(number)]
    silent.sort(key=lambda agency: thai_order(agency.name))
    return found + [Gap(Lack.OFFICER, agency=agency) for agency in silent]


def _gaps_of_measure(measure: Measure, living: list[Assignment]) -> Iterator[Gap]:
    if not living:
        yield Gap(Lack.PARTY, measure)
        yield Gap(Lack.PERIOD, measure)
    for each in living:
        if each.agency_id is None and each.group_id is None:
            yield Gap(Lack.PARTY, measure, said=each.party_text or "")
    for each in living:
        if each.start_on is None and each.end_on is None and each.recurrence is None:
            yield Gap(Lack.PERIOD, measure, said=each.period_text or "")
            return
