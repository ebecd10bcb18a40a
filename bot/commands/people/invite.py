"""``kaona invite``: one-time codes for people and for groups."""

from datetime import datetime
from pathlib import Path

import click
import segno

from bot.commands.access import find_agency, find_organization, opened, read_settings
from bot.commands.files import FILE, writing
from bot.commands.listing import echo_list
from bot.commands.parameters import Name, choice_of, now_option, organization_option
from bot.commands.refused import CommandRefused
from messages.addresses import chat_link
from messages.menu import BIND_GROUP
from models.month.calendar import local
from models.people.invites import LIFE, open_invites, revoke_invite
from models.people.inviting import make_invite
from models.tables.agency import Agency
from models.tables.people import Invite, Role

_LONGEST_FULL_NAME = 200


@click.command("make")
@organization_option
@click.option("--role", type=choice_of(Role), help="What the person may do.")
@click.option("--agency", "agency_name", type=Name(), help="An officer's agency, by name or alias.")
@click.option(
    "--name",
    "full_name",
    type=Name(_LONGEST_FULL_NAME),
    help="The person's name, for the secretariat's lists.",
)
@click.option(
    "--group",
    "for_group",
    is_flag=True,
    help="A code with which a LINE group is bound, instead of a person's.",
)
@click.option(
    "--qr",
    "picture",
    type=FILE,
    metavar="OUT.png|OUT.svg",
    help="Draw a QR code too.",
)
@now_option
def make(
    slug: str,
    role: str | None,
    agency_name: str | None,
    full_name: str | None,
    for_group: bool,
    picture: Path | None,
    now: datetime,
) -> None:
    """Print a one-time code that is good for 14 days, then what to do with it: a link to open, or
    what to type in the group.
    """
    _check_usage(role, agency_name, full_name, for_group, picture)
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        agency = find_agency(session, owner, agency_name) if agency_name else None
        kind = Role(role) if role else None
        code = make_invite(session, owner, kind, agency=agency, full_name=full_name, now=now)
        whom = f"{_whom(kind, agency, full_name)}, {owner.name}"
        ready = f"/{BIND_GROUP} {code}" if for_group else chat_link(owner.channel.basic_id, code)
        if picture:
            draw(
                ready or code, picture
            )  # before the commit: without the picture there is no code either
    click.echo(code)
    if ready:
        click.echo(ready)
    click.echo(f"For {whom}.", err=True)
    click.echo(f"Good once, until {local(now + LIFE):%Y-%m-%d %H:%M} Bangkok time.", err=True)


@click.command("list")
@organization_option
@now_option
def list_(slug: str, now: datetime) -> None:
    """List the codes nobody has used yet, each with the number that `invite revoke` takes. The
    codes themselves are kept nowhere.
    """
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        echo_list(map(_line, open_invites(session, owner.id, now)), f"{slug} has no open invites")


@click.command("revoke")
@click.argument("number", type=int)
@organization_option
@now_option
def revoke(number: int, slug: str, now: datetime) -> None:
    """Take the code of that number back: it lets nobody in any more."""
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = session.get(Invite, number)
        if found is None or found.organization_id != owner.id:
            raise CommandRefused(
                f"{slug} has no invite of number {number}: `kaona invite list` shows the numbers"
            )
        revoke_invite(session, found, now)
        line = _line(found)
    click.echo(f"Revoked: {line}")


def _line(invite: Invite) -> str:
    until = f"until {local(invite.expires_at):%Y-%m-%d %H:%M}"
    whom = _whom(invite.role, invite.agency, invite.full_name)
    if invite.membership is not None:
        doing = "stands in for" if invite.holds_until else "follows"
        whom += f", {doing} {invite.membership.person.name}"
    return "\t".join([str(invite.id), whom, until])


def _whom(role: Role | None, agency: Agency | None, full_name: str | None) -> str:
    """Say for whom a code is."""
    if role is None:
        return "a LINE group"
    parts = [full_name or "somebody", role.value, *([agency.name] if agency else [])]
    return ", ".join(parts)


def _check_usage(
    role: str | None,
    agency_name: str | None,
    full_name: str | None,
    for_group: bool,
    picture: Path | None,
) -> None:
    if for_group == (role is not None):
        raise click.UsageError("give either --role or --group")
    if (role == "officer") != (agency_name is not None):
        raise click.UsageError("--role officer needs --agency, and nobody else has one")
    if for_group and full_name:
        raise click.UsageError("--name is for people")
    if picture and picture.suffix.lower() not in (".png", ".svg"):
        raise click.UsageError("--qr wants a name that ends in .png or .svg")


def draw(text: str, picture: Path) -> None:
    """Draw a QR code; Refused, in one line, when the file cannot be written."""
    with writing(picture):
        segno.make(text, error="m", micro=False).save(str(picture), scale=8, border=4)
