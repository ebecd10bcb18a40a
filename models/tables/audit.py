"""The rows of บันทึกประวัติการดำเนินการ; the chain they make is ``models.audit``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base


class AuditEntry(Base):
    """One link of an organization's chain."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("uq_audit_entry_chain", "organization_id", "number", unique=True),
        Index("ix_audit_entry_subject", "organization_id", "subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    """What it was done to, e.g. ``report:17``."""
    salt: Mapped[str] = mapped_column(String(32))
    text_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    text: Mapped[AuditText | None] = relationship(back_populates="entry")


class AuditText(Base):
    """What an entry stands for; may be erased."""

    __tablename__ = "audit_text"

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was changed; ``origin`` in it says from where: ``place``, ``person`` (a row id), and the
    ``digest`` of ``described``.
    """
    described: Mapped[dict[str, Any] | None]
    """The browser or the machine's user the change came from (``words``), with its ``salt``; may be
    erased alone.
    """

    entry: Mapped[AuditEntry] = relationship(back_populates="text")
