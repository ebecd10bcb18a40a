"""The files commands read and write: what is checked before any work is done, and papers made."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from getpass import getuser
from pathlib import Path

import click
from xlsxwriter.exceptions import FileCreateError

from bot.commands.refused import CommandRefused
from papers.print.document import Document
from papers.print.rendering import CannotRender, PaperFormat, render
from papers.result.annex import annex_name, annex_of
from papers.result.checks.checking import Finding

FILE = click.Path(path_type=Path)
_OFFICE = Path("/srv/kaona")
"""Where a server of one's own keeps documents and papers (README, deploy/kaona)."""
PAPERS = tuple(f".{kind}" for kind in PaperFormat)


def check_source(file: Path) -> None:
    """Refused when there is no such file, or this user may not read it."""
    try:
        if file.is_file():
            file.open("rb").close()
            return
        why = f"{file} is no file" if file.exists() else f"there is no file {file}"
    except OSError as error:
        why = f"the user {getuser()} cannot read {file}: {error.strerror}"
        why += f"; copy it to a folder of theirs, such as {_OFFICE}" if _OFFICE.is_dir() else ""
    raise CommandRefused(why)


def check_target(file: Path, *suffixes: str) -> None:
    """Wrong usage when a file's name ends in none of these, Refused when it has no folder."""
    if file.suffix.lower() not in suffixes:
        one_of = "one of " if len(suffixes) > 1 else ""
        raise click.UsageError(f"the file's name must end in {one_of}{', '.join(suffixes)}")
    if not file.absolute().parent.is_dir():
        raise CommandRefused(f"there is no folder {file.parent}")


def check_new(file: Path, *suffixes: str) -> None:
    """``check_target``, and Refused when the file is there already."""
    check_target(file, *suffixes)
    if file.exists():
        raise CommandRefused(
            f"{file} is there already: choose another name, so that nothing filled in is lost"
        )


def write_paper(file: Path, document: Document) -> None:
    """Write a paper as the kind of file its name asks for, and its annex, if it has one, as a
    workbook beside it.
    """
    kind = PaperFormat(file.suffix.lower().removeprefix("."))
    write_made(file, lambda: render(replace(document, annex=()), kind))
    if (annex := annex_of(document)) is not None:
        beside = file.with_name(annex_name(file.stem))
        write_made(beside, lambda: render(annex, PaperFormat.EXCEL))


def tell_findings(findings: Iterable[Finding]) -> None:
    """Print what is to be looked at in a paper that was written, whichever it is."""
    for each in findings:
        click.echo(f"! {each.kind.value}: {each.where}: {each.message}", err=True)


def write_made(file: Path, make: Callable[[], bytes]) -> None:
    """Write what a worker process makes, and print how large it is; Refused when it fails."""
    try:
        made = make()
    except CannotRender as failed:
        raise CommandRefused(f"the paper could not be made: {failed}") from failed
    write_file(file, made)
    click.echo(f"Wrote {file} ({len(made):,} bytes)")


def write_file(file: Path, made: bytes) -> None:
    """Write a whole file; Refused, in one line, when it cannot be written."""
    with writing(file):
        file.write_bytes(made)


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Around everything that writes a file or makes a folder: Refused, in one line that names it,
    when it cannot.
    """
    try:
        yield
    except (OSError, FileCreateError) as error:
        # XlsxWriter raises its own kind and keeps the system's inside.
        inner = next((arg for arg in error.args if isinstance(arg, OSError)), error)
        why = getattr(inner, "strerror", None) or str(inner)
        raise CommandRefused(
            f"{file} cannot be written by the user {getuser()}: {why}; name a file elsewhere"
        ) from error
