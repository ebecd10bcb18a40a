"""What is owed and what was answered: rounds, obligations, reports with revisions, reviews."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    ScalarSelect,
    String,
    Text,
    UniqueConstraint,
    false,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.agency import Agency
from models.tables.base import Base, kind_column
from models.tables.evidence import Evidence, revision_evidence
from models.tables.organization import Organization
from models.tables.people import Person
from models.tables.plan import Assignment


class Progress(StrEnum):
    """สถานะ: how a measure is getting on."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_ACHIEVED = "not_achieved"


class ObligationState(StrEnum):
    """Where one expected report stands; kept by ``models.month.expected.standing.settle``."""

    OWED = "owed"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXCUSED = "excused"
    ENDED = "ended"  # an earlier "done" ended it
    MISSED = "missed"  # a later report is in: counted as missing, asked for no more


ANSWERED = (ObligationState.SENT, ObligationState.RETURNED, ObligationState.ACCEPTED)
ASKED = (ObligationState.OWED, ObligationState.RETURNED)
NOT_SENT = (ObligationState.OWED, ObligationState.MISSED)
NOT_EXPECTED = (ObligationState.EXCUSED, ObligationState.ENDED)


class Round(Base):
    """รอบรายงาน: one calendar month of an organization, with its moments."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("organization_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    month: Mapped[date]
    opens_at: Mapped[datetime]
    """When the group is reminded; reports are taken from the first day of the month."""
    due_on: Mapped[date]
    due_at: Mapped[datetime]
    """24:00 of the due date: what is sent before it is on time."""
    closes_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship()


class Announcement(Base):
    """The due date of a round that somebody was told last."""

    __tablename__ = "announcement"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A LINE user or group id."""
    due_on: Mapped[date]


class Obligation(Base):
    """รายการที่ต้องรายงาน: one expected report of one agency for one assignment in one round."""

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("assignment_id", "agency_id", "round_id"),
        Index("ix_obligation_agency_state", "agency_id", "state"),
        Index("ix_obligation_round_state", "round_id", "state"),
        Index(
            "ix_obligation_extended",
            "extended_to",
            sqlite_where=text("extended_to IS NOT NULL"),
            postgresql_where=text("extended_to IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    state: Mapped[ObligationState] = mapped_column(
        kind_column(ObligationState), default=ObligationState.OWED
    )
    excused_at: Mapped[datetime | None]
    excuse_reason: Mapped[str | None] = mapped_column(Text)
    excused_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    extended_to: Mapped[date | None]
    """The last day an extension gives (``models.extended``); how it was given is in the
    history.
    """
    reopened_at: Mapped[datetime | None]
    """Set by the secretariat; a report may be changed again, after the close too, until the next
    one is sent.
    """
    no_action_at: Mapped[datetime | None]
    """When an officer said that nothing will be done until the next month: no report, but a reason
    to spare the early reminder.
    """

    assignment: Mapped[Assignment] = relationship()
    agency: Mapped[Agency] = relationship()
    round: Mapped[Round] = relationship()
    report: Mapped[Report | None] = relationship(
        back_populates="obligation",
        primaryjoin="and_(Obligation.id == Report.obligation_id, Report.withdrawn_at.is_(None))",
    )
    """What stands of it; a report that was taken back whole is none."""


class ExtensionRequest(Base):
    """ขอขยายเวลา: somebody of an agency asks for a later due date, and what was answered."""

    __tablename__ = "extension_request"
    __table_args__ = (Index("ix_extension_request_obligation", "obligation_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id", ondelete="CASCADE"))
    asked_to: Mapped[date]
    """The day that is asked for."""
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted: Mapped[bool | None]

    obligation: Mapped[Obligation] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])


class Nudge(Base):
    """ติดตาม: an agency was asked once more on a day (in Bangkok); at most once, which the key
    keeps.
    """

    __tablename__ = "nudge"

    agency_id: Mapped[int] = mapped_column(
        ForeignKey("agency.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    messages: Mapped[int]
    """How many pushes it led to."""


class KeptReason(Base):
    """A reason for returning that an organization keeps for use again."""

    __tablename__ = "kept_reason"
    __table_args__ = (UniqueConstraint("organization_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    text: Mapped[str] = mapped_column(String(500))
    removed_at: Mapped[datetime | None]
    """One of those every organization begins with, which this one does not want."""


class Report(Base):
    """What was sent for an obligation; the newest revision counts, all are kept. Those that were
    taken back are passed over here, for whoever goes from an obligation to its report and on to its
    revisions; queries for revisions themselves ask ``Revision.stands``.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), unique=True)
    first_sent_at: Mapped[datetime]
    late: Mapped[bool]
    """The first revision came after the due moment."""
    progress: Mapped[Progress] = mapped_column(kind_column(Progress))
    """Of the newest revision."""
    withdrawn_at: Mapped[datetime | None]
    """When its only revision was taken back; None while one stands."""

    obligation: Mapped[Obligation] = relationship(back_populates="report")
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="report",
        primaryjoin="and_(Report.id == Revision.report_id, Revision.withdrawn_at.is_(None))",
        order_by="Revision.number",
    )

    @property
    def current(self) -> Revision:
        """The newest revision."""
        return self.revisions[-1]


class Revision(Base):
    """One version of a report, as it was confirmed; never changed afterwards."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        Index("ix_revision_sender", "sent_by_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    draft_id: Mapped[int | None] = mapped_column(unique=True)
    """The draft it came from; unique, so that a second tap on the confirming button sends nothing
    twice. Not a foreign key:
    drafts may be cleared away."""
    progress: Mapped[Progress] = mapped_column(kind_column(Progress))
    percent: Mapped[int | None]
    summary: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    obstacle: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    """Entered by the secretariat for the agency."""
    told_superior: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The superior was told, where the plan's follow-up column asks for it."""
    withdrawn_at: Mapped[datetime | None]
    """When the sender took it back; the row stays, and counts no more."""
    reopened_at: Mapped[datetime | None]
    """When what it answers had been reopened: taken back, that stands again."""

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        """The condition that a revision was not taken back."""
        return cls.withdrawn_at.is_(None)

    @classmethod
    def newest_number(cls) -> ScalarSelect[int]:
        """The number of a report's newest revision that stands, in a query for reports."""
        return (
            select(func.max(cls.number))
            .where(cls.report_id == Report.id, cls.stands())
            .correlate(Report)
            .scalar_subquery()
        )

    @property
    def receipt_number(self) -> str:
        """The number the sender was given: fiscal year, report, revision."""
        return f"{self.report.obligation.round.fiscal_year}-{self.report_id:06d}-{self.number}"

    report: Mapped[Report] = relationship(back_populates="revisions")
    sent_by: Mapped[Person] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(
        secondary=revision_evidence, order_by="Evidence.id"
    )
    review: Mapped[Review | None] = relationship(back_populates="revision")


class ReviewDecision(StrEnum):
    """What the secretariat said of a revision."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Review(Base):
    """ตรวจรายงาน: one decision on one revision."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), unique=True)
    decision: Mapped[ReviewDecision] = mapped_column(kind_column(ReviewDecision))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    revision: Mapped[Revision] = relationship(back_populates="review")
    decided_by: Mapped[Person] = relationship()
