"""``kaona group``: the LINE groups that are reminded and read the summaries."""

from datetime import datetime

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.listing import echo_list
from bot.commands.parameters import now_option, organization_option
from bot.commands.refused import CommandRefused
from models.month.calendar import local
from models.people.groups import linked_groups, unlink_group
from models.tables.organization import GroupChat


@click.command("list")
@organization_option
def list_(slug: str) -> None:
    """List the LINE groups linked now, each with the number that `group unlink` takes."""
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        echo_list(
            map(_line, linked_groups(session, owner.id)),
            f"No LINE group is linked to {slug}: `kaona invite --group` makes a code for one",
        )


@click.command("unlink")
@click.argument("number", type=int)
@organization_option
@now_option
def unlink(number: int, slug: str, now: datetime) -> None:
    """Say nothing more to the group of that number; the bot stays in it until somebody removes
    it there.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = next((g for g in linked_groups(session, owner.id) if g.id == number), None)
        if found is None:
            raise CommandRefused(
                f"no LINE group of number {number} is linked to {slug}: `kaona group list` shows "
                "the numbers"
            )
        line = _line(found)
        unlink_group(session, found, now)
    click.echo(f"Unlinked: {line}")
    click.echo("`kaona invite --group` makes a code that links it, or another, again.")


def _line(group: GroupChat) -> str:
    since = f"since {local(group.bound_at):%Y-%m-%d}" if group.bound_at else "-"
    members = f"{group.member_count} members" if group.member_count else "members not counted yet"
    return "\t".join([str(group.id), since, members, group.line_group_id])
