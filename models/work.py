"""Long work asked for on a page: asked once however often the button is pressed, claimed by one
worker, begun anew after a worker was killed (docs/decisions/0037-long-work.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, true, update
from sqlalchemy.orm import Session

from models.database import insert_ignoring_duplicates
from models.tables.people import Person
from models.tables.work import Work, WorkFile

LEASE = timedelta(seconds=60)
"""How long after the last sign of its worker a piece of work may be begun anew."""
FAULT = "fault"
"""The problem of work that met a fault of ours; the page has the words."""
PAUSE = timedelta(minutes=5)
"""How long work waits that could not be done for something outside, before it is tried again."""
ABOUT_PERSONS = ("person.", "people.")
"""What the kinds of work begin with that is given LINE ids or codes: those are kept no longer than
they are needed.
"""
MOST_ATTEMPTS = 3
"""So often a worker may die over a piece of work before it is given up."""


@dataclass(frozen=True)
class NamedFile:
    """A file with its name and media type; ``body`` is all of it."""

    name: str
    media_type: str
    body: bytes


def ask_for_work(
    session: Session,
    organization_id: int,
    kind: str,
    key: str,
    given: Mapping[str, Any],
    by: Person | None,
    now: datetime,
    files: tuple[NamedFile, ...] = (),
) -> Work:
    """Ask for a piece of work; the one of that kind and key that is unfinished is given back.

    ``given`` holds JSON values; ``now`` is aware.
    """
    inserted = session.scalar(
        insert_ignoring_duplicates(session, Work)
        .values(
            organization_id=organization_id,
            kind=kind,
            key=key,
            given=dict(given),
            asked_by_id=by.id if by else None,
            asked_at=now,
            attempts=0,
            done=0,
        )
        .returning(Work.id)
    )
    if inserted is None:
        return session.scalars(
            select(Work).where(
                Work.organization_id == organization_id,
                Work.kind == kind,
                Work.key == key,
                Work.finished_at.is_(None),
            )
        ).one()
    for file in files:
        add_file(session, inserted, file, is_made=False)
    return session.get_one(Work, inserted)


def add_file(session: Session, work_id: int, file: NamedFile, *, is_made: bool) -> WorkFile:
    """Store a file of a piece of work."""
    row = WorkFile(
        work_id=work_id,
        is_made=is_made,
        name=file.name,
        media_type=file.media_type,
        size=len(file.body),
        body=file.body,
    )
    session.add(row)
    session.flush()
    return row


def work_of(session: Session, organization_id: int, work_id: int) -> Work | None:
    """Return a piece of work of an organization; None for another's."""
    work = session.get(Work, work_id)
    return work if work and work.organization_id == organization_id else None


def works_in_view(session: Session, organization_id: int, kind: str, most: int = 10) -> list[Work]:
    """Return an organization's latest work of a kind, the newest first."""
    query = (
        select(Work)
        .where(Work.organization_id == organization_id, Work.kind == kind)
        .order_by(Work.id.desc())
        .limit(most)
    )
    return list(session.scalars(query))


def has_work(session: Session, now: datetime, only: str | None = None) -> bool:
    """Whether there is work that nobody works on, of any kind or ``only`` of one."""
    return session.scalar(select(Work.id).where(_is_free(now, only)).limit(1)) is not None


def _is_free(now: datetime, only: str | None) -> ColumnElement[bool]:
    free = or_(Work.leased_until.is_(None), Work.leased_until <= now)
    kind = Work.kind == only if only is not None else true()
    return and_(Work.finished_at.is_(None), free, kind)


def claim_work(session: Session, now: datetime, only: str | None = None) -> Work | None:
    """Take the oldest work that nobody works on, of any kind or ``only`` of one; None when there is
    none.
    """
    work = session.scalar(
        select(Work)
        .where(_is_free(now, only))
        .order_by(Work.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if work is not None:
        work.attempts += 1
        work.leased_until = now + LEASE
    return work


def renew_lease(
    session: Session, work_id: int, now: datetime, progress: tuple[int, int] | None = None
) -> None:
    """Say that somebody still works on it; ``progress`` is what is done, and of how much."""
    values: dict[str, Any] = {"leased_until": now + LEASE}
    if progress is not None:
        values |= {"done": progress[0], "total": progress[1]}
    session.execute(
        update(Work).where(Work.id == work_id, Work.finished_at.is_(None)).values(values)
    )


def put_off(session: Session, work_id: int, now: datetime) -> None:
    """Let a piece of work be tried again after ``PAUSE``; that it was begun does not count."""
    values = {"leased_until": now + PAUSE, "attempts": 0}
    session.execute(
        update(Work).where(Work.id == work_id, Work.finished_at.is_(None)).values(values)
    )


def finish_work(
    session: Session,
    work_id: int,
    now: datetime,
    *,
    result: Mapping[str, Any] | None = None,
    problem: str | None = None,
    files: tuple[NamedFile, ...] = (),
) -> None:
    """Store what came of a piece of work: its result, or why there is none. Finished work stays as
    it is; of what is about persons, what was given to it goes.
    """
    work = session.get_one(Work, work_id, with_for_update=True)
    if work.finished_at is not None:
        return
    work.finished_at, work.leased_until, work.problem = now, None, problem
    work.result = dict(result) if result is not None else None
    if work.kind.startswith(ABOUT_PERSONS):
        work.given = {}
        work.files = []
    for file in files:
        add_file(session, work_id, file, is_made=True)


def forget_old_work(session: Session, before: datetime, persons_before: datetime) -> None:
    """Delete work finished before a moment, with its files; of persons, before another."""
    about_persons = or_(*(Work.kind.startswith(each) for each in ABOUT_PERSONS))
    is_old = or_(Work.finished_at < before, and_(about_persons, Work.finished_at < persons_before))
    session.execute(delete(WorkFile).where(WorkFile.work_id.in_(select(Work.id).where(is_old))))
    session.execute(delete(Work).where(is_old))
