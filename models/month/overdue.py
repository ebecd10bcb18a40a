"""Whose reports are overdue, and by how many days: what a letter asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import local_day
from models.month.due import Due, due_by_agency
from models.month.owing import officers_by_agency
from models.tables.agency import Agency
from models.tables.obligations import ObligationState
from models.tables.organization import Organization


@dataclass(frozen=True)
class OverdueReport:
    """One report that was due and was not sent, or was returned and not corrected; ``days`` since
    its due date.
    """

    code: str | None
    title: str
    month: date
    due_on: date
    days: int
    returned: bool


@dataclass(frozen=True)
class OverdueAgency:
    """An agency that is late; its reports, the oldest first. ``has_officer`` is False when nobody
    there can be reached by LINE.
    """

    name: str
    reports: tuple[OverdueReport, ...]
    has_officer: bool
    head: str | None = None
    """How its head is addressed, where the office said so."""

    @property
    def days(self) -> int:
        """How many days the oldest report is overdue."""
        return max(report.days for report in self.reports)


def overdue_agencies(
    session: Session, organization: Organization, month: date, now: datetime, *, beyond: int
) -> list[OverdueAgency]:
    """Return the agencies with a report of a month, or an earlier one, that is more than ``beyond``
    days overdue, in order of name.

    Of an agency that is, everything overdue is listed. A round that was never answered and one
    after it stand both: a letter lists what is missing, though one report may answer for several.
    """
    officers = officers_by_agency(session, organization.id, now)
    said = select(Agency.id, Agency.head).where(Agency.organization_id == organization.id)
    heads = {row.id: row.head for row in session.execute(said)}
    today = local_day(now)
    found = []
    for agency_id, dues in due_by_agency(session, organization.id, now).items():
        late = [_report(due, today) for due in dues if due.month <= month and due.is_overdue(now)]
        late = [report for report in late if report.days > 0]
        if any(report.days > beyond and not report.returned for report in late):
            found.append(
                OverdueAgency(
                    dues[0].agency_name,
                    tuple(late),
                    bool(officers.get(agency_id)),
                    heads.get(agency_id),
                )
            )
    return sorted(found, key=lambda agency: agency.name)


def _report(due: Due, today: date) -> OverdueReport:
    days = (today - due.due_on).days
    return OverdueReport(
        due.code, due.title, due.month, due.due_on, days, due.state is ObligationState.RETURNED
    )
