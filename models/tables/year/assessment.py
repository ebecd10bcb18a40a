"""The assessment's calendar as an office keeps it: a year's dates, and how they were moved."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, kind_column
from models.tables.people import Person


class AssessmentStep(StrEnum):
    """The steps of an assessment's year, in their order."""

    REGISTRATION = "registration"
    PLAN_PUBLIC = "plan_public"
    OPEN_DATA = "open_data"
    SURVEYS = "surveys"
    SCORING = "scoring"
    CLARIFICATION = "clarification"
    CONFIRMATION = "confirmation"
    RESULT = "result"


class AssessmentDate(Base):
    """The days of one step in one fiscal year as somebody confirmed them; without a row the
    estimate counts.
    """

    __tablename__ = "assessment_date"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    """Of the assessment, Buddhist era."""
    step: Mapped[AssessmentStep] = mapped_column(kind_column(AssessmentStep))
    starts_on: Mapped[date | None]
    """None: a single day."""
    ends_on: Mapped[date]
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    """Grows with every change: who saves what was made from an older one overwrites nothing."""

    confirmed_by: Mapped[Person | None] = relationship()
    moves: Mapped[list[AssessmentMove]] = relationship(
        back_populates="of", order_by="AssessmentMove.id", cascade="all, delete-orphan"
    )


class AssessmentMove(Base):
    """One time a confirmed step was moved: where it stood, and why."""

    __tablename__ = "assessment_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    date_id: Mapped[int] = mapped_column(
        ForeignKey("assessment_date.id", ondelete="CASCADE"), index=True
    )
    from_starts_on: Mapped[date | None]
    from_ends_on: Mapped[date]
    to_ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300))
    moved_at: Mapped[datetime]
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    of: Mapped[AssessmentDate] = relationship(back_populates="moves")
    moved_by: Mapped[Person | None] = relationship()
