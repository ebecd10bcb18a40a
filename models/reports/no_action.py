"""ถึงเดือนหน้าไม่มีการดำเนินการ: an officer says beforehand that nothing will be done in a round. It is
no report: it spares the early reminder, and on the due day one tap confirms it.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from models.reports.settling import note_change
from models.tables.obligations import Obligation, ObligationState
from models.tables.people import Person


def say_no_action(session: Session, obligation: Obligation, by: Person, now: datetime) -> bool:
    """Note that nothing will be done until the next month; False when it is not owed any more."""
    if obligation.state is not ObligationState.OWED:
        return False
    if obligation.no_action_at is None:
        note_change(session, obligation, "obligation.no_action", by, now)
    obligation.no_action_at = now
    session.flush()
    return True


def stays_without_action(obligation: Obligation) -> bool:
    """Tell whether what was said of a round holds: nothing was sent for it since."""
    return obligation.no_action_at is not None and obligation.state is ObligationState.OWED
