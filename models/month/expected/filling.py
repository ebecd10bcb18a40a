"""Making what is owed in a round, and taking back what is asked for no more."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.database import insert_ignoring_duplicates
from models.month.expected.duty import Duty
from models.month.expected.wanted import answered_rounds, first_state, wanted_reports
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Report, Round
from models.tables.plan import Plan

_AT_ONCE = 500  # rows in one IN list: SQLite takes 32,766 values at most


def adopted_plan(
    session: Session, organization_id: int, fiscal_year: int, before: datetime
) -> Plan | None:
    """Return the plan of a fiscal year if it was adopted before a moment."""
    return session.scalar(
        select(Plan).where(
            Plan.organization_id == organization_id,
            Plan.fiscal_year == fiscal_year,
            Plan.adopted_at < before,
        )
    )


def fill_round(session: Session, found: Round) -> int:
    """Make what a round's plan asks for in it and take back what it asks for no more; return how
    many obligations were new.
    """
    plan = adopted_plan(session, found.organization_id, found.fiscal_year, found.closes_at)
    if plan is None:
        return 0
    wanted = wanted_reports(session, plan, found.month)
    existing = set(
        session.execute(
            select(Obligation.assignment_id, Obligation.agency_id).where(
                Obligation.round_id == found.id
            )
        ).all()
    )
    if existing - wanted.keys():
        _drop_unwanted(session, found, wanted)
    missing = [pair for pair in wanted if pair not in existing]
    if not missing:
        return 0
    history = answered_rounds(session, plan)
    rows = [
        {
            "assignment_id": assignment_id,
            "agency_id": agency_id,
            "round_id": found.id,
            "state": first_state(wanted[pair], found.month, history.get(pair, [])),
        }
        for pair in missing
        for assignment_id, agency_id in [pair]
    ]
    # RETURNING makes SQLAlchemy send many rows in one statement, and tells which were new.
    insert_new = insert_ignoring_duplicates(session, Obligation).returning(Obligation.id)
    return len(session.execute(insert_new, rows).all())


def _drop_unwanted(session: Session, found: Round, wanted: Mapping[tuple[int, int], Duty]) -> None:
    """Take back what a plan, a party or a group changed meanwhile asks for no more, as long as
    nobody began to answer it.
    """
    untouched = session.execute(
        select(Obligation.id, Obligation.assignment_id, Obligation.agency_id).where(
            Obligation.round_id == found.id,
            Obligation.state == ObligationState.OWED,
            ~exists().where(Report.obligation_id == Obligation.id),
            ~exists().where(Draft.obligation_id == Obligation.id),
        )
    )
    ids = [
        number
        for number, assignment_id, agency_id in untouched
        if (assignment_id, agency_id) not in wanted
    ]
    for start in range(0, len(ids), _AT_ONCE):
        some = Obligation.id.in_(ids[start : start + _AT_ONCE])
        session.execute(delete(Obligation).where(some).execution_options(synchronize_session=False))
    session.expire_all()
