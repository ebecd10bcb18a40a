"""Which agencies a collective party stands for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.month import rounds
from models.tables.agency import Agency, AgencyGroup
from models.tables.organization import Organization, hold_organization


class MembersChanged(Exception):
    """Somebody changed the members meanwhile."""


@dataclass(frozen=True)
class NewMembers:
    """Who came in and who went out, by name, and how many reports are expected that were not."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    obligations: int


def set_members(
    session: Session,
    owner: Organization,
    group: AgencyGroup,
    was: Collection[int],
    wanted: Collection[int],
    now: datetime,
) -> NewMembers:
    """Let a collective party stand for exactly these agencies of its organization, by id; what is
    owed follows, what was reported stays. MembersChanged when the members are not any more what
    the choice was made from.
    """
    hold_organization(session, owner.id)
    session.refresh(group)
    before = {agency.id: agency for agency in group.members}
    if before.keys() != set(was):
        raise MembersChanged
    agencies = session.scalars(
        select(Agency)
        .where(Agency.organization_id == owner.id, Agency.id.in_(list(wanted)))
        .order_by(Agency.name)
    ).all()
    came = tuple(each.name for each in agencies if each.id not in before)
    kept = {each.id for each in agencies}
    went = tuple(agency.name for number, agency in before.items() if number not in kept)
    if not came and not went:
        return NewMembers((), (), 0)
    group.members = list(agencies)
    session.flush()
    made = rounds.ensure_obligations(session, owner, now)
    body = {"name": group.name, "came": list(came), "went": list(went)}
    audit.record(session, owner.id, "agency_group.members", f"agency_group:{group.id}", body, now)
    return NewMembers(came, went, made)
