"""Long work that people ask for on a page, worked off by the scheduler process."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base
from models.tables.encrypted import EncryptedBytes
from models.tables.people import Person

_UNFINISHED = text("finished_at IS NULL")


class Work(Base):
    """งานที่ระบบทำให้: one piece of long work, from the press of a button to its result."""

    __tablename__ = "work"
    __table_args__ = (
        # Two presses of one button are one piece of work.
        Index(
            "uq_work_unfinished",
            "organization_id",
            "kind",
            "key",
            unique=True,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        Index("ix_work_finished_at", "finished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200))
    """What it is about: the same kind and key is the same work while it is unfinished."""
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    """While somebody works on it; after that another may begin anew."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(1000))
    """Why it came to nothing, as the person is told; None when it went well."""
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    asked_by: Mapped[Person | None] = relationship()
    files: Mapped[list["WorkFile"]] = relationship(
        back_populates="work", cascade="all, delete-orphan", order_by="WorkFile.id"
    )


class WorkFile(Base):
    """A file that was given to a piece of work, or made by it.

    It lies in the database: the page and the scheduler may run on machines of their own. It may
    hold codes of invitations.
    """

    __tablename__ = "work_file"
    __table_args__ = (Index("ix_work_file_work", "work_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id", ondelete="CASCADE"))
    is_made: Mapped[bool]
    """Made by the work, to be downloaded; else given to it."""
    name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    body: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)

    work: Mapped[Work] = relationship(back_populates="files")
