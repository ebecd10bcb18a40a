"""``kaona organization``: who owns plans, and how each runs its month."""

from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.moving import make_or_ask, moving_options
from bot.commands.parameters import LONGEST_PHONE, Name, Slug, choice_of, now_option
from bot.line.channels import ensure_channel
from models.month.moving import MovedRound
from models.organizations import (
    POLICY_LIMITS,
    NewOrganization,
    OrganizationChange,
    add_organization,
    change_organization,
)
from models.tables.organization import Organization, OrganizationKind


@click.command("add")
@click.argument("slug", type=Slug())
@click.option("--name", type=Name(), required=True, help="Its full name in Thai.")
@click.option("--kind", type=choice_of(OrganizationKind), required=True)
@click.option(
    "--phone",
    type=Name(LONGEST_PHONE),
    help="The secretariat's telephone, shown to officers who need help.",
)
@now_option
def add(slug: str, name: str, kind: str, phone: str | None, now: datetime) -> None:
    """Add an organization that owns plans."""
    settings = read_settings()
    new = NewOrganization(slug, name, OrganizationKind(kind), phone)
    with opened(settings) as database, database.begin() as session:
        add_organization(session, ensure_channel(session, settings), new, now)
    click.echo(f"Added {slug}: {name}")
    click.echo(f"Next: kaona plan import FILE --organization {slug}")


@click.command("list")
def list_() -> None:
    """List the organizations and how they run their month."""
    with opened(read_settings()) as database, database.read() as session:
        organizations = session.scalars(select(Organization).order_by(Organization.slug)).all()
        if not organizations:
            click.echo("There is no organization yet: `kaona organization add`.")
        for found in organizations:
            click.echo(
                f"{found.slug}\t{found.kind.value}\t{found.name}\tphone "
                f"{found.secretariat_phone or '-'}"
            )
            changed = [f"{name}={value}" for name, value in found.settings.items()]
            if changed:
                click.echo(f"\t{', '.join(changed)}")


@click.command("set")
@click.argument("slug", type=Slug())
@click.option("--name", type=Name(), help="Its full name in Thai.")
@click.option("--phone", type=Name(LONGEST_PHONE), help="The secretariat's telephone.")
@click.option(
    "--late-names-in-group/--no-late-names-in-group",
    default=None,
    help="Name late agencies in the group.",
)
@click.option(
    "--reminder-day",
    type=click.IntRange(*POLICY_LIMITS["reminder_day"]),
    help="Day of the month on which the group is reminded (20).",
)
@click.option(
    "--send-hour",
    type=click.IntRange(*POLICY_LIMITS["send_hour"]),
    help="Hour at which everything is sent, Bangkok time (9).",
)
@click.option(
    "--early-working-days",
    type=click.IntRange(*POLICY_LIMITS["early_working_days"]),
    help="First reminder before the due date (3).",
)
@click.option(
    "--close-working-days",
    type=click.IntRange(*POLICY_LIMITS["close_working_days"]),
    help="Close of the round after the due date (3).",
)
@click.option(
    "--summary-working-days",
    type=click.IntRange(*POLICY_LIMITS["summary_working_days"]),
    help="Summary and brief after the close (0).",
)
@click.option(
    "--quiet-from-hour",
    type=click.IntRange(*POLICY_LIMITS["quiet_from_hour"]),
    help="Nothing is pushed from this hour on (18).",
)
@click.option(
    "--quiet-until-hour",
    type=click.IntRange(*POLICY_LIMITS["quiet_until_hour"]),
    help="Nothing is pushed before this hour (8).",
)
@moving_options
@now_option
def set_(
    slug: str,
    name: str | None,
    phone: str | None,
    preview: bool,
    yes: bool,
    now: datetime,
    **policy: int | bool | None,
) -> None:
    """Change an organization; what is not given stays.

    Shown is which rounds it moves; when people were told a date that moves, you are asked.
    """
    given = {key: value for key, value in policy.items() if value is not None}
    if not given and name is None and phone is None:
        raise click.UsageError("give at least one thing to set")

    def make(session: Session, agreed: bool) -> list[MovedRound]:
        found = find_organization(session, slug, to_change=True)
        change = OrganizationChange(name, phone, given)
        return change_organization(session, found, change, now, agreed=agreed)

    with opened(read_settings()) as database:
        if make_or_ask(database, make, yes=yes, preview=preview):
            names = [*given, *(["name"] if name else []), *(["phone"] if phone else [])]
            click.echo(f"Set {', '.join(names)} of {slug}")
