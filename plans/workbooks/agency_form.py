"""One agency's reports as a form: what it may report now, and the taking of what was filled in, all
of it or nothing.

A form that comes back is compared with the revision it was written from, so that what somebody sent
by LINE meanwhile is never overwritten by a cell that nobody touched.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.extended import due_on_of
from models.month.calendar import local_day, month_of
from models.month.counting import is_live
from models.month.due import asked_years_from, due_for_agencies, fold
from models.reports.settling import CannotTake, hold
from models.reports.submissions import ReportContent, refusal, send_report
from models.tables.agency import Agency
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import Obligation, ObligationState, Progress, Report, Revision, Round
from models.tables.organization import Organization
from models.tables.people import Person
from models.tables.plan import Assignment, Measure
from plans.workbooks.agency_answers import (
    LONGEST_NOTE,
    LONGEST_TEXT,
    CannotStore,
    FilledRow,
    FormAnswer,
    FormDifference,
    FormFault,
    FormItem,
    RowChange,
    RowFault,
    comparable,
)
from plans.workbooks.agency_people import is_officer

_OFFERED = (ObligationState.OWED, ObligationState.RETURNED, ObligationState.SENT)
_IN_WORDS = (EvidenceKind.NOTE, EvidenceKind.LINK)


def form_items(
    session: Session, organization: Organization, agency: Agency, now: datetime
) -> list[FormItem]:
    """Return the reports an agency may send or change at a moment, in the order of month and plan.

    Of rounds that wait for one report only the one that is asked for is offered; accepted reports
    are not.
    """
    asked = {
        due.obligation_id
        for due in fold(due_for_agencies(session, organization.id, [agency.id], now), now)
    }
    return [
        _item(obligation)
        for obligation in _obligations(session, organization, agency, now)
        if obligation.id in asked or obligation.state is ObligationState.SENT
    ]


def compare_form(
    session: Session,
    organization: Organization,
    agency: Agency,
    rows: Sequence[FilledRow],
    now: datetime,
) -> FormDifference:
    """Compare what came back with what is stored; nothing is changed."""
    known = {
        obligation.id: obligation
        for obligation in _obligations(session, organization, agency, now, every=True)
    }
    seen: set[int] = set()
    changes, faults = [], []
    unchanged = empty = 0
    for row in rows:
        obligation = known.get(row.obligation_id)
        if obligation is None or row.obligation_id in seen:
            faults.append(
                RowFault(row, FormFault.UNKNOWN if obligation is None else FormFault.TWICE)
            )
            continue
        seen.add(row.obligation_id)
        item = _item(obligation)
        written_from = _answer_of(obligation, row.revision)
        if not row.answer and not item.answer:
            empty += 1
        elif comparable(row.answer) in (comparable(written_from), comparable(item.answer)):
            unchanged += 1
        elif fault := _fault(row, item, obligation, now):
            faults.append(RowFault(row, fault))
        else:
            changes.append(RowChange(row, item, item.answer))
    return FormDifference(tuple(changes), tuple(faults), unchanged, empty)


def store_form(
    session: Session,
    organization: Organization,
    agency: Agency,
    rows: Sequence[FilledRow],
    *,
    by: Person,
    now: datetime,
) -> FormDifference:
    """Send the reports a form holds, as reports entered on the agency's behalf unless ``by`` is its
    officer.

    CannotStore when any row cannot be taken; then nothing is stored.
    """
    difference = compare_form(session, organization, agency, rows, now)
    if difference.faults:
        raise CannotStore(difference)
    on_behalf = not is_officer(session, organization, agency, by, now)
    for change in difference.changes:
        obligation = session.get_one(Obligation, change.row.obligation_id)
        answer = change.row.answer
        assert answer.progress is not None  # a row without it is faulty
        content = ReportContent(
            answer.progress, answer.summary, answer.outcome, answer.obstacle, answer.percent
        )
        hold(session, obligation)
        # Somebody was faster: a person in LINE, or another row of the form ended it.
        if _item(obligation).revision != change.item.revision:
            raise _cannot_store(difference, change, FormFault.CHANGED_MEANWHILE)
        evidence = _evidence(session, obligation, answer.evidence, by, agency, now)
        try:
            send_report(
                session, obligation, content, by=by, now=now, on_behalf=on_behalf, evidence=evidence
            )
        except CannotTake as refused:
            raise _cannot_store(difference, change, FormFault.CLOSED) from refused
    if difference.changes:
        body = {
            "agency": agency.id,
            "reports": [change.row.obligation_id for change in difference.changes],
            "by": by.id,
        }
        audit.record(
            session, organization.id, "agency.form_stored", f"agency:{agency.id}", body, now
        )
    return difference


def _cannot_store(difference: FormDifference, change: RowChange, fault: FormFault) -> CannotStore:
    return CannotStore(replace(difference, faults=(RowFault(change.row, fault),)))


def _obligations(
    session: Session,
    organization: Organization,
    agency: Agency,
    now: datetime,
    *,
    every: bool = False,
) -> Sequence[Obligation]:
    query = (
        select(Obligation)
        .join(Round)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Round.organization_id == organization.id,
            Obligation.agency_id == agency.id,
            Round.month <= month_of(local_day(now)),
        )
        .options(
            joinedload(Obligation.round),
            joinedload(Obligation.assignment).joinedload(Assignment.measure),
            joinedload(Obligation.report)
            .selectinload(Report.revisions)
            .selectinload(Revision.evidence),
            joinedload(Obligation.report)
            .selectinload(Report.revisions)
            .joinedload(Revision.review),
        )
        .order_by(Round.month, Measure.position, Assignment.position, Obligation.id)
        .execution_options(populate_existing=True)
    )
    if every:
        return session.scalars(query).unique().all()
    years_from = asked_years_from(session, organization.id, now)
    found = session.scalars(
        query.where(is_live(), Round.fiscal_year >= years_from, Obligation.state.in_(_OFFERED))
    ).unique()
    return [obligation for obligation in found if refusal(obligation, now) is None]


def _item(obligation: Obligation) -> FormItem:
    assignment = obligation.assignment
    revision = obligation.report.current if obligation.report else None
    review = revision.review if revision else None
    return FormItem(
        obligation_id=obligation.id,
        code=assignment.measure.code,
        title=assignment.measure.title,
        period=assignment.period_text,
        month=obligation.round.month,
        due_on=due_on_of(obligation),
        state=obligation.state,
        reason=review.reason if review and obligation.state is ObligationState.RETURNED else None,
        revision=revision.number if revision else 0,
        answer=_answer(revision),
    )


def _answer_of(obligation: Obligation, number: int) -> FormAnswer:
    revisions = obligation.report.revisions if obligation.report else []
    return _answer(next((revision for revision in revisions if revision.number == number), None))


def _answer(revision: Revision | None) -> FormAnswer:
    if revision is None:
        return FormAnswer()
    evidence = tuple(
        each.url or each.name
        for each in revision.evidence
        if each.kind in _IN_WORDS and each.erased_at is None
    )
    return FormAnswer(
        revision.progress,
        revision.percent,
        revision.summary,
        revision.outcome,
        revision.obstacle,
        evidence,
    )


def _fault(
    row: FilledRow, item: FormItem, obligation: Obligation, now: datetime
) -> FormFault | None:
    answer = row.answer
    if refusal(obligation, now) is not None:
        return FormFault.CLOSED
    if (row.measure or row.month) and not item.is_named(row.measure, row.month):
        return FormFault.MOVED
    if row.revision != item.revision:
        return FormFault.CHANGED_MEANWHILE
    if answer.progress is None:
        return FormFault.NO_PROGRESS
    if not answer.summary:
        return FormFault.NO_SUMMARY
    if answer.progress is Progress.NOT_ACHIEVED and not answer.obstacle:
        return FormFault.NO_OBSTACLE
    if answer.percent is not None and not 0 <= answer.percent <= 100:
        return FormFault.PERCENT
    if max(map(len, (answer.summary, answer.outcome, answer.obstacle))) > LONGEST_TEXT:
        return FormFault.LONG_TEXT
    return (
        FormFault.LONG_NOTE if any(len(note) > LONGEST_NOTE for note in answer.evidence) else None
    )


def _evidence(
    session: Session,
    obligation: Obligation,
    evidence: Sequence[str],
    by: Person,
    agency: Agency,
    now: datetime,
) -> list[Evidence]:
    """Return what the new revision shows: photos and files stay, words and addresses are those of
    the form.
    """
    before = obligation.report.current.evidence if obligation.report else []
    kept = [each for each in before if each.kind not in _IN_WORDS]
    same = {each.url or each.name: each for each in before if each.kind in _IN_WORDS}
    for note in evidence:
        is_link = note.startswith(("https://", "http://"))
        found = same.get(note) or Evidence(
            kind=EvidenceKind.LINK if is_link else EvidenceKind.NOTE,
            person_id=by.id,
            agency_id=agency.id,
            name=note,
            url=note if is_link else None,
            received_at=now,
        )
        session.add(found)
        kept.append(found)
    return kept
