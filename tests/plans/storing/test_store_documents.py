"""Our documents and the five published ones are stored as they were read, twice without a
difference, on both databases.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import func, select

from models.database import Database
from models.tables.obligations import Obligation
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.year.score import Score
from plans.document import PlanDocument
from plans.reading.read_plan import read_plan
from plans.storing.store import import_plan
from tests.documents import every_document
from tests.plans.stored import plan_of, printed_measures, stored_issues, stored_measures


@lru_cache
def read(path: Path) -> PlanDocument:
    """Read a document once for both databases."""
    return read_plan(path)


@every_document
def test_a_document_is_stored_as_it_was_read(database: Database, path: Path) -> None:
    document = read(path)
    assert document.fiscal_year is not None
    now = datetime(document.fiscal_year - 543 - 1, 11, 10, 3, tzinfo=UTC)
    with database.begin() as session:
        owner = Organization(
            slug="real",
            name=document.organization or "หน่วยงาน",
            kind=OrganizationKind.PROVINCE,
            channel=Channel(line_channel_id="local"),
            created_at=now,
        )
        session.add(owner)
        session.flush()
        first = import_plan(session, owner, document, now=now, source_name=path.name)
    assert len(first.difference.added) == len(document.measures)
    with database.read() as session:
        plan_id = plan_of(session, owner.id, document.fiscal_year)
        assert stored_measures(session, plan_id) == printed_measures(document)
        assert stored_issues(session, plan_id, document) == [
            (issue.number, issue.title) for issue in document.issues
        ]
        places = {(score.fiscal_year, score.code, score.part) for score in document.scores}
        assert session.scalar(select(func.count()).select_from(Score)) == len(places)
        assert session.scalar(select(func.count()).select_from(Obligation)) == first.obligations
    with database.begin() as session:
        second = import_plan(session, session.get_one(Organization, owner.id), document, now=now)
    assert not second.stored
