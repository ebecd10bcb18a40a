"""A year's days off as people look after them: the country's and an organization's own, what a
newer ``holidays`` package would change, and who confirmed the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.database import insert_ignoring_duplicates
from models.month.calendar import fiscal_end, fiscal_start
from models.month.holidays import known_days_off, seed_holidays
from models.tables.holiday import Holiday, HolidayConfirmation, HolidayYear, OrganizationHoliday
from models.tables.organization import Organization
from models.tables.people import Person


@dataclass(frozen=True)
class DayOff:
    """A day off; ``is_own``: of one organization beside the country's."""

    day: date
    name: str
    is_own: bool = False


@dataclass(frozen=True)
class PackageDifference:
    """What the installed package says of a year (common era) otherwise than it did when it was last
    looked at, as far as people have not entered the same.
    """

    year: int
    to_add: tuple[DayOff, ...] = ()
    to_remove: tuple[DayOff, ...] = ()


def days_off_of_year(
    session: Session, fiscal_year: int, organization_id: int | None = None
) -> list[DayOff]:
    """Return the days off of a fiscal year, an organization's own among them, in order."""
    first, last = fiscal_start(fiscal_year), fiscal_end(fiscal_year)
    seed_holidays(session, (first.year, last.year))
    national = session.scalars(select(Holiday).where(Holiday.day.between(first, last)))
    own = session.scalars(
        select(OrganizationHoliday).where(
            OrganizationHoliday.organization_id == organization_id,
            OrganizationHoliday.day.between(first, last),
        )
    )
    found = [DayOff(each.day, each.name) for each in national]
    found += [DayOff(each.day, each.name, is_own=True) for each in own]
    return sorted(found, key=lambda each: (each.day, each.is_own))


def add_day_off(session: Session, day: date, name: str, owner: Organization | None = None) -> None:
    """Make a day one off, or give it another name; for one organization if an owner is given."""
    if owner is None:
        seed_holidays(session, (day.year,))
        session.merge(Holiday(day=day, name=name))
    else:
        session.merge(OrganizationHoliday(organization_id=owner.id, day=day, name=name))


def find_day_off(
    session: Session, day: date, owner: Organization | None = None
) -> Holiday | OrganizationHoliday | None:
    """Return the country's day off, or the organization's own, as it is stored."""
    if owner is not None:
        return session.get(OrganizationHoliday, (owner.id, day))
    seed_holidays(session, (day.year,))
    return session.get(Holiday, day)


def record_edit(
    session: Session,
    organizations: Sequence[Organization],
    action: str,
    body: dict[str, object],
    now: datetime,
) -> None:
    """Enter an edit of the days off in the history of every organization that it concerns."""
    for organization in organizations:
        audit.record(session, organization.id, action, f"organization:{organization.id}", body, now)


def package_difference(session: Session, year: int) -> PackageDifference:
    """Return what the installed package would change in a year (common era); nothing is changed.

    Compared is what the package says now with what it said before, so what people entered or took
    out is never in question. Of a year filled in before that was kept only new days are found.
    """
    seed_holidays(session, (year,))
    stored = {
        each.day: each.name
        for each in session.scalars(
            select(Holiday).where(Holiday.day.between(date(year, 1, 1), date(year, 12, 31)))
        )
    }
    said = session.get_one(HolidayYear, year).package
    known = dict(known_days_off(year))
    before = (
        {date.fromisoformat(day): str(name) for day, name in said.items()}
        if said is not None
        else {}
    )
    return PackageDifference(
        year,
        tuple(
            DayOff(day, name)
            for day, name in sorted(known.items())
            if day not in before and day not in stored
        ),
        tuple(
            DayOff(day, name)
            for day, name in sorted(before.items())
            if day not in known and stored.get(day) == name
        ),
    )


def take_difference(session: Session, difference: PackageDifference) -> None:
    """Take over what the package changed in a year."""
    for each in difference.to_add:
        session.merge(Holiday(day=each.day, name=each.name))
    for each in difference.to_remove:
        session.delete(session.get_one(Holiday, each.day))
    year = session.get_one(HolidayYear, difference.year)
    year.package = {day.isoformat(): name for day, name in known_days_off(difference.year)}


def is_confirmed(session: Session, organization_id: int, fiscal_year: int) -> bool:
    """Return whether the secretariat confirmed a fiscal year's days off."""
    return session.get(HolidayConfirmation, (organization_id, fiscal_year)) is not None


def confirm_days_off(
    session: Session, organization: Organization, fiscal_year: int, by: Person, now: datetime
) -> bool:
    """Keep that the secretariat confirmed a fiscal year's days off; False when it was done
    before.
    """
    made = session.scalar(
        insert_ignoring_duplicates(session, HolidayConfirmation)
        .values(
            organization_id=organization.id,
            fiscal_year=fiscal_year,
            confirmed_at=now,
            confirmed_by_id=by.id,
        )
        .returning(HolidayConfirmation.fiscal_year)
    )
    if made is None:
        return False
    days = [
        each.day.isoformat() for each in days_off_of_year(session, fiscal_year, organization.id)
    ]
    body = {"fiscal_year": fiscal_year, "days": days, "by": by.id}
    record_edit(session, [organization], "holidays.confirmed", body, now)
    return True
