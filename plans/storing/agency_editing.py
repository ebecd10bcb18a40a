"""What one page says of an agency, or of a group's members, stored as one change
(docs/pages.md#people-and-agencies).
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.correcting import CannotChange, Hindrance
from models.month import rounds
from models.tables.agency import Agency, AgencyGroup
from models.tables.organization import Organization, hold_organization
from plans.storing.agencies import add_agency
from plans.storing.correcting import remove_names, rename_party
from thai.names import key


@dataclass(frozen=True)
class AgencyFacts:
    """What is kept of an agency: its names, how letters address its head, where it is called, the
    collective parties it belongs to.
    """

    name: str
    aliases: tuple[str, ...] = ()
    head: str | None = None
    phone: str | None = None
    groups: tuple[str, ...] = ()


def facts_of(agency: Agency) -> AgencyFacts:
    """Return what is kept of an agency."""
    return AgencyFacts(
        agency.name,
        tuple(sorted(each.alias for each in agency.aliases)),
        agency.head,
        agency.phone,
        tuple(sorted(group.name for group in agency.groups)),
    )


def version_of(agency: Agency) -> str:
    """Return what changes whenever anything kept of an agency does; a form carries it."""
    facts = facts_of(agency)
    text = json.dumps([facts.name, facts.aliases, facts.head, facts.phone, facts.groups])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def members_version(group: AgencyGroup) -> str:
    """Return what changes whenever a group's name or members do; a form carries it."""
    text = json.dumps([group.name, sorted(each.id for each in group.members)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def edit_agency(
    session: Session,
    owner: Organization,
    agency: Agency,
    wanted: AgencyFacts,
    version: str,
    now: datetime,
) -> int:
    """Make an agency what somebody wants it to be; return how many reports are expected now that
    were not.

    ``version`` is what they saw (``version_of``). CannotChange when it is not so any more, or a
    name is another's.
    """
    hold_organization(session, owner.id)
    session.refresh(agency)
    if version != version_of(agency):
        raise CannotChange("the agency was changed meanwhile", Hindrance.OTHERS_CHANGED)
    if not key(wanted.name):
        raise CannotChange("an agency has a name", Hindrance.NO_NAME)
    before = facts_of(agency)
    if wanted.name != agency.name:
        rename_party(session, owner, agency.name, wanted.name, now)
    # What it was called until now finds it in documents: it goes only when it is taken out again.
    gone = [
        each
        for each in before.aliases
        if key(each) not in map(key, wanted.aliases) and key(each) != key(wanted.name)
    ]
    left = [each for each in before.groups if each not in wanted.groups]
    if gone or left:
        remove_names(session, owner, agency.name, tuple(gone), tuple(left), now)
    new = [each for each in wanted.aliases if key(each) != key(wanted.name)]
    made = add_agency(session, owner, agency.name, new, wanted.groups, now).obligations
    if (agency.head, agency.phone) != (wanted.head, wanted.phone):
        agency.head, agency.phone = wanted.head, wanted.phone
        body = {
            "before": {"head": before.head, "phone": audit.masked(before.phone)},
            "after": {"head": wanted.head, "phone": audit.masked(wanted.phone)},
        }
        audit.record(session, owner.id, "agency.changed", f"agency:{agency.id}", body, now)
    session.flush()
    return made


def set_members(
    session: Session,
    owner: Organization,
    group: AgencyGroup,
    agency_ids: Collection[int],
    version: str,
    now: datetime,
) -> int:
    """Let exactly these agencies of the organization be a group's members; return how many reports
    are expected now that were not. CannotChange when the group is not what was seen
    (``members_version``).
    """
    hold_organization(session, owner.id)
    session.refresh(group)
    if version != members_version(group):
        raise CannotChange("the group was changed meanwhile", Hindrance.OTHERS_CHANGED)
    before = sorted(each.id for each in group.members)
    wanted = select(Agency).where(Agency.organization_id == owner.id, Agency.id.in_(agency_ids))
    group.members = list(session.scalars(wanted))
    session.flush()
    made = rounds.ensure_obligations(session, owner, now)
    after = sorted(each.id for each in group.members)
    if after != before:
        body = {"before": before, "after": after}
        audit.record(
            session, owner.id, "agency_group.members", f"agency_group:{group.id}", body, now
        )
    return made
