"""Putting right what was named or made by mistake: agencies and groups renamed, merged, removed.

Nothing reported is lost: what has reports is neither merged away nor removed. A rename keeps the
row and all that hangs on it.
"""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models import audit
from models.correcting import CannotChange, Hindrance, count_reported
from models.month import rounds
from models.people.memberships import end_membership
from models.reports.settling import resettle
from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation
from models.tables.organization import Organization
from models.tables.people import Invite, Membership, is_held
from models.tables.plan import Assignment
from plans.storing.directory import Directory
from thai.names import key

Named = TypeVar("Named", Agency, AgencyGroup)


def rename_party(
    session: Session, owner: Organization, name: str, new_name: str, now: datetime
) -> str:
    """Give an agency or a group another name; return the old one, under which documents still find
    it. CannotChange when the new name is another's.
    """
    directory = Directory.load(session, owner)
    found = _find(owner, directory, name)
    other = directory.group(new_name) or directory.agency(new_name)
    if other is not None and other is not found:
        raise CannotChange(
            f"{new_name!r} is already a name of {other.name}: `kaona agency merge` makes two one",
            Hindrance.NAME_TAKEN,
            other.name,
        )
    before, found.name = found.name, new_name
    if isinstance(found, Agency):
        found.aliases = [each for each in found.aliases if key(each.alias) != key(new_name)]
        _call_also(found, before)
    _record(session, owner, "renamed", found, {"before": before, "after": new_name}, now)
    return before


def merge_parties(
    session: Session, owner: Organization, name: str, into: str, now: datetime
) -> int:
    """Make two agencies, or two groups, one: all that hangs on the first goes over to the second.

    Return how many reports are expected now that were not. CannotChange when the first has reports.
    """
    directory = Directory.load(session, owner)
    one, other = _find(owner, directory, name), _find(owner, directory, into)
    if one is other:
        raise CannotChange(
            f"{name!r} and {into!r} are both names of {one.name}", Hindrance.SAME, one.name
        )
    way_out = (
        f"merge the other way round if {other.name} has none, then rename it; or keep both until "
        "the year is over"
    )
    if isinstance(one, Agency) and isinstance(other, Agency):
        _refuse_reported(session, one, way_out)
        _merge_agencies(session, one, other, now)
    elif isinstance(one, AgencyGroup) and isinstance(other, AgencyGroup):
        _refuse_reported(session, one, way_out)
        _hand_over(session, Assignment.group_id, one, other)
        other.members = list({each.id: each for each in (*other.members, *one.members)}.values())
    else:
        raise CannotChange(
            "an agency and a group cannot be merged: add the agency to the group",
            Hindrance.KINDS_DIFFER,
        )
    _record(session, owner, "merged", one, {"name": one.name, "into": other.id}, now)
    _delete(session, one)
    return rounds.ensure_obligations(session, owner, now)


def remove_party(session: Session, owner: Organization, name: str, now: datetime) -> str:
    """Remove an agency or a group; return its name. CannotChange when reports, a plan or people
    hang on it.
    """
    found = _find(owner, Directory.load(session, owner), name)
    way_out = f"merge it into the right one: `kaona agency merge '{found.name}' OTHER`"
    _refuse_reported(session, found, way_out)
    column = Assignment.agency_id if isinstance(found, Agency) else Assignment.group_id
    if session.scalar(select(exists().where(column == found.id))):
        raise CannotChange(f"a plan names {found.name}: {way_out}", Hindrance.IN_PLAN, found.name)
    if isinstance(found, Agency):
        people = (Membership.agency_id == found.id, is_held(now))
        if session.scalar(select(exists().where(*people))):
            raise CannotChange(
                f"people report for {found.name}: `kaona person move NUMBER` or `kaona person end "
                "NUMBER` first",
                Hindrance.HAS_PEOPLE,
                found.name,
            )
        _forget_past(session, found, now)
    _record(session, owner, "removed", found, {"name": found.name}, now)
    gone = found.name
    _delete(session, found)
    rounds.ensure_obligations(session, owner, now)  # takes back what is asked for no more
    return gone


def remove_names(
    session: Session,
    owner: Organization,
    name: str,
    aliases: tuple[str, ...],
    groups: tuple[str, ...],
    now: datetime,
) -> list[str]:
    """Take aliases from an agency, and the agency out of groups; return a line for each."""
    directory = Directory.load(session, owner)
    found = _find(owner, directory, name)
    if not isinstance(found, Agency):
        raise CannotChange(f"{found.name!r} is a group: it has neither aliases nor groups")
    lines = []
    for alias in aliases:
        kept = [each for each in found.aliases if key(each.alias) != key(alias)]
        if len(kept) == len(found.aliases):
            raise CannotChange(f"{alias!r} is no alias of {found.name}")
        found.aliases = kept
        lines.append(f"{found.name} is not called {alias} any more")
    for each in groups:
        group = directory.group(each)
        if group is None or group not in found.groups:
            raise CannotChange(f"{found.name} is not in a group {each!r}")
        found.groups.remove(group)
        lines.append(f"{found.name} is not in {group.name} any more")
    _record(session, owner, "changed", found, {"did": lines}, now)
    rounds.ensure_obligations(session, owner, now)
    return lines


def _find(owner: Organization, directory: Directory, name: str) -> Agency | AgencyGroup:
    found = directory.group(name) or directory.agency(name)
    if found is None:
        raise CannotChange(
            f"{owner.slug} has no agency or group {directory.unknown(name)}",
            Hindrance.UNKNOWN_NAME,
            name,
        )
    return found


def _refuse_reported(session: Session, found: Agency | AgencyGroup, way_out: str) -> None:
    if isinstance(found, Agency):
        kept = count_reported(session, Obligation.agency_id == found.id)
        kept += (
            session.scalar(
                select(func.count()).select_from(Evidence).where(Evidence.agency_id == found.id)
            )
            or 0
        )
    else:
        kept = count_reported(session, Assignment.group_id == found.id)
    if kept:
        raise CannotChange(
            f"{found.name} has {kept} reports or files of evidence: {way_out}",
            Hindrance.HAS_REPORTS,
            found.name,
        )


def _merge_agencies(session: Session, one: Agency, other: Agency, now: datetime) -> None:
    _hand_over(session, Assignment.agency_id, one, other)
    _hand_over_obligations(session, one, other)
    both = select(Membership.person_id, Membership.role).where(
        Membership.agency_id == other.id, is_held(now)
    )
    doubled = {(person, role) for person, role in session.execute(both)}
    for each in session.scalars(
        select(Membership).where(Membership.agency_id == one.id, is_held(now))
    ).all():
        if (each.person_id, each.role) in doubled:
            end_membership(session, each, now)
    _hand_over(session, Membership.agency_id, one, other)
    _hand_over(session, Invite.agency_id, one, other)
    other.groups = list({each.id: each for each in (*other.groups, *one.groups)}.values())
    names = [one.name, *(each.alias for each in one.aliases)]
    one.aliases = []
    session.flush()
    for name in names:
        _call_also(other, name)


def _hand_over_obligations(session: Session, one: Agency, other: Agency) -> None:
    """Let the second owe what the first owed and it does not owe itself; of a measure and round one
    report is enough.
    """
    mine, theirs = aliased(Assignment), aliased(Assignment)
    owed = aliased(Obligation)
    twice = (
        select(owed.id)
        .join(theirs, theirs.id == owed.assignment_id)
        .where(
            owed.agency_id == other.id,
            owed.round_id == Obligation.round_id,
            theirs.measure_id == mine.measure_id,
        )
    )
    doubled = select(Obligation.id).join(mine, mine.id == Obligation.assignment_id)
    ids = session.scalars(doubled.where(Obligation.agency_id == one.id, twice.exists())).all()
    session.execute(delete(Obligation).where(Obligation.id.in_(ids)))
    left = session.scalars(select(Obligation).where(Obligation.agency_id == one.id)).all()
    for each in left:
        each.agency_id = other.id
    session.flush()
    for each in {each.assignment_id: each for each in left}.values():
        resettle(session, each)


def _hand_over(
    session: Session, column: InstrumentedAttribute[int | None], one: Named, other: Named
) -> None:
    session.execute(update(column.class_).where(column == one.id).values({column.key: other.id}))
    session.expire_all()


def _forget_past(session: Session, found: Agency, now: datetime) -> None:
    """Let go of what refers to an agency and asks nobody: roles that have ended, and invites."""
    session.execute(
        update(Invite)
        .where(Invite.agency_id == found.id, Invite.used_at.is_(None))
        .values(expires_at=now)
    )
    for table in (Invite, Membership):
        session.execute(update(table).where(table.agency_id == found.id).values(agency_id=None))
    session.execute(delete(Obligation).where(Obligation.agency_id == found.id))
    session.expire_all()


def _call_also(found: Agency, name: str) -> None:
    if key(name) not in {key(found.name), *(key(each.alias) for each in found.aliases)}:
        found.aliases.append(AgencyAlias(organization_id=found.organization_id, alias=name))


def _delete(session: Session, found: Agency | AgencyGroup) -> None:
    session.flush()
    session.refresh(found)
    session.delete(found)
    session.flush()
    session.expire_all()


def _record(
    session: Session,
    owner: Organization,
    done: str,
    found: Agency | AgencyGroup,
    body: dict[str, object],
    now: datetime,
) -> None:
    session.flush()
    noun = "agency" if isinstance(found, Agency) else "agency_group"
    audit.record(session, owner.id, f"{noun}.{done}", f"{noun}:{found.id}", body, now)
