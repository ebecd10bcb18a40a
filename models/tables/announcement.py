"""ประกาศ: what the secretariat sends to agencies of its own accord, and who confirmed it. It is a
circular here, for an ``Announcement`` is a date that somebody was told.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base
from models.tables.people import Membership, Person

CIRCULAR_TITLE = 60
"""Letters of a title, in UTF-16 units."""
CIRCULAR_BODY = 1000
"""Letters of a text, in UTF-16 units."""


class Circular(Base):
    """One announcement; ``key`` came with the form, so that a form is sent once."""

    __tablename__ = "circular"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    key: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(CIRCULAR_TITLE))
    body: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]
    """When it was asked for; in quiet time its pushes go later."""
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    sent_by: Mapped[Person] = relationship()
    readers: Mapped[list[CircularReader]] = relationship(order_by="CircularReader.membership_id")


class CircularReader(Base):
    """An officer's role to which a circular went; the person confirms it for all of their roles at
    once.
    """

    __tablename__ = "circular_reader"
    __table_args__ = (Index("ix_circular_reader_person", "person_id", "circular_id"),)

    circular_id: Mapped[int] = mapped_column(
        ForeignKey("circular.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("membership.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    """When "รับทราบ" was tapped first."""

    membership: Mapped[Membership] = relationship()
    person: Mapped[Person] = relationship()
