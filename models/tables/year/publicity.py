"""What of the evidence the public may see: marked by somebody who looked at it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class PublicEvidence(Base):
    """A piece of evidence that somebody marked as public after a look; the row stays when the mark
    is withdrawn, so that its address is never another's.
    """

    __tablename__ = "public_evidence"
    __table_args__ = (Index("ix_public_evidence_year", "organization_id", "fiscal_year"),)

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    fiscal_year: Mapped[int]
    caption: Mapped[str] = mapped_column(String(200))
    """What the public reads of it; the file's own name may tell a person's."""
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
