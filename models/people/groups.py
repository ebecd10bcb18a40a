"""The LINE groups an organization speaks to: linked by a code typed in them, unlinked from here."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import GroupChat, is_joined
from models.tables.outbox import withdraw_from
from models.tables.people import Membership, Person, is_held

MEMBER_LEFT, MEMBER_CAME = "group.member_left", "group.member_came"
"""The entries of the history by which it is remembered who left a linked group, and came back."""


def linked_groups(session: Session, organization_id: int) -> list[GroupChat]:
    """Return the groups an organization is linked to, in the order the bot came into them."""
    return list(
        session.scalars(
            select(GroupChat)
            .where(GroupChat.organization_id == organization_id, is_joined())
            .order_by(GroupChat.id)
        )
    )


def note_members(
    session: Session, group: GroupChat, left: Iterable[str], came: Iterable[str], now: datetime
) -> None:
    """Keep in the history who of an organization's people (LINE user ids) left its group, or came
    back; nothing is kept of others.
    """
    if group.organization_id is None:
        return
    for action, users in ((MEMBER_LEFT, left), (MEMBER_CAME, came)):
        known = session.scalars(
            select(Person.id)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                Person.channel_id == group.channel_id,
                Person.line_user_id.in_(list(users)),
                Membership.organization_id == group.organization_id,
                is_held(now),
            )
            .distinct()
            .order_by(Person.id)
        )
        for number in known.all():
            subject, body = f"group:{group.id}", {"person": number}
            audit.record(session, group.organization_id, action, subject, body, now)


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
