"""What a nudge asks for (docs/month.md#a-nudge): what is overdue, what is not yet due, what was
returned.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Flag, auto
from operator import attrgetter

from models.month.due import Due, fold
from models.tables.obligations import ObligationState


class Chase(Flag):
    """The kinds of what is asked for; a nudge is about one or several."""

    LATE = auto()
    """Overdue: of a round that is not closed, and of closed ones what no later round asks for."""
    RUNNING = auto()
    """Not yet due."""
    RETURNED = auto()
    ALL = LATE | RUNNING | RETURNED


def chase_now(*, late_open: bool) -> Chase:
    """Return what a nudge asks for that names no kind: between a round's due date and its close
    (``late_open``: something of such a round is overdue) nobody is asked for the month after it.
    """
    return Chase.LATE | Chase.RETURNED if late_open else Chase.ALL


def chased(
    dues: Iterable[Due], kinds: Chase, now: datetime, month: date | None = None
) -> list[Due]:
    """Return what a nudge of some kinds asks for, the oldest month first, each assignment once; of
    one ``month``, what was never sent of it. Counts as ``models.reports.waiting`` does.
    """
    dues = [due for due in dues if month is None or due.month == month]
    owed = [due for due in dues if due.state is ObligationState.OWED]
    in_time = {_key(due) for due in owed if not due.is_overdue(now)}
    found: list[Due] = []
    if Chase.LATE in kinds:
        late = [due for due in owed if due.is_overdue(now)]
        found += fold((due for due in late if due.is_open or _key(due) not in in_time), now)
    if Chase.RUNNING in kinds:
        found += [due for due in fold(owed, now) if not due.is_overdue(now)]
    if Chase.RETURNED in kinds and month is None:
        found += [due for due in dues if due.state is ObligationState.RETURNED]
    return sorted(found, key=attrgetter("month"))


def _key(due: Due) -> tuple[int, int]:
    return due.assignment_id, due.agency_id
