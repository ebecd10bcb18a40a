"""Whose paper a workbook edits: its organization, fiscal year and version, carried on a sheet of
its own, so that no other paper takes its texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from papers.result.publishing import newest_version

LABELS = ("หน่วยงาน", "รหัสหน่วยงาน", "ปีงบประมาณ พ.ศ.", "ฉบับเผยแพร่ล่าสุดเมื่อเขียนสมุดงาน (ครั้งที่)")


class OtherWorkbook(Exception):
    """The workbook belongs to another paper; one English sentence."""


@dataclass(frozen=True)
class Belonging:
    """The paper a workbook was written for: ``version`` is the newest published one at that moment,
    0 when none was.
    """

    slug: str
    name: str
    fiscal_year: int
    version: int

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return what the workbook's sheet says, label and value."""
        values = (self.name, self.slug, str(self.fiscal_year), str(self.version))
        return tuple(zip(LABELS, values, strict=True))


def belonging_of(session: Session, organization: Organization, fiscal_year: int) -> Belonging:
    """Return what a workbook written now belongs to."""
    newest = newest_version(session, organization, fiscal_year)
    number = newest.number if newest else 0
    return Belonging(organization.slug, organization.name, fiscal_year, number)


def check_belonging(said: Mapping[str, Any], wanted: Belonging, *, any_version: bool) -> None:
    """OtherWorkbook when a workbook's sheet says another organization or year than wanted, or says
    neither; with another version too, unless any will do.
    """
    _, slug, year, version = (str(said.get(label) or "").strip() for label in LABELS)
    if not slug or not year:
        raise OtherWorkbook(
            "the workbook does not say whose it is: write a new one with `kaona report edit`"
        )
    if slug != wanted.slug:
        raise OtherWorkbook(f"this is the workbook of {slug}, not of {wanted.slug}")
    if year != str(wanted.fiscal_year):
        raise OtherWorkbook(
            f"this is the workbook of fiscal year {year}, not of {wanted.fiscal_year}"
        )
    if version != str(wanted.version) and not any_version:
        raise OtherWorkbook(
            f"this workbook was written after version {version or '?'}, and version "
            f"{wanted.version} is the newest: write a new workbook, or --replace takes this one"
        )
