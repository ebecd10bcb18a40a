"""``kaona person handover`` and ``stand-in``: who follows somebody, and who stands in for them."""

from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE
from bot.commands.parameters import Day, Name, now_option, organization_option
from bot.commands.people.invite import draw
from bot.commands.people.person import find_membership, role_line
from bot.outbox.queueing import queue_notices
from messages.addresses import chat_link
from messages.chat.places import stand_in_appointed
from models.people.handover import successor_code
from models.people.stand_in import appoint_stand_in, stand_in_code
from models.tables.organization import Organization

_picture = click.option(
    "--qr", "picture", type=FILE, metavar="OUT.png|OUT.svg", help="Draw a QR code too."
)
_name = click.option("--name", "full_name", type=Name(200), help="The person's name.")


@click.command("handover")
@click.argument("number", type=int)
@organization_option
@_name
@_picture
@now_option
def handover(
    number: int, slug: str, full_name: str | None, picture: Path | None, now: datetime
) -> None:
    """Print the code for whoever follows in the role of that number, good for 14 days. When it is
    used, duties and begun reports go over, what was reported stays, and the role ends.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = find_membership(session, owner, number, now)
        code = successor_code(session, found, now, full_name)
        link = _link(owner, code, picture)
        line = role_line(found)
    _tell(code, link, f"For whoever follows: {line}")


@click.command("stand-in")
@click.argument("number", type=int)
@organization_option
@click.option("--from", "first", type=Day(), required=True, help="The first day.")
@click.option("--until", "last", type=Day(), required=True, help="The last day.")
@click.option("--person", "other", type=int, help="The number of a role of who stands in.")
@_name
@_picture
@now_option
def stand_in(
    number: int,
    slug: str,
    first: date,
    last: date,
    other: int | None,
    full_name: str | None,
    picture: Path | None,
    now: datetime,
) -> None:
    """Let somebody stand in for the officer of that number: reminded in their place, and reporting
    for the agency, from the first day through the last. With --person somebody who holds a role
    here, who is told; else a code is printed for somebody who does not.
    """
    if other is not None and (full_name or picture):
        raise click.UsageError("--name and --qr are for a code; --person needs none")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = find_membership(session, owner, number, now)
        if other is None:
            code = stand_in_code(session, found, first, last, now, full_name)
            link, line = _link(owner, code, picture), role_line(found)
        else:
            person = find_membership(session, owner, other, now).person
            made = appoint_stand_in(session, found, person, first, last, now)
            notices = stand_in_appointed(session, made, now)
            told = queue_notices(session, notices, channel_id=owner.channel_id, now=now)
            code, link, line = "", None, role_line(made)
    if code:
        _tell(code, link, f"For whoever stands in from {first} through {last}: {line}")
        return
    click.echo(f"From {first} through {last}: {line}")
    click.echo(f"{told} people will be told, within working hours.")


def _link(owner: Organization, code: str, picture: Path | None) -> str | None:
    link = chat_link(owner.channel.basic_id, code)
    if picture:
        draw(link or code, picture)  # before the commit: without the picture there is no code
    return link


def _tell(code: str, link: str | None, whom: str) -> None:
    click.echo(code)
    if link:
        click.echo(link)
    click.echo(whom, err=True)
