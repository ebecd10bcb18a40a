"""Looking before anything is stored: a change is made in a transaction that is taken back, what it
would move and send is shown, and only what was shown is made with the second press.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date

from flask import request
from sqlalchemy.orm import Session

from models.month.calendar import add_months, local_day, month_of
from models.month.moving import MovedRound
from models.month.planned import Planned, PlannedJob
from models.tables.organization import Organization
from web.access import Visit

MOVED_NEWS = "date_moved"
"""The job whose card tells people of a later date (``scheduler.slots.Job``)."""
Make = Callable[[Session, Organization], Sequence[MovedRound]]
"""Makes a change in a session, the moving of announced dates agreed to, and returns what it moves.
"""


@dataclass(frozen=True)
class Look:
    """What a change would do: the rounds it moves, and the news of it that people would get.
    ``mark`` tells one such outcome from every other.
    """

    moved: tuple[MovedRound, ...]
    news: tuple[PlannedJob, ...]

    @property
    def mark(self) -> str:
        """The same for the same outcome."""
        return mark_of([asdict(each) for each in self.moved])

    @property
    def tells(self) -> bool:
        """Whether it moves a date that people were told."""
        return any(each.moves_an_announced_date for each in self.moved)

    @property
    def cost(self) -> int:
        """What telling people costs, in paid messages."""
        return sum(each.messages for each in self.news)


def mark_of(value: object) -> str:
    """Return a short text that is the same for equal values: what a form was made from."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@contextmanager
def trial(visit: Visit) -> Iterator[Session]:
    """Give a transaction in which all may be written and nothing is kept. Take values out of it,
    not rows: these are void afterwards.
    """
    if request.method in ("GET", "HEAD"):
        with visit.ground.database().begin() as session, _taken_back(session):
            yield session
    else:
        with _taken_back(visit.session):
            yield visit.session


@contextmanager
def _taken_back(session: Session) -> Iterator[None]:
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def own(session: Session, visit: Visit) -> Organization:
    """Return the visit's organization in another session."""
    return session.get_one(Organization, visit.organization.id)


def look_at(visit: Visit, make: Make) -> Look:
    """Return what a change would do; it is taken back."""
    with trial(visit) as session:
        organization = own(session, visit)
        moved = tuple(make(session, organization))
        months = sorted({each.month for each in moved if each.has_begun})
        planned = visit.ground.look_ahead(session, organization, months, visit.now)
        news = [each for each in planned if each.job == MOVED_NEWS and each.state is Planned.AHEAD]
        return Look(moved, tuple(news))


def make_as_shown(visit: Visit, make: Make) -> Look | None:
    """Make a change if it still does what the person was shown (the form's ``shown``); None when
    it was made. Else nothing is changed, and what it would do now is returned.
    """
    look = look_at(visit, make)
    if look.mark != request.form.get("shown"):
        return look
    make(visit.session, visit.organization)
    return None


def months_ahead(visit: Visit) -> tuple[date, date]:
    """Return the months of which something may still go: the one before this, and this."""
    this_month = month_of(local_day(visit.now))
    return add_months(this_month, -1), this_month
