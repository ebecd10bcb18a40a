"""Invites as somebody makes them: one, and one for each of many agencies at once
(docs/pages.md#people-and-agencies).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import audit
from models.correcting import CannotChange, Hindrance
from models.people.invites import LIFE, create_invite, digest_of, normal_code
from models.tables.agency import Agency
from models.tables.organization import Organization, hold_organization
from models.tables.people import Invite, Membership, Role
from thai.sorting import thai_order

SHEET_MADE = "invites.made"


@dataclass(frozen=True)
class AgencyCode:
    """An agency, the code its officer enters by, and until when it is good."""

    agency: str
    code: str
    until: datetime


def make_invite(
    session: Session,
    owner: Organization,
    role: Role | None,
    *,
    agency: Agency | None = None,
    full_name: str | None = None,
    now: datetime,
) -> str:
    """Make one invite, keep in the history that it was made, and return its code. ValueError as
    ``create_invite``.
    """
    code = create_invite(session, owner, role, agency=agency, full_name=full_name, now=now)
    body = {
        "role": role.value if role else None,
        "agency": agency.id if agency else None,
        "name": full_name,
    }
    audit.record(session, owner.id, "invite.made", f"organization:{owner.id}", body, now)
    return code


def newest_invite(session: Session, organization_id: int) -> int:
    """Return the number of the newest invite; 0 without any. A page that is to replace codes
    carries it.
    """
    newest = select(func.max(Invite.id)).where(Invite.organization_id == organization_id)
    return session.scalar(newest) or 0


def invite_agencies(
    session: Session, owner: Organization, agency_ids: Collection[int], newest: int, now: datetime
) -> list[AgencyCode]:
    """Make a code for an officer of each of these agencies, in Thai order; an earlier open one that
    names no person is good no more, so that each agency has one.

    ``newest`` is the newest invite that whoever asks has seen. CannotChange when there is a later
    one: a sheet that was printed meanwhile would be worth nothing, unknown to who printed it.
    """
    hold_organization(session, owner.id)
    if newest_invite(session, owner.id) != newest:
        raise CannotChange("invites were made meanwhile: look again", Hindrance.OTHERS_CHANGED)
    wanted = select(Agency).where(Agency.organization_id == owner.id, Agency.id.in_(agency_ids))
    agencies = sorted(session.scalars(wanted), key=lambda each: thai_order(each.name))
    replaced = session.execute(
        update(Invite)
        .where(
            Invite.organization_id == owner.id,
            Invite.agency_id.in_([agency.id for agency in agencies]),
            Invite.role == Role.OFFICER,
            Invite.full_name.is_(None),
            Invite.membership_id.is_(None),
            Invite.used_at.is_(None),
            Invite.expires_at > now,
        )
        .values(expires_at=now)
        .returning(Invite.id)
    ).all()
    made = [
        AgencyCode(
            agency.name,
            create_invite(session, owner, Role.OFFICER, agency=agency, now=now),
            now + LIFE,
        )
        for agency in agencies
    ]
    if made:
        body = {
            "agencies": [agency.id for agency in agencies],
            "replaced": [row.id for row in replaced],
        }
        audit.record(session, owner.id, SHEET_MADE, f"organization:{owner.id}", body, now)
    return made


def open_codes(
    session: Session, organization_id: int, codes: Collection[str], now: datetime
) -> list[AgencyCode]:
    """Return those codes, of a sheet that somebody still has before them, that are an agency's and
    can be used.
    """
    normal = {code: normal_code(code) for code in codes}
    by_digest = {digest_of(short): code for code, short in normal.items() if short}
    rows = session.execute(
        select(Agency.name, Invite.code_digest, Invite.expires_at)
        .join(Invite, Invite.agency_id == Agency.id)
        .where(
            Invite.organization_id == organization_id,
            Invite.code_digest.in_(by_digest),
            Invite.used_at.is_(None),
            Invite.expires_at > now,
        )
    )
    found = [AgencyCode(name, by_digest[digest], until) for name, digest, until in rows]
    return sorted(found, key=lambda each: thai_order(each.agency))


def renew_invite(session: Session, invite: Invite, now: datetime) -> str:
    """Make an open invite's code anew, good from now on; the earlier one is good no more.
    CannotChange when it was used.
    """
    if invite.used_at is not None:
        raise CannotChange(f"the invite of number {invite.id} was used", Hindrance.INVITE_USED)
    invite.expires_at = min(invite.expires_at, now)
    during = (invite.holds_from, invite.holds_until)
    code = create_invite(
        session,
        invite.organization,
        invite.role,
        agency=invite.agency,
        full_name=invite.full_name,
        replaces=session.get(Membership, invite.membership_id) if invite.membership_id else None,
        during=(during[0], during[1]) if during[0] and during[1] else None,
        now=now,
    )
    subject = f"invite:{invite.id}"
    audit.record(session, invite.organization_id, "invite.renewed", subject, {}, now)
    return code
