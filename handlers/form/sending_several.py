"""Sending several reports that were shown together, by a tap or by the word."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.sending import deliver
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form.form_tables import FORMS, REPORT
from messages.form.subjects import subject_of
from messages.said import cards
from messages.taps import Tap
from models.month.due import due_for_agencies, fold
from models.tables.conversation import Draft


def confirm_several(context: Context, speaker: Speaker) -> Answer | None:
    """Send what was shown together last, for whoever types the word; None when nothing was."""
    latest = context.session.scalars(
        select(Draft)
        .where(
            Draft.person_id == speaker.person.id,
            Draft.form == REPORT,
            Draft.closed_at.is_(None),
            Draft.active.is_(False),
            Draft.updated_at > context.now - drafts.SILENCE_BEFORE_ASKING,
        )
        .order_by(Draft.updated_at.desc(), Draft.id)
    ).all()
    together = [each for each in latest if each.updated_at == latest[0].updated_at]
    if len(together) < 2:
        return None
    return send_several(context, speaker, [each.id for each in together])


def send_many(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Answer the button that sends several reports."""
    numbers = [int(each) for each in tap.values.get("d", "").split(".") if each.isdecimal()]
    return send_several(context, speaker, numbers)


def send_several(context: Context, speaker: Speaker, draft_ids: Sequence[int]) -> Answer:
    """Send each draft that is complete; one that a colleague was faster with, or that is not taken
    any more, is shown instead.
    """
    sent: list[tuple[str, str]] = []
    organization_id = None
    for draft_id in draft_ids:
        draft = drafts.own_draft(context, speaker, draft_id)
        if draft is None or draft.closed_at is not None or draft.obligation is None:
            continue
        if FORMS[REPORT].current(draft.answers) is not None:
            continue
        made = deliver(context, speaker, draft)
        if isinstance(made, Answer):
            return made
        organization_id = draft.obligation.round.organization_id
        sent.append((made.receipt_number, subject_of(draft.obligation).name))
    if not sent or organization_id is None:
        return Answer.of(small_talk.stale(speaker.quick))
    dues = due_for_agencies(
        context.session, organization_id, speaker.agency_ids(organization_id), context.now
    )
    said = cards.several_received(sent, len(fold(dues, context.now)), speaker.quick)
    return Answer.of(said).confirming(organization_id, said)
