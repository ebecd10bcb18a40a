"""ITA scores as printed or entered: by fiscal year, code and, where a survey has two, part."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Score(Base):
    """คะแนน ITA: 0 to 100; code ``overall``, ``IIT|EIT|OIT``, ``1``..``10``, ``9.1``, ``i1``, ``e1``, ``o1``."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("organization_id", "fiscal_year", "code", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    code: Mapped[str] = mapped_column(String(12))
    part: Mapped[int] = mapped_column(default=0)
    """1 or 2 where a survey has two parts, else 0 (a null would not take part in the unique rule)."""
    value: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    source: Mapped[str | None] = mapped_column(String(300))
    entered_at: Mapped[datetime]
