"""``kaona agency add`` and ``list``: the agencies that report, their aliases and their groups."""

from datetime import datetime

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.listing import echo_list
from bot.commands.parameters import Name, make_sure, now_option, organization_option, yes_option
from models.people.listing import ListedAgency, list_agencies, list_groups
from plans.storing.agencies import NewName, add_agency, new_agency, new_groups
from plans.storing.directory import Directory


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
@click.option("--phone", type=Name(60), help="Where the secretariat calls it.")
@yes_option
@now_option
def add(
    name: str,
    slug: str,
    aliases: tuple[str, ...],
    groups: tuple[str, ...],
    head: str | None,
    phone: str | None,
    yes: bool,
    now: datetime,
) -> None:
    """Add an agency; to one that is there, add aliases and groups, or say who heads it and where it
    is called. A new group beside others is asked about first: most often another name is meant.
    """
    with opened(read_settings()) as database:
        with database.read() as session:
            directory = Directory.load(session, find_organization(session, slug))
            new = new_agency(directory, name)
            unknown = new_groups(directory, groups)
        for each in [new, *unknown] if new else unknown:
            if each.nearest and not (each.asks and not yes):
                click.echo(f"{each.name} is new, beside {_near(each)}")
        doubtful = [each for each in unknown if each.asks]
        if doubtful and not make_sure(_question(doubtful), yes):
            return
        with database.begin() as session:
            owner = find_organization(session, slug, to_change=True)
            added = add_agency(session, owner, name, aliases, groups, now, head, phone)
    for line in added.lines:
        click.echo(line)
    if added.obligations:
        click.echo(f"{added.obligations} new reports are expected in the rounds that are running.")


def _question(doubtful: list[NewName]) -> str:
    return " ".join(f"Make a new group {each.name}, beside {_near(each)}?" for each in doubtful)


def _near(new: NewName) -> str:
    return ", ".join(new.nearest)


@click.command("list")
@organization_option
@now_option
def list_(slug: str, now: datetime) -> None:
    """List the agencies, with aliases, groups and whether anybody reports for them; then the groups
    that are empty.
    """
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        lines = [_line(each) for each in list_agencies(session, owner.id, now)]
        empty = [each.name for each in list_groups(session, owner.id) if not each.members]
        lines += [f"Empty group: {name}" for name in empty]
        echo_list(lines, f"{slug} has no agencies yet: `kaona plan import` or `kaona agency add`")


def _line(listed: ListedAgency) -> str:
    found = listed.agency
    notes = [f"alias {alias.alias}" for alias in found.aliases]
    notes += [f"group {group.name}" for group in found.groups]
    notes += [f"head {found.head}"] if found.head else []
    notes += [f"phone {found.phone}"] if found.phone else []
    notes += [] if listed.officers else ["no officer yet"]
    return "\t".join([found.name, *notes])
