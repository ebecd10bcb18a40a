"""What did not arrive, for the secretariat: who blocked the account, groups it is not in, pushes
held back or given up, events that met a bug, a summary that came too late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from models.people.groups import MEMBER_CAME, MEMBER_LEFT
from models.tables.agency import Agency
from models.tables.audit import AuditEntry, AuditText
from models.tables.conversation import Conversation, InboxEvent
from models.tables.obligations import NOT_EXPECTED, Obligation, Round
from models.tables.organization import GroupChat, is_joined
from models.tables.outbox import (
    NOBODY_MISSES,
    OVER_QUOTA,
    UNREACHABLE,
    Delivery,
    DeliveryState,
    JobRun,
)
from models.tables.people import Membership, Person

LOOK_BACK = timedelta(days=30)
"""How far back what did not arrive is shown when it is asked for."""
GROUP_LEFT = "group.left"
"""The entry of the history by which a group is remembered that removed the account."""
_SUMMARY = "close_round"  # as scheduler.slots.Job stores it


class Loss(StrEnum):
    """What kind of thing did not arrive, in the order in which they are told."""

    BLOCKED = "blocked"  # a person blocked the account: nothing reaches them
    GROUP = "group"  # the account is not in a bound group any more
    MEMBER = "member"  # somebody left the group, and reads there no more
    PUSH = "push"
    EVENT = "event"  # what a person sent met a bug
    SUMMARY = "summary"  # it was too late to send one


@dataclass(frozen=True, slots=True)
class NotArrived:
    """One thing that did not arrive: to (or from) ``who`` (None: a group), found ``at``.

    ``purpose`` and ``why`` are those of the delivery; ``month`` is that of a summary; ``group_id``
    is the row of a group that is bound still.
    """

    kind: Loss
    at: datetime
    who: str | None = None
    purpose: str | None = None
    why: str | None = None
    month: date | None = None
    group_id: int | None = None


def not_arrived(session: Session, organization_id: int, since: datetime) -> list[NotArrived]:
    """Return what an organization's people and groups did not get, found after a moment; by kind,
    the oldest first.
    """
    people = {
        row.line_user_id: row
        for row in session.execute(_PEOPLE.where(Membership.organization_id == organization_id))
    }
    names = {
        user_id: f"{row.full_name or row.display_name or '-'}"
        + (f" ({row.agency})" if row.agency else "")
        for user_id, row in people.items()
    }
    blocked = [
        NotArrived(Loss.BLOCKED, row.blocked_at, names[user_id])
        for user_id, row in people.items()
        if row.is_held and row.blocked_at is not None and row.blocked_at > since
    ]
    return [
        *sorted(blocked, key=lambda each: each.at),
        *_groups(session, organization_id, since),
        *_members(session, organization_id, since, names),
        *_pushes(session, organization_id, since, names),
        *_events(session, organization_id, since, names),
        *_summaries(session, organization_id, since),
    ]


# Ended roles first: of a person who holds one still, that counts.
_PEOPLE = (
    select(
        Person.line_user_id,
        Person.full_name,
        Person.display_name,
        Person.blocked_at,
        Agency.name.label("agency"),
        or_(
            Membership.ended_at.is_(None),
            and_(Membership.stands_in_for_id.is_not(None), Membership.ended_at > Person.blocked_at),
        ).label("is_held"),
    )
    .join(Membership, Membership.person_id == Person.id)
    .outerjoin(Agency, Agency.id == Membership.agency_id)
    .order_by(Membership.ended_at.is_(None), Membership.id.desc())
)


def _groups(session: Session, organization_id: int, since: datetime) -> Iterator[NotArrived]:
    bound = GroupChat.organization_id == organization_id
    for number, at in session.execute(
        select(GroupChat.id, GroupChat.unreachable_at).where(
            bound, GroupChat.unreachable_at > since
        )
    ):
        assert at is not None
        yield NotArrived(Loss.GROUP, at, why=UNREACHABLE, group_id=number)
    if session.scalar(select(GroupChat.id).where(GroupChat.left_at > since).limit(1)) is None:
        return  # the history is long: it is asked only when some group was left
    newest = session.scalar(select(func.max(GroupChat.bound_at)).where(bound, is_joined()))
    since = max(since, newest) if newest is not None else since  # another has taken its place
    left = select(AuditEntry.at).where(
        AuditEntry.organization_id == organization_id,
        AuditEntry.action == GROUP_LEFT,
        AuditEntry.at > since,
    )
    yield from (NotArrived(Loss.GROUP, at, why=GROUP_LEFT) for at in session.scalars(left))


def _members(
    session: Session, organization_id: int, since: datetime, names: dict[str, str]
) -> Iterator[NotArrived]:
    """Give who left a group that is bound still, and did not come back."""
    groups = session.scalars(
        select(GroupChat.id).where(GroupChat.organization_id == organization_id)
    ).all()
    rows = session.execute(
        select(AuditEntry.subject, AuditEntry.action, AuditEntry.at, AuditText.body)
        .join(AuditText, AuditText.entry_id == AuditEntry.id)
        .where(
            AuditEntry.organization_id == organization_id,
            AuditEntry.subject.in_([f"group:{number}" for number in groups]),
            AuditEntry.action.in_((MEMBER_LEFT, MEMBER_CAME)),
            AuditEntry.at > since,
        )
        .order_by(AuditEntry.number)
    ).all()
    newest = {(row.subject, row.body.get("person")): row for row in rows}
    left = {key: row.at for key, row in newest.items() if row.action == MEMBER_LEFT}
    if not left:
        return
    wanted = select(Person.id, Person.line_user_id).where(Person.id.in_([who for _, who in left]))
    users = {row.id: row.line_user_id for row in session.execute(wanted)}
    for (_, who), at in left.items():
        yield NotArrived(Loss.MEMBER, at, names.get(users.get(who, ""), "-"))


def _pushes(
    session: Session, organization_id: int, since: datetime, names: dict[str, str]
) -> Iterator[NotArrived]:
    rows = session.execute(
        select(Delivery.recipient, Delivery.purpose, Delivery.error, Delivery.failed_at).where(
            Delivery.failed_at > since,
            Delivery.organization_id == organization_id,
            is_missed(),
            func.coalesce(Delivery.error, "") != UNREACHABLE,  # the group is told as such
        )
    ).all()  # sorted here: the database would rather walk the whole table than sort a few rows
    for recipient, purpose, why, at in sorted(rows, key=lambda row: row.failed_at):
        assert at is not None
        who = names.get(recipient, "-") if recipient.startswith("U") else None
        yield NotArrived(Loss.PUSH, at, who, purpose, why)


def is_conversation_of(organization_id: int) -> ColumnElement[bool]:
    """The condition that a chat is one with an organization's people or in its group."""
    person = (
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organization_id == organization_id,
            Person.channel_id == Conversation.channel_id,
            Person.line_user_id == Conversation.key,
        )
        .correlate(Conversation)
    )
    group = (
        select(GroupChat.id)
        .where(
            GroupChat.organization_id == organization_id,
            GroupChat.channel_id == Conversation.channel_id,
            GroupChat.line_group_id == Conversation.key,
        )
        .correlate(Conversation)
    )
    return or_(person.exists(), group.exists())


def is_missed() -> ColumnElement[bool]:
    """The condition that a delivery is missed by somebody: given up, or held back for want of
    quota.
    """
    given_up = (Delivery.state == DeliveryState.GIVEN_UP) & func.coalesce(
        Delivery.error, ""
    ).not_in(NOBODY_MISSES)
    return or_(given_up, (Delivery.state == DeliveryState.WAITING) & (Delivery.error == OVER_QUOTA))


def _events(
    session: Session, organization_id: int, since: datetime, names: dict[str, str]
) -> Iterator[NotArrived]:
    rows = session.execute(
        select(Conversation.key, InboxEvent.handled_at)
        .join(InboxEvent, InboxEvent.conversation_id == Conversation.id)
        .where(InboxEvent.failed, InboxEvent.handled_at > since)
    ).all()
    groups = set(
        session.scalars(
            select(GroupChat.line_group_id).where(GroupChat.organization_id == organization_id)
        )
        if rows
        else ()
    )
    for key, at in sorted(rows, key=lambda row: row.handled_at):
        if key in names or key in groups:
            assert at is not None
            yield NotArrived(Loss.EVENT, at, names.get(key))


def _summaries(session: Session, organization_id: int, since: datetime) -> Iterator[NotArrived]:
    expected = select(Obligation.id).where(
        Obligation.round_id == Round.id, Obligation.state.not_in(NOT_EXPECTED)
    )
    rows = session.execute(
        select(Round.month, JobRun.ran_at)
        .join(JobRun, JobRun.organization_id == Round.organization_id)
        .where(
            Round.organization_id == organization_id,
            JobRun.job == _SUMMARY,
            JobRun.skipped,
            JobRun.ran_at > since,
            JobRun.slot == func.substr(cast(Round.month, String), 1, 7),
            expected.exists(),
        )
        .order_by(Round.month)
    )
    yield from (NotArrived(Loss.SUMMARY, at, month=month) for month, at in rows)
