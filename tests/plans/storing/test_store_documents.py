"""The five real documents are stored as they were read, twice without a difference, on both
databases.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.tables.obligations import Obligation
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.score import Score
from plans.document import PlanDocument
from plans.reading.read_plan import read_plan
from plans.storing.store import import_plan
from tests.plans.stored import plan_of, printed_measures, stored_issues, stored_measures

DOCUMENTS = Path(__file__).resolve().parents[3].parent / "shared" / "documents"
NAMES = (
    "surat-thani-province-plan-2565.txt",
    "tak-province-plan-2567.txt",
    "tun-sao-plan-2568.txt",
    "sukhothai-province-results-2567.txt",
    "sukhothai-education-office-results-2566.txt",
)


@lru_cache
def read(name: str) -> PlanDocument:
    """Read a document once for both databases."""
    if not (DOCUMENTS / name).exists():
        pytest.skip(f"{name} is not beside this repository")
    return read_plan(DOCUMENTS / name)


@pytest.mark.parametrize("name", NAMES)
def test_a_real_document_is_stored_as_it_was_read(database: Database, name: str) -> None:
    document = read(name)
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
        first = import_plan(session, owner, document, now=now, source_name=name)
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
