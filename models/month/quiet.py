"""Quiet time: when nothing is pushed to anybody (docs/month.md#quiet-hours); an answer to what a
person says is never held back.
"""

from datetime import datetime, timedelta

from models.month.calendar import at, local
from models.month.holidays import WorkingDays
from models.tables.organization import Policy

_ATTEMPTS_FROM, _ATTEMPTS_UNTIL = 8, 20  # hours in Bangkok


def is_quiet_hour(hour: int, policy: Policy) -> bool:
    """Return whether a Bangkok hour of the day (0 to 23) is quiet; the same hour at both ends means
    that none is.
    """
    length = (policy.quiet_until_hour - policy.quiet_from_hour) % 24
    return (hour - policy.quiet_from_hour) % 24 < length


def next_allowed(moment: datetime, days: WorkingDays, policy: Policy) -> datetime:
    """Return the moment itself when something may be pushed then, else the next moment when it may.

    Pushing is allowed on working days outside the quiet hours, in Bangkok. ``days`` must know the
    days off that follow the moment.
    """
    while True:
        here = local(moment)
        if not days.is_working(here.date()):
            moment = at(here.date() + timedelta(days=1))
        elif is_quiet_hour(here.hour, policy):
            moment = at(here.date(), here.hour + 1)
        else:
            return moment


def next_attempt(moment: datetime) -> datetime:
    """Return the moment itself from 08:00 to 20:00 in Bangkok, else the next 08:00; days off count
    as any other.

    For what was begun and may have been shown already: LINE knows it again for a day only.
    """
    here = local(moment)
    if _ATTEMPTS_FROM <= here.hour < _ATTEMPTS_UNTIL:
        return moment
    day = here.date() + timedelta(days=int(here.hour >= _ATTEMPTS_UNTIL))
    return at(day, _ATTEMPTS_FROM)
