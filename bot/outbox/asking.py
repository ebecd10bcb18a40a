"""Asking LINE how many paid messages the month has: twice a day, and when it matters."""

from datetime import timedelta

from sqlalchemy import bindparam, select, update

from bot.line.client import LineUnavailable
from bot.log import info, warning
from bot.program import Program
from models.outbox.quota import quota_month, used_messages
from models.tables.organization import Channel, GroupChat, is_joined
from models.tables.outbox import OVER_QUOTA, Delivery, DeliveryState

_REFRESH = timedelta(hours=12)
GONE = 404
"""What LINE answers about a group that the bot is not in."""
# All that is held back at once, so that what matters most takes what there is now.
_LET_GO = (
    update(Delivery)
    .where(
        Delivery.channel_id == bindparam("channel"),
        Delivery.state == DeliveryState.WAITING,
        Delivery.error == OVER_QUOTA,
        Delivery.next_try_at > bindparam("now"),
    )
    .values(next_try_at=bindparam("now"))
    .execution_options(synchronize_session=False)
)


def refresh_quota(program: Program, older_than: timedelta = _REFRESH) -> bool:
    """Ask LINE for the month's limit and use unless that was done lately; without an answer what is
    known stays. Return whether LINE answered.
    """
    now, channel_id = program.clock(), program.channel_id
    with program.database.read() as session:
        read_at = session.get_one(Channel, channel_id).quota_read_at
    if read_at and quota_month(now) <= read_at and abs(now - read_at) < older_than:
        return False
    try:
        limit = program.line.get("/v2/bot/message/quota")
        used = program.line.get("/v2/bot/message/quota/consumption")
    except LineUnavailable as error:
        warning("quota.not_read", status=error.status)
        return False
    most, total = limit.get("value"), used.get("totalUsage")
    with program.database.begin() as session:
        channel = session.get_one(Channel, channel_id)
        channel.quota_limit = (
            most if limit.get("type") == "limited" and isinstance(most, int) else None
        )
        channel.quota_used_elsewhere = 0
        channel.quota_read_at = now
        ours = used_messages(session, channel, now)
        channel.quota_used_elsewhere = max(total - ours, 0) if isinstance(total, int) else 0
        session.execute(_LET_GO, {"channel": channel_id, "now": now})
    info("quota.read", limit=most, used=total)
    return True


def count_groups(program: Program) -> None:
    """Count the members of bound groups that nobody counted yet: what a card costs there decides
    whether it is sent. One that cannot be counted is counted before the push.
    """
    channel_id = program.channel_id
    with program.database.read() as session:
        uncounted = session.execute(
            select(GroupChat.id, GroupChat.line_group_id).where(
                GroupChat.channel_id == channel_id,
                GroupChat.organization_id.is_not(None),
                GroupChat.member_count.is_(None),
                GroupChat.unreachable_at.is_(None),
                is_joined(),
            )
        ).all()
    for number, line_group_id in uncounted:
        count, is_gone = None, False
        try:
            count = program.line.group_member_count(line_group_id)
        except LineUnavailable as error:
            info("group.not_counted", group=number, status=error.status)
            is_gone = error.status == GONE
        with program.database.begin() as session:
            group = session.get(GroupChat, number)
            if group is not None:
                group.member_count = count
                # Not asked again and again; any event from it, or a count, clears the mark.
                group.unreachable_at = program.clock() if is_gone else None
