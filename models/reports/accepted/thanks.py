"""Reports that were accepted since their sender heard of it: thanks ride on the next answer, or on
the next reminder if that comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import Session, selectinload

from models.database import pad_for_statement_cache
from models.tables.obligations import Obligation, Report, Review, ReviewDecision, Revision, Round
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Person, Role
from models.tables.plan import Assignment, Measure


@dataclass(frozen=True, slots=True)
class ThankedReport:
    """A report that was accepted ``at`` a moment; ``month`` is that of its round."""

    at: datetime
    organization_id: int
    month: date
    code: str | None
    title: str


def accepted_untold(session: Session, people: Sequence[Person]) -> dict[int, list[ThankedReport]]:
    """Return what some people sent that was accepted since they heard of it last, by person id, the
    oldest first; a copy the secretariat sent on behalf is not theirs.
    """
    heard = heard_by(people)
    if not heard:
        return {}
    asked = {"people": pad_for_statement_cache(list(heard)), "since": min(heard.values())}
    found: dict[int, list[ThankedReport]] = defaultdict(list)
    for sender, at, organization_id, month, code, title in session.execute(ACCEPTED, asked):
        each = ThankedReport(at, organization_id, month, code, title)
        if each.at > heard[sender]:
            found[sender].append(each)
    return found


def heard_by(people: Iterable[Person]) -> dict[int, datetime]:
    """Return up to when some people were told what was accepted, by person id; who reports for
    nobody is left out.
    """
    return {person.id: since for person in people if (since := _heard(person)) is not None}


def accepted_of_users(
    session: Session, channel_id: int, user_ids: Sequence[str]
) -> dict[str, list[ThankedReport]]:
    """Return the same by LINE user id."""
    found: dict[str, list[ThankedReport]] = {}
    for start in range(0, len(user_ids), _AT_ONCE):
        people = session.scalars(
            select(Person)
            .where(
                Person.channel_id == channel_id,
                Person.line_user_id.in_(user_ids[start : start + _AT_ONCE]),
            )
            .options(selectinload(Person.memberships))
        ).all()
        accepted = accepted_untold(session, people)
        found |= {p.line_user_id: accepted[p.id] for p in people if p.id in accepted}
    return found


def drop_said_thanks(session: Session, row: Delivery, *, was_open: bool) -> None:
    """Take the thanks off a push, if they were said meanwhile; not once it was begun
    (``was_open``): LINE knows it by its key.
    """
    if row.thanks_until is None or was_open:
        return
    person = session.scalar(
        select(Person).where(
            Person.channel_id == row.channel_id, Person.line_user_id == row.recipient
        )
    )
    heard = _heard(person) if person is not None else None
    if heard is None or heard >= row.thanks_until:
        row.messages, row.thanks_until = row.messages[1:], None


def note_thanked(person: Person, told: Sequence[ThankedReport]) -> None:
    """Keep that a person was thanked for these."""
    for membership in person.memberships:
        moments = [each.at for each in told if each.organization_id == membership.organization_id]
        if membership.role is Role.OFFICER and moments:
            membership.heard_at = max(moments)


def _heard(person: Person) -> datetime | None:
    """Return up to when an officer was told; None for somebody who reports for nobody. A role that
    began later hides nothing that is still to be told.
    """
    own = [m for m in person.memberships if m.role is Role.OFFICER]
    told = [m.heard_at for m in own if m.heard_at is not None]
    return max(told) if told else min((m.since for m in own), default=None)


_AT_ONCE = 500  # people in one IN list
_ON_ITS_WAY = or_(
    Delivery.state == DeliveryState.SENT,
    and_(Delivery.state == DeliveryState.WAITING, Delivery.first_push_at.is_not(None)),
)
"""Of a push with thanks: it arrived, or may have. One that failed is forgotten, and one that was
not begun gives way to an answer.
"""
ACCEPTED = (
    select(
        Revision.sent_by_id,
        Review.decided_at,
        Round.organization_id,
        Round.month,
        Measure.code,
        Measure.title,
    )
    .join(Review, Review.revision_id == Revision.id)
    .join(Report, Report.id == Revision.report_id)
    .join(Obligation, Obligation.id == Report.obligation_id)
    .join(Round, Round.id == Obligation.round_id)
    .join(Assignment, Assignment.id == Obligation.assignment_id)
    .join(Measure, Measure.id == Assignment.measure_id)
    .join(Person, Person.id == Revision.sent_by_id)
    .where(
        Revision.sent_by_id.in_(bindparam("people", expanding=True)),
        Revision.on_behalf == false(),
        Review.decision == ReviewDecision.ACCEPTED,
        Review.decided_at > bindparam("since"),
        ~exists().where(
            Delivery.recipient == Person.line_user_id,
            Delivery.channel_id == Person.channel_id,
            Delivery.thanks_until.is_not(None),
            Delivery.thanks_until >= Review.decided_at,
            _ON_ITS_WAY,
        ),
    )
    .order_by(Review.decided_at, Revision.id)
)
"""What some people sent that was accepted since a moment, and they were not thanked for."""
