"""Keeping the narrow rows that papers are drawn from (``models.tables.year.result_report``)."""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from models.tables.evidence import Evidence, EvidenceKind, revision_evidence
from models.tables.obligations import Obligation, Report, Review, ReviewDecision, Revision, Round
from models.tables.plan import Assignment
from models.tables.year.result_report import AcceptedReport
from thai.promising import hints_in

LIVING_NOTES = (Evidence.kind == EvidenceKind.NOTE, Evidence.erased_at.is_(None))
"""Letters and events that were told in words, and not taken back."""
_AT_ONCE = 5_000


def outcome_key(outcome: str) -> int:
    """Return the number by which the same outcomes are found: 64 bits, signed, of its SHA-256."""
    return int.from_bytes(sha256(outcome.encode()).digest()[:8], signed=True)


def note_accepted(session: Session, revision: Revision) -> None:
    """Keep the row of a report whose revision was accepted just now, in place of an earlier one."""
    old = delete(AcceptedReport).where(AcceptedReport.report_id == revision.report_id)
    session.execute(old.execution_options(synchronize_session=False))
    _write(session, [revision.id])


def note_missing(session: Session, measure_ids: Sequence[int] | None = None) -> int:
    """Keep the rows of accepted reports that have none, of some measures or of all; return how
    many there were. For whatever writes reviews by other ways than ``models.reports.reviews``.
    """
    newest = (
        select(func.max(Revision.id))
        .join(Review, Review.revision_id == Revision.id)
        .where(Review.decision == ReviewDecision.ACCEPTED)
        .group_by(Revision.report_id)
    )
    if measure_ids is not None:
        newest = (
            newest.join(Report, Report.id == Revision.report_id)
            .join(Obligation, Obligation.id == Report.obligation_id)
            .join(Assignment, Assignment.id == Obligation.assignment_id)
            .where(Assignment.measure_id.in_(measure_ids))
        )
    kept = set(session.scalars(select(AcceptedReport.revision_id)))
    ids = sorted(each for each in session.scalars(newest) if each not in kept)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        reports = select(Revision.report_id).where(Revision.id.in_(some))
        old = delete(AcceptedReport).where(AcceptedReport.report_id.in_(reports))
        session.execute(old.execution_options(synchronize_session=False))
        _write(session, some)
    return len(ids)


def _write(session: Session, ids: Sequence[int]) -> None:
    notes = dict(session.execute(_note_counts(ids)).all())
    rows = session.execute(
        select(
            Revision.id,
            Revision.report_id,
            Assignment.measure_id,
            Obligation.agency_id,
            Round.month,
            Revision.progress,
            Revision.outcome,
            Revision.summary,
        )
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .where(Revision.id.in_(ids))
    )
    kept = [
        {
            "report_id": row.report_id,
            "revision_id": row.id,
            "measure_id": row.measure_id,
            "agency_id": row.agency_id,
            "month": row.month,
            "progress": row.progress,
            "outcome_key": outcome_key(row.outcome),
            "promise": 2 * notes.get(row.id, 0) + hints_in(row.summary),
        }
        for row in rows
    ]
    if kept:
        session.execute(insert(AcceptedReport), kept)


def _note_counts(ids: Sequence[int]) -> Select[int, int]:
    return (
        select(revision_evidence.c.revision_id, func.count())
        .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
        .where(revision_evidence.c.revision_id.in_(ids), *LIVING_NOTES)
        .group_by(revision_evidence.c.revision_id)
    )
