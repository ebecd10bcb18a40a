"""A published year as the public sees it: drawn from the frozen versions alone, beside them the
evidence that was marked.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables.evidence import Evidence
from models.tables.organization import Organization
from models.tables.plan import Measure, Plan
from models.tables.year.publicity import PublicEvidence
from models.tables.year.result_report import EvidenceLook, PersonalData, ReportVersion
from papers.measure_states import MeasureStanding, MeasureState, read_standings
from papers.open.evidence import EvidenceItem, public_evidence
from papers.open.licences import SETTING, Licence, licence_of
from papers.print.document import Document, PaperCell
from papers.result.labels import measure_labels
from papers.result.publishing import read_version
from papers.version_changes import CellChange, changed_cells

STATES = {
    MeasureState.NO_REPORT: ("○", "ยังไม่มีผลที่รับรองแล้ว"),
    MeasureState.NOT_STARTED: ("○", "ยังไม่ดำเนินการ"),
    MeasureState.IN_PROGRESS: ("◐", "อยู่ระหว่างดำเนินการ"),
    MeasureState.DONE: ("✓", "ดำเนินการแล้วเสร็จ"),
    MeasureState.NOT_ACHIEVED: ("✕", "ยังไม่บรรลุผล"),
    MeasureState.REPORTED: ("●", "มีผลการดำเนินการตามรายงาน"),
}
"""How the state of a measure is told: a symbol and words."""

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class PublicCell:
    """What a column of the paper says of a measure; ``lines`` are printed ones, with their
    numbers.
    """

    name: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PublicMeasure:
    """One measure as published; ``state`` is None where the version does not tell it."""

    label: str
    title: str
    issue: str
    standing: MeasureStanding | None
    cells: tuple[PublicCell, ...]
    evidence: tuple[EvidenceItem, ...] = ()

    @property
    def address(self) -> str:
        """Its part of a permanent address: "1.1", or "n4" where the plan gives it no number."""
        return address_of(self.label)

    @property
    def state(self) -> MeasureState | None:
        """Where it stood when it was published."""
        return self.standing.state if self.standing else None

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a column; nothing for one the paper does not have."""
        return next((cell.lines for cell in self.cells if cell.name == name), ())


@dataclass(frozen=True)
class PublicVersion:
    """One published version, and what changed in it since the one before."""

    number: int
    published_at: datetime
    digest: str
    document: Document
    measures: tuple[PublicMeasure, ...]
    changes: tuple[CellChange, ...]


@dataclass(frozen=True)
class PublishedYear:
    """All the public sees of a year; ``versions`` are the oldest first, at least one."""

    organization_id: int
    organization: str
    slug: str
    phone: str | None
    licence: Licence
    fiscal_year: int
    versions: tuple[PublicVersion, ...]

    @property
    def newest(self) -> PublicVersion:
        """The version that is published now."""
        return self.versions[-1]

    def count(self, *states: MeasureState) -> int:
        """Return how many measures stood in one of these states."""
        return sum(measure.state in states for measure in self.newest.measures)


def address_of(label: str) -> str:
    """Return how a measure's label stands in an address."""
    return f"n{label[1:]}" if label.startswith("#") else label.replace("/", "-")


def stamp_of(session: Session, slug: str, fiscal_year: int) -> Stamp | None:
    """Return one small row that differs as soon as anything the public sees of a year does; None
    while nothing of it is published.
    """
    versions = select(func.max(ReportVersion.number)).where(
        ReportVersion.organization_id == Organization.id, ReportVersion.fiscal_year == fiscal_year
    )
    marks = (
        select(PublicEvidence.evidence_id)
        .join(Evidence, Evidence.id == PublicEvidence.evidence_id)
        .join(EvidenceLook, EvidenceLook.evidence_id == Evidence.id)
        .where(
            PublicEvidence.organization_id == Organization.id,
            PublicEvidence.fiscal_year == fiscal_year,
            PublicEvidence.withdrawn_at.is_(None),
            Evidence.erased_at.is_(None),
            EvidenceLook.found == PersonalData.NONE,
        )
    )
    columns = [
        marks.with_only_columns(each).scalar_subquery()
        for each in (
            func.count(),
            func.sum(PublicEvidence.evidence_id),
            func.max(PublicEvidence.marked_at),
        )
    ]
    row = session.execute(
        select(
            versions.scalar_subquery().label("newest"),
            Organization.name,
            Organization.secretariat_phone,
            Organization.settings,
            *columns,
        ).where(Organization.slug == slug)
    ).one_or_none()
    if row is None or row.newest is None:
        return None
    kept = row.settings.get(SETTING, {}).get("licence", "")
    return (row.newest, row.name, row.secretariat_phone, kept, *row[4:])


def latest_year(session: Session, slug: str) -> int | None:
    """Return the latest fiscal year an organization published; None for none."""
    return session.scalar(
        select(func.max(ReportVersion.fiscal_year))
        .join(Organization, Organization.id == ReportVersion.organization_id)
        .where(Organization.slug == slug)
    )


def published_years(session: Session, organization_id: int) -> list[int]:
    """Return the fiscal years an organization published, the latest first."""
    years = select(ReportVersion.fiscal_year).where(
        ReportVersion.organization_id == organization_id
    )
    return sorted(session.scalars(years.distinct()), reverse=True)


def load_year(session: Session, slug: str, fiscal_year: int) -> PublishedYear | None:
    """Return all the public sees of a year; None while nothing of it is published."""
    organization = session.scalar(select(Organization).where(Organization.slug == slug))
    if organization is None:
        return None
    rows = session.scalars(
        select(ReportVersion)
        .filter_by(organization_id=organization.id, fiscal_year=fiscal_year)
        .order_by(ReportVersion.number)
    ).all()
    if not rows:
        return None
    shown = _evidence_by_label(session, organization.id, fiscal_year)
    versions: list[PublicVersion] = []
    for row in rows:
        document = read_version(row)
        before = versions[-1].document if versions else None
        versions.append(
            PublicVersion(
                row.number,
                row.published_at,
                row.digest,
                document,
                _measures(document, read_standings(row.measures), shown),
                tuple(changed_cells(before, document)) if before else (),
            )
        )
    return PublishedYear(
        organization.id,
        organization.name,
        slug,
        organization.secretariat_phone,
        licence_of(organization),
        fiscal_year,
        tuple(versions),
    )


def _evidence_by_label(
    session: Session, organization_id: int, fiscal_year: int
) -> dict[str, list[EvidenceItem]]:
    measures = session.scalars(
        select(Measure)
        .join(Plan)
        .where(
            Plan.organization_id == organization_id,
            Plan.fiscal_year == fiscal_year,
            Measure.removed_at.is_(None),
        )
        .order_by(Measure.position)
    ).all()
    labels = measure_labels(measures)
    found = defaultdict(list)
    for item in public_evidence(session, organization_id, fiscal_year):
        if item.measure_id in labels:
            found[labels[item.measure_id]].append(item)
    return found


def _measures(
    document: Document,
    standings: dict[str, MeasureStanding],
    shown: dict[str, list[EvidenceItem]],
) -> tuple[PublicMeasure, ...]:
    found = []
    for section in document.sections:
        for row in section.rows:
            label = row.cells[0].key.rpartition("/")[0]
            cells = [
                PublicCell(column.name, column.heading, _lines(cell, document.thai_digits))
                for column, cell in zip(document.columns, row.cells, strict=True)
            ]
            standing = standings.get(label)
            title = " ".join(line.text for line in row.cells[0].lines)
            found.append(
                PublicMeasure(
                    label,
                    title,
                    section.heading,
                    standing,
                    tuple(cells),
                    tuple(shown.get(label, ())),
                )
            )
    return tuple(found)


def _lines(cell: PaperCell, thai_digits: bool) -> tuple[str, ...]:
    return tuple(cell.printed(thai_digits))


def measure_of(measures: Sequence[PublicMeasure], address: str) -> PublicMeasure | None:
    """Return the measure an address names."""
    return next((each for each in measures if each.address == address), None)
