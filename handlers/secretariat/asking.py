"""ถามต่อ: executives and the secretariat ask how one issue or one agency stands, by a tap or in
words.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.incoming import Incoming
from handlers.lists import rounds_asked
from handlers.secretariat.for_agency import agencies_named
from handlers.speaker import Speaker
from messages.chat import further as texts
from messages.chat import small_talk
from messages.chat.lists import which_agency
from messages.limits import MESSAGES
from messages.month.summary import no_round_yet
from messages.parts import Message
from messages.taps import Action, Tap
from models.month.brief import stand_of_agency, stand_of_issue
from models.month.owing import who_owes
from models.month.summary import round_totals, summarize_round
from models.tables.agency import Agency
from models.tables.obligations import Round
from models.tables.organization import Organization
from models.tables.people import Role
from models.tables.plan import Issue, Plan


def take_question(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer "ประเด็นที่ 2 เป็นอย่างไร" and "สสจ. เป็นอย่างไร"; None for other words, and for people who
    may not ask.
    """
    among = may_ask(speaker)
    if not among:
        return None
    asked = texts.read_question(incoming.text)
    if asked.issue is not None:
        return _issue_numbered(context, speaker, among, asked.issue)
    only_reads = speaker.roles == {Role.EXECUTIVE.value}
    if not (asked.says_how or only_reads):
        return None  # a name alone opens what the secretariat may do about it
    found = agencies_named(context, speaker, asked.agency, among)
    if len(found) == 1:
        return _agency(context, speaker, found[0][0], None)
    if found:
        return Answer.of(which_agency(found, speaker.quick, Action.STANDING))
    return None


def show_issue(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Show how an issue (``i``) stands in a month."""
    issue = context.session.get(Issue, tap.number("i") or 0)
    plan = context.session.get(Plan, issue.plan_id) if issue is not None else None
    owner = next((o for o in may_ask(speaker) if plan and o.id == plan.organization_id), None)
    if owner is None or issue is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    rounds = rounds_asked(context, owner, tap.month())
    return _answer(speaker, _issue_cards(context, speaker, rounds, issue.id), tap.month())


def show_standing(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Show how an agency (``g``) stands in a month; without one, which agencies are behind."""
    among = may_ask(speaker)
    if not among:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    if (number := tap.number("g")) is not None:
        return _agency(context, speaker, number, tap.month())
    shown = [
        _behind(context, speaker, found)
        for organization in among
        for found in rounds_asked(context, organization, tap.month())
    ]
    return _answer(speaker, shown, tap.month())


def _behind(context: Context, speaker: Speaker, found: Round) -> Message:
    return texts.behind_card(
        who_owes(context.session, found, context.now),
        found.month,
        speaker.quick,
        is_expected=round_totals(context.session, found).total.expected > 0,
        due_on=found.due_on if context.now < found.due_at else None,
    )


def may_ask(speaker: Speaker) -> list[Organization]:
    """The organizations of which somebody may ask further: as executive, or as secretariat."""
    found = [m.organization for m in speaker.memberships if m.role is not Role.OFFICER]
    return list({organization.id: organization for organization in found}.values())


def _issue_numbered(
    context: Context, speaker: Speaker, among: list[Organization], number: str
) -> Answer:
    """Show the issue of that number in the plans of the rounds that are asked about."""
    shown, rounds = list[Message](), list[Round]()
    for organization in among:
        rounds += rounds_asked(context, organization, None)
    for found in rounds:
        issue_id = context.session.scalar(
            select(Issue.id)
            .join(Plan, Plan.id == Issue.plan_id)
            .where(
                Plan.organization_id == found.organization_id,
                Plan.fiscal_year == found.fiscal_year,
                Issue.number == number,
            )
            .limit(1)
        )
        shown += _issue_cards(context, speaker, [found], issue_id) if issue_id else []
    if rounds and not shown:
        issues = summarize_round(context.session, rounds[-1]).issues
        return Answer.of(texts.no_issue(issues, rounds[-1].month, speaker.quick))
    return _answer(speaker, shown, None)


def _issue_cards(
    context: Context, speaker: Speaker, rounds: Sequence[Round], issue_id: int
) -> list[Message]:
    cards = []
    for found in rounds:
        stand = stand_of_issue(context.session, found, issue_id)
        if stand is not None:
            issues = summarize_round(context.session, found).issues
            others = texts.further([i for i in issues if i.issue_id != issue_id], found.month)
            cards.append(texts.issue_card(stand, found.month, [*others, *speaker.quick]))
    return cards


def _agency(context: Context, speaker: Speaker, number: int, month: date | None) -> Answer:
    agency = context.session.get(Agency, number)
    owner = next((o for o in may_ask(speaker) if agency and o.id == agency.organization_id), None)
    if agency is None or owner is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    cards = [
        texts.agency_card(
            stand_of_agency(context.session, found, agency, context.now),
            found.month,
            speaker.quick,
            is_due=context.now >= found.due_at,
            may_act=speaker.secretariat_for(owner.id) is not None,
        )
        for found in rounds_asked(context, owner, month)
    ]
    return _answer(speaker, cards, month)


def _answer(speaker: Speaker, cards: Sequence[Message], month: date | None) -> Answer:
    """The cards of the rounds that were asked about; of too many the newest."""
    newest = cards[-MESSAGES:]
    return Answer.of(*newest) if newest else Answer.of(*no_round_yet(speaker.quick, month))
