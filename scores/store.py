"""The stored scores: read, entered and taken out.

Nothing here commits. Every change is a link of the audit chain with what stood there before, its
source and who entered it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization, hold_organization
from models.tables.year.score import Score, ScoreNote, ScoreRule
from scores.codes import OVERALL, in_order
from scores.ledger import Entry

_LONGEST_SOURCE = 300
_LONGEST_NAME = 200


@dataclass(frozen=True)
class EnteredBy:
    """Who enters: words for the record, and the person where the bot knows them."""

    words: str | None = None
    person_id: int | None = None

    def put_on(self, row: Score | ScoreRule | ScoreNote, now: datetime) -> None:
        """Write on a row who entered it and when."""
        row.entered_by = self.words[:_LONGEST_NAME] if self.words else None
        row.entered_by_id, row.entered_at = self.person_id, now


@dataclass(frozen=True)
class ScoreChange:
    """A stored score before and after; None is no score."""

    fiscal_year: int
    code: str
    part: int
    before: Decimal | None
    after: Decimal | None


def years_with_scores(session: Session, organization_id: int) -> tuple[int, ...]:
    """Return the fiscal years (Buddhist era) of which scores are stored, latest first."""
    years = select(Score.fiscal_year).where(Score.organization_id == organization_id).distinct()
    return tuple(sorted(session.scalars(years), reverse=True))


def latest_scored_year(session: Session, organization_id: int) -> int | None:
    """Return the last fiscal year with an overall score, or else with any score; None without
    scores.
    """
    mine = Score.organization_id == organization_id
    overall = session.scalar(select(func.max(Score.fiscal_year)).where(mine, Score.code == OVERALL))
    return overall or session.scalar(select(func.max(Score.fiscal_year)).where(mine))


def stored_entries(session: Session, organization_id: int, fiscal_year: int) -> tuple[Entry, ...]:
    """Return the scores of an organization and year, in printed order."""
    rows = stored_scores(session, organization_id, fiscal_year)
    return tuple(Entry(row.code, row.part, row.value, row.decimals) for row in rows)


def stored_scores(session: Session, organization_id: int, fiscal_year: int) -> tuple[Score, ...]:
    """Return the rows of an organization and year, in printed order, with their sources and who
    entered them.
    """
    rows = session.scalars(
        select(Score).filter_by(organization_id=organization_id, fiscal_year=fiscal_year)
    )
    return tuple(sorted(rows, key=lambda row: (in_order(row.code), row.part)))


def enter_scores(
    session: Session,
    organization: Organization,
    entries: Mapping[int, Iterable[Entry]],
    *,
    source: str,
    by: EnteredBy,
    now: datetime,
) -> tuple[ScoreChange, ...]:
    """Store scores by fiscal year; return what is new or changed. A score that stays keeps its
    source and who entered it.

    ``source`` says where they come from (a file's name, "entered one by one"). Scores that are not
    named stay as they are.
    """
    hold_organization(session, organization.id)
    changes = []
    for year in sorted(entries):
        rows = {(row.code, row.part): row for row in _rows(session, organization, year)}
        for entry in sorted(entries[year], key=lambda entry: (in_order(entry.code), entry.part)):
            row = rows.get(entry.key)
            if (
                row is not None
                and row.value == entry.value
                and entry.decimals in (None, row.decimals)
            ):
                continue
            before = row.value if row else None
            if row is None:
                row = rows[entry.key] = Score(
                    organization_id=organization.id,
                    fiscal_year=year,
                    code=entry.code,
                    part=entry.part,
                )
                session.add(row)
            row.value, row.decimals, row.source = (
                entry.value,
                entry.decimals,
                source[:_LONGEST_SOURCE],
            )
            by.put_on(row, now)
            if before != entry.value:
                changes.append(ScoreChange(year, entry.code, entry.part, before, entry.value))
    session.flush()
    _record(session, organization, "score.entered", changes, source, by, now)
    return tuple(changes)


def remove_score(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    code: str,
    part: int,
    *,
    by: EnteredBy,
    now: datetime,
) -> ScoreChange | None:
    """Take a score out of the ledger (the audit chain keeps it); None when there was none."""
    hold_organization(session, organization.id)
    place = {
        "organization_id": organization.id,
        "fiscal_year": fiscal_year,
        "code": code,
        "part": part,
    }
    row = session.scalar(select(Score).filter_by(**place))
    if row is None:
        return None
    change = ScoreChange(fiscal_year, code, part, row.value, None)
    session.delete(row)
    session.flush()
    _record(session, organization, "score.removed", [change], row.source or "", by, now)
    return change


def _rows(session: Session, organization: Organization, fiscal_year: int) -> Sequence[Score]:
    return session.scalars(
        select(Score).filter_by(organization_id=organization.id, fiscal_year=fiscal_year)
    ).all()


def _record(
    session: Session,
    organization: Organization,
    action: str,
    changes: Sequence[ScoreChange],
    source: str,
    by: EnteredBy,
    now: datetime,
) -> None:
    if not changes:
        return
    scores = [[c.fiscal_year, c.code, c.part, _text(c.before), _text(c.after)] for c in changes]
    body = {"scores": scores, "source": source, "by": by.words, "person": by.person_id}
    audit.record(session, organization.id, action, f"organization:{organization.id}", body, now)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
