"""The cells that stand in the plan as it was adopted; the result report and the plan's own paper
print them alike.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.agency import Agency, AgencyGroup
from models.tables.organization import Organization
from models.tables.plan import Assignment, Measure, Plan
from papers.print.document import PaperCell, PaperLine
from papers.print.texts import as_written, printable
from papers.result import wording
from thai.labels import recurrence_label


def plan_cell(measure: Measure, label: str, name: str) -> PaperCell:
    """Return the cell of a column that comes from the plan: ``measure``, ``steps``, ``party``,
    ``period``, ``indicators``, ``targets``, ``budget`` or ``followup``.
    """
    living = [each for each in measure.assignments if each.removed_at is None]
    texts: Iterable[str]
    if name == "measure":
        texts = [" ".join(filter(None, (measure.code, measure.title)))]
    elif name == "steps":
        texts = as_written([printable(step.text) for step in measure.steps])
    elif name == "party":
        texts = wording.parties([_party(each) for each in living])
    elif name == "period":
        texts = wording.periods([(_party(each), _period(each)) for each in living])
    elif name in ("indicators", "targets"):
        texts = map(str, (measure.indicators if name == "indicators" else measure.targets) or ())
    elif name == "budget":
        texts = [measure.budget or ""]
    else:
        texts = [measure.followup] if measure.followup else []
    lines = tuple(PaperLine(printable(text), ("plan",)) for text in texts if text)
    return PaperCell(f"{label}/{name}", lines, numbered=name in ("steps", "indicators", "targets"))


def kept_names(session: Session, organization: Organization, plan: Plan) -> tuple[str, ...]:
    """Return the names that a paper of the plan keeps whole at the ends of lines: the
    organization's, its agencies' and groups', and those of the plan's parties.
    """
    agencies, groups = (
        session.scalars(select(table.name).where(table.organization_id == organization.id))
        for table in (Agency, AgencyGroup)
    )
    parties = (_party(each) for measure in plan.measures for each in measure.assignments)
    named = {printable(name) for name in (organization.name, *agencies, *groups, *parties)}
    return tuple(sorted(filter(None, named)))


def _party(assignment: Assignment) -> str:
    party = assignment.group or assignment.agency
    return assignment.party_text or (party.name if party else "")


def _period(assignment: Assignment) -> str:
    if assignment.period_text:
        return assignment.period_text
    if assignment.recurrence:
        return recurrence_label(assignment.recurrence)
    if assignment.start_on and assignment.end_on:
        return wording.span(assignment.start_on, assignment.end_on)
    return ""
