"""Days off of Thai government offices, as people edit them, and who confirmed a year's list."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Holiday(Base):
    """One day off; deleting a row of a seeded year makes it a working day for good."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(400))


class HolidayYear(Base):
    """A Gregorian year that was seeded; it is not seeded again."""

    __tablename__ = "holiday_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    package: Mapped[dict[str, Any] | None]
    """What the package ``holidays`` said of the year when it was last looked at, ISO day -> name;
    None in years seeded before that was kept.
    """


class OrganizationHoliday(Base):
    """One organization's own day off, beside those of the whole country."""

    __tablename__ = "organization_holiday"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(400))


class HolidayConfirmation(Base):
    """The secretariat looked at a fiscal year's days off and confirmed them."""

    __tablename__ = "holiday_confirmation"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
