"""ติดตาม in the chat: who owes is shown with the cost first; a second tap sends what was shown."""

from handlers import lists
from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.limits import MESSAGES
from messages.nudging import Foreseen, foresee, nudge
from messages.parts import Message
from messages.secretariat import chasing as texts
from messages.taps import Tap
from models.outbox.quota import messages_left
from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Role


def show_missing(context: Context, speaker: Speaker) -> Answer:
    """Answer "ติดตาม": to the secretariat whom a nudge would reach and its cost; to others what
    their role may see of what is missing.
    """
    organizations = speaker.secretariat_organizations()
    if organizations:
        looks = [_look(context, speaker, each, _foreseen(context, each)) for each in organizations]
        return Answer.of(*looks[:MESSAGES])
    if Role.OFFICER.value in speaker.roles:
        return lists.show_mine(context, speaker)
    return lists.show_summary(context, speaker)


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Show what a nudge of all, or of one agency (``g``), would do; send what was shown (``n``
    people of ``c`` agencies), or show it once more when it is another by now.
    """
    shown, one = tap.number("n"), tap.number("g")
    if shown is None and one is None:
        return show_missing(context, speaker)
    agency = context.session.get(Agency, one) if one is not None else None
    organization_id = agency.organization_id if agency is not None else tap.number("o")
    membership = speaker.secretariat_for(organization_id or 0)
    if membership is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    organization = membership.organization
    foreseen = _foreseen(context, organization, agency)
    if shown is None:
        return Answer.of(_look(context, speaker, organization, foreseen, agency))
    if foreseen.agencies and (shown, tap.number("c")) != (foreseen.people, len(foreseen.agencies)):
        again = _look(context, speaker, organization, foreseen, agency, texts.CHANGED)
        return Answer.of(again)
    ids = [agency_id for agency_id, _, _ in foreseen.agencies]
    done = nudge(speaker.decider(context), organization, ids)
    said = texts.nudged(done, speaker.quick)
    answer = Answer.of(said).notifying(done.notices)
    return answer.confirming(organization.id, said) if done.agencies else answer


def _foreseen(
    context: Context, organization: Organization, agency: Agency | None = None
) -> Foreseen:
    ids = None if agency is None else [agency.id]
    return foresee(context.session, organization, context.now, ids)


def _look(
    context: Context,
    speaker: Speaker,
    organization: Organization,
    foreseen: Foreseen,
    agency: Agency | None = None,
    problem: str = "",
) -> Message:
    return texts.look(
        organization.id,
        foreseen,
        messages_left(context.session, context.channel_id, context.now),
        speaker.quick,
        agency_id=agency.id if agency is not None else None,
        problem=problem,
    )
