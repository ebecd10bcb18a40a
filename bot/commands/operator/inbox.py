"""``kaona inbox``: what came in and met a bug, for the operator."""

import click

from bot.commands.access import opened, read_settings
from bot.commands.refused import CommandRefused
from models.month.calendar import local
from models.outbox.retrying import failed_events, handle_again, recipient_name
from models.tables.conversation import InboxEvent


@click.command("failed")
def failed() -> None:
    """List the events that were put aside after a bug, each with the number that `inbox retry`
    takes.
    """
    with opened(read_settings()) as database, database.read() as session:
        found = failed_events(session)
        for event, key in found:
            who = recipient_name(session, event.channel_id, key)
            click.echo(
                f"{event.id}\t{local(event.received_at):%Y-%m-%d %H:%M}\t{_kind(event)}\t{who}"
            )
    if not found:
        click.echo("No event has failed.")


@click.command("retry")
@click.argument("numbers", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="Every event that failed.")
def retry(numbers: tuple[int, ...], every: bool) -> None:
    """Handle failed events once more, when the bug was mended. Each answer is a push: one paid
    message.
    """
    if not numbers and not every:
        raise click.UsageError("give the numbers that `kaona inbox failed` shows, or --all")
    with opened(read_settings()) as database, database.begin() as session:
        found = {event.id: event for event, _ in failed_events(session)}
        for number in numbers:
            if number not in found:
                raise CommandRefused(f"no event of number {number} has failed")
            if found[number].payload is None:
                raise CommandRefused(f"the words of event {number} were cleared away")
        wanted = list(found.values()) if every else [found[number] for number in set(numbers)]
        count = sum(handle_again(event) for event in wanted)
    click.echo(f"{count} to be handled again, at most {count} paid messages: `kaona web` does it.")


def _kind(event: InboxEvent) -> str:
    return str((event.payload or {}).get("type", "cleared away"))
