"""People as LINE knows them, the roles they hold, and the one-time codes by which they enter."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
    ended_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    """Up to when this member of the secretariat was told what did not arrive."""

    person: Mapped[Person] = relationship(back_populates="memberships")
    organization: Mapped[Organization] = relationship()
    agency: Mapped[Agency | None] = relationship()


def is_held() -> ColumnElement[bool]:
    """The condition that a membership has not ended."""
    return Membership.ended_at.is_(None)


def is_reachable() -> ColumnElement[bool]:
    """The condition that a membership has not ended and its person has not blocked us, nor taken
    the consent back (both tables must be joined).
    """
    return and_(is_held(), ~is_away())


def is_away() -> ColumnElement[bool]:
    """The condition that nothing may be sent to a person: they blocked us, or took the consent
    back.
    """
    return or_(Person.blocked_at.is_not(None), Person.withdrawn_at.is_not(None))


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

    organization: Mapped[Organization] = relationship()
    agency: Mapped[Agency | None] = relationship()


class InviteAttempt(Base):
    """A wrong code somebody typed: too many in an hour and we stop looking codes up for them."""

    __tablename__ = "invite_attempt"
    __table_args__ = (Index("ix_invite_attempt_who_at", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
