"""What an edit of the calendar or of a schedule moves: shown first, agreed to where people were
told a date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.month.announcing import Told, is_announced, told_of
from models.month.calendar import add_months, local_day, month_end, month_of
from models.month.holidays import load_calendars
from models.month.rounds import open_rounds, realign_rounds, round_times, stored_rounds
from models.tables.obligations import Round
from models.tables.organization import Organization

_MONTHS_AHEAD = 12


@dataclass(frozen=True)
class MovedDates:
    """When a round opens and closes (UTC), and its due date (a day in Bangkok)."""

    opens_at: datetime
    due_on: date
    closes_at: datetime


@dataclass(frozen=True)
class MovedRound:
    """A round whose dates an edit moves. ``told`` are those who know a date of it; None: the round
    has not been announced.
    """

    organization: str
    month: date
    before: MovedDates
    after: MovedDates
    has_begun: bool
    told: Told | None

    @property
    def moves_an_announced_date(self) -> bool:
        """Whether people were told a due date that does not hold any more."""
        return self.told is not None and self.before.due_on != self.after.due_on


class NotAgreed(Exception):
    """An edit would move an announced date and nobody agreed to it; ``moved`` is all it would
    move. The transaction must be rolled back.
    """

    def __init__(self, moved: Sequence[MovedRound]) -> None:
        super().__init__("an announced date would move")
        self.moved = moved


def change_calendar(
    session: Session,
    organizations: Sequence[Organization],
    now: datetime,
    change: Callable[[], object],
    *,
    agreed: bool,
) -> list[MovedRound]:
    """Make a change of days off or of schedules, bring these organizations' rounds in line, and
    return what moved, the twelve months to come included. NotAgreed when an announced date moves
    and ``agreed`` is not set.
    """
    for organization in organizations:
        open_rounds(session, organization, now)
    before = _dates(session, organizations, now)
    change()
    session.flush()
    realign_rounds(session, now, [organization.id for organization in organizations])
    after = _dates(session, organizations, now)
    moved = [
        _moved(session, organization, month, dates, after[organization, month], now)
        for (organization, month), dates in before.items()
        if dates != after[organization, month]
    ]
    shown = [each for each in moved if each.has_begun or each.before.due_on != each.after.due_on]
    if not agreed and any(each.moves_an_announced_date for each in shown):
        raise NotAgreed(shown)
    return shown


def _dates(
    session: Session, organizations: Sequence[Organization], now: datetime
) -> dict[tuple[Organization, date], MovedDates]:
    """The dates of every round that is open or still to come."""
    this_month = month_of(local_day(now))
    months = [add_months(this_month, ahead) for ahead in range(-2, _MONTHS_AHEAD + 1)]
    calendars = load_calendars(session, months[0], month_end(months[-1]))
    stored = stored_rounds(session, months[0])
    found = {}
    for organization in organizations:
        for month in months:
            times = stored.get(organization.id, {}).get(month) or round_times(
                month, calendars.of(organization.id), organization.policy
            )
            is_stored = isinstance(times, Round)
            if (is_stored and times.closes_at > now) or (not is_stored and month > this_month):
                dates = MovedDates(times.opens_at, times.due_on, times.closes_at)
                found[organization, month] = dates
    return found


def _moved(
    session: Session,
    organization: Organization,
    month: date,
    before: MovedDates,
    after: MovedDates,
    now: datetime,
) -> MovedRound:
    found = stored_rounds(session, month, organization.id).get(organization.id, {}).get(month)
    announced = found is not None and is_announced(session, found)
    return MovedRound(
        organization.slug,
        month,
        before,
        after,
        has_begun=month <= month_of(local_day(now)),
        told=told_of(session, found) if found is not None and announced else None,
    )
