"""Works off what pages ask for, one piece after the other.

A piece is claimed for a minute and the claim renewed while it runs, so that after a kill it is
begun anew within the minute. One that killed its worker thrice is given up, and one that waits for
something outside (``WorkLater``) after a day.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from bot.log import exception, info, warning
from bot.program import Program
from bot.work.kinds import KINDS, Doer, WorkLater, WorkRefused, WorkResult, WorkRun
from models.tables.work import Work
from models.work import (
    FAULT,
    LEASE,
    MOST_ATTEMPTS,
    NamedFile,
    claim_work,
    finish_work,
    has_work,
    put_off,
    renew_lease,
)

_PATIENCE = timedelta(days=1)


def work_off(program: Program, kinds: Mapping[str, Doer] = KINDS, only: str | None = None) -> int:
    """Do all work that waits, or ``only`` that of one kind; return how many pieces were ended."""
    ended = 0
    while (run := _claimed(program, only)) is not None:
        ended += _do(program, kinds, *run)
    return ended


def work_until(program: Program, stopping: threading.Event, seconds: float = 0.5) -> None:
    """Work off what waits, look again after some seconds, until told to stop."""
    while not stopping.wait(seconds):
        try:
            work_off(program)
        except Exception:  # noqa: BLE001 - the edge of a thread
            exception("work.not_looked_at")


def _claimed(program: Program, only: str | None) -> tuple[WorkRun, str, int] | None:
    now = program.clock()
    with program.database.read() as session:
        # Looked at first, for a claim would take the turn to write again and again.
        if not has_work(session, now, only):
            return None
    with program.database.begin() as session:
        work = claim_work(session, now, only)
        if work is None:
            return None
        files = tuple(
            NamedFile(file.name, file.media_type, file.body)
            for file in work.files
            if not file.is_made
        )
        return _run_of(program, work, files), work.kind, work.attempts


def _run_of(program: Program, work: Work, files: tuple[NamedFile, ...]) -> WorkRun:
    work_id = work.id

    def progress(done: int, total: int) -> None:
        with program.database.begin() as session:
            renew_lease(session, work_id, program.clock(), (done, total))

    return WorkRun(
        program=program,
        work_id=work_id,
        organization_id=work.organization_id,
        asked_by_id=work.asked_by_id,
        given=work.given,
        files=files,
        asked_at=work.asked_at,
        progress=progress,
    )


def _do(
    program: Program, kinds: Mapping[str, Doer], run: WorkRun, kind: str, attempts: int
) -> bool:
    if attempts > MOST_ATTEMPTS:
        _end(program, run, problem=FAULT)
        return True
    try:
        with _kept_claimed(program, run.work_id):
            result = kinds[kind](run)
        _end(program, run, result)
    except WorkRefused as refused:
        _end(program, run, problem=str(refused))
    except WorkLater as problem:
        now = program.clock()
        if now - run.asked_at < _PATIENCE:
            warning("work.put_off", work=run.work_id, kind=kind, problem=str(problem))
            with program.database.begin() as session:
                put_off(session, run.work_id, now)
            return False
        _end(program, run, problem=FAULT)
    except Exception:  # noqa: BLE001 - one piece of work must not keep the others from being done
        exception("work.failed", work=run.work_id, kind=kind, attempt=attempts)
        _end(program, run, problem=FAULT)
    info("work.ended", work=run.work_id, kind=kind)
    return True


def _end(
    program: Program, run: WorkRun, result: WorkResult | None = None, problem: str | None = None
) -> None:
    said = None
    if result is not None:
        said = {"next": result.next, "said": result.said, **(result.values or {})}
    with program.database.begin() as session:
        finish_work(
            session,
            run.work_id,
            program.clock(),
            result=said,
            problem=problem,
            files=result.files if result else (),
        )


@contextmanager
def _kept_claimed(program: Program, work_id: int) -> Iterator[None]:
    """Renew the claim on a piece of work while it is done."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(LEASE.total_seconds() / 3):
            try:
                with program.database.begin() as session:
                    renew_lease(session, work_id, program.clock())
            except Exception:  # noqa: BLE001 - the edge of a thread; the next turn tries again
                exception("work.lease_not_renewed", work=work_id)

    thread = threading.Thread(target=renew, name="work-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
