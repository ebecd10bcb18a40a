"""Sending several reports that were shown together, by a tap or by the word."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.sending import deliver
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form.form_tables import FORMS, REPORT
from messages.form.receipts import undo_action
from messages.form.subjects import subject_of
from messages.said import cards
from messages.taps import Tap
from models.month.due import due_for_agencies, fold
from models.reports.withdrawing import why_it_stays
from models.tables.conversation import Draft
from models.tables.obligations import Revision

_UNDO_AT_ONCE = 25
"""Numbers of reports that a button's data has room for, however long they are."""


def confirm_several(context: Context, speaker: Speaker) -> Answer | None:
    """Send what was shown together last, for whoever types the word; None when nothing was."""
    open_drafts = context.session.scalars(
        select(Draft)
        .where(
            Draft.person_id == speaker.person.id,
            Draft.form == REPORT,
            Draft.closed_at.is_(None),
            Draft.active.is_(False),
            Draft.updated_at > context.now - drafts.SILENCE_BEFORE_ASKING,
        )
        .order_by(Draft.updated_at.desc(), Draft.id)
    )
    shown = [draft for draft in open_drafts if _stands_as_shown(draft)]
    together = [draft.id for draft in shown if draft.updated_at == shown[0].updated_at]
    return send_several(context, speaker, together) if together else None


def send_many(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Answer the button that sends several reports."""
    numbers = [int(each) for each in tap.values.get("d", "").split(".") if each.isdecimal()]
    return send_several(context, speaker, numbers)


def send_several(context: Context, speaker: Speaker, draft_ids: Sequence[int]) -> Answer:
    """Send each draft that is complete and stands as it was shown; what was changed since stays a
    draft. One that a colleague was faster with, or that is not taken any more, is shown after the
    receipts of those before it.
    """
    sent: list[Revision] = []
    organization_id, hindered = None, None
    for draft_id in draft_ids:
        draft = drafts.own_draft(context, speaker, draft_id)
        if draft is None or draft.obligation is None or not _stands_as_shown(draft):
            continue
        made = deliver(context, speaker, draft)
        if isinstance(made, Answer):
            hindered = made
            break
        organization_id = draft.obligation.round.organization_id
        sent.append(made)
    if not sent or organization_id is None:
        return hindered or Answer.of(small_talk.stale(speaker.quick))
    dues = due_for_agencies(
        context.session, organization_id, speaker.agency_ids(organization_id), context.now
    )
    left = len(fold(dues, context.now))
    answer = several_sent(context, speaker, sent, left)
    return answer.followed_by(*(hindered.messages if hindered else ()))


def several_sent(context: Context, speaker: Speaker, sent: Sequence[Revision], left: int) -> Answer:
    """Return the receipt of several reports; ``left`` are still due."""
    named = [(each.receipt_number, subject_of(each.report.obligation).name) for each in sent]
    free = [each.id for each in sent if why_it_stays(each, speaker.person, context.now) is None]
    undo = [undo_action(free)] if 0 < len(free) <= _UNDO_AT_ONCE else []
    said = cards.several_received(named, left, [*undo, *speaker.quick])
    return Answer.of(said).confirming(sent[0].report.obligation.round.organization_id, said)


def _stands_as_shown(draft: Draft) -> bool:
    """Whether a draft is open, complete, and unchanged since it was shown among others."""
    shown = drafts.notes_of(draft).together
    return (
        draft.closed_at is None
        and shown is not None
        and datetime.fromisoformat(shown) == draft.updated_at
        and FORMS[REPORT].current(draft.answers) is None
    )
