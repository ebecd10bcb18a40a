"""How commands that edit days off or schedules show what moves, and ask where people were told a
date.
"""

from collections.abc import Callable, Sequence

import click
from sqlalchemy.orm import Session

from bot.commands.parameters import F, asks
from bot.commands.refused import CommandRefused
from models.database import Database
from models.month.calendar import local_day
from models.month.moving import MovedRound, NotAgreed

Make = Callable[[Session, bool], Sequence[MovedRound]]
"""Makes a change in a session, as ``models.month.moving.change_calendar``; the flag says that
moving an announced date is agreed to.
"""


def moving_options(command: F) -> F:
    """Add ``--preview`` and ``--yes``, for a command that may move dates people were told."""
    for option in (
        click.option("--yes", is_flag=True, help="Move announced dates without being asked."),
        click.option("--preview", is_flag=True, help="Show what would move; change nothing."),
    ):
        command = option(command)
    return command


class _Shown(Exception):
    """The change was only shown; the transaction is rolled back."""


def make_or_ask(database: Database, make: Make, *, yes: bool, preview: bool) -> bool:
    """Make a change and print what it moves; when it moves an announced date, print that first and
    ask. Return whether it was made; Refused when nobody can be asked.
    """
    try:
        with database.begin() as session:
            _show(make(session, yes))
            if preview:
                raise _Shown
    except NotAgreed as asked:
        _show(asked.moved)
        if not preview and not asks(yes):
            raise CommandRefused(
                "people were told a date that would move; nothing was changed: --yes moves it"
            ) from asked
        if not preview and click.confirm("People were told a date that moves. Move it?"):
            with database.begin() as session:
                make(session, True)
            return True
    except _Shown:
        pass
    else:
        return True
    click.echo("Nothing was changed.")
    return False


def _show(moved: Sequence[MovedRound]) -> None:
    for each in moved:
        click.echo(_line(each))


def _line(moved: MovedRound) -> str:
    before, after = moved.before, moved.after
    days = [
        (name, old, new)
        for name, old, new in (
            ("opens", local_day(before.opens_at), local_day(after.opens_at)),
            ("due", before.due_on, after.due_on),
            ("closes", local_day(before.closes_at), local_day(after.closes_at)),
        )
        if old != new
    ]
    dates = ", ".join(f"{name} {old} -> {new}" for name, old, new in days) or "another hour"
    return f"{moved.organization} {moved.month:%Y-%m}: {dates}; {_whom(moved)}"


def _whom(moved: MovedRound) -> str:
    if not moved.has_begun:
        return "not begun"
    if moved.told is None:
        return "nobody was told a date"
    told = f"told: groups {moved.told.groups}, people {moved.told.people}"
    if not moved.moves_an_announced_date:
        return told
    return f"{told}; a card to each costs {moved.told.messages} messages"
