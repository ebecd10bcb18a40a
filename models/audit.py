"""บันทึกประวัติการดำเนินการ: an append-only chain of salted digests.

Each entry's digest covers its text, its salt and the digest before it, so a change anywhere shows.
The text itself lies in a row of its own that can be erased (a person may ask for it) without
breaking the chain: the digest stays. Where a change came from stands in the text; the browser or
user it names lies beside it under a salt of its own, so that it can be erased without the text.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.origin import Origin, origin_of
from models.tables.audit import AuditEntry, AuditText
from models.tables.organization import hold_organization

_ROWS_AT_ONCE = 100
_LONG = 7
"""Letters of a telephone of which the last three may be seen."""


def record(
    session: Session,
    organization_id: int,
    action: str,
    subject: str,
    body: dict[str, Any],
    now: datetime,
    *,
    origin: Origin | None = None,
) -> AuditEntry:
    """Append an entry to an organization's chain; ``body`` holds only JSON values.

    ``origin`` is where the change came from; None: where the session's transaction did.
    """
    hold_organization(session, organization_id)  # so that the chain stays one line
    last = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.organization_id == organization_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    salt = secrets.token_hex(16)
    body, described = _with_origin(body, origin or origin_of(session))
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
    entry.text = AuditText(body=body, described=described)
    session.add(entry)
    session.flush()
    return entry


def masked(phone: str | None) -> str | None:
    """Return a telephone as the history keeps it, which nobody can encrypt anew or erase by itself:
    no more of it than tells one from another.
    """
    if not phone:
        return phone
    shown = phone[-3:] if len(phone) >= _LONG else ""
    return "•" * (len(phone) - len(shown)) + shown


def last_body(session: Session, organization_id: int, action: str) -> dict[str, Any] | None:
    """Return what the newest entry of an action says; None when there is none, or its text was
    erased.
    """
    return session.scalar(
        select(AuditText.body)
        .join(AuditEntry, AuditEntry.id == AuditText.entry_id)
        .where(AuditEntry.organization_id == organization_id, AuditEntry.action == action)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )


class ChainFault(StrEnum):
    """What of an entry does not fit."""

    NUMBER = "number"
    TEXT_DIGEST = "text digest"
    ORIGIN = "origin"
    LINK = "link"


@dataclass(frozen=True)
class BrokenRow:
    """The first row of a chain that does not follow from what is stored: ``number`` is the one that
    was expected there, ``row_id`` the ``audit_entry.id`` of the row found.
    """

    number: int
    row_id: int
    fault: ChainFault


@dataclass(frozen=True)
class ChainCheck:
    """What a walk along a chain found: how many entries fit, and the row it ended at when one does
    not. Entries cut off at the chain's end leave no trace in it.
    """

    entries: int
    broken: BrokenRow | None = None


def check_chain(session: Session, organization_id: int) -> ChainCheck:
    """Walk an organization's chain from its first entry, in memory that does not grow with it.

    A text that was erased is no fault: its digest stays.
    """
    rows = session.execute(
        select(
            AuditEntry.id,
            AuditEntry.number,
            AuditEntry.at,
            AuditEntry.action,
            AuditEntry.subject,
            AuditEntry.salt,
            AuditEntry.text_digest,
            AuditEntry.digest,
            AuditText.entry_id.is_not(None).label("has_text"),
            AuditText.body,
            AuditText.described,
        )
        .outerjoin(AuditText)
        .where(AuditEntry.organization_id == organization_id)
        .order_by(AuditEntry.number)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    before, entries = "", 0
    for row in rows:
        fault = _fault(row, entries + 1, before)
        if fault is not None:
            rows.close()
            return ChainCheck(entries, BrokenRow(entries + 1, row.id, fault))
        before, entries = row.digest, entries + 1
    return ChainCheck(entries)


def _fault(row: Row[Any], expected: int, before: str) -> ChainFault | None:
    if row.number != expected:
        return ChainFault.NUMBER
    if row.has_text and _digest(row.salt, row.body) != row.text_digest:
        return ChainFault.TEXT_DIGEST
    if row.described is not None and not _is_described(row.body, row.described):
        return ChainFault.ORIGIN
    return ChainFault.LINK if row.digest != _link(row, before) else None


def _with_origin(
    body: dict[str, Any], origin: Origin | None
) -> tuple[dict[str, Any], dict[str, str] | None]:
    """Return the text with its origin, and what of the origin lies beside the text."""
    if origin is None:
        return body, None
    told: dict[str, Any] = {"place": origin.place.value}
    if origin.person_id is not None:
        told["person"] = origin.person_id
    if origin.described is None:
        return {**body, "origin": told}, None
    described = {"salt": secrets.token_hex(16), "words": origin.described}
    told["digest"] = _digest(described["salt"], origin.described)
    return {**body, "origin": told}, described


def _is_described(body: dict[str, Any], described: dict[str, str]) -> bool:
    told = body.get("origin", {})
    return bool(told.get("digest") == _digest(described["salt"], described["words"]))


def _digest(salt: str, body: dict[str, Any] | str) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _link(entry: AuditEntry | Row[Any], before: str) -> str:
    parts = [
        before,
        str(entry.number),
        entry.at.isoformat(),
        entry.action,
        entry.subject,
        entry.text_digest,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
