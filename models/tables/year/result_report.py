"""The result report as people changed and published it: edited cells, evidence that was looked at,
frozen versions.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, kind_column


class CellEdit(Base):
    """One text the secretariat wrote over what was drawn from reports; the newest of a place
    counts, all are kept.
    """

    __tablename__ = "cell_edit"
    __table_args__ = (Index("ix_cell_edit_place", "plan_id", "measure_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    measure_id: Mapped[int | None] = mapped_column(
        ForeignKey("measure.id", ondelete="CASCADE"), index=True
    )
    """None: a part of the paper outside the table."""
    place: Mapped[str] = mapped_column(String(40))
    """A column of the table ("summary", "outcome", "indicators"), or a part of the paper ("titles",
    "remarks", ...).
    """
    text: Mapped[str | None] = mapped_column(Text)
    """A line for each numbered entry; None: as drawn again."""
    basis: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what was drawn when it was edited: another one now means that the reports changed
    since.
    """
    sources: Mapped[list[Any]]
    """What the drawn text came from then ("revision:17", "score:2:2567"): the origin that stays
    attached.
    """
    edited_at: Mapped[datetime]
    edited_by: Mapped[str | None] = mapped_column(String(200))


class FigureConfirmation(Base):
    """A figure of a paper that nothing stored tells, for which somebody stands by name; it holds
    while the line says the same.
    """

    __tablename__ = "figure_confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    measure_id: Mapped[int | None] = mapped_column(
        ForeignKey("measure.id", ondelete="CASCADE"), index=True
    )
    """None: a part of the paper outside the table."""
    place: Mapped[str] = mapped_column(String(40))
    """A column of the table or a part of the paper, as of ``CellEdit``."""
    line: Mapped[str] = mapped_column(Text)
    """The whole line, in Arabic digits."""
    figure: Mapped[str] = mapped_column(String(40))
    """As it stands in that line ("85")."""
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(200))


class PersonalData(StrEnum):
    """What was found in a piece of evidence by the person who looked at it."""

    NONE = "none"
    MASKED = "masked"  # there was some; it is covered in what may be shown
    WITHHELD = "withheld"  # there is some; it is not to be published


class EvidenceLook(Base):
    """Somebody looked at a piece of evidence for personal data before it may be published."""

    __tablename__ = "evidence_look"

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True
    )
    found: Mapped[PersonalData] = mapped_column(kind_column(PersonalData))
    looked_at: Mapped[datetime]
    looked_by: Mapped[str | None] = mapped_column(String(200))


class ReportVersion(Base):
    """A published result report, frozen; later changes make the next number."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    """The paper as ``papers.print.document`` writes it."""
    origins: Mapped[list[Any]]
    """Where every cell came from, as it stood on that day."""
    measures: Mapped[list[Any] | None]
    """How every measure stood on that day, as ``papers.measure_states`` writes it; None: published
    before that was kept.
    """
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the document without its version: equal when nothing changed."""
    despite: Mapped[list[Any]]
    """The kinds of findings the publisher knew of and let stand."""
    published_at: Mapped[datetime]
    published_by: Mapped[str | None] = mapped_column(String(200))
