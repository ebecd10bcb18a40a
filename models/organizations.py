"""Organizations: one is made, one is changed; what a command and a page do alike."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.correcting import CannotChange
from models.month.moving import MovedRound, change_calendar
from models.tables.organization import Channel, Organization, OrganizationKind, Policy
from models.tables.people import Person

LONGEST_NAME = 300
LONGEST_PHONE = 60
"""Letters that the tables hold."""
POLICY_LIMITS = {
    "reminder_day": (1, 28),
    "send_hour": (0, 23),
    "early_working_days": (1, 10),
    "close_working_days": (1, 10),
    "summary_working_days": (0, 10),
    "quiet_from_hour": (1, 24),
    "quiet_until_hour": (0, 23),
}
"""The least and the most of each number of a policy that somebody may set."""


class BadHours(CannotChange):
    """The sending hour lies in the quiet hours, when nothing is sent."""


@dataclass(frozen=True)
class NewOrganization:
    """What an organization is made of; ``phone`` is the secretariat's."""

    slug: str
    name: str
    kind: OrganizationKind
    phone: str | None = None


@dataclass(frozen=True)
class OrganizationChange:
    """What is to be changed; what is None, or no key of ``policy``, stays. An empty telephone
    takes it out.
    """

    name: str | None = None
    phone: str | None = None
    policy: Mapping[str, int | bool] = field(default_factory=dict)


def find_by_slug(session: Session, slug: str) -> Organization | None:
    """Return the organization of that name in addresses and commands."""
    return session.scalar(select(Organization).where(Organization.slug == slug))


def add_organization(
    session: Session, channel: Channel, new: NewOrganization, now: datetime
) -> Organization:
    """Make an organization that owns plans; CannotChange when its slug is taken."""
    if find_by_slug(session, new.slug) is not None:
        raise CannotChange(
            f"there is an organization {new.slug!r} already: `kaona organization set {new.slug}` "
            "changes it"
        )
    made = Organization(
        slug=new.slug,
        name=new.name,
        kind=new.kind,
        channel=channel,
        secretariat_phone=new.phone,
        created_at=now,
    )
    session.add(made)
    session.flush()
    body = {"name": new.name, "kind": new.kind.value}
    audit.record(session, made.id, "organization.added", f"organization:{made.id}", body, now)
    return made


def change_organization(
    session: Session,
    organization: Organization,
    change: OrganizationChange,
    now: datetime,
    *,
    agreed: bool,
    by: Person | None = None,
) -> list[MovedRound]:
    """Change an organization, and return which rounds that moves. NotAgreed when an announced date
    moves and ``agreed`` is not set, BadHours when the hours do not fit each other.
    """
    check_policy(Policy.from_settings({**asdict(organization.policy), **change.policy}))

    def make() -> None:
        organization.settings = {**organization.settings, **change.policy}
        organization.name = change.name or organization.name
        if change.phone is not None:
            organization.secretariat_phone = change.phone or None

    before = _told(organization)
    moved = change_calendar(session, [organization], now, make, agreed=agreed)
    after = _told(organization)
    changed = [name for name, was in before.items() if was != after[name]]
    body: dict[str, Any] = {
        "before": {name: _kept(name, before[name]) for name in changed},
        "after": {name: _kept(name, after[name]) for name in changed},
    }
    if by is not None:
        body["by"] = by.id
    subject = f"organization:{organization.id}"
    audit.record(session, organization.id, "organization.set", subject, body, now)
    return moved


def check_policy(policy: Policy) -> None:
    """Refuse hours that do not fit each other (BadHours)."""
    if not policy.quiet_until_hour <= policy.send_hour < policy.quiet_from_hour:
        raise BadHours(
            f"the sending hour ({policy.send_hour}) must lie between the end of the quiet hours "
            f"({policy.quiet_until_hour}) and their beginning ({policy.quiet_from_hour})"
        )


def _told(organization: Organization) -> dict[str, Any]:
    """Return what of an organization its history tells."""
    return {
        **asdict(organization.policy),
        "name": organization.name,
        "phone": organization.secretariat_phone,
    }


def _kept(name: str, value: Any) -> Any:
    """Return a value as the history keeps it."""
    return audit.masked(value) if name == "phone" else value
