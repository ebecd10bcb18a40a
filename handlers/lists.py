"""Lists people ask for: what is due, my obligations, the summary by role, help."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.answer import SILENCE, Answer, Context
from handlers.due import ASKED_OF, due_of
from handlers.form import drafts
from handlers.speaker import Speaker
from messages.chat import lists, small_talk
from messages.limits import MESSAGES
from messages.month.brief import executive_brief
from messages.month.due import due_card
from messages.month.no_plan import no_plan
from messages.month.summary import no_round_yet, officer_summary, round_summary
from messages.parts import Bubble, LineAction, Message, carousels, text_message
from models.extended import due_at_of, due_on_of, is_extended
from models.month.adoption import MissingPlan, missing_plan
from models.month.brief import brief_of
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.month.due import Due, asked_years_from
from models.month.owing import who_owes
from models.month.summary import Count, asked_round, round_before, summarize_round, view_round
from models.remembering import remembered
from models.reports.awaited_files import lacking_a_file
from models.tables.agency import Agency
from models.tables.obligations import Obligation, ObligationState, Report, Round
from models.tables.organization import Organization
from models.tables.people import Role
from models.tables.plan import Assignment, Measure
from thai.dates import BUDDHIST_OFFSET
from thai.month_words import MONTH_BEFORE, THIS_MONTH

PAGE = 9
_JUST_CLOSED = timedelta(days=7)
"""For so long a closed round is shown beside the new one, as its summary is welcome."""
Row = TypeVar("Row")
OBLIGATIONS = (
    select(Obligation)
    .join(Round)
    .join(Assignment)
    .join(Measure)
    .options(
        joinedload(Obligation.round),
        joinedload(Obligation.agency),
        joinedload(Obligation.report).selectinload(Report.revisions),
        joinedload(Obligation.assignment).joinedload(Assignment.measure),
    )
)
"""Obligations with all that a line of a list shows (``mine_of``)."""


def due_cards(context: Context, speaker: Speaker, page: int = 1) -> Answer:
    """Return the cards of what is due, a page at a time, what was begun first; nothing when nothing
    is due.
    """
    return _cards(
        context, speaker, due_of(context, speaker), drafts.begun_obligations(context, speaker), page
    )


def _cards(
    context: Context, speaker: Speaker, dues: list[Due], begun: frozenset[int], page: int
) -> Answer:
    if not dues:
        return SILENCE
    shown, left = page_of(sorted(dues, key=lambda due: due.obligation_id not in begun), page)
    cards: list[Bubble] = [lists.all_card(len(dues))] if len(dues) > 1 and page == 1 else []
    cards += [due_card(due, context.now, begun=due.obligation_id in begun) for due in shown]
    if left:
        cards.append(lists.more_card(left, lists.due_page(page + 1)))
    return Answer.of(*carousels(lists.due_alt(len(dues)), cards, speaker.quick))


def show_due(context: Context, speaker: Speaker, page: int = 1) -> Answer:
    """Answer "รายงาน"."""
    if Role.OFFICER.value not in speaker.roles:
        return Answer.of(lists.nothing_for_role(speaker.roles, speaker.quick))
    dues, begun = due_of(context, speaker), drafts.begun_obligations(context, speaker)
    cards = _cards(context, speaker, dues, begun, page)
    if not cards.messages:
        return Answer.of(lists.nothing_due(speaker.quick))
    with_draft = sum(due.obligation_id in begun for due in dues)
    return cards.preceded_by(text_message(lists.due_heading(len(dues), with_draft)))


def show_mine(context: Context, speaker: Speaker, page: int = 1) -> Answer:
    """Answer "งานของฉัน": the obligations of the rounds that are open and what is overdue, with
    the state of each, and the drafts; first those whose report lacks a file that did not come.
    """
    if Role.OFFICER.value not in speaker.roles:
        return Answer.of(lists.nothing_for_role(speaker.roles, speaker.quick))
    found, lacking = list[Obligation](), set[int]()
    for organization in speaker.organizations:
        agency_ids = speaker.agency_ids(organization.id)
        if agency_ids:
            lacking |= lacking_a_file(context.session, agency_ids)
            asked_from = asked_years_from(context.session, organization.id, context.now)
            found += [
                obligation
                for obligation in _obligations(context, organization, agency_ids)
                if obligation.id in lacking or _is_mine_now(obligation, context, asked_from)
            ]
    if not found:
        return Answer.of(lists.nothing_mine(speaker.quick))
    shown, left = page_of(sorted(found, key=lambda o: o.id not in lacking), page)
    begun = drafts.begun_obligations(context, speaker)
    lines = [
        lists.mine_line(
            replace(mine_of(o, context), lacks_file=o.id in lacking, begun=o.id in begun)
        )
        for o in shown
    ]
    return Answer.of(lists.mine_card(lines, len(found), left, page, speaker.quick))


def _is_mine_now(obligation: Obligation, context: Context, asked_from: int) -> bool:
    """Tell whether an obligation is shown: its round runs or is not closed yet, or something is
    asked or may be changed.

    ``asked_from`` is the oldest fiscal year of which what was never answered is still asked for.
    """
    if is_removed(obligation) and obligation.report is None:
        return False
    now, found = context.now, obligation.round
    running = found.closes_at > now or found.month == month_of(local_day(now))
    asked = _is_asked(obligation) and (
        found.fiscal_year >= asked_from or obligation.state is ObligationState.RETURNED
    )
    return running or asked or obligation.reopened_at is not None


def is_removed(obligation: Obligation) -> bool:
    """Tell whether an obligation's measure, or its party, was taken out of the plan."""
    return bool(obligation.assignment.removed_at or obligation.assignment.measure.removed_at)


def _obligations(
    context: Context, organization: Organization, agency_ids: list[int]
) -> Iterable[Obligation]:
    today = local_day(context.now)
    return context.session.scalars(
        OBLIGATIONS.where(
            Round.organization_id == organization.id,
            Round.fiscal_year >= fiscal_year_of(today) - 1,
            Round.month <= month_of(today),
            Obligation.agency_id.in_(agency_ids),
            Obligation.state.not_in((ObligationState.MISSED, ObligationState.ENDED)),
        ).order_by(Round.month, Measure.position, Obligation.agency_id)
    )


def _is_asked(obligation: Obligation) -> bool:
    is_owed = obligation.state is ObligationState.OWED and not is_removed(obligation)
    return is_owed or obligation.state is ObligationState.RETURNED


def mine_of(obligation: Obligation, context: Context) -> lists.Mine:
    """Return an obligation as a line of a list."""
    report, measure = obligation.report, obligation.assignment.measure
    changeable = report is not None and (
        context.now < obligation.round.closes_at or obligation.reopened_at is not None
    )
    return lists.Mine(
        obligation_id=obligation.id,
        code=measure.code,
        title=measure.title,
        agency=obligation.agency.name,
        month=obligation.round.month,
        due_on=due_on_of(obligation),
        state=obligation.state.value,
        progress=report.progress.value if report else None,
        number=report.current.receipt_number if report else None,
        overdue=_is_asked(obligation) and context.now >= due_at_of(obligation),
        extended=is_extended(obligation),
        changeable=changeable,
    )


def show_summary(
    context: Context,
    speaker: Speaker,
    *,
    in_full: bool = False,
    month: date | None = None,
) -> Answer:
    """Answer "สรุป": a month of the organization, as much of it as the person's roles may see.

    Executives get a brief, and ``in_full`` what the secretariat gets. Without a month the running
    round is shown (``rounds_asked``), and the one before is offered: late reports still change it.
    """
    answer = SILENCE
    earlier: list[LineAction] = []
    for organization in speaker.organizations:
        rounds = rounds_asked(context, organization, month)
        missing = year_without_plan(context, organization, rounds, month)
        shown = [each for each in rounds if not missing or each.fiscal_year != missing.fiscal_year]
        most = MESSAGES // max(len(rounds), 1)
        for found in shown:
            answer = answer.followed_by(*_summary_for(context, speaker, found, in_full, most))
        is_running = not rounds or shown != rounds
        if missing is not None and (is_running or speaker.secretariat_for(organization.id)):
            answer = answer.followed_by(*no_plan(missing))
        earlier = earlier or earlier_summary(context, rounds)
    if not answer.messages:
        return Answer.of(*no_round_yet(speaker.quick, month))
    return answer.with_quick([*earlier, *speaker.quick])


def year_without_plan(
    context: Context, organization: Organization, rounds: list[Round], month: date | None
) -> MissingPlan | None:
    """Return the fiscal year asked for, if it has no plan in force: that of a named month's round,
    else the running one.
    """
    today = fiscal_year_of(local_day(context.now))
    year = rounds[-1].fiscal_year if rounds and month is not None else today
    return missing_plan(context.session, organization.id, year)


def rounds_asked(context: Context, organization: Organization, month: date | None) -> list[Round]:
    """Return the rounds that "สรุป" is about: that of a month; without one that which runs, and
    before it the one that has just closed, for that is what people then ask about.
    """
    found = asked_round(context.session, organization, context.now, month)
    if found is None:
        return []
    before = round_before(context.session, found) if month is None else None
    if before is None or context.now - before.closes_at > _JUST_CLOSED:
        return [found]
    return [before, found]


def earlier_summary(context: Context, rounds: list[Round]) -> list[LineAction]:
    """Return the button that asks for the round before those shown, where there is one."""
    before = round_before(context.session, rounds[0]) if rounds else None
    return [lists.earlier_summary(before.month)] if before is not None else []


def month_meant(named: tuple[int, int | None] | None, today: date) -> date | None:
    """Return the month somebody named, if any; without a year the newest such month that has
    begun.
    """
    if named is None:
        return None
    number, year = named
    if number in (THIS_MONTH, MONTH_BEFORE):
        return month_of(month_of(today) - timedelta(days=-number))
    if year is not None:
        return date(year - BUDDHIST_OFFSET, number, 1)
    return date(today.year if number <= today.month else today.year - 1, number, 1)


def _summary_for(
    context: Context, speaker: Speaker, found: Round, in_full: bool, most: int
) -> tuple[Message, ...]:
    roles = {m.role for m in speaker.memberships if m.organization_id == found.organization_id}
    if Role.EXECUTIVE in roles and Role.SECRETARIAT not in roles and not in_full:
        return executive_brief(brief_of(context.session, found, context.now))
    session = context.session
    view = remembered(
        session, ("view", found.id), ASKED_OF, lambda: view_round(session, found, context.now)
    )
    if Role.SECRETARIAT in roles or Role.EXECUTIVE in roles:
        owing = who_owes(session, found, context.now)
        return round_summary(view, owing=owing, quick=speaker.quick, messages=most)
    own = [
        (m.agency.name, _count_of(context, found, m.agency))
        for m in speaker.memberships
        if m.organization_id == found.organization_id and m.agency is not None
    ]
    return officer_summary(view, own, quick=speaker.quick)


def _count_of(context: Context, found: Round, agency: Agency) -> Count:
    return remembered(
        context.session,
        ("count", found.id, agency.id),
        ASKED_OF,
        lambda: summarize_round(context.session, found, [agency.id]).total,
    )


def show_help(speaker: Speaker) -> Answer:
    """Answer "ช่วยเหลือ"."""
    return Answer.of(small_talk.help_card(speaker.roles, speaker.offices, speaker.quick))


def page_of(rows: list[Row], page: int) -> tuple[list[Row], int]:
    """Return a page of rows (1 is the first; past the end is the last one) and how many come after
    it.
    """
    last = max((len(rows) - 1) // PAGE, 0)
    start = min(max(page - 1, 0), last) * PAGE
    return rows[start : start + PAGE], max(len(rows) - start - PAGE, 0)
