"""``kaona report``: the draft of a year's result report, made, checked, traced, and its form."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, PAPERS, check_new, check_target, write_made, write_paper
from bot.commands.parameters import Name, moment_option, now_option, organization_option
from bot.commands.report.access import (
    ask_links,
    check_until,
    chosen_form,
    compose_draft,
    find_version,
    interim_file,
    known_cell,
)
from bot.commands.report.options import form_options, links_option, until_option, year_option
from bot.commands.report.text import origin_lines
from papers.evidence_annex import write_annex
from papers.print.document import MarkKind
from papers.result.checks.checking import NEVER_LET_STAND, check_paper, shown_files
from papers.result.claim_marks import marked
from papers.result.layout import PaperLayout, keep_layout
from papers.result.origins import CellOrigin, trace
from papers.result.publishing import read_version


@click.command("make", hidden=True)
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
@until_option
@moment_option
def make(
    file: Path,
    slug: str,
    fiscal_year: int,
    number: int | None,
    until: date | None,
    now: datetime,
    **given: str | None,
) -> None:
    """Write the paper: the draft as it stands now, or a published version."""
    check_until(fiscal_year, until)
    file = interim_file(file, until)
    check_target(file, *PAPERS)
    if number is not None and (until or any(given.values())):
        raise click.UsageError("a published version never changes: its form cannot be chosen")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        if number is None:
            document = compose_draft(session, owner, fiscal_year, now, given, until).document
        else:
            document = read_version(find_version(session, owner, fiscal_year, number))
    write_paper(file, document)
    wrong = len(marked(document.cells(), MarkKind.WRONG))
    if wrong:
        click.echo(
            f"{wrong} figures do not add up and are marked: see `kaona report check`", err=True
        )


@click.command("check")
@organization_option
@year_option
@links_option
@until_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@moment_option
def check(
    slug: str, fiscal_year: int, no_links: bool, until: date | None, as_json: bool, now: datetime
) -> None:
    """List what stands against publishing."""
    check_until(fiscal_year, until)
    with opened(read_settings()) as database:
        ask = None if no_links else ask_links(database, slug, fiscal_year, now, until)
        with database.read() as session:
            owner = find_organization(session, slug)
            composition = compose_draft(session, owner, fiscal_year, now, {}, until)
            findings = check_paper(session, composition, ask)
    if as_json:
        listed = [
            {"kind": each.kind.value, "where": each.where, "message": each.message}
            for each in findings
        ]
        click.echo(json.dumps({"findings": listed}, ensure_ascii=False, indent=2))
        return
    for each in findings:
        click.echo(f"{each.kind.value}\t{each.where}\t{each.message}")
    hard = sum(each.kind in NEVER_LET_STAND for each in findings)
    click.echo(
        f"{len(findings)} findings, {hard} of which nobody can let stand"
        if findings
        else "Nothing found"
    )


@click.command("evidence")
@click.argument("file", type=FILE, metavar="OUT.docx")
@organization_option
@year_option
@until_option
@moment_option
def evidence(file: Path, slug: str, fiscal_year: int, until: date | None, now: datetime) -> None:
    """Write the annex of evidence for the office's file: thumbnails and SHA-256, no links; never
    for publication.
    """
    check_new(file, ".docx")
    check_until(fiscal_year, until)
    settings = read_settings()
    with opened(settings) as database, database.read() as session:
        owner = find_organization(session, slug)
        composition = compose_draft(session, owner, fiscal_year, now, {}, until)
        files = shown_files(session, composition)
        name, labels = owner.name, composition.labels
    write_made(file, lambda: write_annex(name, fiscal_year, files, labels, settings.data_dir))


@click.command("origin")
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
@until_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@moment_option
def origin(
    slug: str,
    fiscal_year: int,
    key: str,
    number: int | None,
    until: date | None,
    as_json: bool,
    now: datetime,
) -> None:
    """Show where a cell's sentences come from: which reports, whose, which evidence, accepted by
    whom.
    """
    check_until(fiscal_year, until)
    if number is not None and until is not None:
        raise click.UsageError("a published version is never an interim paper")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        if number is None:
            composition = compose_draft(session, owner, fiscal_year, now, {}, until)
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


@click.command("set")
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
    if all(value is None for value in given.values()):
        raise click.UsageError("give at least one thing to set")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        chosen = chosen_form(PaperLayout.of(owner.kind, owner.settings), given)
        form = keep_layout(session, owner, chosen, now)
    click.echo(", ".join(f"{name}={value}" for name, value in form.items()))
