"""What somebody should see before a plan that was read is stored: what would change, and what was
unsure, the gravest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.tables.organization import Organization
from models.tables.plan import Measure, Plan
from plans.document import MeasureEntry, PlanDocument, Warning, WarningKind
from plans.reading.negations import is_grave, turned
from plans.storing.difference import Difference
from plans.storing.store import import_plan

_ORDER = (
    WarningKind.CONTRADICTION,
    WarningKind.OCR,
    WarningKind.UNRESOLVED_PERIOD,
    WarningKind.UNRESOLVED_PARTY,
    WarningKind.ARITHMETIC,
    WarningKind.DUPLICATE,
    WarningKind.MISSING,
    WarningKind.FILLER,
)


@dataclass(frozen=True)
class Doubt:
    """One place to look at again; ``grave`` when a rule may say its opposite."""

    warning: Warning
    grave: bool


@dataclass(frozen=True)
class Preview:
    """What storing a document would do; nothing is stored yet."""

    difference: Difference
    doubts: tuple[Doubt, ...]


def preview_import(
    session: Session,
    organization: Organization,
    document: PlanDocument,
    *,
    now: datetime,
    replace: bool = False,
) -> Preview:
    """Try an import and take it back; CannotImport and NeedsReplace as ``import_plan``
    raises them.
    """
    doubts = find_doubts(session, organization, document)
    trial = session.begin_nested()
    try:
        difference = import_plan(
            session, organization, document, now=now, replace=replace
        ).difference
    finally:
        trial.rollback()
    return Preview(difference, doubts)


def find_doubts(
    session: Session, organization: Organization, document: PlanDocument
) -> tuple[Doubt, ...]:
    """Return the doubts about a document, also those that only show beside the stored plan, the
    gravest first.
    """
    warnings = [*_turned_rules(session, organization, document), *document.warnings]
    doubts = [Doubt(warning, is_grave(warning)) for warning in dict.fromkeys(warnings)]
    return tuple(
        sorted(doubts, key=lambda doubt: (not doubt.grave, _ORDER.index(doubt.warning.kind)))
    )


def _turned_rules(
    session: Session, organization: Organization, document: PlanDocument
) -> Iterator[Warning]:
    """Yield the rules that the stored plan words with a "ไม่" and the document without, or the
    other way round.
    """
    stored = session.scalar(
        select(Plan)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == document.fiscal_year)
        .options(selectinload(Plan.measures).selectinload(Measure.steps))
    )
    measures = (
        {measure.code: measure for measure in stored.measures if measure.code} if stored else {}
    )
    for entry in document.measures:
        measure = measures.get(entry.code or "")
        for before, after in _wordings(measure, entry) if measure else ():
            if turned(before, after):
                message = (
                    f"แผนเดิมเขียนว่า “{before}” แต่เอกสารนี้เขียนว่า “{after}” ความหมายตรงข้ามกัน "
                    "โปรดเทียบกับต้นฉบับ"
                )
                yield Warning(WarningKind.CONTRADICTION, f"มาตรการ {entry.code}", message)


def _wordings(measure: Measure, entry: MeasureEntry) -> Iterator[tuple[str, str]]:
    yield measure.title, entry.title
    yield from zip_longest((step.text for step in measure.steps), entry.steps, fillvalue="")
