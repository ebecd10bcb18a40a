"""ติดตาม in the chat: who owes is shown with the cost first; a second tap sends what was shown."""

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form.said_before import taps_shown
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.limits import MESSAGES
from messages.nudging import WHAT_IS_ASKED, Foreseen, NudgeWanted, foresee, nudge
from messages.parts import Message
from messages.secretariat import chasing as texts
from messages.taps import Action, Tap
from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Role


def show_missing(context: Context, speaker: Speaker) -> Answer:
    """Answer "ติดตาม": to the secretariat whom a nudge would reach and its cost; to others what
    their role may see of what is missing.
    """
    if speaker.secretariat_organizations():
        return _show_all(context, speaker, WHAT_IS_ASKED)
    if Role.OFFICER.value in speaker.roles:
        return lists.show_mine(context, speaker)
    return lists.show_summary(context, speaker)


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Show what a nudge of all, or of one agency (``g``), would do, of what the button names
    (``texts.wanted_by``); send what was shown (``n`` people of ``c`` agencies), or show it once
    more when it is another by now.
    """
    shown, one, wanted = tap.number("n"), tap.number("g"), texts.wanted_by(tap)
    if shown is None and one is None:
        return _show_all(context, speaker, wanted)
    agency = context.session.get(Agency, one) if one is not None else None
    organization_id = agency.organization_id if agency is not None else tap.number("o")
    membership = speaker.secretariat_for(organization_id or 0)
    if membership is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    organization = membership.organization
    foreseen = _foreseen(context, organization, wanted, agency)
    if shown is None:
        return Answer.of(_look(speaker, organization, foreseen, agency))
    if foreseen.agencies and not texts.is_what_was_shown(tap, foreseen):
        return Answer.of(_look(speaker, organization, foreseen, agency, texts.CHANGED))
    ids = [agency_id for agency_id, _, _ in foreseen.agencies]
    done = nudge(speaker.decider(context), organization, ids, wanted)
    said = texts.nudged(done, speaker.quick)
    answer = Answer.of(said).notifying(done.notices)
    return answer.confirming(organization.id, said) if done.agencies else answer


def send_last(context: Context, speaker: Speaker) -> Answer | None:
    """Send the nudge that the last answer showed, on a confirming word: as its button does. None
    when it showed none, or one for each of several organizations.
    """
    if not speaker.secretariat_organizations():
        return None
    shown = taps_shown(context, speaker.person.line_user_id)
    looks = [each for each in shown if each.action is Action.NUDGE and "n" in each.values]
    return tapped(context, speaker, looks[0]) if len(looks) == 1 else None


def _show_all(context: Context, speaker: Speaker, wanted: NudgeWanted) -> Answer:
    organizations = speaker.secretariat_organizations()
    if not organizations:
        return show_missing(context, speaker)
    looks = [
        _look(speaker, each, _foreseen(context, each, wanted)) for each in organizations[:MESSAGES]
    ]
    return Answer.of(*looks)


def _foreseen(
    context: Context, organization: Organization, wanted: NudgeWanted, agency: Agency | None = None
) -> Foreseen:
    ids = None if agency is None else [agency.id]
    return foresee(context.session, organization, context.now, ids, wanted)


def _look(
    speaker: Speaker,
    organization: Organization,
    foreseen: Foreseen,
    agency: Agency | None = None,
    problem: str = "",
) -> Message:
    number = agency.id if agency is not None else None
    return texts.look(organization.id, foreseen, speaker.quick, agency_id=number, problem=problem)
