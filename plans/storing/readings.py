"""A document on its way to a plan: read, chosen, confirmed or mended, stored; it may be left and
taken up again at any of these (docs/decisions/0030-a-document-on-its-way.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from models import audit
from models.plan_facts import open_doubts, settle_doubt
from models.tables.organization import Organization
from models.tables.people import Person
from models.tables.plan import Plan
from models.tables.plan_reading import PlanReading
from plans.document import MeasureEntry, PlanDocument, Warning
from plans.files.opening import shown_name
from plans.storing.confirmation import find_doubts
from plans.storing.kept import kept_document, kept_measure, plain_document, plain_measure
from plans.storing.reading_files import Read
from plans.storing.store import ImportResult, import_plan
from scores.store import EnteredBy


@dataclass(frozen=True)
class Doubted:
    """A doubt of a reading: its mark, what it is, the place of its measure (None: of no single
    one), and the id of the person who stands for it (None: it is open).
    """

    mark: str
    warning: Warning
    place: int | None
    settled_by_id: int | None = None
    is_mended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody confirmed it, and nobody mended its measure."""
        return self.settled_by_id is None and not self.is_mended


class Overwritten(Exception):
    """Somebody changed meanwhile what is being changed; ``present`` is what it says now."""

    def __init__(self, present: MeasureEntry) -> None:
        super().__init__(present.title)
        self.present = present


def begin_reading(
    session: Session,
    organization: Organization,
    name: str,
    content: bytes,
    by: Person | None,
    now: datetime,
) -> PlanReading:
    """Keep a file that is to be read as a plan."""
    reading = PlanReading(
        organization_id=organization.id,
        name=shown_name(Path(name.replace("\\", "/").rpartition("/")[2] or "-")),
        content=content,
        given_by_id=by.id if by else None,
        given_at=now,
        chosen={},
        settled={},
        mended={},
    )
    session.add(reading)
    session.flush()
    return reading


def read_again(reading: PlanReading, chosen: Mapping[str, Any]) -> None:
    """Let a file be read otherwise: for a fiscal year, as one of its plans, of one of its sheets.
    What was confirmed or mended of the other reading goes.
    """
    reading.chosen = {name: value for name, value in chosen.items() if value is not None}
    reading.read_at = reading.problem = reading.plans = reading.document = None
    reading.settled, reading.mended = {}, {}


def keep_read(reading: PlanReading, read: Read, now: datetime) -> None:
    """Keep what reading gave."""
    reading.read_at, reading.problem = now, read.problem
    reading.plans, reading.document = list(read.plans) or None, read.document
    reading.settled, reading.mended = {}, {}


def find_reading(
    session: Session, organization_id: int, reading_id: int, *, to_change: bool = False
) -> PlanReading | None:
    """Return a reading of an organization, held where it is to be changed; None for another's."""
    query = select(PlanReading).where(
        PlanReading.organization_id == organization_id, PlanReading.id == reading_id
    )
    if to_change:
        query = query.with_for_update()
    return session.scalar(query)


def readings_of(session: Session, organization_id: int) -> list[PlanReading]:
    """Return the documents of an organization that are not stored yet, the newest first."""
    return list(
        session.scalars(
            select(PlanReading)
            .where(PlanReading.organization_id == organization_id, PlanReading.stored_at.is_(None))
            .order_by(PlanReading.id.desc())
            .options(defer(PlanReading.document))
        )
    )


def document_of(reading: PlanReading) -> PlanDocument:
    """Return what was understood, mended as far as somebody mended it."""
    assert reading.document is not None, "it was not read"
    return kept_document(reading.document)


def doubts_of(
    session: Session, organization: Organization, reading: PlanReading, document: PlanDocument
) -> list[Doubted]:
    """Return the doubts, the gravest first, each with its measure and who stands for it."""
    doubts = []
    for warning in find_doubts(session, organization, document):
        mark = mark_of(warning)
        place = _place_of(warning, document)
        settled = reading.settled.get(mark)
        doubts.append(
            Doubted(
                mark,
                warning,
                place,
                settled["by"] if settled else None,
                str(place) in reading.mended,
            )
        )
    return doubts


def mark_of(warning: Warning) -> str:
    """Return what tells a doubt from the others, short enough for an address."""
    said = f"{warning.kind.value}\n{warning.where}\n{warning.message}"
    return sha256(said.encode()).hexdigest()[:16]


def confirm_doubt(
    reading: PlanReading, mark: str, by: Person | None, now: datetime, *, stands: bool = True
) -> None:
    """Let somebody stand for a doubt, or take that back."""
    settled = {name: value for name, value in reading.settled.items() if name != mark}
    if stands:
        settled[mark] = {"by": by.id if by else None, "at": now.isoformat()}
    reading.settled = settled


def mend_measure(
    reading: PlanReading,
    place: int,
    was: MeasureEntry,
    entry: MeasureEntry,
    by: Person | None,
    now: datetime,
) -> None:
    """Put a measure as it should be read in the place of what was understood. Overwritten when it
    does not say any more what the change was made from; IndexError for no such measure.
    """
    assert reading.document is not None, "it was not read"
    measures = list(reading.document["measures"])
    present = kept_measure(measures[place])
    if present != was:
        raise Overwritten(present)
    measures[place] = plain_measure(entry)
    reading.document = {**reading.document, "measures": measures}
    said = {"by": by.id if by else None, "at": now.isoformat()}
    reading.mended = {**reading.mended, str(place): said}


def leave_out(reading: PlanReading, place: int, was: MeasureEntry) -> None:
    """Take what is no measure out of a reading; Overwritten and IndexError as ``mend_measure``."""
    assert reading.document is not None, "it was not read"
    measures, printed = list(reading.document["measures"]), list(reading.document["printed"])
    present = kept_measure(measures[place])
    if present != was:
        raise Overwritten(present)
    document = document_of(reading)
    left = [each for each in document.warnings if _place_of(each, document) != place]
    del measures[place], printed[place : place + 1]
    warnings = plain_document(replace(document, warnings=tuple(left)))["warnings"]
    reading.document = {
        **reading.document,
        "measures": measures,
        "printed": printed,
        "warnings": warnings,
    }
    reading.mended = {
        str(int(at) - (int(at) > place)): said
        for at, said in reading.mended.items()
        if int(at) != place
    }


def store_reading(
    session: Session,
    organization: Organization,
    reading: PlanReading,
    by: Person,
    now: datetime,
    *,
    replace_reported: bool = False,
    as_draft: bool = False,
) -> ImportResult:
    """Store a reading as the plan of its year, with the doubts that are open and those that
    somebody stood for. Raises as ``import_plan`` does.
    """
    document = document_of(reading)
    doubts = doubts_of(session, organization, reading, document)
    result = import_plan(
        session,
        organization,
        document,
        now=now,
        replace=replace_reported,
        source_name=reading.name,
        by=EnteredBy(by.name),
        doubts=[doubt.warning for doubt in doubts if not doubt.is_mended],
        as_draft=as_draft,
    )
    plan = session.get_one(Plan, result.plan_id)
    names = _names(session, doubts)
    confirmed = {_said(doubt.warning): doubt.settled_by_id for doubt in doubts}
    for number, open_doubt in open_doubts(plan):
        said = (open_doubt["kind"], open_doubt["where"], open_doubt["message"])
        person_id = confirmed.get(said)
        if person_id is not None:
            settle_doubt(session, plan, number, by=names.get(person_id, "-"), now=now)
    body = {"reading": reading.id, "mended": len(reading.mended)}
    audit.record(session, organization.id, "plan.reading_stored", f"plan:{plan.id}", body, now)
    reading.stored_at, reading.fiscal_year, reading.content = now, plan.fiscal_year, None
    return result


def _place_of(warning: Warning, document: PlanDocument) -> int | None:
    """Return which measure a doubt is about: the one whose name its place begins with."""
    for place, printed in enumerate(document.printed):
        if warning.where == printed.where or warning.where.startswith(f"{printed.where} "):
            return place
    return None


def _names(session: Session, doubts: list[Doubted]) -> dict[int, str]:
    ids = {doubt.settled_by_id for doubt in doubts if doubt.settled_by_id is not None}
    people = session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person.name for person in people}


def _said(warning: Warning) -> tuple[str, str, str]:
    return warning.kind.value, warning.where, warning.message
