"""The month's paid messages: what was used, what LINE allows, and whether one more push still fits.

LINE counts recipients of pushes; replies are free (LINE: Messaging API pricing). Its quota months
begin on the first day in UTC+9. Our own ledger is the sum of ``Delivery.paid_messages``; LINE's own
count, which also holds what the office sends by hand, is read once a day and may be higher.
"""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.line.client import LineUnavailable
from bot.log import info, warning
from bot.program import Program
from models.tables.organization import Channel
from models.tables.outbox import Delivery, DeliveryState

_LINE_ZONE = timezone(timedelta(hours=9))
_REFRESH = timedelta(hours=12)


def quota_month(now: datetime) -> datetime:
    """Return when LINE's current quota month began, as aware UTC."""
    here = now.astimezone(_LINE_ZONE)
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def used_messages(
    session: Session, channel: Channel, now: datetime, *, without: int | None = None
) -> int:
    """Return how many paid messages the month has used: our ledger, or LINE's count when that was
    higher.

    Pushes that were begun and have no known outcome count too; ``without`` leaves one delivery out.
    """
    begun = quota_month(now)
    paid = select(func.coalesce(func.sum(Delivery.paid_messages), 0)).where(
        Delivery.channel_id == channel.id
    )
    sent = paid.where(
        Delivery.state == DeliveryState.SENT,
        Delivery.sent_by == "push",
        Delivery.sent_at >= begun,
    )
    on_the_way = paid.where(
        Delivery.state == DeliveryState.WAITING,
        Delivery.first_push_at >= begun,
        Delivery.id != (without or 0),
    )
    elsewhere = (
        channel.quota_used_elsewhere
        if channel.quota_read_at and channel.quota_read_at >= begun
        else 0
    )
    return int(session.scalar(sent) or 0) + int(session.scalar(on_the_way) or 0) + elsewhere


def messages_left(
    session: Session, channel_id: int, now: datetime, *, without: int | None = None
) -> int | None:
    """Return how many paid messages the month has left (never below 0); None when there is no limit
    we know of.
    """
    channel = session.get_one(Channel, channel_id)
    if channel.quota_limit is None:
        return None
    return max(channel.quota_limit - used_messages(session, channel, now, without=without), 0)


def refresh_quota(program: Program, older_than: timedelta = _REFRESH) -> None:
    """Ask LINE for the month's limit and use unless that was done lately; without an answer what is
    known stays.
    """
    now, channel_id = program.clock(), program.channel_id
    with program.database.read() as session:
        read_at = session.get_one(Channel, channel_id).quota_read_at
    if read_at and quota_month(now) <= read_at and abs(now - read_at) < older_than:
        return
    try:
        limit = program.line.get("/v2/bot/message/quota")
        used = program.line.get("/v2/bot/message/quota/consumption")
    except LineUnavailable as error:
        warning("quota.not_read", status=error.status)
        return
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
    info("quota.read", limit=most, used=total)
