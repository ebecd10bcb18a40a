"""Lists people ask for: what is due, my obligations, the summary by role, help."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers import drafts
from handlers.answer import Context
from handlers.speaker import Speaker
from messages import chat, lists
from messages.limits import MESSAGES
from messages.month_brief import executive_brief
from messages.month_due import due_card
from messages.month_summary import no_round_yet, officer_summary, round_summary
from messages.parts import Bubble, Message, carousels, with_quick
from models.brief import brief_of
from models.calendar import fiscal_year_of, local_day, month_of
from models.organization import Organization
from models.owing import Due, due_for_agencies, fold, who_owes
from models.people import Role
from models.plan import Assignment, Measure
from models.reporting import Obligation, ObligationState, Round
from models.summary import current_round, view_round

PAGE = 9
Row = TypeVar("Row")


def due_of(context: Context, speaker: Speaker) -> list[Due]:
    """Return all that is asked of a person, over all their agencies, each assignment once."""
    found: list[Due] = []
    for organization in speaker.organizations:
        agency_ids = speaker.agency_ids(organization.id)
        if agency_ids:
            found += fold(due_for_agencies(context.session, organization.id, agency_ids, context.now))
    return found


def due_cards(context: Context, speaker: Speaker, page: int = 1) -> list[Message]:
    """Return the cards of what is due, a page at a time; nothing when nothing is due."""
    dues = due_of(context, speaker)
    return _cards(context, speaker, dues, drafts.parked_drafts(context, speaker), page) if dues else []


def _cards(context: Context, speaker: Speaker, dues: list[Due], begun: set[int], page: int) -> list[Message]:
    dues.sort(key=lambda due: due.obligation_id not in begun)  # what was begun comes first, else the order stays
    shown, left = page_of(dues, page)
    cards: list[Bubble] = [due_card(due, context.now) for due in shown]
    if left:
        cards.append(lists.more_card(left, lists.due_page(page + 1)))
    return carousels(lists.due_alt(len(dues)), cards, speaker.quick)


def show_due(context: Context, speaker: Speaker, page: int = 1) -> list[Message]:
    """Answer "รายงาน"."""
    if "officer" not in speaker.roles:
        return [lists.nothing_for_role(speaker.quick)]
    dues = due_of(context, speaker)
    if not dues:
        return [lists.nothing_due(speaker.quick)]
    begun = drafts.parked_drafts(context, speaker)
    heading = lists.due_heading(len(dues), len(begun))
    return [chat.heading(heading), *_cards(context, speaker, dues, begun, page)]


def show_mine(context: Context, speaker: Speaker, page: int = 1) -> list[Message]:
    """Answer "งานของฉัน": this month's obligations and what is overdue, with what became of each."""
    found: list[Obligation] = []
    this_month = month_of(local_day(context.now))
    for organization in speaker.organizations:
        agency_ids = speaker.agency_ids(organization.id)
        if agency_ids:
            found += _obligations(context, organization, agency_ids)
    rows = [o for o in found if o.round.month == this_month or _is_asked(o)]
    if not rows:
        return [lists.nothing_mine(speaker.quick)]
    shown, left = page_of(rows, page)
    lines = [lists.mine_line(mine_of(o, context)) for o in shown]
    return [lists.mine_card(lines, len(rows), left, page, speaker.quick)]


def _obligations(context: Context, organization: Organization, agency_ids: list[int]) -> list[Obligation]:
    year = fiscal_year_of(local_day(context.now))
    return list(
        context.session.scalars(
            select(Obligation)
            .join(Round)
            .join(Assignment)
            .join(Measure)
            .where(
                Round.organization_id == organization.id,
                Round.fiscal_year >= year - 1,
                Obligation.agency_id.in_(agency_ids),
                Obligation.state.not_in((ObligationState.MISSED, ObligationState.ENDED)),
            )
            .options(
                joinedload(Obligation.round),
                joinedload(Obligation.agency),
                joinedload(Obligation.report),
                joinedload(Obligation.assignment).joinedload(Assignment.measure),
            )
            .order_by(Round.month, Measure.position, Obligation.agency_id)
        )
    )


def _is_asked(obligation: Obligation) -> bool:
    if obligation.state is ObligationState.RETURNED:
        return True
    removed = obligation.assignment.removed_at or obligation.assignment.measure.removed_at
    return obligation.state is ObligationState.OWED and removed is None


def mine_of(obligation: Obligation, context: Context) -> lists.Mine:
    """Return an obligation as a line of a list."""
    report = obligation.report
    measure = obligation.assignment.measure
    changeable = report is not None and (context.now < obligation.round.closes_at or obligation.reopened_at is not None)
    return lists.Mine(
        obligation_id=obligation.id,
        code=measure.code,
        title=measure.title,
        agency=obligation.agency.name,
        month=obligation.round.month,
        due_on=obligation.round.due_on,
        state=obligation.state.value,
        progress=report.progress.value if report else None,
        overdue=_is_asked(obligation) and context.now >= obligation.round.due_at,
        changeable=changeable,
    )


def show_summary(context: Context, speaker: Speaker) -> list[Message]:
    """Answer "สรุป": the organization's month, as much of it as the person's roles may see."""
    messages: list[Message] = []
    for organization in speaker.organizations:
        found = current_round(context.session, organization, context.now)
        if found is not None:
            messages += _summary_for(context, speaker, found)[: MESSAGES - len(messages)]
    if not messages:
        return list(no_round_yet(speaker.quick))
    return [*messages[:-1], with_quick(messages[-1], speaker.quick)]


def _summary_for(context: Context, speaker: Speaker, found: Round) -> tuple[Message, ...]:
    roles = {m.role for m in speaker.memberships if m.organization_id == found.organization_id}
    if Role.EXECUTIVE in roles and Role.SECRETARIAT not in roles:
        return executive_brief(brief_of(context.session, found, context.now))
    view = view_round(context.session, found, context.now)
    if Role.SECRETARIAT in roles:
        names = [owing.agency_name for owing in who_owes(context.session, found)]
        return round_summary(view, late_names=names, quick=speaker.quick)
    own = [
        (m.agency.name, view_round(context.session, found, context.now, [m.agency.id]).summary.total)
        for m in speaker.memberships
        if m.organization_id == found.organization_id and m.agency is not None
    ]
    return officer_summary(view, own, quick=speaker.quick)


def show_help(speaker: Speaker) -> list[Message]:
    """Answer "ช่วยเหลือ"."""
    return [chat.help_card(speaker.roles, speaker.offices, speaker.quick)]


def page_of(rows: list[Row], page: int) -> tuple[list[Row], int]:
    """Return a page of rows (1 is the first; past the end is the last one) and how many come after it."""
    last = max((len(rows) - 1) // PAGE, 0)
    start = min(max(page - 1, 0), last) * PAGE
    return rows[start : start + PAGE], max(len(rows) - start - PAGE, 0)
