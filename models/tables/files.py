"""Files of evidence on their way: those LINE has not given us yet, those that are to be erased."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base
from models.tables.evidence import Evidence
from models.tables.people import Person

KEPT = "kept"
"""The outcome of a file that came; any other is why it did not."""


class AwaitedFile(Base):
    """ไฟล์ที่รอรับ: a file that was not there when its message was answered, fetched until it is.

    The row goes when its sender was told that it came; one that did not come stays, so that the
    report it is missing from can be found.
    """

    __tablename__ = "awaited_file"
    __table_args__ = (
        Index("ix_awaited_file_person", "person_id"),
        Index("ix_awaited_file_next_try", "next_try_at"),
    )

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    media_type: Mapped[str] = mapped_column(String(20))
    """As LINE calls it: image, video, audio, file."""
    file_name: Mapped[str] = mapped_column(String(300))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    """While somebody fetches it, when another may; None once the outcome is known."""
    outcome: Mapped[str | None] = mapped_column(String(20))
    told_at: Mapped[datetime | None]

    evidence: Mapped[Evidence] = relationship()
    person: Mapped[Person] = relationship()


class FileToErase(Base):
    """A file under DATA_DIR that nothing holds any more; the row stays until it is surely gone."""

    __tablename__ = "file_to_erase"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime]
