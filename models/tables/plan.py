"""A year's plan as it was printed: issues, measures, their steps, and who answers for them when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.agency import Agency, AgencyGroup
from models.tables.base import Base
from models.tables.organization import Organization


class Plan(Base):
    """One organization's plan of one fiscal year; nothing is owed before it is adopted."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    """Buddhist era."""
    adopted_at: Mapped[datetime | None]
    source_name: Mapped[str | None] = mapped_column(String(300))
    imported_at: Mapped[datetime | None]
    printed_frame: Mapped[dict[str, Any] | None]
    """What an imported result report printed around its table: lists of text under ``titles``,
    ``introduction``, ``remarks`` and
    ``signature``; None for any other document."""

    proclamation: Mapped[dict[str, Any] | None]
    """What the office said of its proclamation: ``on`` (ISO date), ``signer_name``,
    ``signer_position``; None: nothing yet.
    """
    narrative: Mapped[dict[str, Any] | None]
    """What the plan's paper says in words beside its table: lists of text by part, and under
    ``questions`` code, fiscal year and text of the assessment's questions; None: nothing was read.
    """
    doubts: Mapped[list[Any] | None] = mapped_column(JSON)
    """What the import was unsure of: objects of ``kind``, ``where``, ``message``, and
    ``settled_by`` and ``settled_at`` (ISO, UTC) once somebody settled it; None: imported before
    doubts were kept.
    """

    organization: Mapped[Organization] = relationship()
    issues: Mapped[list[Issue]] = relationship(
        back_populates="plan", order_by="Issue.position", cascade="all, delete-orphan"
    )
    measures: Mapped[list[Measure]] = relationship(
        back_populates="plan", order_by="Measure.position", cascade="all, delete-orphan"
    )


class Issue(Base):
    """ประเด็น: a heading under which measures stand."""

    __tablename__ = "issue"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)

    plan: Mapped[Plan] = relationship(back_populates="issues")
    measures: Mapped[list[Measure]] = relationship(
        back_populates="issue", order_by="Measure.position"
    )


class Measure(Base):
    """มาตรการ: one row of the plan; ``removed_at`` keeps a dropped one whose reports must stay."""

    __tablename__ = "measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    issue_id: Mapped[int | None] = mapped_column(
        ForeignKey("issue.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int]
    code: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    followup: Mapped[str | None] = mapped_column(Text)
    printed_results: Mapped[list[Any]] = mapped_column(JSON, default=list)
    printed_outcomes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Results and outcomes as an imported report printed them: lists of text."""
    indicators: Mapped[list[Any] | None]
    targets: Mapped[list[Any] | None]
    """By what success is measured and what is hoped for: lists of text; None for nothing."""
    budget: Mapped[str | None] = mapped_column(Text)
    """As printed, with its unit and source of money."""
    removed_at: Mapped[datetime | None]

    plan: Mapped[Plan] = relationship(back_populates="measures")
    issue: Mapped[Issue | None] = relationship(back_populates="measures")
    steps: Mapped[list[Step]] = relationship(
        back_populates="measure", order_by="Step.position", cascade="all, delete-orphan"
    )
    assignments: Mapped[list[Assignment]] = relationship(
        back_populates="measure", order_by="Assignment.position", cascade="all, delete-orphan"
    )


class Step(Base):
    """ขั้นตอน: one step of a measure."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(
        ForeignKey("measure.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    measure: Mapped[Measure] = relationship(back_populates="steps")


class Assignment(Base):
    """A measure, one party that answers for it (an agency or a collective party; neither: nobody
    yet), and when.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(
        ForeignKey("measure.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    party_text: Mapped[str | None] = mapped_column(Text)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("agency_group.id"), index=True)
    period_text: Mapped[str | None] = mapped_column(Text)
    start_on: Mapped[date | None]
    end_on: Mapped[date | None]
    """First and last day, inclusive; None: from the beginning (to the end) of the fiscal year."""
    recurrence: Mapped[str | None] = mapped_column(String(40))
    steps: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """0-based positions of the steps it covers; empty: all."""
    removed_at: Mapped[datetime | None]

    measure: Mapped[Measure] = relationship(back_populates="assignments")
    agency: Mapped[Agency | None] = relationship()
    group: Mapped[AgencyGroup | None] = relationship()
