"""What the secretariat may do for an agency: see what it owes, report for it, excuse, reopen."""

from sqlalchemy import or_, select

from handlers.answer import Answer, Context
from handlers.form.conversion import subject_of
from handlers.form.form_tables import EXCUSE
from handlers.form.forms import Said
from handlers.form.questions import ask_reason, take_reason
from handlers.lists import OBLIGATIONS, is_removed, mine_of, page_of
from handlers.notices import EXCUSED, REOPENED, notify_officers, withdraw_excuse, withdraw_requests
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker
from messages.chat import lists, notices, small_talk
from messages.chat.notices import Notified
from messages.form import report_cards
from messages.form.questions import Subject
from messages.outgoing import Outgoing
from messages.parts import Message
from messages.taps import Tap
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.month.owing import officers_by_agency
from models.reports.excuses import excuse, reopen
from models.reports.settling import CannotTake, NotTaken
from models.tables.agency import Agency, AgencyAlias
from models.tables.conversation import Draft
from models.tables.obligations import ASKED, NOT_EXPECTED, Obligation, ObligationState, Round
from models.tables.plan import Measure
from thai.cleaning import clean

_FEWEST_LETTERS = 3


def agencies_named(context: Context, speaker: Speaker, text: str) -> list[tuple[int, str]]:
    """Return the agencies (id, name) that words may mean: an exact name or alias alone, else every
    name that contains them.
    """
    organizations = [organization.id for organization in speaker.secretariat_organizations()]
    wanted = clean(text)
    if not organizations or len(wanted) < _FEWEST_LETTERS:
        return []
    mine = Agency.organization_id.in_(organizations)
    exact = context.session.execute(
        select(Agency.id, Agency.name)
        .outerjoin(AgencyAlias, AgencyAlias.agency_id == Agency.id)
        .where(mine, or_(Agency.name == wanted, AgencyAlias.alias == wanted))
        .distinct()
    ).all()
    found = (
        exact
        or context.session.execute(
            select(Agency.id, Agency.name)
            .where(mine, Agency.name.contains(wanted, autoescape=True))
            .order_by(Agency.name)
        ).all()
    )
    return [(agency_id, name) for agency_id, name in found]


def show_agency(context: Context, speaker: Speaker, agency_id: int | None, page: int = 1) -> Answer:
    """Show an agency's obligations of the fiscal year and older ones that are still asked for, the
    newest round first.
    """
    agency = context.session.get(Agency, agency_id) if agency_id is not None else None
    if agency is None or speaker.secretariat_for(agency.organization_id) is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    found = context.session.scalars(
        OBLIGATIONS.where(
            Obligation.agency_id == agency.id, Obligation.state != ObligationState.ENDED
        ).order_by(Round.month.desc(), Measure.position)
    )
    shown, left = page_of([row for row in found if _is_shown(row, context)], page)
    officers_of = officers_by_agency(context.session, agency.organization_id)
    officers = [officer.name for officer in officers_of.get(agency.id, [])]
    lines = [lists.agency_line(mine_of(row, context)) for row in shown]
    more = lists.agency_page(agency.id, page + 1)
    return Answer.of(lists.agency_card(agency.name, officers, lines, left, more))


def _is_shown(obligation: Obligation, context: Context) -> bool:
    """Tell whether the secretariat may want to do something about it: all of this fiscal year, and
    older ones still asked for.
    """
    today = local_day(context.now)
    if obligation.round.month > month_of(today) or (
        is_removed(obligation) and obligation.report is None
    ):
        return False
    return obligation.round.fiscal_year >= fiscal_year_of(today) or obligation.state in ASKED


def begin_excuse(context: Context, speaker: Speaker, obligation: Obligation) -> Answer:
    """Ask for the reason before an obligation is excused."""
    if obligation.report is not None:
        return Answer.of(report_cards.refused(NotTaken.ALREADY_ANSWERED, speaker.quick))
    if obligation.state in NOT_EXPECTED:
        reason = NotTaken(obligation.state.value)
        return Answer.of(report_cards.refused(reason, speaker.quick))
    return ask_reason(context, speaker, EXCUSE, obligation)


def take_excuse(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer:
    """Let the excusing form take one thing; the reason excuses at once, and the officers are
    notified.
    """
    assert draft.obligation is not None
    reason = take_reason(context, speaker, draft, said)
    if isinstance(reason, Answer):
        return reason
    obligation = draft.obligation
    try:
        sent, notified = excuse_and_notify(context, speaker, obligation, reason)
    except CannotTake as refused:
        return Answer.of(report_cards.refused(refused.reason, speaker.quick))
    told = notices.excused(obligation.agency_id, subject_of(obligation), notified)
    return Answer.of(told).notifying(sent)


def excuse_and_notify(
    context: Context, speaker: Speaker, obligation: Obligation, reason: str
) -> tuple[tuple[Outgoing, ...], Notified]:
    """Excuse an obligation; return the notices to its officers and who is notified. CannotTake as
    ``excuse`` raises it.
    """
    excuse(context.session, obligation, reason, by=speaker.person, now=context.now)
    message = notices.excused_notice(
        subject_of(obligation), reason, obligation.round.organization.secretariat_phone
    )
    unaware = withdraw_requests(context, obligation)
    return notify_officers(context, speaker, obligation, message, EXCUSED, unaware=unaware)


def reopen_obligation(context: Context, speaker: Speaker, obligation: Obligation) -> Answer:
    """Let an agency report or change once more, after the close too, and notify its officers."""
    subject = subject_of(obligation)
    if not reopen(context.session, obligation, by=speaker.person, now=context.now):
        if obligation.state is ObligationState.ENDED:
            return Answer.of(report_cards.refused(NotTaken.ENDED, speaker.quick))
        return Answer.of(notices.open_already(obligation.agency_id, subject))
    message = _asks_again(obligation, subject)
    if message is None:
        return Answer.of(
            notices.reopened(obligation.agency_id, subject, Notified(0, not_needed=True))
        )
    unaware = withdraw_excuse(context, obligation)
    sent, notified = notify_officers(
        context, speaker, obligation, message, REOPENED, unaware=unaware
    )
    return Answer.of(notices.reopened(obligation.agency_id, subject, notified)).notifying(sent)


def _asks_again(obligation: Obligation, subject: Subject) -> Message | None:
    """Return the notice of a reopening; None when nothing is asked of the officers now (a later
    report is in).
    """
    phone = obligation.round.organization.secretariat_phone
    if obligation.report is not None:
        return notices.reopened_notice(
            obligation.id, obligation.report.current.receipt_number, subject, phone
        )
    if obligation.state in ASKED:
        return notices.asked_again_notice(obligation.id, subject, phone)
    return None


def find_obligation(context: Context, speaker: Speaker, tap: Tap) -> Obligation | None:
    """Return the obligation a button names, if this person is its organization's secretariat."""
    obligation = look_up_obligation(context.session, tap.number("o"))
    return obligation if obligation and speaker.secretariat_of(obligation) else None
