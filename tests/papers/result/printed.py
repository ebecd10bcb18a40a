"""Reports of a year as they were printed, imported: our own, and the published ones where they are
at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.tables.organization import Channel, Organization, OrganizationKind
from plans.reading.read_plan import read_plan
from plans.storing.store import import_plan
from tests.documents import OFFICE_RESULTS, PUBLISHED, RESULTS
from tests.papers.office import IMPORTED


@dataclass(frozen=True)
class PrintedReport:
    """A printed report, and what a reader with a pencil finds in it."""

    file: Path
    name: str
    kind: OrganizationKind
    year: int
    measures: int
    scored: tuple[tuple[str, ...], ...] = ()
    """Indicators of which a sentence tells rightly."""
    overall: str = ""
    """The overall score of the year before, which is not printed but follows."""
    previous: tuple[str, str] = ("", "")
    """The score of the year before that measure 1.1 prints wrong for indicator 2, and the right
    one.
    """
    difference: tuple[str, str] = ("", "")
    """The difference that measures 1.1 and 1.2 print wrong for indicator 8, and the right one."""
    sums: tuple[str, ...] = ()
    """The sums that show the two."""
    signature: tuple[str, ...] = ()

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """Where something is wrong, what is printed, what is right."""
        return [
            ("1.1/outcome", *self.previous),
            ("1.1/outcome", *self.difference),
            ("1.2/outcome", *self.difference),
        ]

    def mended(self, text: str) -> str:
        """A text with the right figures."""
        for printed, right in (self.previous, self.difference):
            text = text.replace(printed, right)
        return text

    def imported(self, session: Session) -> Organization:
        """Import the report."""
        organization = Organization(
            slug="office",
            name=self.name,
            kind=self.kind,
            channel=Channel(line_channel_id="1"),
            settings={},
            created_at=IMPORTED,
        )
        session.add(organization)
        session.flush()
        document = read_plan(self.file, self.year)
        import_plan(session, organization, document, now=IMPORTED, source_name=self.file.name)
        return organization


PHRAE = PrintedReport(
    RESULTS,
    "จังหวัดแพร่",
    OrganizationKind.PROVINCE,
    2567,
    measures=4,
    scored=(("6", "7"), ("4",), ("2", "10")),
    overall="88.00",
    previous=("84.20", "81.20"),
    difference=("5.10", "10.50"),
    sums=("90.50 - 9.30 = 81.20", "88.00 - 77.50 = +10.50"),
)
SUKHOTHAI = PrintedReport(
    PUBLISHED / "sukhothai-province-results-2567.txt",
    "จังหวัดสุโขทัย",
    OrganizationKind.PROVINCE,
    2567,
    measures=9,
    scored=(("6", "7"), ("4",), ("5", "6"), ("2", "10")),
    overall="88.45",
    previous=("84.69", "81.69"),
    difference=("5.14", "10.67"),
    sums=("95.04 - 13.35 = 81.69", "88.17 - 77.50 = +10.67"),
)
PHRAE_OFFICE = PrintedReport(
    OFFICE_RESULTS,
    "สำนักงานศึกษาธิการจังหวัดแพร่",
    OrganizationKind.PROVINCIAL_OFFICE,
    2566,
    measures=3,
    signature=("ผู้บริหาร", "(นางสาวสมมติ ตัวอย่าง)", "ศึกษาธิการจังหวัดแพร่"),
)
SUKHOTHAI_OFFICE = PrintedReport(
    PUBLISHED / "sukhothai-education-office-results-2566.txt",
    "สำนักงานศึกษาธิการจังหวัดสุโขทัย",
    OrganizationKind.PROVINCIAL_OFFICE,
    2566,
    measures=11,
    signature=("ผู้บริหาร", "(นายธวัชชัย ฟูหน้า)", "ศึกษาธิการจังหวัดสุโขทัย"),
)


def _either(own: PrintedReport, published: PrintedReport) -> pytest.MarkDecorator:
    missing = f"{published.file.name} is not at hand"
    absent = pytest.mark.skipif(not published.file.exists(), reason=missing)
    reports = [pytest.param(own, id="own"), pytest.param(published, id="published", marks=absent)]
    return pytest.mark.parametrize("report", reports)


of_a_province = _either(PHRAE, SUKHOTHAI)
"""Runs a test with our own report of a province, and with the published one."""
of_an_office = _either(PHRAE_OFFICE, SUKHOTHAI_OFFICE)
"""Runs a test with our own report of an office, and with the published one."""
