"""The commands that run the program itself: the web process and the demo."""

from importlib import import_module

import click

from bot.settings import Settings
from bot.web_process import run


@click.command("web")
def web() -> None:
    """Serve LINE's webhook and the pages (a process of the Procfile)."""
    run(Settings.read())


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8080,
    show_default=True,
    help="Where the browser finds it.",
)
def demo(port: int) -> None:
    """Show everything on this machine, with a stand-in for LINE in the browser."""
    # By name: the demo stands above this room and knows the stand-in, which nothing here may.
    import_module("demo.run").run(port)
