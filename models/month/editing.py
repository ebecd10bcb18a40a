"""Editing days off: the change, what it moves, and its place in the history; what a command and a
page do alike.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.correcting import CannotChange
from models.month.calendar import fiscal_end, fiscal_start
from models.month.days_off import (
    PackageDifference,
    add_day_off,
    find_day_off,
    package_difference,
    record_edit,
    take_difference,
)
from models.month.moving import MovedRound, change_calendar
from models.tables.organization import Organization
from models.tables.people import Person


class NoDayOff(CannotChange):
    """A day is no day off in the list it is to be taken out of."""


def concerned_by(session: Session, owner: Organization | None) -> Sequence[Organization]:
    """Return whose rounds days off may move: the owner's, or everybody's when they are the
    country's (None).
    """
    if owner is not None:
        return [owner]
    return session.scalars(select(Organization).order_by(Organization.id)).all()


def may_edit_national(session: Session) -> bool:
    """Return whether an organization may edit the country's days off by itself: where there is no
    other one whose rounds would move with it.
    """
    return (session.scalar(select(func.count()).select_from(Organization)) or 0) == 1


def enter_day_off(
    session: Session,
    day: date,
    name: str,
    owner: Organization | None,
    now: datetime,
    *,
    agreed: bool,
    by: Person | None = None,
) -> list[MovedRound]:
    """Make a day one off, or give it another name; for one organization if an owner is given.
    Return what moves; NotAgreed as ``change_calendar``.
    """
    body = {"day": day.isoformat(), "name": name, "own": owner is not None}
    return _edit(
        session,
        concerned_by(session, owner),
        lambda: add_day_off(session, day, name, owner),
        ("holiday.added", _signed(body, by)),
        now,
        agreed=agreed,
    )


def take_out_day_off(
    session: Session,
    day: date,
    owner: Organization | None,
    now: datetime,
    *,
    agreed: bool,
    by: Person | None = None,
) -> list[MovedRound]:
    """Make a day off a working day. Return what moves; NoDayOff when it is none in that list,
    NotAgreed as ``change_calendar``.
    """
    found = find_day_off(session, day, owner)
    if found is None:
        raise NoDayOff(
            f"{day.isoformat()} is no day off in the list"
            + (f" of {owner.slug}" if owner is not None else "")
        )
    body = {"day": day.isoformat(), "name": found.name, "own": owner is not None}
    return _edit(
        session,
        concerned_by(session, owner),
        lambda: session.delete(found),
        ("holiday.removed", _signed(body, by)),
        now,
        agreed=agreed,
    )


def differences_of(session: Session, fiscal_year: int) -> list[PackageDifference]:
    """Return what the installed package of holidays says otherwise of the two years of the common
    era in which a fiscal year lies.
    """
    years = (fiscal_start(fiscal_year).year, fiscal_end(fiscal_year).year)
    return [package_difference(session, year) for year in years]


def renew_days_off(
    session: Session, fiscal_year: int, changes: Sequence[str], now: datetime, *, agreed: bool
) -> list[MovedRound]:
    """Take over what the installed package changed; ``changes`` says what, for the history. Return
    what moves; NotAgreed as ``change_calendar``.
    """

    def take() -> None:
        for difference in differences_of(session, fiscal_year):
            take_difference(session, difference)

    body: dict[str, object] = {"fiscal_year": fiscal_year, "changes": list(changes)}
    concerned = concerned_by(session, None)
    return _edit(session, concerned, take, ("holidays.renewed", body), now, agreed=agreed)


def _signed(body: dict[str, object], by: Person | None) -> dict[str, object]:
    return body if by is None else {**body, "by": by.id}


def _edit(
    session: Session,
    concerned: Sequence[Organization],
    change: Callable[[], object],
    noted: tuple[str, dict[str, object]],
    now: datetime,
    *,
    agreed: bool,
) -> list[MovedRound]:
    moved = change_calendar(session, concerned, now, change, agreed=agreed)
    record_edit(session, concerned, *noted, now)
    return moved
