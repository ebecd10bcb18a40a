"""Reasons for returning that an organization keeps for use again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import audit
from models.tables.obligations import KeptReason
from models.tables.organization import hold_organization
from models.tables.people import Person

MOST_REASONS = 30


def kept_reasons(session: Session, organization_id: int, shipped: Sequence[str]) -> list[str]:
    """Return the reasons to choose from: those every organization begins with (``shipped``), but
    what this one took out, then its own, the oldest first.
    """
    rows = session.scalars(
        select(KeptReason)
        .where(KeptReason.organization_id == organization_id)
        .order_by(KeptReason.id)
    ).all()
    removed = {row.text for row in rows if row.removed_at is not None}
    own = [row.text for row in rows if row.removed_at is None and row.text not in shipped]
    return [text for text in shipped if text not in removed] + own


def keep_reason(
    session: Session,
    organization_id: int,
    text: str,
    shipped: Sequence[str],
    *,
    by: Person,
    now: datetime,
) -> bool:
    """Keep a reason for use again; False when it is kept already, or the list is full."""
    hold_organization(session, organization_id)
    text = " ".join(text.split())
    kept = kept_reasons(session, organization_id, shipped)
    if not text or text in kept or len(kept) >= MOST_REASONS:
        return False
    _forget(session, organization_id, text)
    if text not in shipped:
        session.add(KeptReason(organization_id=organization_id, text=text))
    _note(session, organization_id, "reason.kept", text, by, now)
    return True


def drop_reason(
    session: Session,
    organization_id: int,
    text: str,
    shipped: Sequence[str],
    *,
    by: Person,
    now: datetime,
) -> bool:
    """Take a reason out of the list; False when it is not in it. What was returned with it stays as
    it is.
    """
    hold_organization(session, organization_id)
    if text not in kept_reasons(session, organization_id, shipped):
        return False
    if text in shipped:
        session.add(KeptReason(organization_id=organization_id, text=text, removed_at=now))
    else:
        _forget(session, organization_id, text)
    _note(session, organization_id, "reason.dropped", text, by, now)
    return True


def _forget(session: Session, organization_id: int, text: str) -> None:
    session.execute(
        delete(KeptReason).where(
            KeptReason.organization_id == organization_id, KeptReason.text == text
        )
    )


def _note(
    session: Session, organization_id: int, action: str, text: str, by: Person, now: datetime
) -> None:
    session.flush()
    body = {"person": by.id, "reason": text}
    subject = f"organization:{organization_id}"
    audit.record(session, organization_id, action, subject, body, now)
