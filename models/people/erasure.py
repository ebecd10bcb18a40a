"""ลบข้อมูลส่วนบุคคล: what is stored of a person, given out or taken out (docs/privacy.md).

The row of the person stays, without a name or an id, for the reports it sent; so do reports and
their evidence, which are the agency's. All else that tells of the person goes: drafts, what was
said, invites, browsers, deliveries, and the texts of the history that name them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    cast,
    delete,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models import audit
from models.people.consent import end_roles, organizations_of, withdraw_consent
from models.people.memberships import name_successor
from models.people.menus import ask_for_menu
from models.people.traces import Traces, contains_any, holds_words, replace_everywhere, rows_with
from models.tables.all import metadata
from models.tables.audit import AuditEntry, AuditText
from models.tables.conversation import Conversation, Draft, InboxEvent, Note
from models.tables.entering import EntryLink, WaitingBrowser, WebSession
from models.tables.files import AwaitedFile, FileToErase
from models.tables.obligations import Announcement, Evidence, revision_evidence
from models.tables.outbox import WITHDRAWN, Delivery, DeliveryState
from models.tables.people import Invite, InviteAttempt, Person
from models.tables.work import Work, WorkFile
from thai.labels import ERASED_NAME

_SOON = timedelta(minutes=2)
"""Longer than the answer to whoever asked takes on its way."""
_SECRETS = frozenset(
    {"digest", "code_digest", "spent_by", "reply_token", "retry_key", "salt", "text_digest"}
)


@dataclass(frozen=True)
class Erased:
    """What an erasure did: how many drafts and files went, and how many reports stay."""

    drafts: int
    files: int
    reports: int


def stored_of(session: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Return everything stored of a person as JSON values, rows by table: what belongs to them, and
    what names them. Digests of secrets are left out.
    """
    traces, found = traces_of(session, person), {}
    for table in metadata.sorted_tables:
        if table.name in ("audit_entry", "audit_text"):
            continue
        mine = _theirs(table, person)
        rows = [*session.execute(select(table).where(or_(*mine))).mappings()] if mine else []
        rows += [row for row in rows_with(session, table, traces) if row not in rows]
        if rows:
            found[table.name] = [_as_json(row.items()) for row in rows]
    entries = [
        {"at": entry.at.isoformat(), "action": entry.action, "subject": entry.subject}
        | {"text": text.body, "described": (text.described or {}).get("words")}
        for entry, text in _told(session, person, traces)
    ]
    return found | ({"audit": entries} if entries else {})


def counts_of(session: Session, person: Person) -> dict[str, int]:
    """Return how many rows of each table are a person's own, by table; cheap enough for a page."""
    found = {}
    for table in metadata.sorted_tables:
        mine = _theirs(table, person)
        if mine and table.name != "person":
            counted = select(func.count()).select_from(table).where(or_(*mine))
            found[table.name] = session.scalar(counted) or 0
    return found


def traces_of(session: Session, person: Person) -> Traces:
    """Return what a person is known by, also on the invites they used."""
    row = session.execute(select(_PERSON).where(_PERSON.c.id == person.id)).mappings().one()
    names = {str(row[name]) for name in _own_words() if row[name]}
    names |= set(
        session.scalars(
            select(Invite.full_name).where(
                Invite.used_by == person.line_user_id, Invite.full_name.is_not(None)
            )
        )
    )
    return Traces(person.line_user_id, frozenset(names))


def erase_person(
    session: Session, person: Person, now: datetime, successor: Person | None = None
) -> Erased:
    """Take a person out of everything stored; files to be deleted and the menu at LINE are queued.
    Erasing an erased person does nothing. The last of a secretariat is followed by ``successor``
    (CannotChange as ``name_successor``).
    """
    if person.erased_at is not None:
        return Erased(0, 0, count_reports(session, person))
    given = name_successor(session, person, successor, now)
    withdraw_consent(session, person, now)
    end_roles(session, person, now)
    session.flush()
    traces, organizations = traces_of(session, person), organizations_of(session, person)
    gone = f"erased:{person.id}"
    drafts = _forget_drafts(session, person, now)
    files = _forget_files(session, person, now)
    _forget_said(session, person, traces, now)
    _forget_ways_in(session, person, traces, organizations, now)
    _forget_history(session, person, traces)
    replace_everywhere(session, traces, {traces.line_user_id: gone, "": ERASED_NAME})
    session.execute(
        update(Person)
        .where(Person.id == person.id)
        .values({**dict.fromkeys(_own_words()), "line_user_id": gone, "erased_at": now})
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    erased = Erased(drafts, files, count_reports(session, person))
    for organization_id in organizations:
        body = {"person": person.id, "drafts": drafts, "files": files, "reports": erased.reports}
        audit.record(session, organization_id, "person.erased", f"person:{person.id}", body, now)
    if organizations:
        ask_for_menu(session, organizations[0], person, traces.line_user_id, now)
    for each in given:
        followed = each.person
        ask_for_menu(session, each.organization_id, followed, followed.line_user_id, now)
    return erased


def has_asked(session: Session, now: datetime) -> bool:
    """Whether somebody is to be erased now."""
    return session.scalar(_asked(now).limit(1)) is not None


def erase_asked(session: Session, now: datetime) -> int:
    """Erase who asked for it in the chat a moment ago; return how many."""
    asked = session.scalars(_asked(now)).all()
    for person in asked:
        erase_person(session, person, now)
    return len(asked)


def _asked(now: datetime) -> Select[Person]:
    return select(Person).where(Person.erase_asked_at <= now - _SOON, Person.erased_at.is_(None))


def count_reports(session: Session, person: Person) -> int:
    """Return how many reports a person has sent: they stay."""
    revision = metadata.tables["revision"]
    sent = select(revision.c.report_id).where(revision.c.sent_by_id == person.id).distinct()
    return len(session.scalars(sent).all())


_PERSON: Table = Person.__table__  # type: ignore[assignment]


def _own_words() -> list[str]:
    """The columns of a person that tell who it is and may be empty: names, telephones."""
    return [c.name for c in _PERSON.columns if holds_words(c) and c.nullable]


def _theirs(table: Table, person: Person) -> list[ColumnElement[bool]]:
    """The conditions under which a row belongs to a person by reference."""
    if table.name == "person":
        return [table.c.id == person.id]
    return [
        column == person.id
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    ]


def _forget_drafts(session: Session, person: Person, now: datetime) -> int:
    found = session.scalars(
        update(Draft)
        .where(Draft.person_id == person.id)
        .values(answers={}, active=False, closed_at=now, updated_at=now)
        .returning(Draft.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(found)


def _forget_files(session: Session, person: Person, now: datetime) -> int:
    """Erase the evidence that is in no report; what was sent with one stays with it."""
    loose = session.scalars(
        select(Evidence).where(
            Evidence.person_id == person.id,
            Evidence.id.not_in(select(revision_evidence.c.evidence_id)),
            Evidence.erased_at.is_(None),
        )
    ).all()
    for evidence in loose:
        if path := evidence.erase(now):
            session.add(FileToErase(path=path, asked_at=now))
        evidence.name = ERASED_NAME
    session.flush()
    ids = [evidence.id for evidence in loose]
    session.execute(delete(AwaitedFile).where(AwaitedFile.evidence_id.in_(ids)))
    return len(ids)


def _forget_said(session: Session, person: Person, traces: Traces, now: datetime) -> None:
    """Clear what the person said and was told, and messages to others that name them."""
    own = select(Conversation.id).where(
        Conversation.channel_id == person.channel_id, Conversation.key == person.line_user_id
    )
    nothing = {"payload": null(), "content": null()}  # SQL's: None would be JSON's null
    session.execute(
        update(InboxEvent)
        .where(InboxEvent.conversation_id.in_(own), InboxEvent.handled_at.is_(None))
        .values(**nothing, handled_at=now)
    )
    session.execute(update(InboxEvent).where(InboxEvent.conversation_id.in_(own)).values(nothing))
    session.execute(
        update(InboxEvent)
        .where(InboxEvent.handled_at.is_not(None), _names(InboxEvent.payload, traces))
        .values(nothing)
    )
    session.execute(delete(Note).where(or_(Note.conversation_id.in_(own), Note.person == person)))
    words: dict[str, Any] = {"messages": [], "confirms": null(), "reply_token": None}
    session.execute(
        update(Delivery)
        .where(Delivery.recipient == person.line_user_id, Delivery.state == DeliveryState.WAITING)
        .values(state=DeliveryState.GIVEN_UP, error=WITHDRAWN)
    )
    session.execute(
        update(Delivery)
        .where(
            or_(
                Delivery.recipient == person.line_user_id,
                _names(Delivery.messages, traces),
                _names(Delivery.confirms, traces),
            ),
            Delivery.state != DeliveryState.WAITING,
        )
        .values(words)
    )
    session.execute(delete(Announcement).where(Announcement.recipient == person.line_user_id))


def _forget_ways_in(
    session: Session, person: Person, traces: Traces, organizations: list[int], now: datetime
) -> None:
    """Delete browsers, links and sessions; close and empty the invites that name the person."""
    for table in (EntryLink, WaitingBrowser, WebSession):
        session.execute(delete(table).where(table.person_id == person.id))
    session.execute(delete(InviteAttempt).where(InviteAttempt.who == person.line_user_id))
    open_to_them = (
        Invite.organization_id.in_(organizations),
        Invite.used_at.is_(None),
        Invite.full_name.in_(traces.names),
    )
    session.execute(
        update(Invite).where(*open_to_them, Invite.expires_at > now).values(expires_at=now)
    )
    finished = select(Work.id).where(Work.asked_by_id == person.id, Work.finished_at.is_not(None))
    session.execute(delete(WorkFile).where(WorkFile.work_id.in_(finished)))
    session.execute(delete(Work).where(Work.id.in_(finished)))


def _forget_history(session: Session, person: Person, traces: Traces) -> None:
    """Erase the texts of the history that name the person, and of the others the browser."""
    for _entry, text in _told(session, person, traces):
        if traces.are_in(text.body):
            session.delete(text)
        else:
            text.described = null()
    session.flush()


def _told(session: Session, person: Person, traces: Traces) -> list[tuple[AuditEntry, AuditText]]:
    """Return what the history tells of a person: texts that name them, or that they made."""
    by_id = cast(AuditText.body, Text).regexp_match(rf'"[a-z_]+": ?{person.id}[,}}]')
    rows = session.execute(
        select(AuditEntry, AuditText)
        .join(AuditText)
        .where(or_(by_id, _names(AuditText.body, traces)))
        .order_by(AuditEntry.id)
    )
    found = []
    for entry, text in rows:
        body = text.body
        ids = (body.get("person"), (body.get("origin") or {}).get("person"))
        if person.id in ids or traces.are_in(body):
            found.append((entry, text))
    return found


def _names(column: Any, traces: Traces) -> ColumnElement[bool]:
    """The condition that a column names a person."""
    return contains_any(column, (traces.line_user_id, *traces.names))


def _as_json(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _value(value) for name, value in items if name not in _SECRETS}


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
