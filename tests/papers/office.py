"""An office with a year of accepted reports, made with a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.month.calendar import at
from models.month.rounds import begin_round
from models.reports.reviews import review_report
from models.reports.submissions import ReportContent, send_report
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import Progress, ReviewDecision, Revision
from models.tables.organization import Organization
from models.tables.people import Role
from models.tables.plan import Measure
from models.tables.year.result_report import ReportVersion
from models.tables.year.score import Score
from papers.result.publishing import draft_version, publish
from tests.scheduler.province import YEAR, Province, obligation

NOW = at(date(2027, 10, 15), 10)
IMPORTED = at(date(2024, 10, 10), 10)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


class Office(Province):
    """A province in which reports are sent and accepted."""

    def begin(self, *months: date) -> None:
        """Make the rounds of some months."""
        for month in months:
            begin_round(self.session, self.organization, month, at(month.replace(day=2)))

    def sends(
        self,
        agency: str,
        measure: Measure,
        month: date,
        summary: str = "",
        *,
        outcome: str = "",
        obstacle: str = "",
        progress: Progress = Progress.IN_PROGRESS,
        notes: Sequence[str] = (),
        photos: int = 0,
        decision: ReviewDecision | None = ReviewDecision.ACCEPTED,
    ) -> Revision:
        """Let an agency's officer send a report, and the secretariat decide on it."""
        officer, reviewer = (
            self.person(f"เจ้าหน้าที่ {agency}", Role.OFFICER, agency),
            self.person("เลขา", Role.SECRETARIAT),
        )
        sent_at = at(month.replace(day=20), 10)
        shown = [self._evidence(EvidenceKind.NOTE, note, officer.id, sent_at) for note in notes]
        shown += [
            self._evidence(EvidenceKind.IMAGE, f"ภาพ {n}.jpg", officer.id, sent_at)
            for n in range(photos)
        ]
        assert measure.code is not None
        owed = obligation(self.session, month, measure.code, agency)
        content = ReportContent(progress, summary, outcome, obstacle)
        revision = send_report(self.session, owed, content, by=officer, now=sent_at, evidence=shown)
        if decision is not None:
            reason = "ขอรายละเอียดเพิ่ม" if decision is ReviewDecision.RETURNED else ""
            decided_at = at(month.replace(day=21), 10)
            review_report(
                self.session, revision, decision, by=reviewer, now=decided_at, reason=reason
            )
        return revision

    def scores(self, **values: str) -> None:
        """Store scores, written ``y2570_2="95.04"`` or ``y2570_overall="93.80"``."""
        for name, value in values.items():
            year, code = name.removeprefix("y").split("_")
            row = {"organization_id": self.organization.id, "fiscal_year": int(year), "code": code}
            self.session.add(Score(**row, value=Decimal(value), entered_at=NOW))
        self.session.flush()

    def _evidence(
        self, kind: EvidenceKind, name: str, person_id: int, received_at: datetime
    ) -> Evidence:
        sha256 = "a" * 64 if kind is EvidenceKind.IMAGE else None
        found = Evidence(
            kind=kind, name=name, person_id=person_id, received_at=received_at, sha256=sha256
        )
        self.session.add(found)
        return found


def small_office(
    session: Session, agencies: int = 1, months: Sequence[date] = (NOVEMBER,)
) -> tuple[Office, Measure]:
    """Return an office with one measure under one issue, for one agency or a group of them."""
    office = Office(session)
    issue = office.issue("1", "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ")
    names = [f"สำนักงานที่ {number:02}" for number in range(1, agencies + 1)]
    party = office.group_of("ส่วนราชการทุกแห่ง", names) if agencies > 1 else names[0]
    measure = office.measure("1.1", party, issue=issue, recurrence="monthly", title="สร้างการรับรู้")
    office.agency(names[0])
    office.begin(*months)
    return office, measure


def published(
    session: Session, organization: Organization, fiscal_year: int, **given: Any
) -> ReportVersion:
    """Draft a version and publish it in one transaction."""
    return publish(session, draft_version(session, organization, fiscal_year, **given))


__all__ = [
    "DECEMBER",
    "IMPORTED",
    "NOVEMBER",
    "NOW",
    "YEAR",
    "Office",
    "published",
    "small_office",
]
