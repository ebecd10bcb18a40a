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

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.audit import AuditEntry, AuditText
from models.tables.organization import hold_organization


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
