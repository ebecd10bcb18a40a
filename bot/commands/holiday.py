"""``kaona holiday``: the days off of government offices, and of one organization beside them."""

from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.moving import make_or_ask, moving_options
from bot.commands.parameters import (
    Day,
    F,
    Name,
    Slug,
    asks,
    fiscal_year_option,
    now_option,
)
from models.month.calendar import fiscal_year_of, local_day
from models.month.days_off import PackageDifference, days_off_of_year
from models.month.editing import (
    differences_of,
    enter_day_off,
    renew_days_off,
    take_out_day_off,
)
from models.month.moving import MovedRound
from models.tables.organization import Organization


def _owner_option(command: F) -> F:
    option = click.option(
        "--organization", "slug", type=Slug(), help="Only of this organization, not of the country."
    )
    return option(command)


@click.command("list")
@fiscal_year_option
@_owner_option
@now_option
def list_(fiscal_year: int | None, slug: str | None, now: datetime) -> None:
    """List the days off of a fiscal year, this one if none is given; with an organization, its own
    among them.
    """
    year = fiscal_year or fiscal_year_of(local_day(now))
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug) if slug else None
        for found in days_off_of_year(session, year, owner.id if owner else None):
            own = f"\t{slug}" if found.is_own else ""
            click.echo(f"{found.day.isoformat()}\t{found.name}{own}")
        if any(map(_lines, differences_of(session, year))):
            click.echo(
                f"The package says more: `kaona holiday renew --fiscal-year {year}`", err=True
            )


@click.command("add")
@click.argument("day", type=Day())
@click.argument("name", type=Name())
@_owner_option
@moving_options
@now_option
def add(day: date, name: str, slug: str | None, preview: bool, yes: bool, now: datetime) -> None:
    """Add a day off, or give one another name.

    Shown is which rounds it moves; when people were told a date that moves, you are asked.
    """

    def make(session: Session, agreed: bool) -> list[MovedRound]:
        return enter_day_off(session, day, name, _owner(session, slug), now, agreed=agreed)

    with opened(read_settings()) as database:
        if make_or_ask(database, make, yes=yes, preview=preview):
            click.echo(f"{day.isoformat()} is a day off: {name}")


@click.command("remove")
@click.argument("day", type=Day())
@_owner_option
@moving_options
@now_option
def remove(day: date, slug: str | None, preview: bool, yes: bool, now: datetime) -> None:
    """Make a day off a working day.

    Shown is which rounds it moves; when people were told a date that moves, you are asked.
    """

    def make(session: Session, agreed: bool) -> list[MovedRound]:
        return take_out_day_off(session, day, _owner(session, slug), now, agreed=agreed)

    with opened(read_settings()) as database:
        if make_or_ask(database, make, yes=yes, preview=preview):
            click.echo(f"{day.isoformat()} is a day like any other")


@click.command("renew")
@fiscal_year_option
@moving_options
@now_option
def renew(fiscal_year: int | None, preview: bool, yes: bool, now: datetime) -> None:
    """Show what the installed package of holidays says otherwise than when the year was filled in;
    take it over with --yes, or when you agree.

    What people entered or took out stays.
    """
    year = fiscal_year or fiscal_year_of(local_day(now))
    with opened(read_settings()) as database:
        with database.begin() as session:
            found = differences_of(session, year)
        lines = [line for difference in found for line in _lines(difference)]
        for line in lines:
            click.echo(line)
        if not lines:
            click.echo(f"The package says nothing new of fiscal year {year}.")
            return

        def make(session: Session, agreed: bool) -> list[MovedRound]:
            return renew_days_off(session, year, lines, now, agreed=agreed)

        takes = not preview and (yes or (asks(yes) and click.confirm("Take this over?")))
        if make_or_ask(database, make, yes=yes, preview=not takes):
            click.echo(f"Taken over: {len(lines)} days")


def _lines(difference: PackageDifference) -> list[str]:
    return [
        f"{sign} {each.day.isoformat()}\t{each.name}"
        for sign, days in (("+", difference.to_add), ("-", difference.to_remove))
        for each in days
    ]


def _owner(session: Session, slug: str | None) -> Organization | None:
    """Return the organization whose own days off are meant; None: the country's."""
    return None if slug is None else find_organization(session, slug, to_change=True)
