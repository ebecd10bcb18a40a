"""รับรอง 2570-000012-1, ส่งกลับ 2570-000012-1 เพราะ…, ดู 2570-000012-1: what the cards' buttons do,
by words.
"""

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import left_form_text
from handlers.secretariat import returning, review
from handlers.speaker import Speaker
from messages.form.forms import Said
from messages.form.mending import receipt_parts
from messages.parts import text_message
from messages.secretariat.by_number import Asked, asked_by_number, not_found
from models.tables.obligations import Revision


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Do what words with a receipt's number ask of the secretariat; None for other words and
    people. A form that is open is put aside, and that is said.
    """
    asked = asked_by_number(text) if speaker.secretariat_organizations() else None
    if asked is None:
        return None
    before = drafts.active_draft(context, speaker)
    left = left_form_text(before) if before is not None else ""
    drafts.leave(context, speaker)
    answer = _done(context, speaker, asked)
    return answer.preceded_by(text_message(left)) if left else answer


def _done(context: Context, speaker: Speaker, asked: Asked) -> Answer:
    revision = _find(context, speaker, asked.number)
    if revision is None:
        return Answer.of(not_found(asked.number, speaker.quick))
    if asked.what == "accept":
        return review.accept(context, speaker, revision)
    if asked.what == "look":
        return review.show_one(context, speaker, revision)
    begun = returning.begin_return(context, speaker, revision)
    draft = drafts.active_draft(context, speaker)
    if not asked.why or draft is None:
        return begun
    return returning.take_return(context, speaker, draft, Said(text=asked.why))


def _find(context: Context, speaker: Speaker, number: str) -> Revision | None:
    """Return the revision of a receipt number, if this person is its organization's secretariat."""
    year, report_id, which = receipt_parts(number)
    revision = context.session.scalar(
        select(Revision).where(Revision.report_id == report_id, Revision.number == which)
    )
    if revision is None or revision.report.obligation.round.fiscal_year != year:
        return None
    return revision if speaker.secretariat_of(revision.report.obligation) else None
