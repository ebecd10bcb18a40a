"""Who was told which due date of a round, and who must hear of a later one
(docs/month.md#a-date-that-was-announced).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    bindparam,
    delete,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from models.database import dialect_insert, pad_for_statement_cache
from models.month.calendar import local_day, month_of
from models.tables.obligations import Announcement, Round
from models.tables.organization import GroupChat, Organization, is_joined
from models.tables.outbox import withdraw
from models.tables.people import Membership, Person

_AT_ONCE = 500  # rows in one IN list: SQLite takes 32,766 values at most

_NAMING = ("open_reminder", "early_reminder", "due_reminder", "date_moved")
"""The jobs whose messages name the date of their month; their deliveries' dedupe keys begin so."""
_TABLE = cast(Table, Announcement.__table__)
_BEGUN_AND_TOLD = (
    select(Round, Announcement.recipient)
    .join(Organization, Organization.id == Round.organization_id)
    .outerjoin(
        Announcement,
        (Announcement.round_id == Round.id)
        & (Announcement.due_on >= Round.due_on)
        & Announcement.recipient.in_(bindparam("recipients", expanding=True)),
    )
    .where(
        Organization.channel_id == bindparam("channel"),
        Round.month <= bindparam("month"),
        Round.closes_at > bindparam("now"),
    )
    .order_by(Round.id)
)


@dataclass(frozen=True)
class Told:
    """Who knows a round's date and can be reached; ``messages`` is what a card to each of them
    costs of the month's quota.
    """

    people: int = 0
    groups: int = 0
    messages: int = 0


def begun_rounds(session: Session, now: datetime, *, organization_id: int) -> Sequence[Round]:
    """Return the rounds of an organization that have begun and are not closed: those whose date is
    announced by naming it.
    """
    return session.scalars(
        select(Round).where(
            Round.organization_id == organization_id,
            Round.month <= month_of(local_day(now)),
            Round.closes_at > now,
        )
    ).all()


def begun_and_told(
    session: Session, now: datetime, channel_id: int, recipients: Collection[str]
) -> dict[Round, set[str]]:
    """Return the rounds that ``begun_rounds`` gives, of all of a channel, each with those of some
    LINE ids that know its due date already: one look, asked with most answers.
    """
    asked = {
        "recipients": pad_for_statement_cache(sorted(set(recipients))),
        "channel": channel_id,
        "month": month_of(local_day(now)),
        "now": now,
    }
    found: dict[Round, set[str]] = {}
    for begun, recipient in session.execute(_BEGUN_AND_TOLD, asked):
        knows = found.setdefault(begun, set())
        if recipient is not None:
            knows.add(recipient)
    return found


def announce(session: Session, found: Round, recipients: Collection[str]) -> None:
    """Keep that these LINE ids were told a round's due date; who does not belong to its
    organization is passed over.
    """
    asked = list(dict.fromkeys(recipients))
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        is_known = (Announcement.round_id == found.id) & (Announcement.due_on >= found.due_on)
        known = set(
            session.scalars(
                select(Announcement.recipient).where(is_known, Announcement.recipient.in_(some))
            )
        )
        announce_anew(session, found, [each for each in some if each not in known])


def announce_anew(session: Session, found: Round, recipients: Sequence[str]) -> None:
    """Keep the same of LINE ids that do not know the date yet."""
    for start in range(0, len(recipients), _AT_ONCE):
        asked = {
            "organization": found.organization_id,
            "due_at": found.due_at,
            "recipients": pad_for_statement_cache(recipients[start : start + _AT_ONCE]),
        }
        rows = [
            {"round_id": found.id, "recipient": each, "due_on": found.due_on}
            for each in dict.fromkeys(session.scalars(_MEMBERS, asked))
        ]
        if rows:
            insert = dialect_insert(session, _TABLE)
            session.execute(
                insert.on_conflict_do_update(
                    index_elements=[_TABLE.c.round_id, _TABLE.c.recipient],
                    set_={"due_on": insert.excluded.due_on},
                    where=_TABLE.c.due_on < insert.excluded.due_on,
                ),
                rows,
            )


def is_announced(session: Session, found: Round) -> bool:
    """Return whether anybody was told a date of a round."""
    some = select(Announcement.round_id).where(Announcement.round_id == found.id)
    return session.scalar(some.limit(1)) is not None


def told_of(session: Session, found: Round) -> Told:
    """Return who was told a date of a round and can be reached."""
    recipients = session.scalars(
        select(Announcement.recipient).where(
            Announcement.round_id == found.id, Announcement.recipient.in_(_reachable(found))
        )
    ).all()
    sizes = session.execute(
        select(func.count(), func.sum(func.coalesce(GroupChat.member_count, 1))).where(
            GroupChat.organization_id == found.organization_id,
            is_joined(),
            GroupChat.line_group_id.in_(
                select(Announcement.recipient).where(Announcement.round_id == found.id)
            ),
        )
    ).one()
    groups = int(sizes[0])
    people = len(recipients) - groups
    return Told(people, groups, people + int(sizes[1] or 0))


def rounds_to_announce(session: Session, now: datetime) -> Sequence[Round]:
    """Return the rounds that are not due yet and of which somebody knows an earlier date."""
    return session.scalars(
        select(Round)
        .where(
            Round.due_at > now,
            Round.id.in_(
                select(Announcement.round_id)
                .join(Round, Round.id == Announcement.round_id)
                .where(Round.due_at > now, Announcement.due_on < Round.due_on)
            ),
        )
        .order_by(Round.month, Round.id)
    ).all()


def take_untold(session: Session, found: Round) -> list[str]:
    """Return the LINE ids that know an earlier date of a round and can be reached, and keep that
    they were told: whoever calls this tells them, in the same transaction.
    """
    return sorted(
        session.scalars(
            update(Announcement)
            .where(_is_stale(found), Announcement.recipient.in_(_reachable(found)))
            .values(due_on=found.due_on)
            .returning(Announcement.recipient)
            .execution_options(synchronize_session=False)
        )
    )


def withdraw_old_dates(session: Session, found: Round) -> None:
    """Take back the messages of jobs that wait and name an earlier date of a round: the news of the
    new date takes their place.
    """
    for job in _NAMING:
        withdraw(session, found.organization_id, f"{job}:{found.month:%Y-%m}:")


def forget_told(session: Session, closed_before: datetime) -> None:
    """Forget who was told the dates of rounds that closed before a moment."""
    closed = select(Round.id).where(Round.closes_at < closed_before)
    session.execute(
        delete(Announcement)
        .where(Announcement.round_id.in_(closed))
        .execution_options(synchronize_session=False)
    )


def _is_stale(found: Round) -> ColumnElement[bool]:
    return (Announcement.round_id == found.id) & (Announcement.due_on < found.due_on)


def _reachable(found: Round) -> Select[tuple[str]]:
    return _reachable_of(found.organization_id, found.due_at)


def _reachable_of(organization_id: Any, due_at: Any) -> Select[tuple[str]]:
    people = (
        select(Person.line_user_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organization_id == organization_id,
            # Who stands in for somebody hears of a date that lies before the end of it.
            or_(Membership.ended_at.is_(None), Membership.ended_at > due_at),
            Person.blocked_at.is_(None),
            Person.withdrawn_at.is_(None),
        )
    )
    groups = select(GroupChat.line_group_id).where(
        GroupChat.organization_id == organization_id, is_joined()
    )
    both = union_all(people, groups).subquery()
    return select(both.c[0])


def _members() -> Select[tuple[str]]:
    """Those of some LINE ids that hold a role in a round's organization, or are its groups."""
    names = _reachable_of(bindparam("organization"), bindparam("due_at")).subquery()
    return select(names.c[0]).where(names.c[0].in_(bindparam("recipients", expanding=True)))


_MEMBERS = _members()
