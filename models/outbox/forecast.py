"""What a month will still cost in paid messages, against what LINE allows: told at the opening."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import local_day, month_of
from models.outbox.line_plans import PlanAdvice
from models.outbox.quota import Budget, quota_month_after
from models.tables.obligations import Round
from models.tables.organization import Organization


@dataclass(frozen=True, slots=True)
class Forecast:
    """The paid messages of the quota month in which a round (``month``) opens, as they will be if
    nobody reports: ``limit`` and ``used`` are LINE's, ``group`` is the opening card's cost,
    ``first`` and ``last`` the reminders', ``rest`` what else the month's jobs send, ``others`` the
    reminders of other organizations of the channel.

    ``group_goes``: whether the card is pushed to the group; ``has_group`` whether there is one.
    """

    month: date
    limit: int
    used: int
    group: int
    first: int
    last: int
    rest: int
    others: int
    has_group: bool
    group_goes: bool
    advice: PlanAdvice | None = None

    @property
    def left(self) -> int:
        """What the month has left, never below 0."""
        return max(self.limit - self.used, 0)

    @property
    def to_come(self) -> int:
        """What is still to be sent, the group's card included."""
        return self.group + self.first + self.last + self.rest + self.others

    @property
    def suffices(self) -> bool:
        """Whether everything can be sent."""
        return self.to_come <= self.left


def group_card_fits(session: Session, organization: Organization, cost: int, now: datetime) -> bool:
    """Return whether the card that opens a round may go to an organization's groups for so many
    paid messages: people are reminded first.
    """
    return not Budget(session, organization.channel_id, now).is_short(cost)


def summary_fits(session: Session, organization: Organization, cost: int, now: datetime) -> bool:
    """Return whether a summary may go to an organization's groups for so many paid messages: who
    asks for it gets it for nothing, so people and the next opening card go first.
    """
    opens_at = session.scalar(
        select(Round.opens_at).where(
            Round.organization_id == organization.id, Round.month == month_of(local_day(now))
        )
    )
    is_ahead = opens_at is not None and now < opens_at < quota_month_after(now)
    return group_card_fits(session, organization, cost * 2 if is_ahead else cost, now)


def groups_cost(sizes: dict[str, int], groups: Iterable[str]) -> int:
    """Return what a card to some groups costs by their last count; a group nobody counted costs
    one, until it is counted before it is sent.
    """
    return sum(sizes.get(group) or 1 for group in groups)
