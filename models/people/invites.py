"""Invite codes: made for a role in an organization, typed once in one-to-one chat, looked up
sparingly.
"""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.correcting import CannotChange, Hindrance
from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Invite, InviteAttempt, Membership, Role
from thai.numbers import to_arabic_digits

LIFE = timedelta(days=14)
ATTEMPTS_PER_HOUR = 5
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
_LENGTH = 12  # 60 bits: at five guesses an hour nobody lives long enough
_PREFIX = "KN"
_SHAPE = re.compile(rf"{_PREFIX}[0-9A-Z]{{{_LENGTH}}}")


class InviteProblem(StrEnum):
    """Why a code is not taken."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    TOO_MANY_TRIES = "too_many_tries"
    FOR_A_GROUP = "for_a_group"
    FOR_A_PERSON = "for_a_person"


class InviteRefused(Exception):
    """A code was not taken; ``problem`` says why."""

    def __init__(self, problem: InviteProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def normal_code(text: str) -> str | None:
    """Return the code a text consists of, as it is digested; None when the text does not look like
    one.

    Case, spaces, dashes, Thai digits and the letters people misread (O, I, L) do not matter.
    """
    squeezed = re.sub(r"[\s\-–_.]", "", to_arabic_digits(text)).upper()
    if not squeezed.startswith(_PREFIX):
        return None
    code = _PREFIX + squeezed[len(_PREFIX) :].translate(str.maketrans("OIL", "011"))
    return code if _SHAPE.fullmatch(code) else None


def create_invite(
    session: Session,
    organization: Organization,
    role: Role | None,
    *,
    agency: Agency | None = None,
    full_name: str | None = None,
    replaces: Membership | None = None,
    during: tuple[datetime, datetime] | None = None,
    now: datetime,
) -> str:
    """Store an invite (``role`` None: for binding a group) and return its code, which is kept
    nowhere else.

    ``replaces`` is whose duties who uses it takes over, for good or (``during``) from one moment to
    another. ValueError when an officer has no agency, or another role has one.
    """
    if (role is Role.OFFICER) != (agency is not None):
        raise ValueError("an officer's invite names an agency; no other invite does")
    body = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    session.add(
        Invite(
            code_digest=digest_of(_PREFIX + body),
            organization_id=organization.id,
            agency_id=agency.id if agency else None,
            role=role,
            full_name=full_name,
            created_at=now,
            expires_at=min(now + LIFE, during[1]) if during else now + LIFE,
            membership_id=replaces.id if replaces else None,
            holds_from=during[0] if during else None,
            holds_until=during[1] if during else None,
        )
    )
    session.flush()
    return "-".join([_PREFIX, body[:4], body[4:8], body[8:]])


def open_invites(session: Session, organization_id: int, now: datetime) -> list[Invite]:
    """Return an organization's invites that can still be used, in the order they were made."""
    return list(
        session.scalars(
            select(Invite)
            .where(
                Invite.organization_id == organization_id,
                Invite.used_at.is_(None),
                Invite.expires_at > now,
            )
            .options(
                joinedload(Invite.agency),
                joinedload(Invite.membership).joinedload(Membership.person),
            )
            .order_by(Invite.id)
        )
    )


def revoke_invite(session: Session, invite: Invite, now: datetime) -> None:
    """Take an invite back: from now on its code has expired. CannotChange when it was used."""
    if invite.used_at is not None:
        raise CannotChange(
            f"the invite of number {invite.id} was used: `kaona person end` ends the role, `kaona "
            "group unlink` unlinks the group",
            Hindrance.INVITE_USED,
        )
    if invite.expires_at > now:
        invite.expires_at = now
        session.flush()
        subject = f"invite:{invite.id}"
        audit.record(session, invite.organization_id, "invite.revoked", subject, {}, now)


def find_invite(
    session: Session, code: str, who: str, now: datetime, *, for_group: bool = False
) -> Invite:
    """Return the invite of a normal code, still unused; InviteRefused otherwise.

    ``who`` is the LINE user (also when a group is bound): wrong codes are counted against them.
    """
    recent = session.scalar(
        select(func.count())
        .select_from(InviteAttempt)
        .where(InviteAttempt.who == who, InviteAttempt.at > now - timedelta(hours=1))
    )
    if (recent or 0) >= ATTEMPTS_PER_HOUR:
        raise InviteRefused(InviteProblem.TOO_MANY_TRIES)
    invite = session.scalar(select(Invite).where(Invite.code_digest == digest_of(code)))
    if invite is None:
        session.add(InviteAttempt(who=who, at=now))
        session.flush()
        raise InviteRefused(InviteProblem.UNKNOWN)
    if invite.used_at is not None:
        raise InviteRefused(InviteProblem.USED)
    if invite.expires_at <= now:
        raise InviteRefused(InviteProblem.EXPIRED)
    if (invite.role is None) != for_group:
        raise InviteRefused(
            InviteProblem.FOR_A_GROUP if invite.role is None else InviteProblem.FOR_A_PERSON
        )
    return invite


def use_invite(session: Session, invite: Invite, used_by: str, now: datetime) -> bool:
    """Use an invite up; False when somebody was faster."""
    changed = session.execute(
        update(Invite)
        .where(Invite.id == invite.id, Invite.used_at.is_(None))
        .values(used_at=now, used_by=used_by)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def was_used_by(session: Session, code: str, used_by: str) -> bool:
    """Return whether a normal code was used by this LINE user or group."""
    return (
        session.scalar(select(Invite.used_by).where(Invite.code_digest == digest_of(code)))
        == used_by
    )


def digest_of(code: str) -> str:
    """Return what is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
