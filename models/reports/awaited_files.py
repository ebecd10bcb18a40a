"""Files that were not there when their message was answered: what becomes of their evidence."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from models.database import pad_for_statement_cache
from models.month.calendar import local
from models.tables.evidence import Evidence, revision_evidence
from models.tables.files import KEPT, AwaitedFile
from models.tables.obligations import Obligation, Report, Revision

DAY_BYTES = 300 * 1024 * 1024
"""What one person may hand in on one day of Bangkok: ten of the largest files."""


def bytes_left_today(session: Session, person_id: int, now: datetime) -> int:
    """Return how many bytes a person may still hand in today; never below 0. What was taken back
    or left out does not count.
    """
    midnight = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    kept = session.scalar(
        select(func.coalesce(func.sum(Evidence.size), 0)).where(
            Evidence.person_id == person_id,
            Evidence.received_at >= midnight,
            Evidence.erased_at.is_(None),
        )
    )
    return max(DAY_BYTES - int(kept or 0), 0)


def await_file(
    session: Session, evidence: Evidence, media_type: str, file_name: str, now: datetime
) -> None:
    """Have the file of new evidence fetched from now on; ``file_name`` is empty for none."""
    session.add(evidence)
    session.flush()
    session.add(
        AwaitedFile(
            evidence_id=evidence.id,
            person_id=evidence.person_id,
            media_type=media_type,
            file_name=file_name,
            next_try_at=now + timedelta(seconds=3),
        )
    )


def lose_file(awaited: AwaitedFile, why: str, now: datetime) -> None:
    """Note that a file will not come, and why; its evidence is none."""
    awaited.outcome, awaited.next_try_at = why, None
    awaited.evidence.erase(now)


def untold_files(session: Session, person_ids: Sequence[int]) -> dict[int, list[AwaitedFile]]:
    """Return the files whose outcome their senders were not told yet, by person."""
    found: dict[int, list[AwaitedFile]] = {}
    if person_ids:
        for awaited in session.scalars(UNTOLD, {"people": pad_for_statement_cache(person_ids)}):
            found.setdefault(awaited.person_id, []).append(awaited)
    return found


def told(session: Session, files: Iterable[AwaitedFile], now: datetime) -> None:
    """Note that a person was told what became of files."""
    for awaited in files:
        if awaited.outcome == KEPT:
            session.delete(awaited)
        else:
            awaited.told_at = now


def lacking_a_file(session: Session, agency_ids: Sequence[int]) -> set[int]:
    """Return the obligations of some agencies whose newest report lacks a file that did not
    come.
    """
    rows = session.scalars(
        select(Report.obligation_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Revision, Revision.report_id == Report.id)
        .join(revision_evidence, revision_evidence.c.revision_id == Revision.id)
        .join(AwaitedFile, AwaitedFile.evidence_id == revision_evidence.c.evidence_id)
        .where(
            Obligation.agency_id.in_(agency_ids),
            Revision.number == Revision.newest_number(),
            AwaitedFile.outcome.is_not(None),
            AwaitedFile.outcome != KEPT,
        )
    )
    return set(rows)


UNTOLD = (
    select(AwaitedFile)
    .join(Evidence, Evidence.id == AwaitedFile.evidence_id)
    .where(
        AwaitedFile.person_id.in_(bindparam("people", expanding=True)),
        AwaitedFile.outcome.is_not(None),
        AwaitedFile.told_at.is_(None),
        or_(AwaitedFile.outcome != KEPT, Evidence.erased_at.is_(None)),
    )
    .order_by(AwaitedFile.evidence_id)
)
"""Files whose outcome some people were not told; nobody is told of one that came and was taken
back.
"""
