"""The assessment's calendar: the days of a year's steps, estimated until an office confirms them,
and how they were extended (docs/pages.md#the-assessments-calendar).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import audit
from models.month.calendar import fiscal_end, fiscal_start
from models.tables.organization import Organization, hold_organization
from models.tables.people import Person
from models.tables.year.assessment import AssessmentDate, AssessmentMove, AssessmentStep
from thai.dates import BUDDHIST_OFFSET

REASON = 300
"""Letters of the reason of a move."""

_USUAL: dict[AssessmentStep, tuple[tuple[int, int] | None, tuple[int, int]]] = {
    # Month and day of the first (None: a single day) and the last day, as assessments of FY2564 to
    # FY2568 had them; a 29 February is left out.
    AssessmentStep.REGISTRATION: ((1, 1), (2, 28)),
    AssessmentStep.PLAN_PUBLIC: (None, (3, 31)),
    AssessmentStep.OPEN_DATA: ((3, 1), (4, 30)),
    AssessmentStep.SURVEYS: ((4, 1), (5, 31)),
    AssessmentStep.SCORING: ((5, 1), (5, 31)),
    AssessmentStep.CLARIFICATION: ((6, 1), (6, 15)),
    AssessmentStep.CONFIRMATION: ((6, 16), (6, 30)),
    AssessmentStep.RESULT: (None, (8, 15)),
}


@dataclass(frozen=True)
class StepMove:
    """One time a step was moved: where its last day stood and went, why, when and by whom."""

    from_ends_on: date
    to_ends_on: date
    reason: str
    moved_at: datetime
    moved_by: str | None

    @property
    def days(self) -> int:
        """By how many days it was extended; negative when it was brought forward."""
        return (self.to_ends_on - self.from_ends_on).days


@dataclass(frozen=True)
class StepDates:
    """A step of a year: its days (the first is None for a single day), and who confirmed them;
    ``version`` is 0 for an estimate.
    """

    step: AssessmentStep
    starts_on: date | None
    ends_on: date
    version: int = 0
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    moves: tuple[StepMove, ...] = ()

    @property
    def is_estimate(self) -> bool:
        """Whether nobody confirmed the days yet."""
        return self.version == 0

    def days_until(self, today: date) -> int:
        """Return the days from a day to the last day; negative when it has passed."""
        return (self.ends_on - today).days

    def days_to_start(self, today: date) -> int:
        """Return the days from a day to the first day; 0 when it has begun, or is a single day."""
        return max((self.starts_on - today).days, 0) if self.starts_on else 0


class DatesProblem(StrEnum):
    """Why dates are not taken."""

    UNREADABLE = "unreadable"
    BACKWARDS = "backwards"
    OTHER_YEAR = "other_year"
    NO_REASON = "no_reason"


class DatesRefused(Exception):
    """Dates were not taken; ``problem`` says why."""

    def __init__(self, problem: DatesProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class DatesOvertaken(Exception):
    """Somebody changed the step meanwhile; ``now`` is how it stands."""

    def __init__(self, now: StepDates) -> None:
        super().__init__("changed meanwhile")
        self.now = now


def usual_dates(step: AssessmentStep, fiscal_year: int) -> StepDates:
    """Return when a step is in most years: an estimate."""
    begin, end = _USUAL[step]
    year = fiscal_year - BUDDHIST_OFFSET
    return StepDates(step, date(year, *begin) if begin else None, date(year, *end))


def assessment_year(session: Session, organization_id: int, fiscal_year: int) -> list[StepDates]:
    """Return the steps of a year in their order, confirmed or estimated."""
    stored = session.scalars(
        select(AssessmentDate)
        .filter_by(organization_id=organization_id, fiscal_year=fiscal_year)
        .options(
            selectinload(AssessmentDate.moves).joinedload(AssessmentMove.moved_by),
            selectinload(AssessmentDate.confirmed_by),
        )
    )
    found = {row.step: _dates(row) for row in stored}
    return [found.get(step) or usual_dates(step, fiscal_year) for step in AssessmentStep]


def confirm_dates(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    step: AssessmentStep,
    starts_on: date | None,
    ends_on: date | None,
    *,
    made_from: int,
    reason: str,
    by: Person | None,
    now: datetime,
) -> StepDates:
    """Confirm the days of a step, or move confirmed ones, which takes a reason and is kept.

    ``made_from`` is the version the change was made from. DatesRefused for days that cannot be;
    DatesOvertaken when somebody else changed the step since. Days confirmed as they are stay one
    confirmation.
    """
    hold_organization(session, organization.id)
    row = session.scalar(
        select(AssessmentDate).filter_by(
            organization_id=organization.id, fiscal_year=fiscal_year, step=step
        )
    )
    before = _dates(row) if row else usual_dates(step, fiscal_year)
    if before.version != made_from:
        raise DatesOvertaken(before)
    _check(starts_on, ends_on, fiscal_year)
    assert ends_on is not None
    if row is not None and (row.starts_on, row.ends_on) == (starts_on, ends_on):
        return before
    reason = " ".join(reason.split())[:REASON]
    if row is None:
        row = AssessmentDate(
            organization_id=organization.id,
            fiscal_year=fiscal_year,
            step=step,
            version=0,
            moves=[],
        )
        session.add(row)
    elif not reason:
        raise DatesRefused(DatesProblem.NO_REASON)
    else:
        row.moves.append(
            AssessmentMove(
                from_starts_on=row.starts_on,
                from_ends_on=row.ends_on,
                to_ends_on=ends_on,
                reason=reason,
                moved_at=now,
                moved_by=by,
            )
        )
    row.starts_on, row.ends_on, row.version = starts_on, ends_on, row.version + 1
    row.confirmed_at, row.confirmed_by = now, by
    session.flush()
    body = {
        "fiscal_year": fiscal_year,
        "step": step.value,
        "before": _told(before),
        "after": _told(_dates(row)),
        "reason": reason,
    }
    audit.record(
        session, organization.id, "assessment.dated", f"assessment_date:{row.id}", body, now
    )
    return _dates(row)


def _check(starts_on: date | None, ends_on: date | None, fiscal_year: int) -> None:
    if ends_on is None:
        raise DatesRefused(DatesProblem.UNREADABLE)
    if starts_on is not None and starts_on > ends_on:
        raise DatesRefused(DatesProblem.BACKWARDS)
    # An assessment that was extended may end after its fiscal year, and not much later.
    latest = fiscal_end(fiscal_year) + timedelta(days=184)
    for day in (starts_on, ends_on):
        if day is not None and not fiscal_start(fiscal_year) <= day <= latest:
            raise DatesRefused(DatesProblem.OTHER_YEAR)


def _dates(row: AssessmentDate) -> StepDates:
    return StepDates(
        row.step,
        row.starts_on,
        row.ends_on,
        row.version,
        row.confirmed_at,
        row.confirmed_by.name if row.confirmed_by else None,
        tuple(
            StepMove(
                move.from_ends_on,
                move.to_ends_on,
                move.reason,
                move.moved_at,
                move.moved_by.name if move.moved_by else None,
            )
            for move in row.moves
        ),
    )


def _told(dates: StepDates) -> dict[str, str | bool | None]:
    return {
        "starts_on": dates.starts_on.isoformat() if dates.starts_on else None,
        "ends_on": dates.ends_on.isoformat(),
        "estimate": dates.is_estimate,
    }
