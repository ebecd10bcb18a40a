"""What was handed in with a report, and with which of its revisions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, kind_column

revision_evidence = Table(
    "revision_evidence",
    Base.metadata,
    Column("revision_id", ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "evidence_id", ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)


class EvidenceKind(StrEnum):
    """What kind of thing was handed in."""

    IMAGE = "image"
    FILE = "file"
    LINK = "link"
    NOTE = "note"  # a letter's number and date, an event: described in words


class Evidence(Base):
    """หลักฐาน: something a person handed in; the bytes lie in DATA_DIR under ``path``."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_message", "line_message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EvidenceKind] = mapped_column(kind_column(EvidenceKind))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    draft_id: Mapped[int | None] = mapped_column(
        ForeignKey("draft.id", ondelete="SET NULL"), index=True
    )
    """The draft it waits in; None and in no revision: sent outside any form, waiting to be
    attached.
    """
    line_message_id: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    path: Mapped[str | None] = mapped_column(String(300))
    url: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    """Taken back by the person: the bytes are gone, the row tells that something was there."""

    @property
    def is_awaited(self) -> bool:
        """Whether its file is still being received (``models.reports.awaited_files``)."""
        has_file = self.kind in (EvidenceKind.IMAGE, EvidenceKind.FILE)
        return has_file and self.path is None and self.erased_at is None

    def take_file(self, name: str, path: str, size: int, sha256: str, media_type: str) -> None:
        """Take the file that was stored for it."""
        self.name, self.path, self.size = name, path, size
        self.sha256, self.media_type = sha256, media_type

    def erase(self, now: datetime) -> str | None:
        """Forget what it was; return the path of its file, which is to be deleted, if there
        is one.
        """
        path = self.path
        self.path = self.url = self.sha256 = None
        self.name, self.erased_at = "-", now
        return path
