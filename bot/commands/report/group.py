"""The group of ``kaona report``, whose first word may be the paper to make."""

import click

from bot.commands.lazy import LazyGroup


class ReportGroup(LazyGroup):
    """``kaona report OUT.docx`` makes the paper; a first word that names a command runs that
    instead.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with no command's name."""
        if args and args[0] not in self.table and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways."""
        formatter.write_usage(
            ctx.command_path, "OUT.{docx,pdf,xlsx,html} [OPTIONS] | COMMAND [ARGS]..."
        )
