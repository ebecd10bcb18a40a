"""What the secretariat sees first: everything that waits, on one card, each with its button."""

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.parts import Message
from messages.secretariat.first_card import Waiting, first_cards
from models.month.summary import current_round
from models.outbox.undelivered import LOOK_BACK, not_arrived
from models.people.notes import count_notes
from models.reports.extensions import waiting_requests
from models.reports.waiting import waiting_by_agency
from models.tables.organization import Organization

_CARDS = 10


def first_card(context: Context, speaker: Speaker) -> Message | None:
    """The card of what waits; None for somebody who is not of the secretariat."""
    organizations = speaker.secretariat_organizations()[:_CARDS]
    if not organizations:
        return None
    return first_cards([_waiting(context, each) for each in organizations], speaker.quick)[0]


def with_first_card(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """The same answer, for the secretariat with the card of what waits before it."""
    card = first_card(context, speaker)
    return answer if card is None else answer.preceded_by(card)


def _waiting(context: Context, organization: Organization) -> Waiting:
    session, now = context.session, context.now
    agencies = waiting_by_agency(session, organization.id, now)
    found = current_round(session, organization, now)
    return Waiting(
        organization=organization.name,
        month=found.month if found else None,
        due_on=found.due_on if found else None,
        to_check=sum(each.to_check for each in agencies),
        agencies_to_check=sum(1 for each in agencies if each.to_check),
        missing=sum(each.missing for each in agencies),
        agencies_missing=sum(1 for each in agencies if each.missing),
        extended=sum(each.extended for each in agencies),
        returned=sum(each.returned for each in agencies),
        agencies_returned=sum(1 for each in agencies if each.returned),
        asked=len(waiting_requests(session, organization.id)),
        notes=count_notes(session, organization.id),
        undelivered=len(not_arrived(session, organization.id, now - LOOK_BACK)),
    )
