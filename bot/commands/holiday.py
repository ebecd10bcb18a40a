"""``kaona holiday``: the days off of government offices."""

from datetime import date, datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.access import opened, read_settings
from bot.commands.parameters import Day, Name, fiscal_year_option, now_option
from bot.commands.refused import CommandRefused
from models.month import rounds
from models.month.calendar import fiscal_end, fiscal_start, fiscal_year_of, local_day
from models.month.holidays import seed_holidays
from models.tables.holiday import Holiday
from models.tables.organization import Organization


@click.command("list")
@fiscal_year_option
@now_option
def list_(fiscal_year: int | None, now: datetime) -> None:
    """List the days off of a fiscal year, this one if none is given."""
    year = fiscal_year or fiscal_year_of(local_day(now))
    first, last = fiscal_start(year), fiscal_end(year)
    with opened(read_settings()) as database, database.begin() as session:
        seed_holidays(session, (first.year, last.year))
        for found in session.scalars(
            select(Holiday).where(Holiday.day.between(first, last)).order_by(Holiday.day)
        ):
            click.echo(f"{found.day.isoformat()}\t{found.name}")


@click.command("add")
@click.argument("day", type=Day())
@click.argument("name", type=Name())
@now_option
def add(day: date, name: str, now: datetime) -> None:
    """Add a day off, or give one another name."""
    with opened(read_settings()) as database, database.begin() as session:
        seed_holidays(session, (day.year,))
        session.merge(Holiday(day=day, name=name))
        _move_rounds(session, now)
    click.echo(f"{day.isoformat()} is a day off: {name}")


@click.command("remove")
@click.argument("day", type=Day())
@now_option
def remove(day: date, now: datetime) -> None:
    """Make a day off a working day."""
    with opened(read_settings()) as database, database.begin() as session:
        seed_holidays(session, (day.year,))
        found = session.get(Holiday, day)
        if found is None:
            raise CommandRefused(f"{day.isoformat()} is no day off in the list")
        session.delete(found)
        _move_rounds(session, now)
    click.echo(f"{day.isoformat()} is a day like any other")


def _move_rounds(session: Session, now: datetime) -> None:
    """Move the moments of every organization's rounds that are not closed."""
    session.flush()
    for found in session.scalars(select(Organization).order_by(Organization.id)).all():
        rounds.open_rounds(session, found, now)
