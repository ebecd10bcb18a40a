"""What the sample's secretariat has published when visitors come: the year's report as it stood at
the end of its last whole month, and a few photos that the public may see.
"""

from datetime import datetime

from sqlalchemy import select

from bot.program import Program
from demo.sample.data import SampleProvince
from demo.sample.preparing import find_organization
from models.tables.people import Membership, Role
from models.tables.year.result_report import PersonalData
from papers.open.evidence import Decision, decide_evidence, year_evidence
from papers.result.checks.checking import NEVER_LET_STAND, FindingKind
from papers.result.publishing import draft_version, publish

_SHOWN = 4  # photos
_DESPITE = [kind for kind in FindingKind if kind not in NEVER_LET_STAND]


def publish_year(
    program: Program, province: SampleProvince, fiscal_year: int, now: datetime
) -> None:
    """Publish the first version in the name of the sample's first secretary."""
    with program.database.begin() as session:
        organization = find_organization(session, province)
        secretary = session.scalars(
            select(Membership)
            .where(
                Membership.organization_id == organization.id,
                Membership.role == Role.SECRETARIAT,
            )
            .order_by(Membership.id)
        ).first()
        assert secretary is not None
        by = secretary.person
        chosen = {
            item.evidence_id: Decision(True, PersonalData.NONE, item.caption, item.standing)
            for item in year_evidence(session, organization.id, fiscal_year)[:_SHOWN]
        }
        decide_evidence(session, organization, fiscal_year, chosen, by=by, now=now)
        drafted = draft_version(
            session, organization, fiscal_year, now=now, ask=None, despite=_DESPITE, by=by.name
        )
        publish(session, drafted)
