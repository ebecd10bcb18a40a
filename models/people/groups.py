"""The LINE groups an organization speaks to: linked by a code typed in them, unlinked from here."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import GroupChat, is_joined
from models.tables.outbox import withdraw_from


def linked_groups(session: Session, organization_id: int) -> list[GroupChat]:
    """Return the groups an organization is linked to, in the order the bot came into them."""
    return list(
        session.scalars(
            select(GroupChat)
            .where(GroupChat.organization_id == organization_id, is_joined())
            .order_by(GroupChat.id)
        )
    )


def unlink_group(session: Session, group: GroupChat, now: datetime) -> None:
    """Say nothing more to a group: what waits for it is taken back. The bot stays in it, and a new
    code links it again.
    """
    organization_id = group.organization_id
    if organization_id is None:
        return
    group.organization_id = None
    session.flush()
    withdraw_from(session, organization_id, group.line_group_id)
    audit.record(session, organization_id, "group.unlinked", f"group:{group.id}", {}, now)
