"""``kaona person``: who holds which role, and the end of a role when somebody moves on."""

from datetime import datetime

import click
from sqlalchemy.orm import Session

from bot.commands.access import find_agency, find_organization, opened, read_settings
from bot.commands.listing import echo_list
from bot.commands.parameters import Name, now_option, organization_option
from bot.commands.refused import CommandRefused
from models.people.memberships import end_role, live_memberships, move_membership
from models.people.stand_in import last_day
from models.tables.organization import Organization
from models.tables.people import Membership


@click.command("list")
@organization_option
@now_option
def list_(slug: str, now: datetime) -> None:
    """List the roles held now, each with the number that `person end` takes."""
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        echo_list(
            map(role_line, live_memberships(session, owner.id, now)),
            f"Nobody holds a role in {slug} yet: `kaona invite` makes codes",
        )


@click.command("end")
@click.argument("number", type=int)
@organization_option
@now_option
def end(number: int, slug: str, now: datetime) -> None:
    """End the role of that number: its holder is asked for nothing any more and sees nothing; what
    they reported stays. Refused for the only one of the secretariat.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = find_membership(session, owner, number, now)
        line = role_line(found)
        end_role(session, found, now)
    click.echo(f"Ended: {line}")
    click.echo(
        "Invite whoever follows with `kaona invite`; `kaona line setup` puts the menus of all "
        "phones right."
    )


@click.command("move")
@click.argument("number", type=int)
@organization_option
@click.option("--agency", "agency_name", type=Name(), required=True, help="By name or alias.")
@now_option
def move(number: int, slug: str, agency_name: str, now: datetime) -> None:
    """Give an officer who was entered for a wrong agency the right one; refused when they have
    reported for the wrong one.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = find_membership(session, owner, number, now)
        move_membership(session, found, find_agency(session, owner, agency_name), now)
        line = role_line(found)
    click.echo(f"Moved: {line}")


def find_membership(
    session: Session, owner: Organization, number: int, now: datetime
) -> Membership:
    """Return the role of that number held now; Refused when there is none."""
    found = next((m for m in live_memberships(session, owner.id, now) if m.id == number), None)
    if found is None:
        raise CommandRefused(
            f"nobody in {owner.slug} holds a role of number {number}: `kaona person list` shows "
            "the numbers"
        )
    return found


def role_line(membership: Membership) -> str:
    """Return a role as a line of a list."""
    agency = membership.agency.name if membership.agency else "-"
    parts = [str(membership.id), membership.role.value, agency, membership.person.name]
    if membership.stands_in_for is not None:
        name = membership.stands_in_for.person.name
        parts.append(f"stands in for {name} until {last_day(membership)}")
    return "\t".join(parts)
