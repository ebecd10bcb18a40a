"""``kaona report``: the texts of the result report edited in a workbook, and its versions."""

from datetime import datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, check_target, write_file
from bot.commands.parameters import Name, choice_of, moment_option, organization_option
from bot.commands.refused import CommandRefused
from bot.commands.report.access import ask_links, compose_draft, known_cell, take_edits
from bot.commands.report.options import by_option, links_option, year_option
from models.month.calendar import local
from papers.result import publishing
from papers.result.checks.checking import NEVER_LET_STAND, FindingKind, shown_files
from papers.result.composing import NoPlan
from papers.result.confirming import CannotConfirm, confirm_figures
from papers.result.publishing import list_versions
from papers.workbook.belonging import belonging_of
from papers.workbook.writing import write_workbook

_LET_STAND = [kind for kind in FindingKind if kind not in NEVER_LET_STAND]


@click.command("edit")
@click.argument("file", type=FILE, metavar="FILE.xlsx")
@organization_option
@year_option
@click.option(
    "--replace",
    is_flag=True,
    help="Take edits of places that changed, or of a version that was published, since the "
    "workbook was written.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@by_option
@moment_option
def edit(
    file: Path,
    slug: str,
    fiscal_year: int,
    replace: bool,
    dry_run: bool,
    by: str | None,
    now: datetime,
) -> None:
    """Write the workbook to edit the texts in; if FILE is there already, read back what was changed
    in it.
    """
    check_target(file, ".xlsx")
    with opened(read_settings()) as database:
        if file.exists():
            with database.begin() as session:
                owner = find_organization(session, slug)
                composition = compose_draft(session, owner, fiscal_year, now, {})
                take_edits(session, owner, composition, file, now, by, replace, dry_run)
            return
        with database.read() as session:
            owner = find_organization(session, slug)
            composition = compose_draft(session, owner, fiscal_year, now, {})
            files = shown_files(session, composition)
            belonging = belonging_of(session, owner, fiscal_year)
            write_file(file, write_workbook(composition, files, belonging))
    click.echo(f"Wrote {file}: edit it, then run the same command again to read it back")


@click.command("confirm")
@organization_option
@year_option
@click.option("--cell", "key", required=True, help="Which cell, e.g. 1.1/outcome, or part.")
@click.option("--figure", type=Name(40), help="Which figure of it; all that wait unless given.")
@click.option("--by", type=Name(200), required=True, help="Who stands for it; kept in its origin.")
@moment_option
def confirm(
    slug: str, fiscal_year: int, key: str, figure: str | None, by: str, now: datetime
) -> None:
    """Stand by name for a figure that no stored score tells; one that differs from a stored score
    nobody can confirm.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        composition = compose_draft(session, owner, fiscal_year, now, {})
        known_cell(key, [state.key for state in composition.states])
        try:
            rows = confirm_figures(session, owner, composition, key, figure, now=now, by=by)
        except CannotConfirm as none:
            raise CommandRefused(str(none)) from none
        figures = [row.figure for row in rows]
    for each in figures:
        click.echo(f"{key}\t{each}\tconfirmed by {by}")


@click.command("publish")
@organization_option
@year_option
@links_option
@click.option(
    "--despite", multiple=True, type=choice_of(_LET_STAND), help="Let this kind of finding stand."
)
@by_option
@moment_option
def publish(
    slug: str,
    fiscal_year: int,
    no_links: bool,
    despite: tuple[str, ...],
    by: str | None,
    now: datetime,
) -> None:
    """Freeze the paper under the next version number; refused while anything stands against it."""
    if no_links and "dead_link" not in despite:
        raise click.UsageError(
            "--no-links leaves dead links unseen: give --despite dead_link with it"
        )
    with opened(read_settings()) as database:
        ask = None if no_links else ask_links(database, slug, fiscal_year, now)
        try:
            with database.read() as session:
                drafted = publishing.draft_version(
                    session,
                    find_organization(session, slug),
                    fiscal_year,
                    now=now,
                    ask=ask,
                    despite=[FindingKind(kind) for kind in despite],
                    by=by,
                )
            with database.begin() as session:
                version = publishing.publish(session, drafted)
                number, digest = version.number, version.digest
        except NoPlan as none:
            raise CommandRefused(str(none)) from none
        except publishing.CannotPublish as refused:
            for each in refused.findings:
                click.echo(f"{each.kind.value}\t{each.where}\t{each.message}")
            raise CommandRefused(str(refused)) from refused
    click.echo(f"Published version {number} of {fiscal_year} ({digest[:12]})")
    click.echo(
        f"Next: kaona report OUT.pdf --organization {slug} --fiscal-year {fiscal_year} "
        "--version "
        f"{number}"
    )


@click.command("versions")
@organization_option
@year_option
def versions(slug: str, fiscal_year: int) -> None:
    """List the published versions."""
    with opened(read_settings()) as database, database.read() as session:
        found = list_versions(session, find_organization(session, slug), fiscal_year)
        for each in found:
            stood = f"\tdespite {', '.join(each.despite)}" if each.despite else ""
            at = local(each.published_at).isoformat(timespec="minutes")
            click.echo(
                f"{each.number}\t{at}\t{each.published_by or '-'}\t{each.digest[:12]}{stood}"
            )
    if not found:
        click.echo("Nothing is published yet")
