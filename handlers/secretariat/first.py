"""What the secretariat sees first: everything that waits, on one card, each with its button."""

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.parts import Message
from messages.secretariat.first_card import Waiting, first_cards
from models.month.adoption import missing_plan
from models.month.calendar import fiscal_year_of, local_day
from models.month.summary import rounds_running
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
    rounds = rounds_running(session, organization, now)
    return Waiting(
        organization=organization.name,
        rounds=tuple((each.month, each.due_on) for each in rounds),
        without_plan=missing_plan(session, organization.id, fiscal_year_of(local_day(now))),
        to_check=sum(each.to_check for each in agencies),
        agencies_to_check=sum(1 for each in agencies if each.to_check),
        late=sum(each.late for each in agencies),
        agencies_late=sum(1 for each in agencies if each.late),
        missing=sum(each.running for each in agencies),
        agencies_missing=sum(1 for each in agencies if each.running),
        extended=sum(each.extended for each in agencies),
        returned=sum(each.returned for each in agencies),
        agencies_returned=sum(1 for each in agencies if each.returned),
        asked=len(waiting_requests(session, organization.id, now)),
        notes=count_notes(session, organization.id),
        undelivered=len(not_arrived(session, organization.id, now - LOOK_BACK)),
    )
