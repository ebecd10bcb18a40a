"""How much of what people handed in is kept."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.tables.agency import Agency
from models.tables.evidence import Evidence
from models.tables.people import Membership

LARGEST_FILE = 30 * 1024 * 1024
"""Bytes of the largest file that is taken."""


@dataclass(frozen=True)
class StoredEvidence:
    """How many files there are, and their bytes together."""

    files: int
    size: int


def stored_evidence(session: Session, organization_id: int) -> StoredEvidence:
    """Return what is stored of an organization's agencies; what belongs to no agency yet counts
    where its sender holds, or held, a role.
    """
    agencies = select(Agency.id).where(Agency.organization_id == organization_id)
    people = select(Membership.person_id).where(Membership.organization_id == organization_id)
    files, size = session.execute(
        select(func.count(), func.coalesce(func.sum(Evidence.size), 0)).where(
            Evidence.path.is_not(None),
            or_(
                Evidence.agency_id.in_(agencies),
                and_(Evidence.agency_id.is_(None), Evidence.person_id.in_(people)),
            ),
        )
    ).one()
    return StoredEvidence(files, int(size or 0))
