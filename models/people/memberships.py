"""The end of a role: officers change every year, and what they did stays theirs."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.tables.conversation import Draft
from models.tables.people import Membership, is_held


def live_memberships(session: Session, organization_id: int) -> list[Membership]:
    """Return the roles held now in an organization, in the order people entered."""
    return list(
        session.scalars(
            select(Membership)
            .where(Membership.organization_id == organization_id, is_held())
            .options(joinedload(Membership.person), joinedload(Membership.agency))
            .order_by(Membership.id)
        )
    )


def end_membership(session: Session, membership: Membership, now: datetime) -> None:
    """End a role: nothing is asked or shown in it any more; reports and their sender's name stay.
    Doing it twice does nothing.

    A form left open in the role is put aside for good: the next holder begins anew.
    """
    if membership.ended_at is not None:
        return
    membership.ended_at = now
    session.execute(
        update(Draft)
        .where(Draft.membership_id == membership.id, Draft.closed_at.is_(None))
        .values(active=False, closed_at=now, updated_at=now)
    )
    body = {
        "person": membership.person_id,
        "agency": membership.agency_id,
        "role": membership.role.value,
    }
    audit.record(
        session,
        membership.organization_id,
        "membership.ended",
        f"membership:{membership.id}",
        body,
        now,
    )
