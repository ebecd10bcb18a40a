"""ส่งกลับแก้ไข: a report is returned with a reason, chosen or written, after a second look at it;
what else waits of the agency follows, to be accepted with one tap.
"""

from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import ask_reason, kept_for_returning, take_reason
from handlers.secretariat.review import confirming, too_late, with_rest
from handlers.speaker import Speaker
from messages.chat import notices
from messages.deciding import return_report
from messages.form.form_tables import RETURN
from messages.form.forms import Said
from messages.form.returning import chosen_reason
from models.reports.notes import DraftNotes
from models.reports.settling import CannotTake, NotTaken
from models.tables.conversation import Draft
from models.tables.obligations import Revision


def begin_return(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Ask for the reason before a revision is returned."""
    if revision.review is not None:
        return too_late(context, speaker, revision, NotTaken.ALREADY_REVIEWED)
    if revision.withdrawn_at is not None:
        return too_late(context, speaker, revision, NotTaken.WITHDRAWN)
    if revision is not revision.report.current:
        return too_late(context, speaker, revision, NotTaken.CHANGED_SINCE)
    notes = DraftNotes(revision=revision.id)
    return ask_reason(context, speaker, RETURN, revision.report.obligation, notes)


def take_return(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer:
    """Let the return form take one thing the secretariat said; the confirmation of the reason
    returns the report.
    """
    reason = take_reason(context, speaker, draft, _chosen(context, draft, said))
    if isinstance(reason, Answer):
        return reason
    revision = context.session.get_one(Revision, drafts.notes_of(draft).revision)
    try:
        decided = return_report(speaker.decider(context), revision, reason)
    except CannotTake as refused:
        return too_late(context, speaker, revision, refused.reason)
    number, agency = revision.receipt_number, revision.report.obligation.agency.name
    said_back = notices.returned(number, agency, decided.notified)
    answer = Answer.of(said_back).notifying(decided.notices)
    answer = confirming(context, answer, revision, was_accepted=False)
    return with_rest(context, speaker, answer, revision.report.obligation)


def _chosen(context: Context, draft: Draft, said: Said) -> Said:
    """Return what was said with a number or a button of a kept reason as that reason's text; a
    reason that was taken out of the list meanwhile is none.
    """
    kept = kept_for_returning(context, draft)
    return replace(said, text=chosen_reason(said.text, kept)) if said.text else said
