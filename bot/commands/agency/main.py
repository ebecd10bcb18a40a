"""``kaona agency``: the agencies that report, their aliases and the groups they belong to."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import Name, now_option, organization_option
from bot.commands.refused import CommandRefused

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.tables.agency import Agency
    from models.tables.organization import Organization
    from models.tables.people import Person
    from plans.storing.directory import Directory

FILE = click.Path(path_type=Path)


@click.group("agency")
def agency() -> None:
    """Add and list agencies; write their forms and take them back."""


@agency.command("add")
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
@now_option
def add(
    name: str, slug: str, aliases: tuple[str, ...], groups: tuple[str, ...], now: datetime
) -> None:
    """Add an agency; to one that is there, add aliases and groups."""
    from models import audit
    from models.month import rounds
    from plans.storing.directory import Directory

    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        directory = Directory.load(session, owner)
        found, lines = _find_or_make(session, owner, directory, name)
        lines += _add_aliases(session, directory, found, aliases)
        lines += _add_groups(session, directory, found, groups)
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


@agency.command("list")
@organization_option
def list_(slug: str) -> None:
    """List the agencies, with aliases, groups and whether anybody reports for them; then the groups
    that are empty.
    """
    from sqlalchemy import select
    from sqlalchemy.orm import selectinload

    from models.tables.agency import Agency, AgencyGroup
    from models.tables.people import Membership

    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        served = set(
            session.scalars(
                select(Membership.agency_id).where(
                    Membership.organization_id == owner.id, Membership.ended_at.is_(None)
                )
            )
        )
        agencies = session.scalars(
            select(Agency)
            .where(Agency.organization_id == owner.id)
            .options(selectinload(Agency.aliases), selectinload(Agency.groups))
            .order_by(Agency.name)
        )
        for found in agencies:
            notes = [f"alias {alias.alias}" for alias in found.aliases]
            notes += [f"group {group.name}" for group in found.groups]
            notes += [] if found.id in served else ["no officer yet"]
            click.echo("\t".join([found.name, *notes]))
        empty = select(AgencyGroup.name).where(
            AgencyGroup.organization_id == owner.id, ~AgencyGroup.members.any()
        )
        for name in session.scalars(empty.order_by(AgencyGroup.name)):
            click.echo(f"Empty group: {name}")


@agency.command("workbook")
@click.argument("file", type=FILE, metavar="OUT.xlsx")
@organization_option
@click.option("--agency", "name", type=Name(), required=True, help="Its name or an alias.")
@now_option
def workbook(file: Path, slug: str, name: str, now: datetime) -> None:
    """Write the form of an agency's reports; `kaona agency import` reads it back."""
    from plans.workbooks.agency_form import form_items
    from plans.workbooks.agency_workbook import write_agency_workbook

    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("the workbook's name must end in .xlsx")
    if file.exists():
        raise CommandRefused(
            f"{file} is there already: choose another name, so that nothing filled in is lost"
        )
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        found = _known(session, owner, name)
        items = form_items(session, owner, found, now)
        if not items:
            raise CommandRefused(f"{found.name} has nothing to report at this moment")
        write_agency_workbook(file, owner.name, found.name, items)
        click.echo(f"Wrote {file}: {len(items)} reports of {found.name}")


@agency.command("import")
@click.argument("file", type=FILE)
@organization_option
@click.option(
    "--agency", "name", type=Name(), help="The agency; the one named in the form unless given."
)
@click.option(
    "--by",
    "who",
    type=Name(200),
    help="Who enters it: one of the secretariat, or an officer of the agency.",
)
@click.option("--preview", is_flag=True, help="Show what would change; store nothing.")
@click.option("--yes", is_flag=True, help="Do not ask. Without a terminal nothing is asked anyway.")
@now_option
def import_(
    file: Path,
    slug: str,
    name: str | None,
    who: str | None,
    preview: bool,
    yes: bool,
    now: datetime,
) -> None:
    """Take a filled-in form as the agency's reports; print what changes. A row that cannot be taken
    stops the whole form.
    """
    from bot.commands.agency.text import form_lines, stored_line
    from plans.workbooks.agency_answers import CannotStore
    from plans.workbooks.agency_form import compare_form, store_form
    from plans.workbooks.agency_workbook import read_agency_workbook

    if not file.is_file():
        raise CommandRefused(f"{file} is no file" if file.exists() else f"there is no file {file}")
    form = read_agency_workbook(file)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    with opened(read_settings()) as database:
        with database.read() as session:
            owner = find_organization(session, slug)
            found = _known(session, owner, name or form.agency)
            difference = compare_form(session, owner, found, form.rows, now)
            for line in (*form_lines(difference), *(f"? {note}" for note in form.notes)):
                click.echo(line)
            question = f"Store these reports of {found.name}?"
        if preview or (asks and not difference.faults and not click.confirm(question)):
            click.echo("Nothing was stored.")
            return
        try:
            with database.begin() as session:
                owner = find_organization(session, slug, to_change=True)
                found = _known(session, owner, name or form.agency)
                by = _sender(session, owner, found, who, now)
                difference = store_form(session, owner, found, form.rows, by=by, now=now)
        except CannotStore as error:
            raise CommandRefused(str(error)) from None
    click.echo(stored_line(difference))


def _known(session: Session, owner: Organization, name: str) -> Agency:
    from plans.storing.directory import Directory

    found = Directory.load(session, owner).agency(name)
    if found is None:
        raise CommandRefused(
            f"there is no agency {name!r}: kaona agency list --organization {owner.slug}"
        )
    return found


def _sender(
    session: Session, owner: Organization, found: Agency, who: str | None, now: datetime
) -> Person:
    """Return who enters the reports: the person named, else the one that stands for the
    secretariat.
    """
    from plans.workbooks.agency_people import find_person, secretariat_by_form
    from plans.workbooks.agency_workbook import SECRETARIAT_BY_FORM

    if who is None:
        return secretariat_by_form(session, owner, SECRETARIAT_BY_FORM, now)
    people = find_person(session, owner, found, who)
    if len(people) != 1:
        many = "several people are" if people else "nobody is"
        raise CommandRefused(
            f"{many} called {who!r} in the secretariat or as an officer of {found.name}"
        )
    return people[0]


def _find_or_make(
    session: Session, owner: Organization, directory: Directory, name: str
) -> tuple[Agency, list[str]]:
    from models.tables.agency import Agency

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
    from models.tables.agency import AgencyAlias

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
    from models.tables.agency import AgencyGroup

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
