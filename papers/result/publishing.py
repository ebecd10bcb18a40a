"""Publishing: the paper of a day is frozen under a number, and never changes again."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization
from models.tables.year.result_report import ReportVersion
from papers.changes import hold_unchanged, last_change
from papers.drawn.behind import document_with_all
from papers.measure_states import standings_of
from papers.print.document import Document, PaperCell, PaperRow, PaperSection
from papers.print.texts import turn_digits
from papers.result import wording
from papers.result.checks.checking import (
    NEVER_LET_STAND,
    NEVER_STOPS,
    Finding,
    FindingKind,
    check_paper,
)
from papers.result.checks.links import Ask
from papers.result.composing import compose
from papers.result.composition import ComposedPaper
from papers.result.layout import PaperLayout
from papers.result.origins import trace


class CannotPublish(Exception):
    """Something stands against it; ``findings`` say what, the message is one English sentence."""

    def __init__(self, message: str, findings: Collection[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Drafted:
    """A version ready to be published, and the newest change it knows of (``last_change``)."""

    version: ReportVersion
    since: int


def draft_version(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    *,
    now: datetime,
    ask: Ask | None,
    despite: Collection[FindingKind] = (),
    by: str | None = None,
    layout: PaperLayout | None = None,
) -> Drafted:
    """Compose and check the paper as it is now, as the next version; reads only, so that a session
    for reading is enough and nobody who writes waits for it.

    CannotPublish while anything is found that is not in ``despite``, while a figure does not add up
    whatever ``despite`` says, and when nothing changed since the last version. NoPlan without a
    plan of that year.
    """
    since = last_change(session, organization.id)
    composition = compose(session, organization, fiscal_year, now, layout)
    findings = [
        finding
        for finding in check_paper(session, composition, ask)
        if finding.kind not in NEVER_STOPS
    ]
    _refuse(findings, despite)
    last = newest_version(session, organization, fiscal_year)
    digest = digest_of(composition.document)
    if last is not None and last.digest == digest:
        raise CannotPublish(
            f"nothing changed since version {last.number}: there is nothing to publish"
        )
    number = last.number + 1 if last else 1
    version = ReportVersion(
        organization_id=organization.id,
        fiscal_year=fiscal_year,
        number=number,
        document=_frozen(session, composition, number, now).to_json(),
        origins=[origin.to_json() for origin in trace(session, composition)],
        measures=standings_of(composition),
        digest=digest,
        despite=sorted({finding.kind.value for finding in findings}),
        published_at=now,
        published_by=by,
    )
    return Drafted(version, since)


def publish(session: Session, drafted: Drafted) -> ReportVersion:
    """Freeze a drafted version under its number, and hold the organization for that only;
    CannotPublish when somebody changed something since it was composed.
    """
    version = drafted.version
    # One publisher at a time: the number and the comparison with the last version belong together.
    if not hold_unchanged(session, version.organization_id, drafted.since):
        raise CannotPublish("the data changed while the paper was checked: publish again")
    _store(session, version)
    return version


def _store(session: Session, version: ReportVersion) -> None:
    session.add(version)
    session.flush()
    body = {
        "fiscal_year": version.fiscal_year,
        "number": version.number,
        "digest": version.digest,
        "despite": version.despite,
        "by": version.published_by,
    }
    subject = f"report_version:{version.id}"
    audit.record(
        session, version.organization_id, "report.published", subject, body, version.published_at
    )


def list_versions(
    session: Session, organization: Organization, fiscal_year: int
) -> list[ReportVersion]:
    """Return the published versions of a year, oldest first."""
    wanted = select(ReportVersion).filter_by(
        organization_id=organization.id, fiscal_year=fiscal_year
    )
    return list(session.scalars(wanted.order_by(ReportVersion.number)))


def newest_version(
    session: Session, organization: Organization, fiscal_year: int
) -> ReportVersion | None:
    """Return the version that is published now."""
    versions = list_versions(session, organization, fiscal_year)
    return versions[-1] if versions else None


def read_version(version: ReportVersion) -> Document:
    """Return the paper as it was published; made into a file it gives the same bytes each time."""
    document = Document.from_json(version.document)
    return replace(
        document, made_at=document.made_at or version.published_at.isoformat(timespec="seconds")
    )


def digest_of(document: Document) -> str:
    """Return the SHA-256 of what the paper says, whatever day it is made on."""
    raw = replace(
        _without_marks(document), state="", is_draft=False, made_at="", names=()
    ).to_json()
    # What came to papers later is as if it never was where it is empty: papers published before
    # have the same digest.
    for name in ("made_at", "parts", "item", "caption", "annex", "names"):
        if not raw[name]:
            del raw[name]
    for section in [*raw["sections"], *raw.get("annex", [])]:
        for row in section["rows"]:
            for cell in row["cells"]:
                for line in cell["lines"]:
                    del line["sources"]
    return hashlib.sha256(json.dumps(raw, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _refuse(findings: Collection[Finding], despite: Collection[FindingKind]) -> None:
    standing = [
        each for each in findings if each.kind in NEVER_LET_STAND or each.kind not in despite
    ]
    if not standing:
        return
    kinds = ", ".join(dict.fromkeys(each.kind.value for each in standing))
    wrong = [each for each in standing if each.kind in NEVER_LET_STAND]
    hint = (
        "correct them with `report edit`"
        if wrong
        else "mend them, or let a kind stand with --despite KIND"
    )
    raise CannotPublish(
        f"{len(standing)} findings stand against publishing ({kinds}): {hint}", standing
    )


def _frozen(session: Session, composition: ComposedPaper, number: int, now: datetime) -> Document:
    document = _without_marks(document_with_all(session, composition.plan, composition.document))
    state = turn_digits(wording.published_state(number, now), document.thai_digits)
    return replace(document, state=state, is_draft=False, made_at=now.isoformat(timespec="seconds"))


def _without_marks(document: Document) -> Document:
    return replace(document, sections=_plain(document.sections), annex=_plain(document.annex))


def _plain(sections: tuple[PaperSection, ...]) -> tuple[PaperSection, ...]:
    return tuple(
        PaperSection(
            section.heading,
            tuple(PaperRow(tuple(_plain_cell(cell) for cell in row.cells)) for row in section.rows),
        )
        for section in sections
    )


def _plain_cell(cell: PaperCell) -> PaperCell:
    return replace(cell, note="", lines=tuple(replace(line, marks=()) for line in cell.lines))
