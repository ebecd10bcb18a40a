"""บันทึกประวัติการดำเนินการ: an append-only chain of salted digests.

Each entry's digest covers its text, its salt and the digest before it, so a change anywhere shows.
The text itself lies in a row of its own that can be erased (a person may ask for it) without
breaking the chain: the digest stays.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.organization import hold_organization


class AuditEntry(Base):
    """One link of an organization's chain."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("uq_audit_entry_chain", "organization_id", "number", unique=True),)

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

    entry: Mapped[AuditEntry] = relationship(back_populates="text")


def record(
    session: Session,
    organization_id: int,
    action: str,
    subject: str,
    body: dict[str, Any],
    now: datetime,
) -> AuditEntry:
    """Append an entry to an organization's chain; ``body`` holds only JSON values."""
    hold_organization(session, organization_id)  # so that the chain stays one line
    last = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.organization_id == organization_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    salt = secrets.token_hex(16)
    entry = AuditEntry(
        organization_id=organization_id,
        number=last.number + 1 if last else 1,
        at=now,
        action=action,
        subject=subject,
        salt=salt,
        text_digest=_digest(salt, body),
    )
    entry.digest = _link(entry, last.digest if last else "")
    entry.text = AuditText(body=body)
    session.add(entry)
    session.flush()
    return entry


def broken_link(session: Session, organization_id: int) -> int | None:
    """Return the number of the first entry that does not follow from what is stored, or None when
    the chain is whole.
    """
    before, expected = "", 1
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.organization_id == organization_id)
        .order_by(AuditEntry.number)
    )
    for entry in entries:
        text_changed = (
            entry.text is not None and _digest(entry.salt, entry.text.body) != entry.text_digest
        )
        if entry.number != expected or text_changed or entry.digest != _link(entry, before):
            return expected
        before, expected = entry.digest, expected + 1
    return None


def _digest(salt: str, body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _link(entry: AuditEntry, before: str) -> str:
    parts = [
        before,
        str(entry.number),
        entry.at.isoformat(),
        entry.action,
        entry.subject,
        entry.text_digest,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
