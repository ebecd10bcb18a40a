"""ลบข้อมูลส่วนบุคคล: what is stored of a person, taken out (docs/privacy.md).

The row of the person stays, without a name or an id, for the reports it sent; so do reports and
their evidence, which are the agency's. All else that tells of the person goes: drafts, what was
said, invites, browsers, deliveries, and the texts of the history that name them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, null, or_, select, update
from sqlalchemy.orm import Session

from models import audit
from models.people.consent import end_roles, organizations_of, withdraw_consent
from models.people.memberships import name_successor
from models.people.menus import ask_for_menu
from models.people.personal_data.stored import names_person, own_words, told_of, traces_of
from models.people.personal_data.traces import Traces, replace_everywhere
from models.tables.all import metadata
from models.tables.conversation import Conversation, Draft, InboxEvent, Note
from models.tables.entering import EntryLink, WaitingBrowser, WebSession
from models.tables.evidence import Evidence, revision_evidence
from models.tables.files import AwaitedFile, FileToErase
from models.tables.obligations import Announcement
from models.tables.outbox import WITHDRAWN, Delivery, DeliveryState
from models.tables.people import Invite, InviteAttempt, Person
from models.tables.work import Work, WorkFile
from thai.labels import ERASED_NAME

_SOON = timedelta(minutes=2)
"""Longer than the answer to whoever asked takes on its way."""


@dataclass(frozen=True)
class Erased:
    """What an erasure did: how many drafts and files went, and how many reports stay."""

    drafts: int
    files: int
    reports: int


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
        .values({**dict.fromkeys(own_words()), "line_user_id": gone, "erased_at": now})
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
        .where(InboxEvent.handled_at.is_not(None), names_person(InboxEvent.payload, traces))
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
                names_person(Delivery.messages, traces),
                names_person(Delivery.confirms, traces),
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
    for _entry, text in told_of(session, person, traces):
        if traces.are_in(text.body):
            session.delete(text)
        else:
            text.described = null()
    session.flush()
