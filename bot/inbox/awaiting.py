"""Files that were not there when their message was answered: fetched until they are, or will not
come. What became of them is told with the next answer (``handlers.said.evidence``).
"""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from bot.inbox.fetch import FetchLater, WantedFile, fetch_file
from bot.log import info
from bot.program import Program
from models.reports.awaited_files import bytes_left_today, lose_file
from models.tables.files import KEPT, AwaitedFile, FileToErase
from models.tables.people import Person

_LEASE = timedelta(seconds=150)  # longer than any fetch takes
# After waits of 3, 6, 12... seconds: half an hour in all, in which nobody waits.
_TRIES = 10
_AT_ONCE = 16


def fetch_awaited(program: Program) -> int:
    """Fetch the files whose time has come, here and now; return how many were tried."""
    claimed = claim_awaited(program, _AT_ONCE)
    for evidence_id in claimed:
        fetch_one(program, evidence_id)
    return len(claimed)


def claim_awaited(program: Program, most: int) -> list[int]:
    """Lease the files whose time has come, those that wait longest first; return their evidence."""
    now = program.clock()
    due = (
        select(AwaitedFile.evidence_id)
        .join(Person, Person.id == AwaitedFile.person_id)
        .where(AwaitedFile.next_try_at <= now, Person.channel_id == program.channel_id)
        .order_by(AwaitedFile.next_try_at)
        .limit(most)
    )
    with program.database.read() as session:  # nearly always there is none
        if session.scalar(due) is None:
            return []
    with program.database.begin() as session:
        locked = due.with_for_update(skip_locked=True, of=AwaitedFile)
        claimed = list(session.scalars(locked))
        session.execute(
            update(AwaitedFile)
            .where(AwaitedFile.evidence_id.in_(claimed))
            .values(next_try_at=now + _LEASE)
        )
    return claimed


def fetch_one(program: Program, evidence_id: int) -> None:
    """Fetch a leased file and note what became of it."""
    with program.database.read() as session:
        awaited = _awaited(session, evidence_id)
        if awaited is None:
            return
        evidence, user_id = awaited.evidence, awaited.person.line_user_id
        wanted = WantedFile(
            evidence.line_message_id or "",
            awaited.media_type,
            awaited.file_name,
            user_id,
            evidence.received_at,
        )
        taken_back = evidence.erased_at is not None
    content: dict[str, object] = {}
    later: FetchLater | None = None
    if not taken_back:
        try:
            content = fetch_file(program, wanted)
        except FetchLater as error:
            later = error
    with program.database.begin() as session:
        awaited = _awaited(session, evidence_id, lock=True)
        if awaited is not None:
            _note(program, session, awaited, content, later)


def _awaited(session: Session, evidence_id: int, *, lock: bool = False) -> AwaitedFile | None:
    """Return a file that is still awaited; None when its outcome is known."""
    query = select(AwaitedFile).where(
        AwaitedFile.evidence_id == evidence_id, AwaitedFile.next_try_at.is_not(None)
    )
    if lock:
        return session.scalar(query.with_for_update())
    return session.scalar(
        query.options(joinedload(AwaitedFile.evidence), joinedload(AwaitedFile.person))
    )


def _note(
    program: Program,
    session: Session,
    awaited: AwaitedFile,
    content: dict[str, object],
    later: FetchLater | None,
) -> None:
    now, evidence, stored = program.clock(), awaited.evidence, content.get("stored")
    if evidence.erased_at is not None:  # taken back meanwhile
        session.delete(awaited)
        if isinstance(stored, dict):
            session.add(FileToErase(path=stored["path"], asked_at=now))
    elif later is not None and (not later.counts or awaited.attempts + 1 < _TRIES):
        wait = later.wait * 2**awaited.attempts if later.counts else later.wait
        awaited.attempts += int(later.counts)
        awaited.next_try_at = now + wait
    elif not isinstance(stored, dict):
        lose_file(awaited, str(content.get("refused", "unavailable")), now)
    elif stored["size"] > bytes_left_today(session, awaited.person_id, now):
        # Several of one person came at the same time.
        session.add(FileToErase(path=stored["path"], asked_at=now))
        lose_file(awaited, "day_full", now)
    else:
        evidence.take_file(**stored)
        awaited.outcome, awaited.next_try_at = KEPT, None
    info("file.awaited", evidence=awaited.evidence_id, outcome=awaited.outcome)
