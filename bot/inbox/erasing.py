"""Erasing files: rows say which, until each is surely gone. A disk that is away keeps its rows."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bot.log import exception
from bot.program import Program
from models.tables.files import FileToErase

_AT_ONCE = 200


def queue_erasing(session: Session, paths: Iterable[str], now: datetime) -> None:
    """Have files erased once the transaction that lets go of them is committed."""
    rows = [{"path": path, "asked_at": now} for path in paths]
    if rows:
        session.execute(insert(FileToErase), rows)


def erase_files(program: Program) -> int:
    """Erase what is to be erased, as far as it can be; return how many files are gone."""
    with program.database.read() as session:
        waiting = session.execute(
            select(FileToErase.id, FileToErase.path).order_by(FileToErase.id).limit(_AT_ONCE)
        ).all()
    gone = []
    for row_id, path in waiting:
        try:
            if program.store.erase(path):
                gone.append(row_id)
        except OSError:
            exception("file.not_erased", path=path)
    if gone:
        with program.database.begin() as session:
            session.execute(delete(FileToErase).where(FileToErase.id.in_(gone)))
    return len(gone)
