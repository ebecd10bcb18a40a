"""What the office says of its plan: which doubts of the import are settled, and when and by whom
the plan was proclaimed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import audit
from models.tables.plan import Plan

Doubt = dict[str, Any]
"""One of ``Plan.doubts``."""


class NoDoubt(Exception):
    """There is no open doubt of that number; the message is one English sentence."""


def kept_doubts(plan: Plan, found: list[Doubt]) -> list[Doubt]:
    """Return the doubts of a new import; one that was settled before and is the same stays so."""
    known = {_said(doubt): doubt for doubt in plan.doubts or ()}
    return [known.get(_said(doubt), doubt) for doubt in found]


def open_doubts(plan: Plan) -> list[tuple[int, Doubt]]:
    """Return the doubts that nobody settled yet, each with its number (from 1)."""
    doubts = enumerate(plan.doubts or (), 1)
    return [(number, doubt) for number, doubt in doubts if not doubt.get("settled_at")]


def settle_doubt(session: Session, plan: Plan, number: int, *, by: str, now: datetime) -> Doubt:
    """Settle one doubt by name; NoDoubt where none of that number is open."""
    if number not in dict(open_doubts(plan)):
        raise NoDoubt(f"there is no open doubt {number}: see `kaona plan doubts`")
    doubts = list(plan.doubts or ())
    settled = {**doubts[number - 1], "settled_by": by, "settled_at": now.isoformat()}
    doubts[number - 1] = settled
    plan.doubts = doubts
    audit.record(
        session, plan.organization_id, "plan.doubt_settled", f"plan:{plan.id}", settled, now
    )
    return settled


def proclaim(
    session: Session, plan: Plan, on: date, signer_name: str, signer_position: str, now: datetime
) -> None:
    """Keep the day and the signer of the proclamation, as the office says them."""
    said = {
        "on": on.isoformat(),
        "signer_name": signer_name,
        "signer_position": signer_position,
    }
    plan.proclamation = said
    audit.record(session, plan.organization_id, "plan.proclaimed", f"plan:{plan.id}", said, now)


def _said(doubt: Doubt) -> tuple[str, ...]:
    return tuple(str(doubt.get(name, "")) for name in ("kind", "where", "message"))
