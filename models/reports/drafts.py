"""Reports begun and not sent: found, made, and the evidence they hold. The chat and the officer's
page fill in the same ones; the chat also keeps which one a person is in (``handlers.form.drafts``).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session, selectinload

from models.remembering import part_of, remembered, tables_of
from models.reports.notes import Answers, DraftNotes
from models.tables.conversation import Conversation, Draft
from models.tables.evidence import Evidence, revision_evidence
from models.tables.files import FileToErase
from models.tables.obligations import Obligation, Revision
from models.tables.people import Membership, Person

Key = tuple[Hashable, frozenset[str]]
_OPEN = (
    select(Draft)
    .where(
        Draft.person_id == bindparam("person"),
        Draft.form == bindparam("form"),
        Draft.obligation_id == bindparam("obligation"),
        Draft.closed_at.is_(None),
    )
    .order_by(Draft.id)
    .limit(1)
)
_BEGUN = select(Draft.obligation_id).where(
    Draft.person_id == bindparam("person"),
    Draft.form == bindparam("form"),
    Draft.obligation_id.is_not(None),
    Draft.closed_at.is_(None),
)
_WAITS_FOR = timedelta(days=7)


def waiting_evidence(
    whose: ColumnElement[bool], since: ColumnElement[datetime]
) -> Select[Evidence]:
    """Return the query for evidence that belongs to no report yet and came after a moment."""
    return (
        select(Evidence)
        .where(
            whose,
            Evidence.draft_id.is_(None),
            Evidence.erased_at.is_(None),
            Evidence.received_at > since,
            Evidence.id.not_in(select(revision_evidence.c.evidence_id)),
        )
        .order_by(Evidence.id)
    )


_WAITING = waiting_evidence(Evidence.person_id == bindparam("person"), bindparam("since"))
_IN_DRAFT = select(Evidence).where(Evidence.draft_id == bindparam("draft")).order_by(Evidence.id)
_SENT = (
    select(revision_evidence.c.revision_id)
    .where(revision_evidence.c.evidence_id == bindparam("evidence"))
    .limit(1)
)


def hold_conversation(session: Session, person: Person) -> None:
    """Let nobody else change a person's drafts until the transaction ends: whoever answers them in
    the chat holds the same row, and so does their page on another phone.
    """
    session.scalar(
        select(Conversation.id)
        .where(
            Conversation.channel_id == person.channel_id, Conversation.key == person.line_user_id
        )
        .with_for_update(key_share=True)
    )


def evidence_that_waits(session: Session, person: Person, now: datetime) -> list[Evidence]:
    """Return what a person sent in the chat outside any form in the last days and belongs to no
    report yet, oldest first.
    """
    asked = {"person": person.id, "since": waits_since(now)}
    return remembered(
        session, *waiting_key(person.id), lambda: list(session.scalars(_WAITING, asked))
    )


def waits_since(now: datetime) -> datetime:
    """Return since when evidence that belongs to no report is kept for the next."""
    return now - _WAITS_FOR


def begun_obligations(session: Session, person: Person, form: str) -> frozenset[int]:
    """Return the obligations for which a person has a form begun, and neither sent nor left."""
    asked = {"person": person.id, "form": form}

    def ask() -> frozenset[int]:
        return frozenset(filter(None, session.scalars(_BEGUN, asked)))

    return remembered(session, *begun_key(person.id, form), ask)


def begun_key(person_id: int, form: str) -> Key:
    """Return under which key a batch remembers ``begun_obligations``, and what it is read from."""
    return ("begun", person_id, form), frozenset({part_of(Draft, person_id)})


def together_key(person_id: int) -> Key:
    """Return under which key a batch remembers whether any of a person's open drafts was shown
    together with others, and what it is read from.
    """
    return ("together", person_id), frozenset({part_of(Draft, person_id)})


def waiting_key(person_id: int) -> Key:
    """Return under which key a batch remembers ``evidence_that_waits``, and what it is read
    from.
    """
    read_from = {part_of(Evidence, person_id), *tables_of(Revision)}
    return ("waiting", person_id), frozenset(read_from)


def draft_key(person_id: int, form: str, obligation_id: int) -> Key:
    """Return under which key a batch remembers ``find_draft``, and what it is read from."""
    return ("draft", person_id, form, obligation_id), frozenset({part_of(Draft, person_id)})


@dataclass(frozen=True)
class EvidenceKey:
    """Under which key a batch remembers ``evidence_of_draft``, and what it is read from;
    ``is_of_report``: a sent report, or another draft, holds of it too.
    """

    key: Hashable
    read_from: frozenset[str]
    is_of_report: bool


def evidence_key(draft: Draft) -> EvidenceKey:
    """Return the key of a draft's evidence."""
    notes = DraftNotes.from_answers(draft.answers)
    is_of_report = any((notes.base, notes.seen, notes.shared, notes.left_out))
    own = frozenset({part_of(Evidence, draft.person_id)})
    return EvidenceKey(
        ("evidence", draft.id, notes.base, notes.seen, notes.left_out, notes.shared),
        tables_of(Evidence, Revision) if is_of_report else own,
        is_of_report,
    )


def take_waiting(draft: Draft, pieces: Iterable[Evidence]) -> None:
    """Put evidence that waited to a draft."""
    assert draft.obligation is not None
    for piece in pieces:
        piece.draft_id, piece.agency_id = draft.id, draft.obligation.agency_id


def find_draft(session: Session, person: Person, form: str, obligation: Obligation) -> Draft | None:
    """Return a person's draft for an obligation that was neither sent nor cancelled."""
    asked = {"person": person.id, "form": form, "obligation": obligation.id}
    key = draft_key(person.id, form, obligation.id)
    return remembered(session, *key, lambda: session.scalar(_OPEN, asked))


def drafts_of(
    session: Session, person: Person, form: str, agency_ids: Iterable[int]
) -> dict[int, Draft]:
    """Return a person's open drafts for obligations of some agencies, by obligation."""
    found = session.scalars(
        select(Draft)
        .join(Obligation, Obligation.id == Draft.obligation_id)
        .where(
            Draft.person_id == person.id,
            Draft.form == form,
            Draft.closed_at.is_(None),
            Obligation.agency_id.in_(list(agency_ids)),
        )
        .order_by(Draft.id.desc())
    )
    return {draft.obligation_id: draft for draft in found if draft.obligation_id is not None}


def begin_draft(
    session: Session,
    membership: Membership,
    form: str,
    obligation: Obligation,
    answers: Answers,
    now: datetime,
) -> Draft:
    """Make a draft that is not the one the chat asks about."""
    draft = Draft(
        person_id=membership.person_id,
        form=form,
        obligation=obligation,
        membership_id=membership.id,
        answers=answers,
        active=False,
        started_at=now,
        updated_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def close_draft(session: Session, draft: Draft, now: datetime) -> None:
    """End a draft: it was sent, or cancelled."""
    draft.active, draft.closed_at, draft.updated_at = False, now, now
    session.flush()


def evidence_of_draft(session: Session, draft: Draft) -> list[Evidence]:
    """Return the evidence a draft would be sent with: what the report had that it changes and what
    came since, but what was left out.
    """
    known = evidence_key(draft)
    return remembered(
        session, known.key, known.read_from, lambda: _evidence_of_draft(session, draft)
    )


def _evidence_of_draft(session: Session, draft: Draft) -> list[Evidence]:
    found: dict[int, Evidence] = {}
    notes = DraftNotes.from_answers(draft.answers)
    for number in (notes.base, notes.seen):
        revision = session.get(Revision, number) if number is not None else None
        found |= {item.id: item for item in (revision.evidence if revision else [])}
    found |= {item.id: item for item in session.scalars(_IN_DRAFT, {"draft": draft.id})}
    found |= {number: session.get_one(Evidence, number) for number in notes.shared}
    return [
        item for item in found.values() if item.erased_at is None and item.id not in notes.left_out
    ]


def evidence_of_drafts(session: Session, drafts: Iterable[Draft]) -> dict[int, list[Evidence]]:
    """Return what ``evidence_of_draft`` gives for each of some drafts, by its id, in a fixed number
    of queries.
    """
    notes = {draft.id: DraftNotes.from_answers(draft.answers) for draft in drafts}
    sent = {number for each in notes.values() for number in (each.base, each.seen) if number}
    revisions = {
        revision.id: revision
        for revision in session.scalars(
            select(Revision).where(Revision.id.in_(sent)).options(selectinload(Revision.evidence))
        )
    }
    shared = [number for each in notes.values() for number in each.shared]
    waiting = session.scalars(
        select(Evidence)
        .where(or_(Evidence.draft_id.in_(notes), Evidence.id.in_(shared)))
        .order_by(Evidence.id)
    ).all()
    found = {}
    for draft_id, each in notes.items():
        pieces: dict[int, Evidence] = {}
        for number in (each.base, each.seen):
            if number in revisions:
                pieces |= {piece.id: piece for piece in revisions[number].evidence}
        pieces |= {
            piece.id: piece
            for piece in waiting
            if piece.draft_id == draft_id or piece.id in each.shared
        }
        found[draft_id] = [
            piece
            for piece in pieces.values()
            if piece.erased_at is None and piece.id not in each.left_out
        ]
    return found


def leave_out(session: Session, draft: Draft, piece: Evidence, now: datetime) -> str | None:
    """Leave a piece of evidence out of a draft; return the path of a file that nothing holds any
    more.

    What belongs to no sent report is erased; what a sent revision or another draft holds stays
    with that.
    """
    notes = DraftNotes.from_answers(draft.answers)
    is_held = piece.id in notes.shared or _is_shared(session, draft, piece)
    if not is_held and session.scalar(_SENT, {"evidence": piece.id}) is None:
        return piece.erase(now)
    notes = replace(notes, left_out=(*notes.left_out, piece.id))
    draft.answers, draft.updated_at = notes.to_answers(draft.answers), now
    return None


def _is_shared(session: Session, draft: Draft, piece: Evidence) -> bool:
    others = session.scalars(
        select(Draft).where(Draft.person_id == draft.person_id, Draft.closed_at.is_(None))
    )
    return any(piece.id in DraftNotes.from_answers(each.answers).shared for each in others)


def erase_later(session: Session, path: str, now: datetime) -> None:
    """Have a file erased once the transaction that lets go of it is committed."""
    session.add(FileToErase(path=path, asked_at=now))
