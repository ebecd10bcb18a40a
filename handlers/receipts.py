"""What the next answer carries for nothing: receipts of what was sent from the officer's page (what
nobody asked for in time is pushed, ``messages.reporting.page_receipt``), what the month's messages
did not suffice to push, and thanks for what was accepted, which are never pushed.
"""

from collections.abc import Sequence

from handlers.answer import Answer, Context
from messages import limits
from messages.chat import notices
from models.outbox.retrying import is_out_of_date
from models.reports.thanks import accepted_untold, note_thanked
from models.tables.obligations import Revision
from models.tables.outbox import SAID_SINCE, DeliveryState
from models.tables.people import Person


def with_receipts(context: Context, person: Person, answer: Answer) -> Answer:
    """Put the receipts that wait for a person, and what was held back from them and is still so,
    before an answer that has room for them; they are never an answer of their own.
    """
    for receipt in context.known.receipts.get(person.line_user_id, []):
        room = limits.MESSAGES - len(answer.messages)
        if not answer.messages or len(receipt.messages) > room:
            break
        if receipt.state is not DeliveryState.WAITING:
            continue  # what it told of was taken back in this very answer
        is_over = receipt.expires_at is not None and receipt.expires_at <= context.now
        if is_over or is_out_of_date(context.session, receipt, context.now):
            continue
        receipt.state, receipt.error = DeliveryState.GIVEN_UP, SAID_SINCE
        answer = answer.preceded_by(*receipt.messages)
    return answer


def with_thanks(context: Context, person: Person, answer: Answer) -> Answer:
    """Begin an answer that has room with thanks for what was accepted of a person since they heard
    last.
    """
    accepted = context.known.accepted.get(person.id, [])
    if not accepted or not answer.messages or len(answer.messages) >= limits.MESSAGES:
        return answer
    note_thanked(person, accepted)
    del context.known.accepted[person.id]
    return answer.preceded_by(notices.thanks(accepted))


def look_up_thanks(context: Context, revisions: Sequence[Revision]) -> None:
    """Look up once more for what the senders of some revisions are thanked: they may be answered in
    the same batch.
    """
    senders = {revision.sent_by_id for revision in revisions}
    here = [p for p in context.known.people.values() if p is not None and p.id in senders]
    context.known.accepted |= accepted_untold(context.session, here)
