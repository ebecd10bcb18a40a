"""How a list is printed: an empty one says so."""

from collections.abc import Iterable

import click


def echo_list(lines: Iterable[str], when_empty: str) -> None:
    """Print the lines of a list, or one English sentence (without its dot) when there are none."""
    for line in list(lines) or [f"{when_empty}."]:
        click.echo(line)
