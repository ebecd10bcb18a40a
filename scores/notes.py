"""The texts of the analysis that the secretariat wrote in place of the drafted ones."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization, hold_organization
from models.tables.year.score import Heading, ScoreNote
from scores.store import EnteredBy


def stored_notes(
    session: Session, organization_id: int, fiscal_year: int
) -> dict[tuple[str, Heading], str]:
    """Return the texts of the analysis the secretariat wrote, by number of the issue and
    heading.
    """
    rows = session.scalars(
        select(ScoreNote).filter_by(organization_id=organization_id, fiscal_year=fiscal_year)
    )
    return {(row.issue, row.heading): row.text for row in rows}


def write_notes(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    notes: Mapping[tuple[str, Heading], str],
    *,
    by: EnteredBy,
    now: datetime,
) -> int:
    """Store texts of the analysis; an empty one brings the drafted text back. Return how many
    changed.
    """
    hold_organization(session, organization.id)
    place = {"organization_id": organization.id, "fiscal_year": fiscal_year}
    rows = {
        (row.issue, row.heading): row
        for row in session.scalars(select(ScoreNote).filter_by(**place))
    }
    changed: list[dict[str, str | None]] = []
    for (issue, heading), text in notes.items():
        row = rows.get((issue, heading))
        before = row.text if row else ""
        if before == text:
            continue
        changed.append({"issue": issue, "heading": heading.value, "before": before, "after": text})
        if not text:
            session.delete(row)
            continue
        if row is None:
            row = ScoreNote(**place, issue=issue, heading=heading)
            session.add(row)
        row.text = text
        by.put_on(row, now)
    session.flush()
    if changed:
        body = {
            "fiscal_year": fiscal_year,
            "notes": changed,
            "by": by.words,
            "person": by.person_id,
        }
        audit.record(
            session,
            organization.id,
            "score_note.written",
            f"organization:{organization.id}",
            body,
            now,
        )
    return len(changed)
