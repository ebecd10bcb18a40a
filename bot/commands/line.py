"""``kaona line``: the LINE channel, checked and set up."""

import click

from bot.commands.access import opened, read_settings
from bot.commands.refused import CommandRefused
from bot.line.setup import BY_HAND, SetupMark, check_channel
from bot.program import Program
from bot.settings import Settings


@click.command("setup")
def setup() -> None:
    """Make the rich menus and check the channel."""
    set_up(read_settings())


def set_up(settings: Settings) -> None:
    """Check and set up the channel, printing a checklist; Refused when something is left amiss,
    ChannelRefused when LINE cannot be spoken to.
    """
    with opened(settings.require_line()):
        pass  # one line about missing migrations, before anything is changed at LINE
    program = Program(settings)
    problems = 0
    try:
        for finding in check_channel(program):
            problems += finding.mark is SetupMark.PROBLEM
            click.echo(f"{finding.mark:<8} {finding.text}")
    finally:
        program.close()
    click.echo("\nTo be looked at by hand, LINE has no API for it:")
    for each in BY_HAND:
        click.echo(f"- {each}")
    if problems:
        raise CommandRefused(
            f"{problems} of the checks above found a problem"
            if problems > 1
            else "a check above found a problem"
        )
