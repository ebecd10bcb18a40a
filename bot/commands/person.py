"""``kaona person``: who holds which role, and the end of a role when somebody moves on."""

from datetime import datetime

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import now_option, organization_option
from bot.commands.refused import CommandRefused
from models.people.memberships import end_membership, live_memberships
from models.tables.people import Membership


@click.command("list")
@organization_option
def list_(slug: str) -> None:
    """List the roles held now, each with the number that `person end` takes."""
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        for membership in live_memberships(session, owner.id):
            click.echo(_line(membership))


@click.command("end")
@click.argument("number", type=int)
@organization_option
@now_option
def end(number: int, slug: str, now: datetime) -> None:
    """End the role of that number: its holder is asked for nothing any more and sees nothing; what
    they reported stays.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = next((m for m in live_memberships(session, owner.id) if m.id == number), None)
        if found is None:
            raise CommandRefused(
                f"nobody in {slug} holds a role of number {number}: `kaona person list` shows "
                "the "
                "numbers"
            )
        line = _line(found)
        end_membership(session, found, now)
    click.echo(f"Ended: {line}")
    click.echo(
        "Invite whoever follows with `kaona invite`; `kaona line setup` puts the menus of all "
        "phones right."
    )


def _line(membership: Membership) -> str:
    agency = membership.agency.name if membership.agency else "-"
    return "\t".join([str(membership.id), membership.role.value, agency, membership.person.name])
