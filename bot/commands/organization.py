"""``kaona organization``: who owns plans, and how each runs its month."""

from dataclasses import asdict
from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.moving import make_or_ask, moving_options
from bot.commands.parameters import LONGEST_PHONE, Name, Slug, choice_of, now_option
from bot.commands.refused import CommandRefused
from bot.line.channels import ensure_channel
from models import audit
from models.month.moving import MovedRound, change_calendar
from models.tables.organization import Organization, OrganizationKind, Policy


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
    with opened(settings) as database, database.begin() as session:
        if session.scalar(select(Organization.id).where(Organization.slug == slug)):
            raise CommandRefused(
                f"there is an organization {slug!r} already: `kaona organization set {slug}` "
                "changes it"
            )
        made = Organization(
            slug=slug,
            name=name,
            kind=OrganizationKind(kind),
            channel=ensure_channel(session, settings),
            secretariat_phone=phone,
            created_at=now,
        )
        session.add(made)
        session.flush()
        audit.record(
            session,
            made.id,
            "organization.added",
            f"organization:{made.id}",
            {"name": name, "kind": kind},
            now,
        )
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
    type=click.IntRange(1, 28),
    help="Day of the month on which the group is reminded (20).",
)
@click.option(
    "--send-hour",
    type=click.IntRange(0, 23),
    help="Hour at which everything is sent, Bangkok time (9).",
)
@click.option(
    "--early-working-days",
    type=click.IntRange(1, 10),
    help="First reminder before the due date (3).",
)
@click.option(
    "--close-working-days",
    type=click.IntRange(1, 10),
    help="Close of the round after the due date (3).",
)
@click.option(
    "--summary-working-days",
    type=click.IntRange(0, 10),
    help="Summary and brief after the close (0).",
)
@click.option(
    "--quiet-from-hour",
    type=click.IntRange(1, 24),
    help="Nothing is pushed from this hour on (18).",
)
@click.option(
    "--quiet-until-hour", type=click.IntRange(0, 23), help="Nothing is pushed before this hour (8)."
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
        _check(Policy.from_settings({**asdict(found.policy), **given}))

        def change() -> None:
            found.settings = {**found.settings, **given}
            found.name = name or found.name
            found.secretariat_phone = phone or found.secretariat_phone

        moved = change_calendar(session, [found], now, change, agreed=agreed)
        body = {**given, "name": found.name, "phone": found.secretariat_phone}
        audit.record(session, found.id, "organization.set", f"organization:{found.id}", body, now)
        return moved

    with opened(read_settings()) as database:
        if make_or_ask(database, make, yes=yes, preview=preview):
            names = [*given, *(["name"] if name else []), *(["phone"] if phone else [])]
            click.echo(f"Set {', '.join(names)} of {slug}")


def _check(policy: Policy) -> None:
    if not policy.quiet_until_hour <= policy.send_hour < policy.quiet_from_hour:
        raise CommandRefused(
            f"the sending hour ({policy.send_hour}) must lie between the end of the quiet hours "
            f"({policy.quiet_until_hour}) "
            f"and their beginning ({policy.quiet_from_hour})"
        )
