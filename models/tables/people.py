"""People as LINE knows them, the roles they hold, and the one-time codes by which they enter."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    false,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from models.tables.agency import Agency
from models.tables.base import Base, kind_column
from models.tables.organization import Organization
from thai.labels import ERASED_NAME


class Role(StrEnum):
    """What a person may do for an organization."""

    OFFICER = "officer"
    SECRETARIAT = "secretariat"
    EXECUTIVE = "executive"


class Person(Base):
    """Someone who entered by an invite code; the LINE id finds the person again, it never proves
    who it is.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("channel_id", "line_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    line_user_id: Mapped[str] = mapped_column(String(64))
    display_name: Mapped[str | None] = mapped_column(String(200))
    """As the person calls themselves in LINE."""
    full_name: Mapped[str | None] = mapped_column(String(200))
    """As the secretariat wrote it on the invite."""
    consented_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When the person last wrote, tapped or came into the pages, to within an hour."""
    withdrawn_at: Mapped[datetime | None]
    """When the person took the consent back: nothing is sent to them any more."""
    erase_asked_at: Mapped[datetime | None]
    """When the person asked in the chat to be erased; it is done when the answer has gone."""
    erased_at: Mapped[datetime | None]
    """When the name and the LINE id were taken out; the row stays for the reports it sent."""
    created_at: Mapped[datetime]

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", order_by="Membership.id"
    )

    @property
    def is_reached(self) -> bool:
        """Whether LINE brings the person anything from us."""
        return self.blocked_at is None and self.withdrawn_at is None

    @property
    def name(self) -> str:
        """The best name known, for people who may see names."""
        if self.erased_at is not None:
            return ERASED_NAME
        return self.full_name or self.display_name or "-"


class Membership(Base):
    """A role a person holds in an organization, for an officer in one agency; ended, never
    deleted.
    """

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[Role] = mapped_column(kind_column(Role))
    since: Mapped[datetime]
    """From when it is held: a stand-in's may lie ahead."""
    ended_at: Mapped[datetime | None]
    """From when it is held no more: a stand-in's is known from the beginning."""
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"), index=True)
    """The officer's membership that this one stands in for during an absence."""
    heard_at: Mapped[datetime | None]
    """Up to when this member of the secretariat was told what did not arrive; an officer, which of
    the reports sent were accepted.
    """

    quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its holder asked for no reminders but the last one."""

    person: Mapped[Person] = relationship(back_populates="memberships")
    organization: Mapped[Organization] = relationship()
    agency: Mapped[Agency | None] = relationship()
    stands_in_for: Mapped[Membership | None] = relationship(remote_side=[id])

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether it is held at a moment (``is_held`` of a row that was read)."""
        if self.stands_in_for_id is not None and self.since > moment:
            return False
        return self.ended_at is None or self.ended_at > moment


def is_held(now: datetime) -> ColumnElement[bool]:
    """The condition that a membership is held at a moment: it has begun and not ended. Who stands
    in for somebody holds it from one moment to another, and nothing has to happen at either.
    """
    return _is_held(Membership, now)


def _is_held(table: type[Membership], now: datetime) -> ColumnElement[bool]:
    return and_(
        or_(table.ended_at.is_(None), table.ended_at > now),
        or_(table.stands_in_for_id.is_(None), table.since <= now),
    )


def is_reachable(now: datetime) -> ColumnElement[bool]:
    """The condition that a membership is held at a moment and its person has not blocked us, nor
    taken the consent back (both tables must be joined).
    """
    return and_(is_held(now), ~is_away())


def is_present(now: datetime) -> ColumnElement[bool]:
    """The condition that nobody who can be reached stands in for a membership at a moment: what is
    asked of an agency is asked of who stands in, and of the officer again afterwards.
    """
    other, person = aliased(Membership), aliased(Person)
    stand_in = (
        select(other.id)
        .join(person, person.id == other.person_id)
        .where(
            other.stands_in_for_id == Membership.id,
            _is_held(other, now),
            ~_is_away(person),
        )
        .correlate(Membership)
    )
    return ~stand_in.exists()


def is_away() -> ColumnElement[bool]:
    """The condition that nothing may be sent to a person: they blocked us, or took the consent
    back.
    """
    return _is_away(Person)


def _is_away(table: type[Person]) -> ColumnElement[bool]:
    return or_(table.blocked_at.is_not(None), table.withdrawn_at.is_not(None))


class Invite(Base):
    """A one-time code for a person (``role``) or for binding a group (``role`` None); only its
    digest is kept.
    """

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    role: Mapped[Role | None] = mapped_column(kind_column(Role))
    full_name: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(String(64))
    """The LINE user or group that used it."""
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    """Whose duties who uses it takes over; with ``holds_from`` and ``holds_until``, for so long."""
    holds_from: Mapped[datetime | None]
    holds_until: Mapped[datetime | None]

    organization: Mapped[Organization] = relationship()
    agency: Mapped[Agency | None] = relationship()
    membership: Mapped[Membership | None] = relationship()


class InviteAttempt(Base):
    """A wrong code somebody typed: too many in an hour and we stop looking codes up for them."""

    __tablename__ = "invite_attempt"
    __table_args__ = (Index("ix_invite_attempt_who_at", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
