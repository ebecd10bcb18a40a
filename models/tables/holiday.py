"""Days off of Thai government offices, as people edit them."""

from datetime import date

from sqlalchemy import String
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
