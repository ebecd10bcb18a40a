"""Whether anything changed while a paper was read and composed.

Reading, composing and comparing come before the organization is held, so that nobody who sends a
report waits for them; whoever then writes asks here, under the lock, whether it still is so.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables.audit import AuditEntry
from models.tables.organization import hold_organization

_NOT_IN_PAPERS = ("report.sent", "report.withdrawn", "obligation.no_action")
"""What papers do not wait for: a report is drawn from when it is accepted."""


def last_change(session: Session, organization_id: int) -> int:
    """Return the number of the newest entry in an organization's audit; 0 without one. Ask before
    anything else is read.
    """
    newest = select(func.max(AuditEntry.number))
    return session.scalar(newest.where(AuditEntry.organization_id == organization_id)) or 0


def hold_unchanged(session: Session, organization_id: int, since: int) -> bool:
    """Hold the organization until the transaction ends, and tell whether all is as it was at
    ``since`` (``last_change``). Reports that were sent and nobody has reviewed are no change.
    """
    hold_organization(session, organization_id)
    later = select(AuditEntry.id).where(
        AuditEntry.organization_id == organization_id,
        AuditEntry.number > since,
        AuditEntry.action.not_in(_NOT_IN_PAPERS),
    )
    return session.scalar(later.limit(1)) is None
