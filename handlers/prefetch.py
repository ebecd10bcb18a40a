"""What is asked with almost every event, looked up beforehand for a whole batch: who wrote,
and which form they are in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from messages.form.form_tables import REPORT
from models.database import pad_for_statement_cache
from models.month.due import earlier_progress
from models.remembering import remember, remembered, tables_of
from models.reports.accepted.thanks import ThankedReport, accepted_untold, heard_by
from models.reports.at_hand import RECEIPTS, AtHand, look_at_hand
from models.reports.awaited_files import untold_files
from models.reports.beforehand import (
    look_up_evidence,
    look_up_waiting,
    note_begun,
    note_last_progress,
    note_obligations_begun,
)
from models.tables.agency import Agency
from models.tables.conversation import Draft
from models.tables.files import AwaitedFile
from models.tables.obligations import Obligation, Report, Round
from models.tables.outbox import Delivery
from models.tables.people import Membership, Person
from models.tables.plan import Assignment, Measure


@dataclass
class Prefetched:
    """People by LINE user id, and their active drafts by person id (None: no such person, no form
    open); what is not here was not asked.

    Good for one transaction that holds the people's conversations: nobody else changes these
    meanwhile, and what does (``speaker``, ``drafts``) keeps them true.
    """

    people: dict[str, Person | None] = field(default_factory=dict)
    drafts: dict[int, Draft | None] = field(default_factory=dict)
    untold: dict[int, list[AwaitedFile]] = field(default_factory=dict)
    """Files whose outcome the next answer tells, by person id."""
    receipts: dict[str, list[Delivery]] = field(default_factory=dict)
    """Receipts of a page that wait to be pushed, and what waits for want of quota, by LINE user id:
    the next answer carries them. Reminders are left: who writes sees what is due.
    """
    accepted: dict[int, list[ThankedReport]] = field(default_factory=dict)
    """Reports for which the next answer thanks, by person id."""


def look_up(
    session: Session,
    channel_id: int,
    user_ids: Iterable[str | None],
    tapped: Iterable[tuple[str, int]],
    now: datetime,
) -> Prefetched:
    """Look up the people of some LINE user ids, their active drafts, what the next answer carries,
    and what those need who tapped to report, as (LINE user id, obligation id).
    """
    users = [user_id for user_id in user_ids if user_id]
    known = Prefetched(look_up_people(session, channel_id, users))
    people = [person for person in known.people.values() if person is not None]
    at_hand = look_at_hand(session, people, list(heard_by(people).values()), now)
    wanted = [
        (person.id, number)
        for user_id, number in tapped
        if (person := known.people.get(user_id)) is not None
    ]
    _look_up_reports(session, known, at_hand, wanted)
    look_up_waiting(session, at_hand, [person_id for person_id, _ in wanted], now)
    note_obligations_begun(session, REPORT, at_hand, [person.id for person in people])
    if at_hand.has_untold:
        known.untold = untold_files(session, [person.id for person in people])
    if at_hand.has_accepted:
        known.accepted = accepted_untold(session, people)
    if at_hand.has_receipts:
        for receipt in session.scalars(RECEIPTS, {"users": pad_for_statement_cache(users)}):
            known.receipts.setdefault(receipt.recipient, []).append(receipt)
    return known


def _look_up_reports(
    session: Session, known: Prefetched, at_hand: AtHand, wanted: Sequence[tuple[int, int]]
) -> None:
    """Look up the drafts people are in, those they want, and what they are about."""
    asked = [
        draft.id
        for draft in at_hand.drafts
        if draft.is_active or (draft.person_id, draft.obligation_id) in wanted
    ]
    loaded = _look_up_drafts(session, asked)
    known.drafts |= {person.id: None for person in known.people.values() if person is not None}
    known.drafts |= {draft.person_id: draft for draft in loaded.values() if draft.active}
    note_begun(session, REPORT, at_hand, wanted, loaded)
    look_up_evidence(session, at_hand, loaded.values())
    there = {
        draft.obligation_id: draft.obligation for draft in loaded.values() if draft.obligation_id
    }
    others = [number for _, number in wanted if number not in there]
    if others:
        about = {"obligations": pad_for_statement_cache(list(dict.fromkeys(others)))}
        for obligation, progress in session.execute(_TAPPED, about):
            there[obligation.id] = obligation
            note_last_progress(session, obligation.id, progress)
    for _, number in wanted:
        remember(session, ("obligation", number), _OF_OBLIGATION, there.get(number))


def _look_up_drafts(session: Session, draft_ids: Sequence[int]) -> dict[int, Draft]:
    loaded: dict[int, Draft] = {}
    if draft_ids:
        asked = {"drafts": pad_for_statement_cache(draft_ids)}
        for draft, progress in session.execute(_DRAFTS, asked):
            loaded[draft.id] = draft
            if draft.obligation_id is not None:
                note_last_progress(session, draft.obligation_id, progress)
    return loaded


def look_up_people(
    session: Session, channel_id: int, user_ids: Sequence[str], *, reload: bool = False
) -> dict[str, Person | None]:
    """Return the people of some LINE user ids, by id; None for ids nobody registered with.

    ``reload``: what this transaction has read of them before is read again.
    """
    people: dict[str, Person | None] = dict.fromkeys(user_ids)
    if people:
        asked = {"channel": channel_id, "users": pad_for_statement_cache(user_ids)}
        options = {"populate_existing": reload}
        for person in session.scalars(_PEOPLE, asked, execution_options=options).unique():
            people[person.line_user_id] = person
    return people


def look_up_active_draft(session: Session, person_id: int) -> Draft | None:
    """Return the active draft of a person."""
    return session.scalar(_ACTIVE, {"person": person_id})


def look_up_obligation(session: Session, obligation_id: int | None) -> Obligation | None:
    """Return the obligation a button names, with all that a form shows of it; None when there is
    none.
    """
    if obligation_id is None:
        return None
    return remembered(
        session,
        ("obligation", obligation_id),
        _OF_OBLIGATION,
        lambda: session.scalar(_OBLIGATION, {"obligation": obligation_id}),
    )


def look_up_obligations(session: Session, obligation_ids: Sequence[int]) -> dict[int, Obligation]:
    """Return several obligations, in the order they are asked for, with all that a form shows of
    them; what is not there is left out.
    """
    if not obligation_ids:
        return {}
    asked = {"obligations": pad_for_statement_cache(obligation_ids)}
    there = remembered(
        session,
        ("obligations", *obligation_ids),
        _OF_OBLIGATION,
        lambda: {each.id: each for each in session.scalars(_OBLIGATIONS, asked)},
    )
    return {number: there[number] for number in obligation_ids if number in there}


# Built once: they are asked with every event.
_PEOPLE = (
    select(Person)
    .where(
        Person.channel_id == bindparam("channel"),
        Person.line_user_id.in_(bindparam("users", expanding=True)),
    )
    .options(
        joinedload(Person.memberships).options(
            joinedload(Membership.organization), joinedload(Membership.agency)
        )
    )
)
_WHAT_IT_IS_ABOUT = (
    joinedload(Obligation.assignment).joinedload(Assignment.measure),
    joinedload(Obligation.agency),
    joinedload(Obligation.round),
)
_IN_A_FORM = (*_WHAT_IT_IS_ABOUT, joinedload(Obligation.report))
_ACTIVE = (
    select(Draft)
    .where(Draft.person_id == bindparam("person"), Draft.active)
    .options(joinedload(Draft.obligation).options(*_IN_A_FORM))
)
_EAGER = (
    joinedload(Obligation.assignment).joinedload(Assignment.measure),
    joinedload(Obligation.agency),
    contains_eager(Obligation.round),
    joinedload(Obligation.report),
)
_DRAFTS = (
    select(Draft, earlier_progress())
    .outerjoin(Obligation, Obligation.id == Draft.obligation_id)
    .outerjoin(Round, Round.id == Obligation.round_id)
    .where(Draft.id.in_(bindparam("drafts", expanding=True)))
    .options(contains_eager(Draft.obligation).options(*_EAGER))
)
"""With what the newest earlier report said: the first question shows it."""
_TAPPED = (
    select(Obligation, earlier_progress())
    .join(Round, Round.id == Obligation.round_id)
    .where(Obligation.id.in_(bindparam("obligations", expanding=True)))
    .options(*_EAGER)
)
_OF_OBLIGATION = tables_of(Obligation, Report, Assignment, Measure, Agency, Round)
_OBLIGATION = (
    select(Obligation).where(Obligation.id == bindparam("obligation")).options(*_IN_A_FORM)
)
_OBLIGATIONS = (
    select(Obligation)
    .where(Obligation.id.in_(bindparam("obligations", expanding=True)))
    .options(*_IN_A_FORM)
)
