"""The layout of an organization's result paper, kept in its settings: which columns, which digits,
how agencies are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization, OrganizationKind
from papers.drawn.telling import Telling
from papers.print.document import PaperColumn

SETTING = "report"
"""The key under which an organization's settings hold the layout of its paper."""


class ColumnSet(StrEnum):
    """The tables in use; see ``../shared/documents`` of the project: a province prints six columns,
    its education office four.
    """

    SIX = "six"
    FOUR = "four"
    FOLLOWUP = "followup"  # the six and the follow-up


class Digits(StrEnum):
    """Digits of the whole paper; ``auto``: Thai when most digits an imported paper printed are
    Thai.
    """

    AUTO = "auto"
    ARABIC = "arabic"
    THAI = "thai"


_HEADINGS = {
    "measure": ("มาตรการ/กิจกรรม/แนวทาง", 12),
    "steps": ("ขั้นตอน/วิธีดำเนินการ", 18),
    "party": ("ผู้รับผิดชอบ", 12),
    "period": ("ระยะเวลาดำเนินการ", 10),
    "followup": ("การติดตามประเมินผล", 13),
    "summary": ("สรุปผลการดำเนินการ", 25),
    "outcome": ("ผลลัพธ์/ความสำเร็จของการดำเนินการ", 23),
}
_SETS = {
    ColumnSet.SIX: ("measure", "steps", "party", "period", "summary", "outcome"),
    ColumnSet.FOLLOWUP: ("measure", "steps", "party", "period", "followup", "summary", "outcome"),
}
DRAWN = ("summary", "outcome")
"""The columns that are drawn from reports."""


@dataclass(frozen=True)
class PaperLayout:
    """How the paper looks; ``signer_name`` and ``signer_position`` stand in the signature
    block.
    """

    columns: ColumnSet = ColumnSet.SIX
    digits: Digits = Digits.AUTO
    agencies: Telling = Telling.AUTO
    scores: bool = True
    """Put the sentences on scores at the end of the outcomes."""
    signer_name: str = ""
    signer_position: str = ""

    @classmethod
    def of(cls, kind: OrganizationKind, settings: Mapping[str, Any]) -> PaperLayout:
        """Return the layout an organization chose; what it did not choose is usual for its kind."""
        chosen = settings.get(SETTING, {})
        usual = ColumnSet.FOUR if kind is OrganizationKind.PROVINCIAL_OFFICE else ColumnSet.SIX
        return cls(
            columns=ColumnSet(chosen.get("columns", usual)),
            digits=Digits(chosen.get("digits", Digits.AUTO)),
            agencies=Telling(chosen.get("agencies", Telling.AUTO)),
            scores=bool(chosen.get("scores", True)),
            signer_name=chosen.get("signer_name", ""),
            signer_position=chosen.get("signer_position", ""),
        )

    def to_settings(self) -> dict[str, Any]:
        """Return what is kept in the organization's settings."""
        return {
            "columns": self.columns.value,
            "digits": self.digits.value,
            "agencies": self.agencies.value,
            "scores": self.scores,
            "signer_name": self.signer_name,
            "signer_position": self.signer_position,
        }

    def table(self, fiscal_year: int) -> tuple[PaperColumn, ...]:
        """Return the columns of the year's table."""
        if self.columns is ColumnSet.FOUR:
            return _four(fiscal_year)
        return tuple(PaperColumn(name, *_HEADINGS[name]) for name in _SETS[self.columns])


def changed(layout: PaperLayout, **given: Any) -> PaperLayout:
    """Return a layout in which what is given (not None) is changed."""
    return replace(layout, **{name: value for name, value in given.items() if value is not None})


def keep_layout(
    session: Session, organization: Organization, layout: PaperLayout, now: datetime
) -> dict[str, Any]:
    """Keep a layout in the organization's settings; return what is kept."""
    form = layout.to_settings()
    organization.settings = {**organization.settings, SETTING: form}
    session.flush()
    subject = f"organization:{organization.id}"
    audit.record(session, organization.id, "report.form_set", subject, form, now)
    return form


def _four(fiscal_year: int) -> tuple[PaperColumn, ...]:
    measure = (
        "มาตรการหรือกิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. "
        f"{fiscal_year}"
    )
    return (
        PaperColumn("measure", measure, 20),
        PaperColumn("steps", "ขั้นตอนหรือวิธีการปฏิบัติ", 30),
        PaperColumn("summary", "สรุปผลการดำเนินการ", 25),
        PaperColumn("outcome", "ผลลัพธ์/ความสำเร็จของการดำเนินการ", 25),
    )
