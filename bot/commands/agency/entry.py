"""``kaona agency add`` and ``list``: the agencies that report, their aliases and their groups."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import Name, now_option, organization_option
from bot.commands.refused import CommandRefused
from models import audit
from models.month import rounds
from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.organization import Organization
from models.tables.people import Membership, is_held
from plans.storing.directory import Directory
from thai.sorting import thai_order

FILE = click.Path(path_type=Path)


@click.command("add")
@click.argument("name", type=Name())
@organization_option
@click.option(
    "--alias",
    "aliases",
    type=Name(),
    multiple=True,
    help="Another name, e.g. its abbreviation; repeatable.",
)
@click.option(
    "--group",
    "groups",
    type=Name(),
    multiple=True,
    help="A collective party it belongs to; repeatable.",
)
@click.option("--head", type=Name(), help="How letters address its head.")
@now_option
def add(
    name: str,
    slug: str,
    aliases: tuple[str, ...],
    groups: tuple[str, ...],
    head: str | None,
    now: datetime,
) -> None:
    """Add an agency; to one that is there, add aliases and groups, or say who heads it."""
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        directory = Directory.load(session, owner)
        found, lines = _find_or_make(session, owner, directory, name)
        lines += _add_aliases(session, directory, found, aliases)
        lines += _add_groups(session, directory, found, groups)
        if head and head != found.head:
            found.head = head
            lines.append(f"The head of {found.name} is addressed as {head}")
        session.flush()
        made = rounds.ensure_obligations(session, owner, now)
        if lines:
            audit.record(
                session, owner.id, "agency.added", f"agency:{found.id}", {"did": lines}, now
            )
    for line in lines or [f"Nothing to add: {found.name}"]:
        click.echo(line)
    if made:
        click.echo(f"{made} new reports are expected in the rounds that are running.")


@click.command("list")
@organization_option
def list_(slug: str) -> None:
    """List the agencies, with aliases, groups and whether anybody reports for them; then the groups
    that are empty.
    """
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        served = set(
            session.scalars(
                select(Membership.agency_id).where(
                    Membership.organization_id == owner.id, is_held()
                )
            )
        )
        agencies = session.scalars(
            select(Agency)
            .where(Agency.organization_id == owner.id)
            .options(selectinload(Agency.aliases), selectinload(Agency.groups))
        )
        for found in sorted(agencies, key=lambda agency: thai_order(agency.name)):
            notes = [f"alias {alias.alias}" for alias in found.aliases]
            notes += [f"group {group.name}" for group in found.groups]
            notes += [f"head {found.head}"] if found.head else []
            notes += [] if found.id in served else ["no officer yet"]
            click.echo("\t".join([found.name, *notes]))
        empty = select(AgencyGroup.name).where(
            AgencyGroup.organization_id == owner.id, ~AgencyGroup.members.any()
        )
        for name in sorted(session.scalars(empty), key=thai_order):
            click.echo(f"Empty group: {name}")


def _find_or_make(
    session: Session, owner: Organization, directory: Directory, name: str
) -> tuple[Agency, list[str]]:
    if group := directory.group(name):
        raise CommandRefused(f"{group.name!r} is a group: add agencies to it with --group")
    found = directory.agency(name)
    if found is not None:
        return found, []
    made = Agency(organization_id=owner.id, name=name)
    session.add(made)
    session.flush()
    return made, [f"Added {name}"]


def _add_aliases(
    session: Session, directory: Directory, found: Agency, aliases: tuple[str, ...]
) -> list[str]:
    lines = []
    for alias in aliases:
        other = directory.agency(alias) or directory.group(alias)
        if other is not None and other is not found:
            raise CommandRefused(f"{alias!r} is already a name of {other.name}")
        if other is None and alias not in [known.alias for known in found.aliases]:
            found.aliases.append(AgencyAlias(organization_id=found.organization_id, alias=alias))
            lines.append(f"{found.name} is also called {alias}")
    session.flush()
    return lines


def _add_groups(
    session: Session, directory: Directory, found: Agency, groups: tuple[str, ...]
) -> list[str]:
    lines = []
    for name in groups:
        group = directory.group(name)
        if group is None:
            if other := directory.agency(name):
                raise CommandRefused(f"{other.name!r} is an agency, not a group")
            group = next((known for known in found.groups if known.name == name), None)
        if group is None:
            group = AgencyGroup(organization_id=found.organization_id, name=name)
            session.add(group)
            lines.append(f"Added the group {name}")
        if group not in found.groups:
            found.groups.append(group)
            lines.append(f"{found.name} is in {group.name}")
    return lines
