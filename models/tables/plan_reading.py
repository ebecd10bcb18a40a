"""A document that somebody gave as a plan: what was understood of it, and what was said about that,
until it is stored.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base
from models.tables.people import Person


class PlanReading(Base):
    """การนำเข้าแผน: one document on its way to a plan; nothing of it holds before it is stored."""

    __tablename__ = "plan_reading"
    __table_args__ = (Index("ix_plan_reading_organization_id_id", "organization_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str] = mapped_column(String(300))
    """What the file is called."""
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file; gone once the plan is stored."""
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON)
    """How it is read: ``fiscal_year``, ``plan`` (its number in the file) and ``sheet``, where
    somebody said so.
    """
    read_at: Mapped[datetime | None]
    """When it was last read; None: it waits to be."""
    problem: Mapped[str | None] = mapped_column(String(1000))
    """Why it cannot be read, the reader's English sentence; None: it can."""
    plans: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """The plans of a file that holds several, of which nobody chose yet: objects of ``number``,
    ``organization``, ``fiscal_year`` and ``sheets``.
    """
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What was understood, mended since (``plans.storing.kept``)."""
    settled: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Who stands for which doubt (the person's id and the moment, by the doubt's mark)."""
    mended: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Who mended which measure (the person's id and the moment, by its place from 0)."""
    stored_at: Mapped[datetime | None]
    fiscal_year: Mapped[int | None]
    """Of the plan it became."""

    given_by: Mapped[Person | None] = relationship()
