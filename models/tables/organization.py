"""The organizations that own plans, the LINE channels they speak through and the groups they speak
to.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.tables.base import Base, kind_column
from models.tables.encrypted import EncryptedText


class OrganizationKind(StrEnum):
    """What kind of body owns the plan."""

    PROVINCE = "province"
    PROVINCIAL_OFFICE = "provincial_office"
    LOCAL_ADMINISTRATION = "local_administration"
    SCHOOL = "school"
    UNIVERSITY = "university"
    EDUCATION_AREA = "education_area"
    HOSPITAL = "hospital"
    POLICE_STATION = "police_station"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class Policy:
    """How an organization runs its month; hours are Bangkok time. Defaults are those of
    docs/month.md#moments-of-a-round.
    """

    reminder_day: int = 20
    send_hour: int = 9
    early_working_days: int = 3
    close_working_days: int = 3
    summary_working_days: int = 0
    quiet_from_hour: int = 18
    quiet_until_hour: int = 8
    late_names_in_group: bool = False

    @classmethod
    def from_settings(cls, settings: dict[str, Any]) -> Policy:
        """Return the policy stored in an organization's settings; what is not stored is the
        default.
        """
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in settings.items() if name in known})


class Channel(Base):
    """One LINE Messaging API channel; it may serve several organizations."""

    __tablename__ = "channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_channel_id: Mapped[str] = mapped_column(String(64), unique=True)
    bot_user_id: Mapped[str | None] = mapped_column(String(64))
    basic_id: Mapped[str | None] = mapped_column(String(64))
    quota_limit: Mapped[int | None]
    """Messages a month as LINE last told us; None is unlimited or unknown."""
    quota_used_elsewhere: Mapped[int] = mapped_column(default=0)
    """Messages of the month that LINE counted and we did not send (the office's own), as of
    ``quota_read_at``.
    """
    quota_read_at: Mapped[datetime | None]
    clock_ahead_seconds: Mapped[int | None]
    """How far our clock was ahead of the ``Date`` of LINE's answers when last looked at."""


class Organization(Base):
    """A province, provincial office or local administration that owns plans."""

    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[OrganizationKind] = mapped_column(kind_column(OrganizationKind))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    secretariat_phone: Mapped[str | None] = mapped_column(EncryptedText(60))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]

    channel: Mapped[Channel] = relationship()

    @property
    def policy(self) -> Policy:
        """How this organization runs its month."""
        return Policy.from_settings(self.settings)


class GroupChat(Base):
    """A LINE group the bot is in; bound to an organization by an invite code typed in it."""

    __tablename__ = "group_chat"
    __table_args__ = (UniqueConstraint("channel_id", "line_group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    line_group_id: Mapped[str] = mapped_column(String(64))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    bound_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    """Since when LINE says that the bot is not in the group; the group stays bound."""
    member_count: Mapped[int | None]
    """Members without the bot as last counted by LINE: what one push to the group costs, in
    messages.
    """

    organization: Mapped[Organization | None] = relationship()


def is_joined() -> ColumnElement[bool]:
    """The condition that the bot has not left a group."""
    return GroupChat.left_at.is_(None)


def hold_organization(session: Session, organization_id: int) -> None:
    """Let nobody else change what belongs to an organization as a whole until the transaction ends
    (SQLite has one writer anyway).

    Code that also holds rows below it holds this first, so that two who do much in one transaction
    cannot wait for each other in a circle.
    """
    # Not the strongest lock: what is stored meanwhile refers to the row and must not wait for us.
    session.execute(
        select(Organization.id)
        .where(Organization.id == organization_id)
        .with_for_update(key_share=True)
    )
