"""What the events of one batch ask alike, asked once.

A batch is one transaction that handles the events of many people, and those of one office ask for
the same list. The batch begins with ``remember_answers``; from then on ``remembered`` keeps what
was asked, and ``remember`` what was looked up beforehand for all, until a row it was read from is
written in the same transaction. Elsewhere nothing is kept: pages, jobs and commands ask each time.

What a value was read from is named by tables, or by one person's part of a table (``part_of``).
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from models.tables.base import Base

Value = TypeVar("Value")
_KEY = "kaona_remembered"
_OWNER = "person_id"


@dataclass(frozen=True, slots=True)
class _Remembered:
    value: Any
    read_from: frozenset[str]


class _Known:
    """What is remembered, found by its key and by what it was read from."""

    def __init__(self) -> None:
        self._values: dict[Hashable, _Remembered] = {}
        self._by_name: dict[str, set[Hashable]] = {}

    def get(self, key: Hashable) -> _Remembered | None:
        """Return what is remembered under a key."""
        return self._values.get(key)

    def keep(self, key: Hashable, kept: _Remembered) -> None:
        """Remember something in place of what was remembered under its key."""
        self._values[key] = kept
        for name in kept.read_from:
            self._by_name.setdefault(name, set()).add(key)

    def forget(self, names: Iterable[str]) -> None:
        """Forget what was read from any of some tables, or of persons' parts of them."""
        for name in names:
            for key in self._by_name.pop(name, ()):
                self._values.pop(key, None)

    def forget_table(self, table: str) -> None:
        """Forget what was read from a table or anybody's part of it."""
        self.forget([name for name in self._by_name if name.partition(":")[0] == table])

    def forget_all(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._by_name.clear()


def remember_answers(session: Session) -> None:
    """Begin to remember in a session, which is one transaction long."""
    session.info[_KEY] = _Known()
    event.listen(session, "after_flush", _forget_flushed)
    event.listen(session, "do_orm_execute", _forget_written)
    event.listen(session, "after_soft_rollback", _forget_all)


def tables_of(*entities: type[Base]) -> frozenset[str]:
    """Return the names of the tables of some classes."""
    return frozenset(each.__tablename__ for each in entities)


def part_of(entity: type[Base], person_id: int) -> str:
    """Name the rows of a table that belong to a person."""
    return f"{entity.__tablename__}:{person_id}"


def remember(session: Session, key: Hashable, read_from: Iterable[str], value: Any) -> None:
    """Keep what was looked up beforehand."""
    known: _Known | None = session.info.get(_KEY)
    if known is not None:
        known.keep(key, _Remembered(value, frozenset(read_from)))


def remembered(
    session: Session, key: Hashable, read_from: Iterable[str], ask: Callable[[], Value]
) -> Value:
    """Return what ``ask`` returns, or returned before under the same key.

    The value is shared by all who ask, so it must not be changed.
    """
    known: _Known | None = session.info.get(_KEY)
    if known is None:
        return ask()
    kept = known.get(key)
    if kept is not None and _waits_to_be_written(session, kept.read_from):
        session.flush()  # as asking would
        kept = known.get(key)
    if kept is None:
        kept = _Remembered(ask(), frozenset(read_from))
        known.keep(key, kept)
    value: Value = kept.value
    return value


def _waits_to_be_written(session: Session, read_from: frozenset[str]) -> bool:
    changed = (*session.new, *session.dirty, *session.deleted)
    return bool(changed) and not read_from.isdisjoint(_written(changed))


def _written(rows: Iterable[Base]) -> set[str]:
    """Return what is written with some rows: their tables, and whose part of each."""
    names = set()
    for row in rows:
        names.add(row.__tablename__)
        owner = inspect(row).attrs.get(_OWNER)
        if owner is not None:
            was = owner.history.deleted
            names |= {f"{row.__tablename__}:{each}" for each in (owner.value, *was)}
    return names


def _forget_flushed(session: Session, _context: Any) -> None:
    session.info[_KEY].forget(_written((*session.new, *session.dirty, *session.deleted)))


def _forget_written(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(getattr(state.statement, "table", None), "name", "")
        state.session.info[_KEY].forget_table(table)


def _forget_all(session: Session, _previous: Any) -> None:
    session.info[_KEY].forget_all()
