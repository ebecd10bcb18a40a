"""ขยายเวลา: a later due date for one report, given by the secretariat, asked for by an officer
(docs/month.md#an-extension).
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from models.extended import due_on_of, last_extension
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.reports.settling import hold, note_change, resettle
from models.tables.obligations import ASKED, ExtensionRequest, Obligation, ObligationState, Round
from models.tables.people import Person
from models.tables.plan import Assignment


class NoExtension(StrEnum):
    """Why a day cannot be given."""

    NOT_ASKED = "not_asked"  # it was sent, excused, or ended
    NOT_LATER = "not_later"  # than the round's due date, or it is over already
    DAY_OFF = "day_off"
    PAST_CLOSE = "past_close"
    CHANGED = "changed"  # somebody gave another day meanwhile
    ANSWERED = "answered"  # the request has its answer


class CannotExtend(Exception):
    """A day that cannot be given; ``reason`` says why."""

    def __init__(self, reason: NoExtension) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refusal_of_extension(
    session: Session, obligation: Obligation, day: date, now: datetime
) -> NoExtension | None:
    """Return why a report may not be given until the end of a day; None when it may.

    It may while it is asked for, to a working day after the round's due date and before its close,
    today or later.
    """
    found = obligation.round
    if obligation.state not in ASKED:
        return NoExtension.NOT_ASKED
    if day <= found.due_on or day < local_day(now):
        return NoExtension.NOT_LATER
    if day > last_extension(found.closes_at):
        return NoExtension.PAST_CLOSE
    days = load_working_days(session, day, day, found.organization_id)
    return None if days.is_working(day) else NoExtension.DAY_OFF


def extension_days(session: Session, obligation: Obligation, now: datetime) -> list[date]:
    """Return the days that may be given, the nearest first; none when there is none."""
    found = obligation.round
    first, last = max(found.due_on, local_day(now)), last_extension(found.closes_at)
    if first > last or obligation.state not in ASKED:
        return []
    days = load_working_days(session, first, last, found.organization_id)
    span = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return [day for day in span if day > found.due_on and days.is_working(day)]


def extend(
    session: Session,
    obligation: Obligation,
    day: date,
    reason: str,
    *,
    by: Person,
    now: datetime,
    seen: date | None = None,
) -> None:
    """Give a report until the end of a day in Bangkok; ``seen`` is the due date whoever gives it
    looked at (None: whatever it is). ValueError without a reason, CannotExtend otherwise.
    """
    if not reason.strip():
        raise ValueError("an extension is given with a reason")
    hold(session, obligation)
    before = due_on_of(obligation)
    if seen is not None and seen != before:
        raise CannotExtend(NoExtension.CHANGED)
    refused = refusal_of_extension(session, obligation, day, now)
    if refused:
        raise CannotExtend(refused)
    obligation.extended_to = day
    _answer_all(session, obligation, by, now)
    session.flush()
    resettle(session, obligation, now)
    note_change(
        session,
        obligation,
        "obligation.extended",
        by,
        now,
        before=before.isoformat(),
        to=day.isoformat(),
        reason=reason.strip(),
    )


def ask_for_extension(
    session: Session, obligation: Obligation, day: date, reason: str, *, by: Person, now: datetime
) -> ExtensionRequest:
    """Store that an officer asks for a day; one request of an obligation waits at a time, a newer
    one takes its place. ValueError without a reason, CannotExtend when the day cannot be given.
    """
    if not reason.strip():
        raise ValueError("an extension is asked for with a reason")
    hold(session, obligation)
    refused = refusal_of_extension(session, obligation, day, now)
    if refused:
        raise CannotExtend(refused)
    request = session.scalar(_waiting(obligation)) or ExtensionRequest(obligation=obligation)
    request.asked_to, request.reason, request.asked_at = day, reason.strip(), now
    request.asked_by = by
    session.add(request)
    session.flush()
    note_change(
        session,
        obligation,
        "extension.asked",
        by,
        now,
        to=day.isoformat(),
        reason=request.reason,
    )
    return request


def refuse_extension(
    session: Session, request: ExtensionRequest, reason: str, *, by: Person, now: datetime
) -> None:
    """Answer a request with no; ValueError without a reason, CannotExtend when it has its
    answer.
    """
    if not reason.strip():
        raise ValueError("a request is refused with a reason")
    hold(session, request.obligation)
    session.refresh(request)
    if request.answered_at is not None:
        raise CannotExtend(NoExtension.ANSWERED)
    request.answered_at, request.answered_by_id, request.granted = now, by.id, False
    session.flush()
    note_change(session, request.obligation, "extension.refused", by, now, reason=reason.strip())


def take_back_request(
    session: Session, request: ExtensionRequest, *, by: Person, now: datetime
) -> None:
    """Take back a request that waits, as who asked wishes; CannotExtend when it has its answer."""
    hold(session, request.obligation)
    session.refresh(request)
    if request.answered_at is not None:
        raise CannotExtend(NoExtension.ANSWERED)
    session.delete(request)
    session.flush()
    note_change(session, request.obligation, "extension.taken_back", by, now)


def take_passed(session: Session, person: Person, now: datetime) -> list[ExtensionRequest]:
    """End the requests of a person whose day is over without an answer, and return them: who asked
    is told so once.
    """
    found = session.scalars(
        select(ExtensionRequest)
        .join(Obligation, Obligation.id == ExtensionRequest.obligation_id)
        .where(
            ExtensionRequest.asked_by_id == person.id,
            ExtensionRequest.answered_at.is_(None),
            ExtensionRequest.asked_to < local_day(now),
            Obligation.state.in_(ASKED),
        )
        .order_by(ExtensionRequest.id)
    ).all()
    for request in found:
        hold(session, request.obligation)
        request.answered_at, request.granted = now, False
        note_change(session, request.obligation, "extension.passed", person, now)
    session.flush()
    return list(found)


def waiting_requests(
    session: Session, organization_id: int, now: datetime
) -> Sequence[ExtensionRequest]:
    """Return the requests that wait for an answer, the oldest first; one whose day is over waits no
    more.
    """
    return session.scalars(
        select(ExtensionRequest)
        .join(Obligation, Obligation.id == ExtensionRequest.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(Round.organization_id == organization_id, ExtensionRequest.answered_at.is_(None))
        .where(Obligation.state.in_(ASKED), ExtensionRequest.asked_to >= local_day(now))
        .options(
            joinedload(ExtensionRequest.asked_by),
            joinedload(ExtensionRequest.obligation).joinedload(Obligation.agency),
            joinedload(ExtensionRequest.obligation).joinedload(Obligation.round),
            joinedload(ExtensionRequest.obligation)
            .joinedload(Obligation.assignment)
            .joinedload(Assignment.measure),
        )
        .order_by(ExtensionRequest.asked_at)
    ).all()


def rounds_extended_to(session: Session, day: date) -> Sequence[Round]:
    """Return the rounds with a report that is asked for and was extended to a day."""
    extended = select(Obligation.round_id).where(
        Obligation.extended_to == day, Obligation.state == ObligationState.OWED
    )
    return session.scalars(select(Round).where(Round.id.in_(extended)).order_by(Round.id)).all()


def request_of(session: Session, obligation: Obligation) -> ExtensionRequest | None:
    """Return the request of an obligation that waits for an answer."""
    return session.scalar(_waiting(obligation))


def _waiting(obligation: Obligation) -> Select[ExtensionRequest]:
    return select(ExtensionRequest).where(
        ExtensionRequest.obligation_id == obligation.id, ExtensionRequest.answered_at.is_(None)
    )


def _answer_all(session: Session, obligation: Obligation, by: Person, now: datetime) -> None:
    for request in session.scalars(_waiting(obligation)):
        request.answered_at, request.answered_by_id, request.granted = now, by.id, True
