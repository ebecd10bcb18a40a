"""Handing over in one step: a code for the successor; when it is used, the duties and what was
begun go over, what was reported stays, and who leaves has no access any more.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import audit
from models.correcting import CannotChange, Hindrance
from models.people.invites import create_invite
from models.people.memberships import end_membership
from models.tables.conversation import Draft
from models.tables.people import Invite, Membership


@dataclass(frozen=True)
class HandedOver:
    """What a successor took over, and from whom; ``drafts`` are the reports begun and not sent."""

    leaver: Membership
    successor: Membership
    drafts: int


def successor_code(
    session: Session, leaver: Membership, now: datetime, full_name: str | None = None
) -> str:
    """Make the code for whoever follows in a role, and return it; an earlier one is good no more.
    CannotChange for a role that has ended, and for who only stands in.
    """
    if leaver.stands_in_for_id is not None:
        raise CannotChange("who stands in for somebody has no successor", Hindrance.IS_STAND_IN)
    if not leaver.holds_at(now):
        raise CannotChange(f"the role of number {leaver.id} has ended", Hindrance.ROLE_ENDED)
    _withdraw_codes(session, leaver, now, only_successors=True)
    code = create_invite(
        session,
        leaver.organization,
        leaver.role,
        agency=leaver.agency,
        full_name=full_name,
        replaces=leaver,
        now=now,
    )
    subject = f"membership:{leaver.id}"
    body = {"person": leaver.person_id, "name": full_name}
    audit.record(session, leaver.organization_id, "handover.invited", subject, body, now)
    return code


def hand_over(
    session: Session, leaver: Membership, successor: Membership, now: datetime
) -> HandedOver | None:
    """Give a role's duties and open drafts to its successor and end it, with who stands in for it;
    None when it had ended before.
    """
    if not leaver.holds_at(now):
        return None
    moved = _move_drafts(session, leaver, successor, now)
    _withdraw_codes(session, leaver, now, only_successors=False)
    standing_in = select(Membership).where(
        Membership.stands_in_for_id == leaver.id, Membership.ended_at > now
    )
    for each in session.scalars(standing_in).all():
        end_membership(session, each, now)
    end_membership(session, leaver, now)
    body = {"from": leaver.person_id, "to": successor.person_id, "drafts": moved}
    subject = f"membership:{leaver.id}"
    audit.record(session, leaver.organization_id, "membership.handed_over", subject, body, now)
    return HandedOver(leaver, successor, moved)


def _move_drafts(session: Session, leaver: Membership, successor: Membership, now: datetime) -> int:
    """Put the leaver's open drafts aside for the successor, who takes them up by opening the same
    report; where the successor has begun it too, their own stays.
    """
    own = set(
        session.scalars(
            select(Draft.obligation_id).where(
                Draft.person_id == successor.person_id, Draft.closed_at.is_(None)
            )
        )
    )
    moved = 0
    begun = (Draft.membership_id == leaver.id, Draft.closed_at.is_(None))
    for draft in session.scalars(select(Draft).where(*begun)).all():
        draft.active = False
        if draft.obligation_id not in own:
            draft.person_id, draft.membership_id = successor.person_id, successor.id
            draft.updated_at = now
            moved += 1
    session.flush()
    return moved


def _withdraw_codes(
    session: Session, leaver: Membership, now: datetime, *, only_successors: bool
) -> None:
    """Let codes that refer to a role be good no more."""
    referring = (
        Invite.membership_id == leaver.id,
        Invite.used_at.is_(None),
        Invite.expires_at > now,
    )
    withdrawn = update(Invite).where(*referring).values(expires_at=now)
    if only_successors:
        withdrawn = withdrawn.where(Invite.holds_until.is_(None))
    session.execute(withdrawn)
