"""A stored measure changed in place: by the rules of an import, and with what it means for the
reports that are asked for.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import audit
from models.month import rounds
from models.people.listing import last_change
from models.tables.agency import Agency
from models.tables.obligations import Obligation, Report, Round
from models.tables.organization import hold_organization
from models.tables.plan import Assignment, Issue, Measure, Plan
from plans.document import AssignmentEntry, MeasureEntry
from plans.storing.difference import changed_fields, entry_changes
from plans.storing.directory import Directory, PartyKind
from plans.storing.matching import (
    Pair,
    WantedAssignment,
    pair_assignments,
    wanted_assignments,
)
from plans.storing.nearest import nearest_names
from plans.storing.readings import Overwritten
from plans.storing.stored import measure_entry
from plans.storing.writing import MeasureChange, remove_measure, write_change

_NOTHING = MeasureEntry(None, None, "")


@dataclass(frozen=True)
class NewParty:
    """An agency or group that a change makes, and the known names nearest to it."""

    name: str
    is_group: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class Consequences:
    """What a change of a measure means: (name, before, after) of what it says; agency and month of
    reports that are asked for now, or no more; agencies that are made; how many reports stay.
    """

    changes: tuple[tuple[str, str, str], ...]
    asked: tuple[tuple[str, date], ...] = ()
    dropped: tuple[tuple[str, date], ...] = ()
    new_parties: tuple[NewParty, ...] = ()
    kept_reports: int = 0

    @property
    def are_grave(self) -> bool:
        """Whether somebody should see them before they are stored: what is asked of people
        changes, somebody new is made, or reports were sent.
        """
        return bool(self.asked or self.dropped or self.new_parties or self.kept_reports)

    @property
    def mark(self) -> str:
        """What tells these consequences from others: who agreed to some agreed to no others."""
        return sha256(repr(self).encode()).hexdigest()[:16]


def change_measure(
    session: Session, measure: Measure, was: MeasureEntry, entry: MeasureEntry, now: datetime
) -> Consequences:
    """Make a stored measure say what an entry says; reports stay, and what is owed follows.

    Overwritten when the measure does not say any more what the change was made from.
    """
    plan = measure.plan
    owner = plan.organization
    hold_organization(session, owner.id)
    session.refresh(measure)
    before = measure_entry(measure)
    if before != was or measure.removed_at is not None:
        raise Overwritten(before)
    changes = entry_changes(before, entry)
    if not changes:
        return Consequences(())
    asked = _asked(session, measure.id)
    directory = Directory.load(session, owner)
    wanted = wanted_assignments(entry, directory)
    pairs = tuple(pair_assignments(measure.assignments, wanted))
    issue = measure.issue if entry.issue == before.issue else _issue_of(plan, entry)
    fields = changed_fields(measure, entry, issue is measure.issue, pairs)
    write_change(session, plan, MeasureChange(Pair(measure, entry), pairs, fields), issue, now)
    rounds.ensure_obligations(session, owner, now)
    _record(session, plan, "plan.measure_changed", measure.id, before, changes, now)
    return _consequences(session, measure.id, changes, asked, _made(directory, wanted))


def add_measure(
    session: Session, plan: Plan, entry: MeasureEntry, now: datetime
) -> tuple[Measure, Consequences]:
    """Add a measure at the end of its plan."""
    owner = plan.organization
    hold_organization(session, owner.id)
    directory = Directory.load(session, owner)
    wanted = wanted_assignments(entry, directory)
    position = max((each.position for each in plan.measures), default=-1) + 1
    measure = Measure(plan_id=plan.id, title=entry.title, position=position)
    session.add(measure)
    pairs: list[Pair[Assignment, WantedAssignment]] = [Pair(None, each) for each in wanted]
    change = MeasureChange(Pair(measure, entry), tuple(pairs), ())
    write_change(session, plan, change, _issue_of(plan, entry), now)
    rounds.ensure_obligations(session, owner, now)
    changes = entry_changes(_NOTHING, entry)
    _record(session, plan, "plan.measure_added", measure.id, entry, changes, now)
    return measure, _consequences(session, measure.id, changes, {}, _made(directory, wanted))


def take_out_measure(
    session: Session, measure: Measure, was: MeasureEntry, now: datetime
) -> Consequences:
    """Take a measure out of its plan; with reports it is kept and marked as removed. Overwritten
    as ``change_measure``.
    """
    plan = measure.plan
    hold_organization(session, plan.organization_id)
    session.refresh(measure)
    before, number = measure_entry(measure), measure.id
    if before != was or measure.removed_at is not None:
        raise Overwritten(before)
    asked = _asked(session, number)
    remove_measure(session, measure, now)
    session.flush()
    session.expire(plan)
    rounds.ensure_obligations(session, plan.organization, now)
    changes = entry_changes(before, _NOTHING)
    _record(session, plan, "plan.measure_removed", number, before, changes, now)
    return _consequences(session, number, changes, asked, ())


def changed_by(session: Session, measure: Measure) -> str:
    """Return the name of who changed a measure last, or imported its plan; "" where nobody is
    known.
    """
    changes = []
    for subject in (f"measure:{measure.id}", f"plan:{measure.plan_id}"):
        with suppress(LookupError):
            changes.append(last_change(session, measure.plan.organization_id, subject))
    return max(changes)[1] if changes else ""


def folded(rows: Sequence[AssignmentEntry]) -> tuple[AssignmentEntry, ...]:
    """Return assignments in which parties that follow each other and share steps and period stand
    together, as they are printed.
    """
    found: list[AssignmentEntry] = []
    for row in rows:
        same = found and replace(found[-1], parties=()) == replace(row, parties=())
        if same and row.parties and found[-1].parties:
            found[-1] = replace(found[-1], parties=(*found[-1].parties, *row.parties))
        else:
            found.append(row)
    return tuple(found)


def _issue_of(plan: Plan, entry: MeasureEntry) -> Issue | None:
    return next((each for each in plan.issues if entry.issue and each.number == entry.issue), None)


def _asked(session: Session, measure_id: int) -> dict[tuple[str, date], bool]:
    """Return agency and month of what a measure asks for, and whether it was answered."""
    answered = exists().where(Report.obligation_id == Obligation.id, Report.withdrawn_at.is_(None))
    query = (
        select(Agency.name, Round.month, answered)
        .select_from(Obligation)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .where(Assignment.measure_id == measure_id)
        .order_by(Round.month, Agency.name)
    )
    found: dict[tuple[str, date], bool] = {}
    for name, month, is_answered in session.execute(query):
        found[name, month] = found.get((name, month), False) or is_answered
    return found


def _consequences(
    session: Session,
    measure_id: int,
    changes: tuple[tuple[str, str, str], ...],
    before: dict[tuple[str, date], bool],
    made: tuple[NewParty, ...],
) -> Consequences:
    after = _asked(session, measure_id)
    return Consequences(
        changes,
        tuple(place for place in after if place not in before),
        tuple(place for place in before if place not in after),
        made,
        sum(after.values()),
    )


def _made(directory: Directory, wanted: Sequence[WantedAssignment]) -> tuple[NewParty, ...]:
    """Return the agencies and groups that were not known before."""
    made: dict[str, NewParty] = {}
    for party in (each.party for each in wanted):
        if party.kind is PartyKind.NOBODY or party.id is not None:
            continue
        is_group = party.kind is PartyKind.GROUP
        known = directory.group_names if is_group else directory.agency_names
        made[party.name] = NewParty(party.name, is_group, nearest_names(party.name, known))
    return tuple(made.values())


def _record(
    session: Session,
    plan: Plan,
    action: str,
    measure_id: int,
    entry: MeasureEntry,
    changes: tuple[tuple[str, str, str], ...],
    now: datetime,
) -> None:
    body = {
        "fiscal_year": plan.fiscal_year,
        "measure": entry.code or entry.title,
        "changes": [list(change) for change in changes],
    }
    audit.record(session, plan.organization_id, action, f"measure:{measure_id}", body, now)
