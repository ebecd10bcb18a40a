"""What the secretariat may do for an agency: see what it owes, report for it, excuse, reopen."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form.questions import ask_reason, take_reason
from handlers.lists import OBLIGATIONS, is_removed, mine_of, page_of
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker
from messages.chat import lists, notices, small_talk
from messages.deciding import excuse_report, reopen_report
from messages.form import report_cards
from messages.form.form_tables import EXCUSE, REOPEN
from messages.form.forms import Said
from messages.form.subjects import subject_of
from messages.moments import format_moment
from messages.secretariat import chasing
from messages.taps import Tap
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.month.owing import officers_by_agency
from models.reports.excuses import is_open
from models.reports.settling import CannotTake, NotTaken
from models.tables.agency import Agency, AgencyAlias
from models.tables.conversation import Draft
from models.tables.obligations import ASKED, NOT_EXPECTED, Obligation, ObligationState, Round
from models.tables.organization import Organization
from models.tables.people import Person
from models.tables.plan import Measure
from thai.names import key
from thai.sorting import thai_order

_FEWEST_LETTERS = 2  # of an abbreviation
_FEWEST_FOR_A_PART = 3


def agencies_named(
    context: Context,
    speaker: Speaker,
    text: str,
    among: Sequence[Organization] | None = None,
    *,
    whole: bool = False,
) -> list[tuple[int, str]]:
    """Return the agencies (id, name) that words may mean, sorted as Thai is: a whole name or alias
    alone, else every one whose name or alias contains them; of the organizations whose secretariat
    the speaker is, or ``among`` others. ``whole``: no part of a name is enough.

    Spaces and dots do not matter, nor the organization's own name after an alias ("สสจ สุโขทัย").
    """
    found = speaker.secretariat_organizations() if among is None else among
    organizations = {each.id: key(each.name) for each in found}
    wanted = key(text)
    if not organizations or len(wanted) < _FEWEST_LETTERS:
        return []
    rows = context.session.execute(
        select(Agency.id, Agency.name, Agency.organization_id, AgencyAlias.alias)
        .outerjoin(AgencyAlias, AgencyAlias.agency_id == Agency.id)
        .where(Agency.organization_id.in_(organizations))
    )
    exact, containing = dict[int, str](), dict[int, str]()
    for agency_id, name, organization_id, alias in rows:
        for known in filter(None, (key(name), key(alias or ""))):
            rest = wanted.removeprefix(known)
            is_place = len(rest) >= _FEWEST_FOR_A_PART and rest != wanted
            if not rest or (is_place and organizations[organization_id].endswith(rest)):
                exact[agency_id] = name
            elif not whole and wanted in known and len(wanted) >= _FEWEST_FOR_A_PART:
                containing[agency_id] = name
    return sorted((exact or containing).items(), key=lambda found: thai_order(found[1]))


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
    officers, blocked = (
        [
            officer.name
            for officer in officers_by_agency(
                context.session, agency.organization_id, context.now, who_blocked=who_blocked
            ).get(agency.id, [])
        ]
        for who_blocked in (False, True)
    )
    lines = [lists.agency_line(mine_of(row, context)) for row in shown]
    more = lists.agency_page(agency.id, page + 1)
    is_owing = officers and any(row.state in ASKED for row in shown)
    nudge = chasing.one(agency.id) if is_owing else None
    return Answer.of(lists.agency_card(agency.name, officers, lines, left, more, blocked, nudge))


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
        return _not_excused(context, speaker, obligation, NotTaken(obligation.state.value))
    return ask_reason(context, speaker, EXCUSE, obligation)


def take_excuse(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer:
    """Let the excusing form take one thing; the confirmation of the reason excuses, and notifies
    the officers.
    """
    assert draft.obligation is not None
    reason = take_reason(context, speaker, draft, said)
    if isinstance(reason, Answer):
        return reason
    obligation = draft.obligation
    try:
        decided = excuse_report(speaker.decider(context), obligation, reason)
    except CannotTake as refused:
        return _not_excused(context, speaker, obligation, refused.reason)
    told = notices.excused(obligation.agency_id, subject_of(obligation), decided.notified)
    return Answer.of(told).notifying(decided.notices)


def _not_excused(
    context: Context, speaker: Speaker, obligation: Obligation, why: NotTaken
) -> Answer:
    """Say why an excuse is not taken; of one that is there, who gave it, when, and why."""
    at, by = obligation.excused_at, obligation.excused_by_id
    person = context.session.get(Person, by) if by is not None else None
    if why is not NotTaken.EXCUSED or at is None or person is None:
        return Answer.of(report_cards.refused(why, speaker.quick))
    subject, reason = subject_of(obligation), obligation.excuse_reason or "-"
    return Answer.of(
        notices.excused_already(
            obligation.agency_id, subject, person.name, format_moment(at), reason
        )
    )


def begin_reopening(context: Context, speaker: Speaker, obligation: Obligation) -> Answer:
    """Ask why a sent report is to be opened once more, and then again whether; an excuse is taken
    back at once.
    """
    if obligation.report is None or is_open(obligation):
        return _reopen(context, speaker, obligation)
    return ask_reason(context, speaker, REOPEN, obligation)


def take_reopening(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer:
    """Let the reopening form take one thing; the confirmation of the reason opens."""
    assert draft.obligation is not None
    reason = take_reason(context, speaker, draft, said)
    if isinstance(reason, Answer):
        return reason
    return _reopen(context, speaker, draft.obligation, reason)


def _reopen(
    context: Context, speaker: Speaker, obligation: Obligation, reason: str | None = None
) -> Answer:
    """Let an agency report or change once more, after the close too, and notify its officers."""
    subject = subject_of(obligation)
    decided = reopen_report(speaker.decider(context), obligation, reason)
    if decided is None:
        if obligation.state is ObligationState.ENDED:
            return Answer.of(report_cards.refused(NotTaken.ENDED, speaker.quick))
        return Answer.of(notices.open_already(obligation.agency_id, subject))
    said_back = notices.reopened(obligation.agency_id, subject, decided.notified)
    return Answer.of(said_back).notifying(decided.notices)


def find_obligation(context: Context, speaker: Speaker, tap: Tap) -> Obligation | None:
    """Return the obligation a button names, if this person is its organization's secretariat."""
    obligation = look_up_obligation(context.session, tap.number("o"))
    return obligation if obligation and speaker.secretariat_of(obligation) else None
