"""What is asked with almost every event, looked up beforehand for a whole batch: who wrote,
and which form they are in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, bindparam, literal_column, or_, select
from sqlalchemy.orm import Session, joinedload

from messages.form.form_tables import REPORT
from models.database import pad_for_statement_cache
from models.remembering import remember, remembered, tables_of
from models.reports.accepted.thanks import ThankedReport, accepted_untold
from models.reports.awaited_files import untold_files
from models.reports.beforehand import look_up_begun, look_up_evidence, look_up_last_progress
from models.tables.agency import Agency
from models.tables.conversation import Draft
from models.tables.files import AwaitedFile
from models.tables.obligations import Obligation, Report, Round
from models.tables.outbox import ANSWER, OVER_QUOTA, RECEIPT, REMINDERS, Delivery, DeliveryState
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


def look_up(session: Session, channel_id: int, user_ids: Iterable[str | None]) -> Prefetched:
    """Look up the people of some LINE user ids, and their active drafts."""
    users = [user_id for user_id in user_ids if user_id]
    known = Prefetched(look_up_people(session, channel_id, users))
    person_ids = [person.id for person in known.people.values() if person is not None]
    look_up_drafts(session, known.drafts, person_ids)
    look_up_evidence(session, [draft for draft in known.drafts.values() if draft is not None])
    known.untold = untold_files(session, person_ids)
    known.accepted = accepted_untold(session, [p for p in known.people.values() if p is not None])
    if person_ids:
        asked = {"users": pad_for_statement_cache(users)}
        for receipt in session.scalars(_RECEIPTS, asked):
            known.receipts.setdefault(receipt.recipient, []).append(receipt)
    return known


def look_up_tapped(
    session: Session, known: Prefetched, tapped: Iterable[tuple[str, int]], now: datetime
) -> None:
    """Look up what those need who tapped to report, as (LINE user id, obligation id), and what the
    first question of open forms says.
    """
    wanted = [
        (person.id, number)
        for user_id, number in tapped
        if (person := known.people.get(user_id)) is not None
    ]
    there = look_up_obligations(session, list(dict.fromkeys(number for _, number in wanted)))
    for _, number in wanted:
        remember(session, ("obligation", number), _OF_OBLIGATION, there.get(number))
    look_up_begun(session, REPORT, wanted, now)
    open_forms = (draft.obligation_id for draft in known.drafts.values() if draft is not None)
    asked = {*there, *(number for number in open_forms if number is not None)}
    look_up_last_progress(session, sorted(asked))


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


def look_up_drafts(
    session: Session, known: dict[int, Draft | None], person_ids: Sequence[int]
) -> None:
    """Look up the active drafts of some people and note them, and that others have none."""
    known.update(dict.fromkeys(person_ids))
    if person_ids:
        for draft in session.scalars(_DRAFTS, {"people": pad_for_statement_cache(person_ids)}):
            known[draft.person_id] = draft


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
_RECEIPTS = (
    select(Delivery)
    .where(
        Delivery.recipient.in_(bindparam("users", expanding=True)),
        Delivery.state == literal_column(f"'{DeliveryState.WAITING}'"),
        or_(
            Delivery.purpose == literal_column(f"'{RECEIPT}'"),
            and_(Delivery.error == OVER_QUOTA, Delivery.purpose.not_in((ANSWER, *REMINDERS))),
        ),
        Delivery.first_push_at.is_(None),  # LINE may have taken what was begun
    )
    .order_by(Delivery.id)
)
_DRAFTS = (
    select(Draft)
    .where(Draft.person_id.in_(bindparam("people", expanding=True)), Draft.active)
    .options(joinedload(Draft.obligation).options(*_IN_A_FORM))
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
