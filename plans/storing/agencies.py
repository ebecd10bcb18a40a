"""Adding agencies, their aliases and the groups they are in, beside those that are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit
from models.correcting import CannotChange, Hindrance
from models.month import rounds
from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.organization import Organization
from plans.storing.directory import Directory
from plans.storing.nearest import nearest_names


@dataclass(frozen=True)
class NewName:
    """An agency or a group that would be made, and the known names nearest to it; ``asks``: it is
    a group beside others, more often a slip than meant.
    """

    name: str
    nearest: tuple[str, ...]
    asks: bool = False


@dataclass(frozen=True)
class Added:
    """What was done, a line each, and how many reports are expected now that were not."""

    lines: tuple[str, ...]
    obligations: int


def new_agency(directory: Directory, name: str) -> NewName | None:
    """Return the agency that adding a name would make; None when it is there."""
    if directory.agency(name):
        return None
    return NewName(name, nearest_names(name, directory.agency_names))


def new_groups(directory: Directory, names: Sequence[str]) -> list[NewName]:
    """Return the groups that adding an agency to them would make."""
    known = directory.group_names
    return [
        NewName(name, nearest_names(name, known) or tuple(known[:3]), asks=bool(known))
        for name in dict.fromkeys(names)
        if directory.group(name) is None
    ]


def add_agency(
    session: Session,
    owner: Organization,
    name: str,
    aliases: Sequence[str],
    groups: Sequence[str],
    now: datetime,
    head: str | None = None,
    phone: str | None = None,
) -> Added:
    """Add an agency; to one that is there, add aliases and groups, or say how letters address its
    head and where it is called. CannotChange when a name is another's.
    """
    directory = Directory.load(session, owner)
    found, lines = _find_or_make(session, owner, directory, name)
    lines += _add_aliases(session, directory, found, aliases)
    lines += _add_groups(session, directory, found, groups)
    if head and head != found.head:
        found.head = head
        lines.append(f"The head of {found.name} is addressed as {head}")
    if phone and phone != found.phone:
        found.phone = phone
        lines.append(f"{found.name} is called at {phone}")
    session.flush()
    made = rounds.ensure_obligations(session, owner, now)
    if lines:
        did = [line.replace(phone, audit.masked(phone) or "") if phone else line for line in lines]
        audit.record(session, owner.id, "agency.added", f"agency:{found.id}", {"did": did}, now)
    return Added(tuple(lines or [f"Nothing to add: {found.name}"]), made)


def _find_or_make(
    session: Session, owner: Organization, directory: Directory, name: str
) -> tuple[Agency, list[str]]:
    if group := directory.group(name):
        raise CannotChange(
            f"{group.name!r} is a group: add agencies to it with --group",
            Hindrance.NAME_TAKEN,
            group.name,
        )
    found = directory.agency(name)
    if found is not None:
        return found, []
    made = Agency(organization_id=owner.id, name=name)
    session.add(made)
    session.flush()
    return made, [f"Added {name}"]


def _add_aliases(
    session: Session, directory: Directory, found: Agency, aliases: Sequence[str]
) -> list[str]:
    lines = []
    for alias in aliases:
        other = directory.agency(alias) or directory.group(alias)
        if other is not None and other is not found:
            raise CannotChange(
                f"{alias!r} is already a name of {other.name}", Hindrance.NAME_TAKEN, other.name
            )
        if other is None and alias not in [known.alias for known in found.aliases]:
            found.aliases.append(AgencyAlias(organization_id=found.organization_id, alias=alias))
            lines.append(f"{found.name} is also called {alias}")
    session.flush()
    return lines


def _add_groups(
    session: Session, directory: Directory, found: Agency, groups: Sequence[str]
) -> list[str]:
    lines = []
    for name in groups:
        group = directory.group(name)
        if group is None:
            if other := directory.agency(name):
                raise CannotChange(f"{other.name!r} is an agency, not a group")
            group = next((known for known in found.groups if known.name == name), None)
        if group is None:
            group = AgencyGroup(organization_id=found.organization_id, name=name)
            session.add(group)
            lines.append(f"Added the group {name}")
        if group not in found.groups:
            found.groups.append(group)
            lines.append(f"{found.name} is in {group.name}")
    return lines
