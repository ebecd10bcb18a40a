"""``kaona report``: the result report of a year, made, checked, edited, published and traced."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import Name, now_option, organization_option
from bot.commands.refused import CommandRefused
from bot.commands.report.access import (
    ask_links,
    chosen_form,
    compose_draft,
    find_version,
    known_cell,
    take_edits,
)
from bot.commands.report.options import (
    KINDS,
    LET_STAND,
    ReportGroup,
    by_option,
    form_options,
    links_option,
    year_option,
)

FILE = click.Path(path_type=Path)


@click.group("report", cls=ReportGroup)
def report() -> None:
    """Make the result report of a fiscal year, check it, edit it, publish it."""


@report.command("make", hidden=True)
@click.argument("file", type=FILE, metavar="OUT.{docx,pdf,xlsx,html}")
@organization_option
@year_option
@form_options
@click.option(
    "--version",
    "number",
    type=click.IntRange(min=1),
    help="A published version instead of the draft.",
)
@now_option
def make(
    file: Path, slug: str, fiscal_year: int, number: int | None, now: datetime, **given: str | None
) -> None:
    """Write the paper: the draft as it stands now, or a published version."""
    from papers.print.rendering import CannotRender, FileKind, render
    from papers.result.publishing import read_version

    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise click.UsageError(
            f"the file's name must end in one of {', '.join('.' + each for each in KINDS)}"
        )
    if not file.parent.is_dir():
        raise CommandRefused(f"there is no folder {file.parent}")
    if number is not None and any(given.values()):
        raise click.UsageError("a published version never changes: its form cannot be chosen")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        if number is None:
            document = compose_draft(session, owner, fiscal_year, now, given).document
        else:
            document = read_version(find_version(session, owner, fiscal_year, number))
    try:
        made = render(document, FileKind(kind))
    except CannotRender as failed:
        raise CommandRefused(f"the paper could not be made: {failed}") from failed
    file.write_bytes(made)
    marked = sum(len(line.marks) for cell in document.cells() for line in cell.lines)
    click.echo(f"Wrote {file} ({len(made):,} bytes)")
    if marked:
        click.echo(
            f"{marked} figures do not add up and are marked: see `kaona report check`", err=True
        )


@report.command("check")
@organization_option
@year_option
@links_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now_option
def check(slug: str, fiscal_year: int, no_links: bool, as_json: bool, now: datetime) -> None:
    """List what stands against publishing."""
    from papers.result.checking import NEVER_LET_STAND, check_paper

    with opened(read_settings()) as database:
        ask = None if no_links else ask_links(database, slug, fiscal_year, now)
        with database.read() as session:
            composition = compose_draft(
                session, find_organization(session, slug), fiscal_year, now, {}
            )
            findings = check_paper(session, composition, ask)
    if as_json:
        told = [
            {"kind": each.kind.value, "where": each.where, "message": each.message}
            for each in findings
        ]
        click.echo(json.dumps({"findings": told}, ensure_ascii=False, indent=2))
        return
    for each in findings:
        click.echo(f"{each.kind.value}\t{each.where}\t{each.message}")
    hard = sum(each.kind in NEVER_LET_STAND for each in findings)
    click.echo(
        f"{len(findings)} findings, {hard} of which nobody can let stand"
        if findings
        else "Nothing found"
    )


@report.command("edit")
@click.argument("file", type=FILE, metavar="FILE.xlsx")
@organization_option
@year_option
@click.option(
    "--replace",
    is_flag=True,
    help="Take edits of places that changed since the workbook was written.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@by_option
@now_option
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
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("the workbook's name must end in .xlsx")
    with opened(read_settings()) as database:
        if file.exists():
            with database.begin() as session:
                take_edits(
                    session,
                    find_organization(session, slug),
                    fiscal_year,
                    file,
                    now,
                    by,
                    replace,
                    dry_run,
                )
            return
        from papers.result.checking import shown_files
        from papers.result.workbook import write_workbook

        with database.read() as session:
            composition = compose_draft(
                session, find_organization(session, slug), fiscal_year, now, {}
            )
            file.write_bytes(write_workbook(composition, shown_files(session, composition)))
    click.echo(f"Wrote {file}: edit it, then run the same command again to read it back")


@report.command("publish")
@organization_option
@year_option
@links_option
@click.option(
    "--despite", multiple=True, type=click.Choice(LET_STAND), help="Let this kind of finding stand."
)
@by_option
@now_option
def publish(
    slug: str,
    fiscal_year: int,
    no_links: bool,
    despite: tuple[str, ...],
    by: str | None,
    now: datetime,
) -> None:
    """Freeze the paper under the next version number; refused while anything stands against it."""
    from papers.result import publishing
    from papers.result.checking import FindingKind
    from papers.result.composing import NoPlan

    if no_links and "dead_link" not in despite:
        raise click.UsageError(
            "--no-links leaves dead links unseen: give --despite dead_link with it"
        )
    with opened(read_settings()) as database:
        ask = None if no_links else ask_links(database, slug, fiscal_year, now)
        with database.begin() as session:
            try:
                version = publishing.publish(
                    session,
                    find_organization(session, slug),
                    fiscal_year,
                    now=now,
                    ask=ask,
                    despite=[FindingKind(kind) for kind in despite],
                    by=by,
                )
            except NoPlan as none:
                raise CommandRefused(str(none)) from none
            except publishing.CannotPublish as refused:
                for each in refused.findings:
                    click.echo(f"{each.kind.value}\t{each.where}\t{each.message}")
                raise CommandRefused(str(refused)) from refused
            number, digest = version.number, version.digest
    click.echo(f"Published version {number} of {fiscal_year} ({digest[:12]})")
    click.echo(
        f"Next: kaona report OUT.pdf --organization {slug} --fiscal-year {fiscal_year} "
        "--version "
        f"{number}"
    )


@report.command("versions")
@organization_option
@year_option
def versions(slug: str, fiscal_year: int) -> None:
    """List the published versions."""
    from models.month.calendar import local
    from papers.result.publishing import list_versions

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


@report.command("origin")
@organization_option
@year_option
@click.option(
    "--cell", "key", required=True, help="Which cell, e.g. 1.1/summary, or part, e.g. remarks."
)
@click.option(
    "--version",
    "number",
    type=click.IntRange(min=1),
    help="Of a published version instead of the draft.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now_option
def origin(
    slug: str, fiscal_year: int, key: str, number: int | None, as_json: bool, now: datetime
) -> None:
    """Tell where a cell's sentences come from: which reports, whose, which evidence, accepted by
    whom.
    """
    from bot.commands.report.text import origin_lines
    from papers.result.origins import CellOrigin, trace

    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        if number is None:
            composition = compose_draft(session, owner, fiscal_year, now, {})
            cells = {cell.key: cell for cell in (*composition.document.cells(), *composition.parts)}
            (found,) = trace(session, composition, [cells[known_cell(key, list(cells))]])
        else:
            frozen = {
                raw["key"]: raw for raw in find_version(session, owner, fiscal_year, number).origins
            }
            found = CellOrigin.from_json(frozen[known_cell(key, list(frozen))])
    if as_json:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        return
    for line in origin_lines(found):
        click.echo(line)


@report.command("set")
@organization_option
@form_options
@click.option(
    "--scores/--no-scores", default=None, help="Sentences on scores at the end of the outcomes."
)
@click.option("--signer-name", type=Name(), help="Who signs the report.")
@click.option("--signer-position", type=Name(), help="The signer's position.")
@now_option
def set_(slug: str, now: datetime, **given: str | bool | None) -> None:
    """Keep the form of the report in the organization's settings; what is not given stays."""
    from models import audit
    from papers.result.layout import SETTING, PaperLayout

    if all(value is None for value in given.values()):
        raise click.UsageError("give at least one thing to set")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        form = chosen_form(PaperLayout.of(owner.kind, owner.settings), given).to_settings()
        owner.settings = {**owner.settings, SETTING: form}
        session.flush()
        audit.record(session, owner.id, "report.form_set", f"organization:{owner.id}", form, now)
    click.echo(", ".join(f"{name}={value}" for name, value in form.items()))
