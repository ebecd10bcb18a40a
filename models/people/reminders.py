"""Reminders a person asked to stop: the early one is spared, the last one always comes."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit
from models.tables.people import Membership, Role


def set_quiet(
    session: Session, memberships: Iterable[Membership], now: datetime, *, quiet: bool
) -> int:
    """Stop a person's own early reminders, or let them come again; return for how many of the
    roles.
    """
    officers = [each for each in memberships if each.role is Role.OFFICER]
    for each in officers:
        if each.quiet == quiet:
            continue
        each.quiet = quiet
        action = "reminders.stopped" if quiet else "reminders.started"
        subject, body = f"membership:{each.id}", {"person": each.person_id}
        audit.record(session, each.organization_id, action, subject, body, now)
    return len(officers)
