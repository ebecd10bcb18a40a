"""Evidence of reports that were accepted: what served before, and what of it may be printed."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, ObligationState, Report, Revision, Round
from models.tables.plan import Assignment

_LOOKED_AT = 200


def accepted_evidence(
    session: Session, agency_ids: Collection[int], measure_ids: Collection[int]
) -> dict[int, list[Evidence]]:
    """Return the evidence of some agencies' accepted reports by measure, of the newest round
    first.
    """
    reports = session.scalars(
        select(Report)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Assignment.measure_id.in_(measure_ids),
            Obligation.agency_id.in_(agency_ids),
            Obligation.state == ObligationState.ACCEPTED,
        )
        .options(
            joinedload(Report.obligation).joinedload(Obligation.assignment),
            selectinload(Report.revisions).selectinload(Revision.evidence),
        )
        .order_by(Round.month.desc())
        .limit(_LOOKED_AT)
    )
    found: dict[int, list[Evidence]] = defaultdict(list)
    for report in reports:
        found[report.obligation.assignment.measure_id] += report.current.evidence
    return dict(found)


def is_no_voice() -> ColumnElement[bool]:
    """The condition that evidence is no sound: what somebody spoke is heard, never printed."""
    return or_(Evidence.media_type.is_(None), Evidence.media_type.not_like("audio/%"))
