"""The result report: the accepted reports it is drawn from, kept narrow, and what people changed
and published: edited cells, evidence that was looked at, frozen versions.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, kind_column
from models.tables.obligations import Progress


class AcceptedReport(Base):
    """The newest accepted revision of a report, and what of it papers count and sort by; written
    by ``models.reports.accepted_rows`` alone. Nothing in it changes but when a newer revision of
    the report is accepted: what was reported on is neither merged away nor removed.
    """

    __tablename__ = "accepted_report"
    __table_args__ = (
        # Each answers a question of papers.drawn by itself, without a look at the row.
        Index(
            "ix_accepted_report_agency",
            *("measure_id", "agency_id", "month", "revision_id", "progress"),
        ),
        Index("ix_accepted_report_promise", "measure_id", "promise", "month"),
        Index(
            "ix_accepted_report_outcome",
            *("measure_id", "outcome_key", "month", "agency_id", "revision_id"),
        ),
    )

    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), unique=True
    )
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    month: Mapped[date]
    """The first day of the round's month."""
    progress: Mapped[Progress] = mapped_column(kind_column(Progress))
    outcome_key: Mapped[int] = mapped_column(BigInteger)
    """The same for outcomes of the same words, letter by letter."""
    promise: Mapped[int]
    """How much it may show: letters and events given as evidence, words that go with them."""


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
