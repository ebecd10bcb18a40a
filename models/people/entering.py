"""Coming into the pages: one-time links from the chat, and sessions (docs/pages.md#coming-in)."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.month.calendar import local_day, month_of
from models.people.seen import note_seen
from models.tables.entering import EntryLink, WaitingBrowser, WebSession
from models.tables.obligations import Round
from models.tables.people import Membership, Person, Role, is_held

LINK_LIFE = timedelta(minutes=5)
DESK_LIFE = timedelta(hours=8)
_SECOND_PRESS = timedelta(seconds=60)
DESCRIBED = 200
"""Letters of a browser's description that are kept."""

_RANK = (Role.SECRETARIAT, Role.EXECUTIVE, Role.OFFICER)


class EntryProblem(StrEnum):
    """Why a link opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    SPENT = "spent"
    NO_ROLE = "no_role"


class EntryRefused(Exception):
    """A link was not taken; ``problem`` says why."""

    def __init__(self, problem: EntryProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def first_role(memberships: Iterable[Membership], now: datetime) -> Role | None:
    """Return the role a person comes in with: the one that sees most; None for who holds none."""
    held = {membership.role for membership in memberships if membership.holds_at(now)}
    return next((role for role in _RANK if role in held), None)


def make_entry_link(session: Session, person: Person, role: Role, now: datetime) -> str:
    """Store a link for a person in a role and return its secret part; good for ``LINK_LIFE``."""
    secret = secrets.token_urlsafe(32)
    session.add(
        EntryLink(digest=digest(secret), person=person, role=role, expires_at=now + LINK_LIFE)
    )
    return secret


def spend_entry_link(
    session: Session, secret: str, browser: str, described: str, now: datetime
) -> tuple[str, WebSession]:
    """Open a session by a link: the new session's secret, and the session.

    ``browser`` is the secret cookie the page with the button gave: pressed twice by the same one
    within a minute, the link opens twice. EntryRefused otherwise.
    """
    found = session.scalar(
        select(EntryLink).where(EntryLink.digest == digest(secret)).with_for_update()
    )
    if found is None:
        raise EntryRefused(EntryProblem.UNKNOWN)
    again = (
        found.spent_at is not None
        and bool(browser)
        and found.spent_by == digest(browser)
        and now - found.spent_at <= _SECOND_PRESS
    )
    if found.spent_at is not None and not again:
        raise EntryRefused(EntryProblem.SPENT)
    if now >= found.expires_at and not again:
        raise EntryRefused(EntryProblem.EXPIRED)
    if not _holds(session, found.person_id, found.role, now):
        raise EntryRefused(EntryProblem.NO_ROLE)
    found.spent_at, found.spent_by = found.spent_at or now, digest(browser)
    return open_session(session, found.person, found.role, described, now)


def open_session(
    session: Session, person: Person, role: Role, described: str, now: datetime
) -> tuple[str, WebSession]:
    """Open a session: its secret, and the session. The desk's lasts ``DESK_LIFE``, an officer's
    until the last open round of theirs closes, but not less.
    """
    secret = secrets.token_urlsafe(32)
    closes = _closes(session, person, now) if role is Role.OFFICER else []
    opened = WebSession(
        digest=digest(secret),
        person=person,
        role=role,
        described=described[:DESCRIBED],
        started_at=now,
        expires_at=max([now + DESK_LIFE, *closes]),
    )
    session.add(opened)
    note_seen(person, now)
    session.flush()
    return secret, opened


def session_of(session: Session, secret: str, now: datetime) -> WebSession | None:
    """Return the live session of a cookie; None when there is none, it ended, or the person lost
    the role it was opened with.
    """
    found = session.scalar(
        select(WebSession).where(
            WebSession.digest == digest(secret),
            WebSession.ended_at.is_(None),
            WebSession.expires_at > now,
        )
    )
    return (
        found if found is not None and _holds(session, found.person_id, found.role, now) else None
    )


def live_sessions(session: Session, person: Person, now: datetime) -> list[WebSession]:
    """Return a person's live sessions, the newest first."""
    return list(
        session.scalars(
            select(WebSession)
            .where(
                WebSession.person_id == person.id,
                WebSession.ended_at.is_(None),
                WebSession.expires_at > now,
            )
            .order_by(WebSession.started_at.desc(), WebSession.id.desc())
        )
    )


def end_sessions(session: Session, person: Person, now: datetime, only: int | None = None) -> None:
    """End all sessions of a person, or one of them by its id."""
    ending = update(WebSession).where(
        WebSession.person_id == person.id, WebSession.ended_at.is_(None)
    )
    if only is not None:
        ending = ending.where(WebSession.id == only)
    session.execute(ending.values(ended_at=now))


def forget_old_entries(session: Session, before: datetime) -> None:
    """Delete links and waiting browsers that expired, and sessions that ended, before a moment."""
    session.execute(delete(EntryLink).where(EntryLink.expires_at < before))
    session.execute(delete(WaitingBrowser).where(WaitingBrowser.expires_at < before))
    session.execute(delete(WebSession).where(WebSession.expires_at < before))


def _holds(session: Session, person_id: int, role: Role, now: datetime) -> bool:
    return (
        session.scalar(
            select(Membership.id)
            .where(Membership.person_id == person_id, Membership.role == role, is_held(now))
            .limit(1)
        )
        is not None
    )


def _closes(session: Session, person: Person, now: datetime) -> list[datetime]:
    """When the rounds that run now close, of the organizations a person reports to."""
    organizations = [m.organization_id for m in person.memberships if m.holds_at(now)]
    return list(
        session.scalars(
            select(Round.closes_at).where(
                Round.organization_id.in_(organizations),
                Round.month <= month_of(local_day(now)),
                Round.closes_at > now,
            )
        )
    )
