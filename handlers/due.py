"""What is due to somebody, asked once for a batch of people of the same offices."""

from sqlalchemy import bindparam, select

from handlers.answer import Context
from handlers.speaker import Speaker
from messages.said.measures import DueMeasure
from models.database import pad_for_statement_cache
from models.month.due import Due, due_for_agencies, fold
from models.remembering import remembered, tables_of
from models.tables.agency import Agency
from models.tables.obligations import Obligation, Report, Round
from models.tables.organization import Organization
from models.tables.plan import Assignment, Measure, Plan, Step

ASKED_OF = tables_of(Obligation, Report, Round, Assignment, Measure, Plan, Agency, Organization)
"""What lists of what is due are read from, and counts of a round."""
_STEPS = (
    select(Obligation.id, Step.text)
    .join(Assignment, Assignment.id == Obligation.assignment_id)
    .join(Step, Step.measure_id == Assignment.measure_id)
    .where(Obligation.id.in_(bindparam("obligations", expanding=True)))
    .order_by(Obligation.id, Step.position)
)
"""Columns, not rows of the tables: the plan's words are looked up with every message."""


def due_of(context: Context, speaker: Speaker) -> list[Due]:
    """Return all that is asked of a person, over all their agencies, each assignment once."""
    found: list[Due] = []
    for organization in speaker.organizations:
        agency_ids = speaker.agency_ids(organization.id)
        if agency_ids:
            found += _due_of_agencies(context, organization.id, agency_ids)
    return found


def _due_of_agencies(context: Context, organization_id: int, agency_ids: list[int]) -> list[Due]:
    def ask() -> list[Due]:
        dues = due_for_agencies(context.session, organization_id, agency_ids, context.now)
        return fold(dues, context.now)

    return remembered(context.session, ("due", organization_id, *agency_ids), ASKED_OF, ask)


def due_measures(context: Context, speaker: Speaker) -> list[DueMeasure]:
    """Return what is due to a person, with the plan's own words of each."""
    offices = tuple((each.id, *speaker.agency_ids(each.id)) for each in speaker.organizations)
    tables = ASKED_OF | tables_of(Step)
    return remembered(
        context.session, ("measures", offices), tables, lambda: _due_measures(context, speaker)
    )


def _due_measures(context: Context, speaker: Speaker) -> list[DueMeasure]:
    dues = due_of(context, speaker)
    steps: dict[int, list[str]] = {}
    asked = {"obligations": pad_for_statement_cache([due.obligation_id for due in dues])}
    for obligation_id, text in context.session.execute(_STEPS, asked) if dues else ():
        steps.setdefault(obligation_id, []).append(text)
    return [
        DueMeasure(due.obligation_id, due.code, due.title, tuple(steps.get(due.obligation_id, ())))
        for due in dues
    ]


def measure_of(context: Context, speaker: Speaker, obligation: Obligation) -> DueMeasure:
    """Return the measure of an obligation, with the plan's own words of it where it is due."""
    due = due_measures(context, speaker)
    measure = obligation.assignment.measure
    known = next((each for each in due if each.id == obligation.id), None)
    return known or DueMeasure(obligation.id, measure.code, measure.title)
