"""How people come into the pages: links given in the chat, browsers that wait to be let in, and
sessions. Of every secret only its SHA-256 is kept.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, kind_column
from models.tables.people import Person, Role


class EntryLink(Base):
    """A one-time link from the chat, for one person in one role; spent by a button, never by being
    looked at.
    """

    __tablename__ = "entry_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(kind_column(Role))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    spent_at: Mapped[datetime | None]
    spent_by: Mapped[str | None] = mapped_column(String(64))
    """Digest of the cookie of the browser that spent it: its second press a moment later is no
    theft.
    """

    person: Mapped[Person] = relationship()


class WaitingBrowser(Base):
    """A browser whose person is asked in the chat to let it in, by picking the digits it shows."""

    __tablename__ = "waiting_browser"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the browser's cookie."""
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the words the page's QR puts into the chat."""
    digits: Mapped[str] = mapped_column(String(2))
    described: Mapped[str] = mapped_column(String(200))
    """The browser and its address, as the person is told."""
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who typed the code, and may pick the digits."""
    admitted_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()


class WebSession(Base):
    """A browser in which a person is known, until it expires or is ended."""

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_person_expires", "person_id", "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the cookie; a new one at every entry."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(kind_column(Role))
    """What it was opened as: an officer's opens the own reports only, whatever else the person
    is.
    """
    described: Mapped[str] = mapped_column(String(200))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class RateCount(Base):
    """How often something was done in a window of time, across all processes."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]
