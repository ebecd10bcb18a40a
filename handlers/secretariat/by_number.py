"""รับรอง 2570-000012-1, ส่งกลับ 2570-000012-1 เพราะ…, ดู 2570-000012-1, เปิดให้แก้ไข 2570-000012-1: what
the cards' buttons do, by words; a measure's number does where one report of it waits.
"""

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import left_form_text
from handlers.secretariat import for_agency, returning, review
from handlers.speaker import Speaker
from messages.form.forms import Said
from messages.form.mending import receipt_parts
from messages.limits import MESSAGES
from messages.parts import text_message
from messages.secretariat.by_number import (
    NumberedRequest,
    asked_by_number,
    asks_for_all,
    how_to_decide,
    none_waits,
    not_found,
    open_which,
    several,
)
from models.tables.obligations import Revision
from models.tables.people import Role


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Do what words with a receipt's number ask of the secretariat; None for other words and
    people. A form that is open is put aside, and that is said; words without a receipt's number are
    the form's.
    """
    if not speaker.secretariat_organizations():
        return None
    asked, before = asked_by_number(text), drafts.active_draft(context, speaker)
    if asked is None or not asked.is_receipt:
        return None if before is not None else _without_number(context, speaker, asked, text)
    left = left_form_text(before) if before is not None else ""
    drafts.leave(context, speaker)
    answer = _done(context, speaker, asked)
    return answer.preceded_by(text_message(left)) if left else answer


def take_measure(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Accept or return what waits of a measure's number, in a form too; None for other words."""
    asked = asked_by_number(text) if speaker.secretariat_organizations() else None
    if asked is None or asked.what not in ("accept", "back"):
        return None
    return _without_number(context, speaker, asked, text)


def _without_number(
    context: Context, speaker: Speaker, asked: NumberedRequest | None, text: str
) -> Answer | None:
    """Do what is asked of a measure's number where one report of it waits, else show which do; None
    for other words.
    """
    if asked is None:
        if not asks_for_all(text):
            return None
        shown = review.show_waiting(context, speaker)
        return shown.preceded_by(how_to_decide()) if len(shown.messages) < MESSAGES else shown
    if asked.what == "open":
        return Answer.of(open_which(asked.number, speaker.quick))
    found = review.revisions_waiting(context, speaker, asked.number)
    if len(found) == 1:
        return _decide(context, speaker, asked, found[0])
    if found:
        shown = review.show_these(context, speaker, found)
        return shown.preceded_by(several(asked.number, len(found)))
    may_report = Role.OFFICER.value in speaker.roles
    if asked.what == "look" and may_report:
        return None  # of their own report
    return Answer.of(none_waits(asked.number, speaker.quick))


def _done(context: Context, speaker: Speaker, asked: NumberedRequest) -> Answer:
    revision = _find(context, speaker, asked.number)
    if revision is None:
        return Answer.of(not_found(asked.number, speaker.quick))
    return _decide(context, speaker, asked, revision)


def _decide(
    context: Context, speaker: Speaker, asked: NumberedRequest, revision: Revision
) -> Answer:
    if asked.what == "open":
        return for_agency.begin_reopening(context, speaker, revision.report.obligation)
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
