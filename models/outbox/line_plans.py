"""LINE's plans, and which of them holds what an office's months take."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.month.calendar import local_day
from models.outbox.quota import quota_month
from models.tables.organization import Channel, GroupChat, is_joined
from models.tables.outbox import Delivery, DeliveryState

_MONTHS = 3


@dataclass(frozen=True, slots=True)
class LinePlan:
    """A plan by its name, and the paid messages a month it holds (Thailand, 2026; the price is
    LINE's to say).
    """

    name: str
    messages: int


LINE_PLANS = (LinePlan("Free", 300), LinePlan("Basic", 15_000), LinePlan("Pro", 35_000))
"""The smallest first."""


@dataclass(frozen=True, slots=True)
class PlanAdvice:
    """Which plan suffices: ``months`` are the last whole quota months in which something was
    pushed, by their first day, the oldest first, each with its paid messages; ``most`` is what a
    month has to hold; ``plan`` is None when none of LINE's holds it, ``limit`` what the office has
    now (None: unlimited or unknown).
    """

    months: tuple[tuple[date, int], ...]
    most: int
    plan: LinePlan | None
    limit: int | None

    @property
    def is_short(self) -> bool:
        """Whether the plan the office has does not hold such a month."""
        return self.limit is not None and self.most > self.limit


def advise_plan(
    session: Session, channel: Channel, now: datetime, expected: int = 0
) -> PlanAdvice | None:
    """Return which plan a channel needs by its last three months, and by what this one is
    ``expected`` to take (paid messages); None when neither is known.

    What the office sent by hand this month, as LINE counted it, comes on top of a month of ours;
    so do the groups' two cards where they were left out for want of messages: a month is meant
    that goes as it should.
    """
    begun = quota_month(now)
    is_read = channel.quota_read_at is not None and channel.quota_read_at >= begun
    by_hand = channel.quota_used_elsewhere if is_read else 0
    cards = _cards_of_groups(session, channel.id)
    months: list[tuple[date, int]] = []
    whole = [expected]
    end = begun
    for _ in range(_MONTHS):
        start = quota_month(end - timedelta(days=1))
        to_people, to_groups = _pushed(session, channel.id, start, end)
        taken = to_people + to_groups
        if taken:
            months.append((local_day(start + timedelta(days=1)).replace(day=1), taken))
            whole.append(to_people + max(to_groups, cards) + by_hand)
        end = start
    most = max(whole)
    if not most:
        return None
    plan = next((plan for plan in LINE_PLANS if plan.messages >= most), None)
    return PlanAdvice(tuple(reversed(months)), most, plan, channel.quota_limit)


def _pushed(session: Session, channel_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    """Return the paid messages a channel sent from one moment to before another, to people and to
    groups.
    """
    is_person = Delivery.recipient.startswith("U")
    paid = session.execute(
        select(
            func.sum(case((is_person, Delivery.paid_messages), else_=0)),
            func.sum(case((is_person, 0), else_=Delivery.paid_messages)),
        ).where(
            Delivery.channel_id == channel_id,
            Delivery.state == DeliveryState.SENT,
            Delivery.sent_by == "push",
            Delivery.sent_at >= start,
            Delivery.sent_at < end,
        )
    ).one()
    return int(paid[0] or 0), int(paid[1] or 0)


def _cards_of_groups(session: Session, channel_id: int) -> int:
    """Return what a month's two cards to each bound group cost, by the last counts."""
    members = select(func.sum(GroupChat.member_count)).where(
        GroupChat.channel_id == channel_id, GroupChat.organization_id.is_not(None), is_joined()
    )
    return 2 * int(session.scalar(members) or 0)
