"""เลิกส่ง, for the chat and the officer's page alike: a report is taken back, its words and evidence
wait as a draft, and a receipt that was not sent yet tells of it no more.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.form.conversion import answers_of
from messages.form.form_tables import REPORT
from messages.reporting import receipt_of
from models.month.due import due_for_agencies, fold
from models.reports.drafts import begin_draft, find_draft
from models.reports.notes import DraftNotes
from models.reports.withdrawing import withdraw_revision
from models.tables.conversation import Draft
from models.tables.obligations import Revision
from models.tables.outbox import RECEIPT, WITHDRAWN, Delivery, DeliveryState
from models.tables.people import Membership, Person, Role


def take_back(
    session: Session, membership: Membership, revision: Revision, *, by: Person, now: datetime
) -> Draft:
    """Take a revision back and return the draft in which it waits; CannotWithdraw when it stays."""
    withdraw_revision(session, revision, by=by, now=now)
    _correct_receipt(session, revision, by, now)
    return _draft_again(session, membership, revision, now)


def _draft_again(
    session: Session, membership: Membership, revision: Revision, now: datetime
) -> Draft:
    """Return the draft in which what was taken back waits, with its evidence: one that was opened
    meanwhile, or a new one.
    """
    obligation = revision.report.obligation
    draft = find_draft(session, membership.person, REPORT, obligation)
    if draft is not None:
        return draft
    answers = answers_of(revision)
    current = obligation.report.current if obligation.report is not None else None
    mine = {piece.id for piece in revision.evidence}
    before = current.evidence if current is not None else []
    sent = session.get(Draft, revision.draft_id) if revision.draft_id is not None else None
    notes = replace(
        DraftNotes.from_answers(answers),
        # What is unsent now is forgotten: the report was not sent after all.
        sources=DraftNotes.from_answers(sent.answers).sources if sent is not None else {},
        base=current.id if current is not None else None,
        seen=revision.id,
        left_out=tuple(piece.id for piece in before if piece.id not in mine),
    )
    return begin_draft(session, membership, REPORT, obligation, notes.to_answers(answers), now)


def _correct_receipt(session: Session, revision: Revision, person: Person, now: datetime) -> None:
    """Let a receipt of the page that still waits tell of what stands only; none where nothing
    does.
    """
    waiting = session.scalars(
        select(Delivery).where(
            Delivery.recipient == person.line_user_id,
            Delivery.purpose == RECEIPT,
            Delivery.state == DeliveryState.WAITING,
            Delivery.first_push_at.is_(None),
        )
    )
    for receipt in waiting:
        first, last = (int(part) for part in (receipt.dedupe_key or "").split(":")[1:])
        if not first <= revision.id <= last:
            continue
        organization = revision.report.obligation.round.organization
        left = session.scalars(
            select(Revision)
            .where(
                Revision.id.between(first, last),
                Revision.sent_by_id == person.id,
                Revision.stands(),
            )
            .order_by(Revision.id)
        ).all()
        if not left:
            receipt.state, receipt.error = DeliveryState.GIVEN_UP, WITHDRAWN
            continue
        agencies = [
            each.agency_id
            for each in person.memberships
            if each.role is Role.OFFICER
            and each.agency_id is not None
            and each.organization_id == organization.id
            and each.holds_at(now)
        ]
        dues = fold(due_for_agencies(session, organization.id, agencies, now), now)
        receipt.messages = [receipt_of(left, len(dues))]
