"""A group of commands that imports a command's module only when that command is run."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name: a group as it is, or where a command is found (``module:attribute``, the
    module below ``bot.commands``) and what it does in one line.

    ``--help`` prints the lines and imports nothing, so that it answers at once; the command's
    modules may therefore import at their top whatever they need. A command without a line is not
    listed.
    """

    def __init__(self, purpose: str, table: Mapping[str, click.Group | tuple[str, str]]) -> None:
        super().__init__(help=purpose, context_settings={"help_option_names": ["-h", "--help"]})
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, sorted."""
        return sorted(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, importing its module; None when there is none of that name."""
        entry = self.table.get(cmd_name)
        if not isinstance(entry, tuple):
            return entry
        module, _, attribute = entry[0].partition(":")
        found: Any = getattr(import_module(f"bot.commands.{module}"), attribute)
        assert isinstance(found, click.Command), entry
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the names and their lines without importing any of them."""
        lines = [
            (name, entry[1] if isinstance(entry, tuple) else entry.help or "")
            for name, entry in sorted(self.table.items())
        ]
        with formatter.section("Commands"):
            formatter.write_dl([line for line in lines if line[1]])


class DefaultGroup(LazyGroup):
    """A group whose first command, ``make``, may be left out: a first word that names no command
    begins its arguments. ``usage`` shows both ways.
    """

    def __init__(
        self, purpose: str, table: Mapping[str, click.Group | tuple[str, str]], usage: str
    ) -> None:
        super().__init__(purpose, table)
        self._usage = usage

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with no command's name."""
        if args and args[0] not in self.table and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways."""
        formatter.write_usage(ctx.command_path, f"{self._usage} | COMMAND [ARGS]...")
