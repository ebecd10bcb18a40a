"""ITA scores as printed or entered: by fiscal year, code and, where a survey has two, part; and
what an organization adds to them.

Every change is kept in the audit chain with what stood there before, who entered it and from where.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, kind_column


class Heading(StrEnum):
    """The three headings under which an issue is analysed."""

    SHORTCOMING = "shortcoming"
    DEVELOPMENT = "development"
    KEEPING = "keeping"


@dataclass(frozen=True)
class NoteDraft:
    """A drafted text of the analysis, and the secretariat's own where there is one (else empty)."""

    issue: str
    issue_title: str
    heading: Heading
    text: str
    own: str = ""


class Score(Base):
    """คะแนน ITA: 0 to 100; code ``overall``, ``IIT|EIT|OIT``, ``1``..``10``, ``9.1``, ``i1``,
    ``e1``, ``o1``.
    """

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year", "code", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    code: Mapped[str] = mapped_column(String(12))
    part: Mapped[int] = mapped_column(default=0)
    """1 or 2 where a survey has two parts, else 0 (None would not take part in the unique rule).
    """
    value: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    decimals: Mapped[int | None]
    """How many decimals were printed, where that is known: "93.5" may be off by 0.05, "93.50" by
    0.005 only.
    """
    source: Mapped[str | None] = mapped_column(String(300))
    entered_by: Mapped[str | None] = mapped_column(String(200))
    """Who entered it, in words ("command line: somchai"), where it was not a person known to the
    bot.
    """
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]


class ScoreRule(Base):
    """An organization's own rule of a fiscal year, whole, in the form of ``scores.rules``; it
    stands before the shipped one.
    """

    __tablename__ = "score_rule"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    body: Mapped[dict[str, Any]]
    entered_by: Mapped[str | None] = mapped_column(String(200))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]


class ScoreNote(Base):
    """A text of the analysis as the secretariat wrote it; it stands in place of the drafted one."""

    __tablename__ = "score_note"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year", "issue", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    """The year of the scores, not of the plan that follows from them."""
    issue: Mapped[str] = mapped_column(String(12))
    heading: Mapped[Heading] = mapped_column(kind_column(Heading))
    text: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str | None] = mapped_column(String(200))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
