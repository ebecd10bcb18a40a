"""Writing a compared plan into its rows: what did not change is not touched, what has reports is
never deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Exists, delete, exists, select
from sqlalchemy.orm import Session

from models.month.expected.duty import Duty
from models.reports.settling import resettle
from models.tables.agency import Agency, AgencyGroup
from models.tables.obligations import Obligation, Report, Round
from models.tables.organization import Organization
from models.tables.plan import Assignment, Issue, Measure, Plan, Step
from plans.document import IssueEntry, MeasureEntry
from plans.storing.difference import ScoreLine, assignment_changed
from plans.storing.directory import Party, PartyKind
from plans.storing.matching import Pair, WantedAssignment
from scores.ledger import Entry
from scores.store import EnteredBy, enter_scores


@dataclass(frozen=True)
class MeasureChange:
    """A measure before and after, with its assignments; ``fields`` are the names of what
    differs.
    """

    measure: Pair[Measure, MeasureEntry]
    assignments: tuple[Pair[Assignment, WantedAssignment], ...]
    fields: tuple[str, ...]


def write_plan(
    session: Session,
    plan: Plan,
    issues: Sequence[Pair[Issue, IssueEntry]],
    changes: Sequence[MeasureChange],
    now: datetime,
) -> None:
    """Bring the rows of a plan to what is wanted, in the order of the pairs."""
    headings = _write_issues(session, plan, issues)
    parties = _make_parties(session, plan, changes)
    moved: list[Assignment] = []
    for position, change in enumerate(changes):
        entry, measure = change.measure.wanted, change.measure.stored
        if entry is None:
            if measure is not None:
                remove_measure(session, measure, now)
            continue
        if measure is None:
            measure = Measure(plan_id=plan.id, title=entry.title)
            session.add(measure)
        _write_measure(measure, entry, headings.get(entry.issue or ""), position)
        moved += _write_assignments(session, measure, change.assignments, parties, now)
    session.flush()
    _drop_unused_issues(session, issues)
    for assignment in moved:
        _settle_anew(session, plan, assignment, now)
    session.expire(plan)


def write_change(
    session: Session, plan: Plan, change: MeasureChange, issue: Issue | None, now: datetime
) -> None:
    """Bring one measure that is there to what is wanted, in its place."""
    measure, entry = change.measure.stored, change.measure.wanted
    assert measure is not None, "it was added before"
    assert entry is not None, "what is taken out is not written"
    parties = _make_parties(session, plan, (change,))
    _write_measure(measure, entry, issue, measure.position)
    moved = _write_assignments(session, measure, change.assignments, parties, now)
    session.flush()
    for assignment in moved:
        _settle_anew(session, plan, assignment, now)
    session.expire(plan)
    session.refresh(measure)


def write_scores(
    session: Session,
    organization: Organization,
    lines: Sequence[ScoreLine],
    *,
    source: str,
    by: EnteredBy,
    now: datetime,
) -> None:
    """Store scores that are new or changed, with where they come from and who entered them."""
    by_year: dict[int, list[Entry]] = {}
    for line in lines:
        by_year.setdefault(line.fiscal_year, []).append(
            Entry(line.code, line.part, line.after, line.decimals)
        )
    enter_scores(session, organization, by_year, source=source, by=by, now=now)


def _write_issues(
    session: Session, plan: Plan, issues: Sequence[Pair[Issue, IssueEntry]]
) -> dict[str, Issue]:
    """Return the issues by number; of two with the same number the first, as the document's
    measures mean it.
    """
    headings: dict[str, Issue] = {}
    for position, pair in enumerate(issues):
        if pair.wanted is None:
            continue
        issue = pair.stored
        if issue is None:
            issue = Issue(plan_id=plan.id)
            session.add(issue)
        issue.position, issue.number, issue.title = position, pair.wanted.number, pair.wanted.title
        headings.setdefault(pair.wanted.number or "", issue)
    headings.pop("", None)
    session.flush()
    return headings


def _drop_unused_issues(session: Session, issues: Sequence[Pair[Issue, IssueEntry]]) -> None:
    for pair in issues:
        if pair.stored is not None and pair.wanted is None:
            unused = ~exists().where(Measure.issue_id == pair.stored.id)
            session.execute(delete(Issue).where(Issue.id == pair.stored.id, unused))


def _make_parties(
    session: Session, plan: Plan, changes: Sequence[MeasureChange]
) -> dict[tuple[str, int | str], int]:
    """Make the agencies and groups that are named for the first time; return their ids by
    identity.
    """
    made: dict[tuple[str, int | str], Agency | AgencyGroup] = {}
    for party in [
        pair.wanted.party for change in changes for pair in change.assignments if pair.wanted
    ]:
        if party.kind is PartyKind.NOBODY or party.id is not None or party.identity in made:
            continue
        kind = Agency if party.kind is PartyKind.AGENCY else AgencyGroup
        made[party.identity] = kind(organization_id=plan.organization_id, name=party.name)
    session.add_all(made.values())
    session.flush()
    return {identity: row.id for identity, row in made.items()}


def _write_measure(
    measure: Measure, entry: MeasureEntry, issue: Issue | None, position: int
) -> None:
    measure.position, measure.removed_at = position, None
    measure.issue_id = issue.id if issue else None
    measure.code, measure.title, measure.followup = entry.code, entry.title, entry.followup
    if list(measure.printed_results or []) != list(entry.results):
        measure.printed_results = list(entry.results)
    if list(measure.printed_outcomes or []) != list(entry.outcomes):
        measure.printed_outcomes = list(entry.outcomes)
    measure.indicators, measure.targets = list(entry.indicators), list(entry.targets)
    measure.budget = entry.budget
    if tuple(step.text for step in measure.steps) != entry.steps:
        measure.steps = [Step(position=place, text=text) for place, text in enumerate(entry.steps)]


def _write_assignments(
    session: Session,
    measure: Measure,
    pairs: Sequence[Pair[Assignment, WantedAssignment]],
    parties: dict[tuple[str, int | str], int],
    now: datetime,
) -> list[Assignment]:
    """Write the assignments of a measure; return the stored ones whose period or steps changed."""
    moved = []
    for position, pair in enumerate(pairs):
        wanted, assignment = pair.wanted, pair.stored
        if wanted is None:
            if assignment is not None:
                _remove_assignment(session, measure, assignment, now)
            continue
        if assignment is None:
            assignment = Assignment()
            measure.assignments.append(assignment)
        elif assignment_changed(assignment, wanted):
            moved.append(assignment)
        _write_assignment(assignment, wanted, position, _party_id(wanted.party, parties))
    return moved


def _party_id(party: Party, made: dict[tuple[str, int | str], int]) -> int | None:
    if party.kind is PartyKind.NOBODY:
        return None
    return party.id if party.id is not None else made[party.identity]


def _write_assignment(
    assignment: Assignment, wanted: WantedAssignment, position: int, party_id: int | None
) -> None:
    entry = wanted.entry
    assignment.position, assignment.removed_at = position, None
    assignment.party_text = wanted.party.text
    assignment.agency_id = party_id if wanted.party.kind is PartyKind.AGENCY else None
    assignment.group_id = party_id if wanted.party.kind is PartyKind.GROUP else None
    assignment.period_text, assignment.recurrence = entry.period_text, entry.recurrence
    assignment.start_on, assignment.end_on = entry.start, entry.end
    if list(assignment.steps or []) != list(entry.steps):
        assignment.steps = list(entry.steps)
    elif assignment.steps is None:
        assignment.steps = []


def remove_measure(session: Session, measure: Measure, now: datetime) -> None:
    """Take a measure out of its plan: with reports it stays, marked as removed."""
    for assignment in list(measure.assignments):
        _remove_assignment(session, measure, assignment, now)
    if measure.assignments:
        measure.removed_at = now
    else:
        session.delete(measure)


def _remove_assignment(
    session: Session, measure: Measure, assignment: Assignment, now: datetime
) -> None:
    """Delete an assignment with what nobody answered; with reports it stays, marked as removed."""
    session.execute(
        delete(Obligation)
        .where(Obligation.assignment_id == assignment.id, ~_has_report())
        .execution_options(synchronize_session=False)
    )
    if session.scalar(select(exists().where(Obligation.assignment_id == assignment.id))):
        assignment.removed_at = assignment.removed_at or now
    else:
        measure.assignments.remove(assignment)


def _settle_anew(session: Session, plan: Plan, assignment: Assignment, now: datetime) -> None:
    """Ask no more, in rounds that are not closed, for months outside the new period; work out anew
    where the others stand.
    """
    months = Duty.of(
        plan.fiscal_year, assignment.start_on, assignment.end_on, assignment.recurrence
    ).months()
    running = select(Round.id).where(
        Round.organization_id == plan.organization_id,
        Round.closes_at > now,
        Round.month.not_in(months),
    )
    session.execute(
        delete(Obligation)
        .where(
            Obligation.assignment_id == assignment.id,
            Obligation.round_id.in_(running),
            ~_has_report(),
        )
        .execution_options(synchronize_session=False)
    )
    left = session.scalars(
        select(Obligation)
        .where(Obligation.assignment_id == assignment.id)
        .order_by(Obligation.agency_id)
    ).all()
    for obligation in {obligation.agency_id: obligation for obligation in left}.values():
        resettle(session, obligation)


def _has_report() -> Exists:
    return exists().where(Report.obligation_id == Obligation.id)
