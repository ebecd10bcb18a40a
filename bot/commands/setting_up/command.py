"""``kaona setup``: asks for the settings, keeps them, checks the channel, makes the first
organization, and prints the link that lets its first secretary in.
"""

import os
from datetime import datetime
from io import StringIO
from pathlib import Path

import click
import segno
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.parameters import LONGEST_PHONE, Name, Slug, asks, choice_of, now_option
from bot.commands.refused import CommandRefused
from bot.commands.setting_up.env_file import write_env
from bot.commands.setting_up.questions import agree, complete, wanted
from bot.line.channels import ensure_channel
from bot.line.setup import BY_HAND, SetupMark, check_channel
from bot.program import Program
from bot.settings import Settings
from messages import menu
from messages.addresses import chat_link
from models import schema
from models.month.calendar import local
from models.organizations import NewOrganization, add_organization, find_by_slug
from models.people.invites import LIFE
from models.people.inviting import make_invite
from models.people.memberships import live_memberships
from models.tables.organization import Organization, OrganizationKind
from models.tables.people import Role

_AGAIN = (
    "Start (or restart) the processes `kaona web` and `kaona scheduler`, then run `kaona setup` "
    "again: what is done is not done twice."
)


@click.command("setup")
@click.option("--public-url", help="https://HOST, where people and LINE reach this server.")
@click.option("--channel-id", help="Of the LINE channel; or LINE_CHANNEL_ID.")
@click.option(
    "--channel-secret",
    help="Of the LINE channel; better LINE_CHANNEL_SECRET: others see a command's words.",
)
@click.option("--database-url", help="sqlite:///FILE or postgresql://…; else the default.")
@click.option("--data-dir", help="Where photos and files are kept; else the default.")
@click.option(
    "--env-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=".env",
    envvar="KAONA_ENV_FILE",
    show_default=True,
    help="The file the settings are written to.",
)
@click.option("--organization", "slug", type=Slug(), help="The first organization: sukhothai.")
@click.option("--name", type=Name(), help="Its full name in Thai.")
@click.option("--kind", type=choice_of(OrganizationKind), help="What kind of body it is.")
@click.option("--phone", type=Name(LONGEST_PHONE), help="The secretariat's telephone.")
@click.option("--yes", is_flag=True, help="Replace settings in the file without being asked.")
@now_option
def setup(
    public_url: str | None,
    channel_id: str | None,
    channel_secret: str | None,
    database_url: str | None,
    data_dir: str | None,
    env_file: Path,
    slug: str | None,
    name: str | None,
    kind: str | None,
    phone: str | None,
    yes: bool,
    now: datetime,
) -> None:
    """From nothing to the first secretary's code: settings, database, LINE channel, organization.

    Asks for what is not given; without a terminal everything must be. It may be run again at any
    time, and does what is not done yet.
    """
    options = {
        "PUBLIC_URL": public_url,
        "LINE_CHANNEL_ID": channel_id,
        "LINE_CHANNEL_SECRET": channel_secret,
        "DATABASE_URL": database_url,
        "DATA_DIR": data_dir,
    }
    run = wanted(env_file, options, os.environ, asks=asks(yes))
    values = complete(run, click.echo)
    settings = Settings.from_env({**run.known, **values})
    wrote = write_env(env_file, agree(run, values, yes=yes))
    click.echo(f"{'Wrote' if wrote else 'Nothing new in'} {env_file} (only its owner may read it)")
    program = Program(settings)
    try:
        schema.upgrade(program.database)
        click.echo("The database is up to date.")
        with program.database.begin() as session:
            ensure_channel(session, settings)
        problems = _check(program)
        found = _organization(program, (slug, name, kind, phone), run.asks, now)
        _let_in(program, found, now)
    finally:
        program.close()
    if problems:
        click.echo(f"\nLeft to do, {problems} of the checks above found a problem. {_AGAIN}")


def _check(program: Program) -> int:
    """Check and set up the channel; print the findings and return how many are problems."""
    problems = 0
    for finding in check_channel(program):
        problems += finding.mark is SetupMark.PROBLEM
        click.echo(f"{finding.mark:<8} {finding.text}")
    click.echo("To be looked at by hand, LINE has no API for it:")
    for each in BY_HAND:
        click.echo(f"- {each}")
    return problems


def _organization(
    program: Program,
    given: tuple[str | None, str | None, str | None, str | None],
    may_ask: bool,
    now: datetime,
) -> str:
    """Return the slug of the organization that is there, or make the first one."""
    slug, name, kind, phone = given
    with program.database.read() as session:
        there = session.scalars(select(Organization.slug).order_by(Organization.slug)).all()
    if slug in there or (slug is None and len(there) == 1):
        click.echo(f"The organization {slug or there[0]} is there.")
        return slug or there[0]
    if slug is None and there:
        raise CommandRefused(f"say which with --organization: there are {', '.join(there)}")
    missing = [
        option
        for option, value in (("--organization", slug), ("--name", name), ("--kind", kind))
        if value is None
    ]
    if missing and not may_ask:
        raise CommandRefused(f"for the first organization give {', '.join(missing)}")
    kind = kind or click.prompt("What kind of body is it", type=choice_of(OrganizationKind))
    name = name or click.prompt("Its full name in Thai", type=Name())
    slug = slug or click.prompt("Its short name in addresses: a-z, 0-9, -", type=Slug())
    if phone is None and may_ask:
        phone = click.prompt("The secretariat's telephone", default="", show_default=False)
    with program.database.begin() as session:
        channel = ensure_channel(session, program.settings)
        new = NewOrganization(slug, name, OrganizationKind(kind), phone or None)
        if find_by_slug(session, slug) is None:  # somebody else may just have made it
            add_organization(session, channel, new, now)
    click.echo(f"Added {slug}: {name}")
    return slug


def _let_in(program: Program, slug: str, now: datetime) -> None:
    """Print the link and QR that open the chat with a code for the first secretary, unless there
    is one.
    """
    with program.database.begin() as session:
        found = find_by_slug(session, slug)
        assert found is not None
        if count := _secretaries(session, found, now):
            click.echo(
                f"{count} of the secretariat of {slug} have entered; they type {menu.PAGES} in the "
                f"chat. One more: kaona invite --organization {slug} --role secretariat"
            )
            return
        code = make_invite(session, found, Role.SECRETARIAT, now=now)
        basic_id = found.channel.basic_id
    until = f"{local(now + LIFE):%Y-%m-%d %H:%M} Bangkok time"
    click.echo(f"\nThe first secretary's code, good once until {until}:\n\n    {code}\n")
    address = chat_link(basic_id, code)
    if address:
        drawn = StringIO()
        segno.make(address, error="m", micro=False).terminal(out=drawn, border=2, compact=True)
        click.echo("Open this link on the secretary's telephone, or have it scan the picture:\n")
        click.echo(f"    {address}\n\n{drawn.getvalue()}")
    click.echo(
        "In the chat: send the code, agree, and press the button that opens the pages; the "
        "checklist there leads on."
    )


def _secretaries(session: Session, found: Organization, now: datetime) -> int:
    people = {
        each.person_id
        for each in live_memberships(session, found.id, now)
        if each.role is Role.SECRETARIAT
    }
    return len(people)
