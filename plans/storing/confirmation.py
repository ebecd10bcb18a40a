"""What somebody should see before a plan that was read is stored: what would change, and what was
unsure, the gravest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.tables.organization import Organization
from models.tables.plan import Measure, Plan
from plans.document import MeasureEntry, PlanDocument, Warning, WarningKind
from plans.reading.negations import turned
from plans.storing.comparing import compare_plan
from plans.storing.difference import Difference
from plans.storing.store import NeedsReplace, check_document
from thai.names import key

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
class Preview:
    """What storing a document would do; nothing is stored yet."""

    difference: Difference
    doubts: tuple[Warning, ...]


def preview_import(
    session: Session, organization: Organization, document: PlanDocument, *, replace: bool = False
) -> Preview:
    """Compare only; CannotImport and NeedsReplace as ``import_plan`` raises them."""
    check_document(document)
    difference = compare_plan(session, organization, document).difference
    if difference.touching_reports and not replace:
        raise NeedsReplace(difference)
    return Preview(difference, find_doubts(session, organization, document))


def find_doubts(
    session: Session, organization: Organization, document: PlanDocument
) -> tuple[Warning, ...]:
    """Return the doubts about a document, also those that only show beside the stored plan, the
    gravest first.
    """
    warnings = [*_turned_rules(session, organization, document), *document.warnings]
    return tuple(
        sorted(
            dict.fromkeys(warnings),
            key=lambda warning: (not warning.grave, _ORDER.index(warning.kind)),
        )
    )


def is_of_another(document: PlanDocument, owner_name: str) -> bool:
    """Return whether a document names another organization than the one it is stored for."""
    printed, owner = key(document.organization or ""), key(owner_name)
    return bool(printed) and printed not in owner and owner not in printed


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
                where = f"มาตรการ {entry.code}"
                yield Warning(WarningKind.CONTRADICTION, where, message, grave=True)


def _wordings(measure: Measure, entry: MeasureEntry) -> Iterator[tuple[str, str]]:
    yield measure.title, entry.title
    yield from zip_longest((step.text for step in measure.steps), entry.steps, fillvalue="")
