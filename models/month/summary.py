"""Counting: how a round stands, for the whole organization or some agencies, by issue and by
measure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import local_day, month_of
from models.month.counting import by_agency, by_measure
from models.tables.obligations import NOT_EXPECTED, Obligation, Round
from models.tables.organization import Organization


@dataclass(frozen=True)
class Count:
    """How many reports were expected, sent, sent on time, accepted and returned; returned ones
    count as sent. ``extended`` are those not sent that were given a later date of their own.
    """

    expected: int = 0
    sent: int = 0
    on_time: int = 0
    accepted: int = 0
    returned: int = 0
    extended: int = 0

    @property
    def missing(self) -> int:
        """Expected and not sent."""
        return self.expected - self.sent

    def __add__(self, other: Count) -> Count:
        return Count(
            self.expected + other.expected,
            self.sent + other.sent,
            self.on_time + other.on_time,
            self.accepted + other.accepted,
            self.returned + other.returned,
            self.extended + other.extended,
        )


@dataclass(frozen=True)
class MeasureLine:
    """One measure in a round; ``is_collective``: several agencies answer for it.

    ``agencies`` are those of whom something was expected, ``agencies_done`` those of them that sent
    all of it.
    """

    measure_id: int
    code: str | None
    title: str
    issue_id: int | None
    is_collective: bool
    count: Count
    agencies: int = 0
    agencies_done: int = 0


@dataclass(frozen=True)
class IssueLine:
    """One issue in a round; measures without an issue come under number None and an empty title."""

    issue_id: int | None
    number: str | None
    title: str
    count: Count


@dataclass(frozen=True)
class RoundSummary:
    """How a round stands. Lines are in the order of the plan."""

    total: Count
    issues: tuple[IssueLine, ...]
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True)
class RoundTotals:
    """How a round stands in one line; ``agencies`` as in ``MeasureLine``."""

    total: Count
    agencies: int
    agencies_done: int


@dataclass(frozen=True)
class RoundView:
    """A round's summary with what a reader must know beside the numbers; ``agencies`` as in
    ``MeasureLine``.
    """

    organization_name: str
    month: date
    due_on: date
    is_due: bool
    is_closed: bool
    summary: RoundSummary
    agencies: int
    agencies_done: int


def summarize_round(
    session: Session, found: Round, agency_ids: Iterable[int] | None = None
) -> RoundSummary:
    """Count a round, for all agencies or for some. What a removed measure still had open is not
    expected any more.
    """
    rows = session.execute(by_measure(for_some=agency_ids is not None), _asked(found, agency_ids))
    issues: dict[int | None, IssueLine] = {}
    lines = []
    for measure_id, code, title, issue_id, number, issue_title, collective, *counted in rows:
        *numbers, agencies, agencies_done = (int(value) for value in counted)
        count = Count(*numbers)
        lines.append(
            MeasureLine(
                measure_id, code, title, issue_id, bool(collective), count, agencies, agencies_done
            )
        )
        before = issues.get(issue_id)
        issues[issue_id] = IssueLine(
            issue_id, number, issue_title or "", (before.count if before else Count()) + count
        )
    return RoundSummary(
        sum((line.count for line in lines), Count()), tuple(issues.values()), tuple(lines)
    )


def view_round(
    session: Session, found: Round, now: datetime, agency_ids: Iterable[int] | None = None
) -> RoundView:
    """Count a round as it stands at a moment, and tell where in its course it is.

    Nothing counted is stored, so a late report is in the summary as soon as it is sent, marked as
    late, and whoever asks sees it (by a free reply). The group gets the summary pushed once, by its
    job: a late report pushes nothing.
    """
    chosen = list(agency_ids) if agency_ids is not None else None
    totals = round_totals(session, found, chosen)
    return RoundView(
        organization_name=found.organization.name,
        month=found.month,
        due_on=found.due_on,
        is_due=now >= found.due_at,
        is_closed=now >= found.closes_at,
        summary=summarize_round(session, found, chosen),
        agencies=totals.agencies,
        agencies_done=totals.agencies_done,
    )


def round_totals(
    session: Session, found: Round, agency_ids: Iterable[int] | None = None
) -> RoundTotals:
    """Count a round in one figure of each kind, for all agencies or for some."""
    *numbers, agencies, agencies_done = (
        int(value or 0)
        for value in session.execute(
            by_agency(for_some=agency_ids is not None), _asked(found, agency_ids)
        ).one()
    )
    return RoundTotals(Count(*numbers), agencies, agencies_done)


def asked_round(
    session: Session, organization: Organization, now: datetime, month: date | None = None
) -> Round | None:
    """Return the round of a month, or without a month the one that runs (``current_round``); None
    when there is none.
    """
    if month is None:
        return current_round(session, organization, now)
    return session.scalar(
        select(Round).where(Round.organization_id == organization.id, Round.month == month)
    )


def round_before(session: Session, found: Round) -> Round | None:
    """Return the newest round before one in which anything was to be reported, closed as it is:
    late reports still change its summary. A round from before the plan has nothing to tell.
    """
    was_asked = select(Obligation.id).where(Obligation.round_id == Round.id).exists()
    return session.scalar(
        select(Round)
        .where(Round.organization_id == found.organization_id, Round.month < found.month, was_asked)
        .order_by(Round.month.desc())
        .limit(1)
    )


def current_round(session: Session, organization: Organization, now: datetime) -> Round | None:
    """Return the oldest round that has begun and is not closed, else the newest there is."""
    begun = select(Round).where(
        Round.organization_id == organization.id, Round.month <= month_of(local_day(now))
    )
    still_open = session.scalar(begun.where(Round.closes_at > now).order_by(Round.month).limit(1))
    return still_open or session.scalar(begun.order_by(Round.month.desc()).limit(1))


def rounds_running(session: Session, organization: Organization, now: datetime) -> list[Round]:
    """Return the rounds that have begun, are not closed and expect something, the oldest first:
    none in a month without a plan.
    """
    expected = select(Obligation.round_id).where(Obligation.state.not_in(NOT_EXPECTED))
    return list(
        session.scalars(
            select(Round)
            .where(
                Round.organization_id == organization.id,
                Round.month <= month_of(local_day(now)),
                Round.closes_at > now,
                Round.id.in_(expected),
            )
            .order_by(Round.month)
        )
    )


def _asked(found: Round, agency_ids: Iterable[int] | None) -> dict[str, object]:
    return {"round": found.id} | ({"agencies": list(agency_ids)} if agency_ids is not None else {})


# The queries below are built once and asked with a round, and agencies if only some are counted:
# building them took longer than asking.
