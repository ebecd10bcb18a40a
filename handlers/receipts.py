"""Receipts of what was sent from the officer's page: the next answer carries them for nothing; what
nobody asked for in time is pushed (``messages.reporting.page_receipt``).
"""

from handlers.answer import Answer, Context
from messages import limits
from models.tables.outbox import SAID_SINCE, DeliveryState
from models.tables.people import Person


def with_receipts(context: Context, person: Person, answer: Answer) -> Answer:
    """Put the receipts that wait for a person before an answer that has room for them; they are
    never an answer of their own.
    """
    for receipt in context.known.receipts.get(person.line_user_id, []):
        room = limits.MESSAGES - len(answer.messages)
        if not answer.messages or len(receipt.messages) > room:
            break
        receipt.state, receipt.error = DeliveryState.GIVEN_UP, SAID_SINCE
        answer = answer.preceded_by(*receipt.messages)
    return answer
