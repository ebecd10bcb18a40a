"""``kaona outbox``: what did not arrive, for the operator."""

from datetime import datetime

import click
from sqlalchemy.orm import Session

from bot.commands.access import opened, read_settings
from bot.commands.parameters import asks, now_option, preview_options
from bot.commands.refused import CommandRefused
from models.month.calendar import local
from models.outbox import retrying
from models.outbox.quota import messages_left
from models.tables.organization import Organization
from models.tables.outbox import Delivery


@click.command("given-up")
def given_up() -> None:
    """List the deliveries that were given up, or are held back for want of quota, each with the
    number that `outbox retry` takes, why, and what it costs.
    """
    with opened(read_settings()) as database, database.read() as session:
        found = retrying.given_up(session)
        for row in found:
            click.echo(_line(session, row))
    if not found:
        click.echo("Nothing was given up.")


@click.command("retry")
@click.argument("numbers", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="Everything that is still welcome.")
@preview_options
@now_option
def retry(numbers: tuple[int, ...], every: bool, preview: bool, yes: bool, now: datetime) -> None:
    """Send what was given up once more, if it is still welcome; the cost is shown first."""
    if not numbers and not every:
        raise click.UsageError("give the numbers that `kaona outbox given-up` shows, or --all")
    with opened(read_settings()) as database, database.begin() as session:
        found = {row.id: row for row in retrying.given_up(session)}
        wanted = []
        for number in sorted(found if every else set(numbers)):
            if number not in found:
                raise CommandRefused(f"no delivery of number {number} was given up")
            why_not = retrying.why_not_again(session, found[number], now)
            if why_not is None:
                wanted.append(found[number])
            elif not every:
                raise CommandRefused(f"delivery {number} is not sent again: {why_not}")
            else:
                click.echo(f"{number} is not sent again: {why_not}")
        if not wanted:
            raise CommandRefused("nothing that was given up is still welcome")
        _show(session, wanted, now)
        if preview:
            return
        if asks(yes) and not click.confirm("Send?"):
            raise click.Abort
        for row in wanted:
            retrying.send_again(row, now)
    click.echo(f"{len(wanted)} to be sent: `kaona scheduler` does it within half a minute.")


def _show(session: Session, wanted: list[Delivery], now: datetime) -> None:
    cost = sum(map(retrying.cost_again, wanted))
    left = messages_left(session, wanted[0].channel_id, now)
    for row in wanted:
        click.echo(_line(session, row))
    has = "" if left is None else f"; this month has {left:,} left"
    click.echo(f"{len(wanted)} to send again cost {cost:,} paid messages{has}")


def _line(session: Session, row: Delivery) -> str:
    owner = (
        session.get_one(Organization, row.organization_id).slug
        if row.organization_id is not None
        else "-"
    )
    who = retrying.recipient_name(session, row.channel_id, row.recipient)
    cost = retrying.cost_again(row)
    when = f"{local(row.failed_at or row.created_at):%Y-%m-%d %H:%M}"
    return "\t".join([str(row.id), when, owner, row.purpose, who, row.error or "-", str(cost)])
