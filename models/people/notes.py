"""ข้อความฝาก: what somebody said that only the secretariat can answer. It reaches them with an
answer one of them gets anyway, once, and stays in their list until it is put away.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from models.tables.conversation import Conversation, Note, NoteKind
from models.tables.people import Membership, Person

MOST_A_DAY = 5
"""Notes of one chat in 24 hours: nobody fills the secretariat's list."""
LONGEST = 1000
"""Letters that are kept of one."""
_DAY = timedelta(days=1)


class Leaving(Enum):
    """What became of words for the secretariat."""

    KEPT = auto()
    WAITS = auto()
    """The same words wait already."""
    TOO_MANY = auto()
    """The chat has left ``MOST_A_DAY`` today: these are not kept."""


@dataclass(frozen=True)
class LeftNote:
    """A note as the secretariat reads it: ``who`` and ``agency`` are None for somebody who is not
    registered.
    """

    id: int
    kind: NoteKind
    text: str
    said_at: datetime
    who: str | None
    agency: str | None
    user_id: str = ""
    """Whom an answer goes to, at LINE."""


def leave_note(
    session: Session,
    organization_ids: Collection[int],
    chat: tuple[int, str],
    kind: NoteKind,
    text: str,
    now: datetime,
    *,
    person: Person | None = None,
    message_id: str | None = None,
) -> Leaving:
    """Leave words for the secretariat of some organizations; ``chat`` is the channel and the LINE
    user id they were said with, which has a conversation.
    """
    conversation_id = session.scalars(select(Conversation.id).where(*_is_chat(chat))).one()
    text = " ".join(text.split())[:LONGEST]
    mine = Note.conversation_id == conversation_id
    waits = select(Note.id).where(mine, Note.text == text, Note.done_at.is_(None))
    if session.scalar(waits.limit(1)) is not None:
        return Leaving.WAITS
    today = select(func.count(Note.said_at.distinct())).where(mine, Note.said_at > now - _DAY)
    if (session.scalar(today) or 0) >= MOST_A_DAY:
        return Leaving.TOO_MANY
    session.add_all(
        Note(
            organization_id=organization_id,
            conversation_id=conversation_id,
            person_id=person.id if person else None,
            kind=kind,
            text=text,
            line_message_id=message_id,
            said_at=now,
        )
        for organization_id in organization_ids
    )
    session.flush()
    return Leaving.KEPT


def notes_waiting(session: Session, organization_id: int) -> list[LeftNote]:
    """Return the notes nobody has put away, the oldest first."""
    return _read(session, organization_id, Note.done_at.is_(None))


def count_notes(session: Session, organization_id: int) -> int:
    """Return how many notes nobody has put away."""
    waits = select(func.count()).where(
        Note.organization_id == organization_id, Note.done_at.is_(None)
    )
    return session.scalar(waits) or 0


def take_untold(session: Session, organization_id: int, now: datetime) -> list[LeftNote]:
    """Return the notes nobody of the secretariat was told, and keep that one of them is told now:
    of two who ask at once, one gets them.
    """
    untold = (Note.organization_id == organization_id, Note.told_at.is_(None))
    if session.scalar(select(Note.id).where(*untold, Note.done_at.is_(None)).limit(1)) is None:
        return []
    ids = session.scalars(
        update(Note)
        .where(*untold)
        .values(told_at=now)
        .returning(Note.id)
        .execution_options(synchronize_session=False)
    ).all()
    return _read(session, organization_id, Note.id.in_(ids))


def put_away(session: Session, organization_id: int, up_to: int, by: Person, now: datetime) -> int:
    """Put away the notes up to one that was seen (its id); return how many were left there."""
    done = session.scalars(
        update(Note)
        .where(Note.organization_id == organization_id, Note.id <= up_to, Note.done_at.is_(None))
        .values(done_at=now, done_by_id=by.id, told_at=func.coalesce(Note.told_at, now))
        .returning(Note.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(done)


def put_one_away(
    session: Session, organization_id: int, note_id: int, by: Person, now: datetime
) -> LeftNote | None:
    """Put away one note, and return it; None when it does not wait, by now or here."""
    done = session.scalar(
        update(Note)
        .where(Note.organization_id == organization_id, Note.id == note_id, Note.done_at.is_(None))
        .values(done_at=now, done_by_id=by.id, told_at=func.coalesce(Note.told_at, now))
        .returning(Note.id)
        .execution_options(synchronize_session=False)
    )
    return _read(session, organization_id, Note.id == done)[0] if done is not None else None


def forget_note(session: Session, chat: tuple[int, str], message_id: str) -> None:
    """Forget what was left in a message that was taken back."""
    said_here = select(Conversation.id).where(*_is_chat(chat))
    session.execute(
        delete(Note).where(Note.conversation_id.in_(said_here), Note.line_message_id == message_id)
    )


def forget_old_notes(session: Session, before: datetime) -> None:
    """Forget what was said before a moment."""
    session.execute(delete(Note).where(Note.said_at < before))


def _is_chat(chat: tuple[int, str]) -> tuple[ColumnElement[bool], ...]:
    channel_id, line_user_id = chat
    return Conversation.channel_id == channel_id, Conversation.key == line_user_id


def _read(session: Session, organization_id: int, *which: ColumnElement[bool]) -> list[LeftNote]:
    rows = session.execute(
        select(Note, Conversation.key)
        .join(Conversation, Conversation.id == Note.conversation_id)
        .where(Note.organization_id == organization_id, *which)
        .options(
            joinedload(Note.person).joinedload(Person.memberships).joinedload(Membership.agency)
        )
        .order_by(Note.id)
        .execution_options(populate_existing=True)
    ).unique()
    return [
        LeftNote(
            row.id,
            row.kind,
            row.text,
            row.said_at,
            row.person.name if row.person else None,
            _agency_of(row.person, organization_id) if row.person else None,
            user_id,
        )
        for row, user_id in rows
    ]


def _agency_of(person: Person, organization_id: int) -> str | None:
    names = [
        membership.agency.name
        for membership in person.memberships
        if membership.organization_id == organization_id and membership.agency is not None
    ]
    return names[-1] if names else None
