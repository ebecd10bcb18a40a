"""``kaona agency rename``, ``merge`` and ``remove``: what was named or made by mistake."""

from datetime import datetime

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import Name, now_option, organization_option
from plans.storing.correcting import merge_parties, remove_names, remove_party, rename_party


@click.command("rename")
@click.argument("name", type=Name())
@click.argument("new_name", type=Name())
@organization_option
@now_option
def rename(name: str, new_name: str, slug: str, now: datetime) -> None:
    """Give an agency or a group another name; reports stay, and documents that print the old name
    still find it.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        before = rename_party(session, owner, name, new_name, now)
    click.echo(f"{before} is called {new_name} now")


@click.command("merge")
@click.argument("name", type=Name())
@click.argument("into", type=Name())
@organization_option
@now_option
def merge(name: str, into: str, slug: str, now: datetime) -> None:
    """Make two agencies, or two groups, one: the people, aliases, members and measures of NAME go
    over to INTO. Refused when NAME has reports.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        made = merge_parties(session, owner, name, into, now)
    click.echo(f"{name} is merged into {into}")
    if made:
        click.echo(f"{made} new reports are expected in the rounds that are running.")


@click.command("remove")
@click.argument("name", type=Name())
@organization_option
@click.option(
    "--alias", "aliases", type=Name(), multiple=True, help="Remove this alias only; repeatable."
)
@click.option(
    "--group",
    "groups",
    type=Name(),
    multiple=True,
    help="Take it out of this group only; repeatable.",
)
@now_option
def remove(
    name: str, slug: str, aliases: tuple[str, ...], groups: tuple[str, ...], now: datetime
) -> None:
    """Remove an agency or a group that was made by mistake, or only an alias or a place in a group.
    Refused when reports, a plan or people hang on it.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        if aliases or groups:
            lines = remove_names(session, owner, name, aliases, groups, now)
        else:
            lines = [f"Removed {remove_party(session, owner, name, now)}"]
    for line in lines:
        click.echo(line)
