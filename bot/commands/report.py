"""``kaona report``: the result report of a year, made, checked, edited, published and traced."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import FiscalYear, Name, now_option, organization_option
from bot.commands.refused import Refused

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.organization import Organization
    from models.result_report import ReportVersion
    from reports.composing import Composition
    from reports.form import Form

FILE = click.Path(path_type=Path)
KINDS = ("docx", "pdf", "xlsx", "html")
"""``reports.rendering.Kind``, and below ``reports.form`` and ``reports.checking``, written out so that --help loads no library."""
COLUMNS = ("six", "four", "followup")
DIGITS = ("auto", "arabic", "thai")
AGENCIES = ("auto", "each", "rolled_up")
LET_STAND = (
    "missing_measure",
    "empty_cell",
    "filler",
    "not_shown",
    "returned",
    "waiting",
    "changed",
    "dead_link",
    "personal_data",
)


class ReportGroup(click.Group):
    """``kaona report OUT.docx`` makes the paper; a first word that names a command runs that instead."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with no command's name."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways."""
        formatter.write_usage(ctx.command_path, "OUT.{docx,pdf,xlsx,html} [OPTIONS] | COMMAND [ARGS]...")


def year_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--fiscal-year``, without which a report is none."""
    return click.option("--fiscal-year", type=FiscalYear(), required=True, help="Buddhist era: 2570 or 70.")(command)


def form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that change the form of the paper."""
    for option in (
        click.option("--agencies", type=click.Choice(AGENCIES), help="Tell agencies one by one or rolled up."),
        click.option("--digits", type=click.Choice(DIGITS), help="Digits of the whole paper."),
        click.option("--columns", type=click.Choice(COLUMNS), help="Columns of the table."),
    ):
        command = option(command)
    return command


by_option = click.option("--by", type=Name(200), help="Who does it; kept in the history.")
links_option = click.option("--no-links", is_flag=True, help="Do not ask over the network whether links open.")


@click.group("report", cls=ReportGroup)
def report() -> None:
    """Make the result report of a fiscal year, check it, edit it, publish it."""


@report.command("make", hidden=True)
@click.argument("file", type=FILE, metavar="OUT.{docx,pdf,xlsx,html}")
@organization_option
@year_option
@form_options
@click.option("--version", "number", type=click.IntRange(min=1), help="A published version instead of the draft.")
@now_option
def make(file: Path, slug: str, fiscal_year: int, number: int | None, now: datetime, **given: str | None) -> None:
    """Write the paper: the draft as it stands now, or a published version."""
    from reports.publishing import read_version
    from reports.rendering import CannotRender, Kind, render

    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise click.UsageError(f"the file's name must end in one of {', '.join('.' + each for each in KINDS)}")
    if not file.parent.is_dir():
        raise Refused(f"there is no folder {file.parent}")
    if number is not None and any(given.values()):
        raise click.UsageError("a published version never changes: its form cannot be chosen")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        if number is None:
            document = _compose(session, owner, fiscal_year, now, given).document
        else:
            document = read_version(_version(session, owner, fiscal_year, number))
    try:
        made = render(document, Kind(kind))
    except CannotRender as failed:
        raise Refused(f"the paper could not be made: {failed}") from failed
    file.write_bytes(made)
    marked = sum(len(line.marks) for cell in document.cells() for line in cell.lines)
    click.echo(f"Wrote {file} ({len(made):,} bytes)")
    if marked:
        click.echo(f"{marked} figures do not add up and are marked: see `kaona report check`", err=True)


@report.command("check")
@organization_option
@year_option
@links_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now_option
def check(slug: str, fiscal_year: int, no_links: bool, as_json: bool, now: datetime) -> None:
    """List what stands against publishing."""
    from reports.checking import NEVER_LET_STAND, check_report
    from reports.links import ask_network

    with opened(read_settings()) as database, database.read() as session:
        composition = _compose(session, find_organization(session, slug), fiscal_year, now, {})
        findings = check_report(session, composition, None if no_links else ask_network)
    if as_json:
        told = [{"kind": each.kind.value, "where": each.where, "message": each.message} for each in findings]
        click.echo(json.dumps({"findings": told}, ensure_ascii=False, indent=2))
        return
    for each in findings:
        click.echo(f"{each.kind.value}\t{each.where}\t{each.message}")
    hard = sum(each.kind in NEVER_LET_STAND for each in findings)
    click.echo(f"{len(findings)} findings, {hard} of which nobody can let stand" if findings else "Nothing found")


@report.command("edit")
@click.argument("file", type=FILE, metavar="FILE.xlsx")
@organization_option
@year_option
@click.option("--replace", is_flag=True, help="Take edits of places that changed since the workbook was written.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@by_option
@now_option
def edit(file: Path, slug: str, fiscal_year: int, replace: bool, dry_run: bool, by: str | None, now: datetime) -> None:
    """Write the workbook to edit the texts in; if FILE is there already, read back what was changed in it."""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("the workbook's name must end in .xlsx")
    with opened(read_settings()) as database:
        if file.exists():
            with database.begin() as session:
                _take_edits(session, find_organization(session, slug), fiscal_year, file, now, by, replace, dry_run)
            return
        from reports.checking import shown_files
        from reports.workbook import write_workbook

        with database.read() as session:
            composition = _compose(session, find_organization(session, slug), fiscal_year, now, {})
            file.write_bytes(write_workbook(composition, shown_files(session, composition)))
    click.echo(f"Wrote {file}: edit it, then run the same command again to read it back")


@report.command("publish")
@organization_option
@year_option
@links_option
@click.option("--despite", multiple=True, type=click.Choice(LET_STAND), help="Let this kind of finding stand.")
@by_option
@now_option
def publish(
    slug: str, fiscal_year: int, no_links: bool, despite: tuple[str, ...], by: str | None, now: datetime
) -> None:
    """Freeze the paper under the next version number; refused while anything stands against it."""
    from reports import publishing
    from reports.checking import FindingKind, answered
    from reports.composing import NothingToReport
    from reports.links import ask_network

    if no_links and "dead_link" not in despite:
        raise click.UsageError("--no-links leaves dead links unseen: give --despite dead_link with it")
    with opened(read_settings()) as database:
        ask = None
        if not no_links:
            with database.read() as session:
                composition = _compose(session, find_organization(session, slug), fiscal_year, now, {})
            ask = answered(composition, ask_network)  # outside any transaction: it waits for the network
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
            except NothingToReport as none:
                raise Refused(str(none)) from none
            except publishing.CannotPublish as refused:
                for each in refused.findings:
                    click.echo(f"{each.kind.value}\t{each.where}\t{each.message}")
                raise Refused(str(refused)) from refused
            number, digest = version.number, version.digest
    click.echo(f"Published version {number} of {fiscal_year} ({digest[:12]})")
    click.echo(f"Next: kaona report OUT.pdf --organization {slug} --fiscal-year {fiscal_year} --version {number}")


@report.command("versions")
@organization_option
@year_option
def versions(slug: str, fiscal_year: int) -> None:
    """List the published versions."""
    from models.calendar import local
    from reports.publishing import list_versions

    with opened(read_settings()) as database, database.read() as session:
        found = list_versions(session, find_organization(session, slug), fiscal_year)
        for each in found:
            stood = f"\tdespite {', '.join(each.despite)}" if each.despite else ""
            at = local(each.published_at).isoformat(timespec="minutes")
            click.echo(f"{each.number}\t{at}\t{each.published_by or '-'}\t{each.digest[:12]}{stood}")
    if not found:
        click.echo("Nothing is published yet")


@report.command("origin")
@organization_option
@year_option
@click.option("--cell", "key", required=True, help="Which cell, e.g. 1.1/summary, or part, e.g. remarks.")
@click.option("--version", "number", type=click.IntRange(min=1), help="Of a published version instead of the draft.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now_option
def origin(slug: str, fiscal_year: int, key: str, number: int | None, as_json: bool, now: datetime) -> None:
    """Tell where a cell's sentences come from: which reports, whose, which evidence, accepted by whom."""
    from bot.commands.report_text import origin_lines
    from reports.origins import CellOrigin, trace

    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        if number is None:
            composition = _compose(session, owner, fiscal_year, now, {})
            cells = {cell.key: cell for cell in (*composition.document.cells(), *composition.parts)}
            (found,) = trace(session, composition, [cells[_known_cell(key, list(cells))]])
        else:
            frozen = {raw["key"]: raw for raw in _version(session, owner, fiscal_year, number).origins}
            found = CellOrigin.from_json(frozen[_known_cell(key, list(frozen))])
    if as_json:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        return
    for line in origin_lines(found):
        click.echo(line)


@report.command("set")
@organization_option
@form_options
@click.option("--scores/--no-scores", default=None, help="Sentences on scores at the end of the outcomes.")
@click.option("--signer-name", type=Name(), help="Who signs the report.")
@click.option("--signer-position", type=Name(), help="The signer's position.")
@now_option
def set_(slug: str, now: datetime, **given: str | bool | None) -> None:
    """Keep the form of the report in the organization's settings; what is not given stays."""
    from models import audit
    from reports.form import SETTING, Form

    if all(value is None for value in given.values()):
        raise click.UsageError("give at least one thing to set")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        form = _form(Form.of(owner.kind, owner.settings), given).to_settings()
        owner.settings = {**owner.settings, SETTING: form}
        session.flush()
        audit.record(session, owner.id, "report.form_set", f"organization:{owner.id}", form, now)
    click.echo(", ".join(f"{name}={value}" for name, value in form.items()))


def _compose(
    session: Session, owner: Organization, fiscal_year: int, now: datetime, given: dict[str, Any]
) -> Composition:
    from reports.composing import NothingToReport, compose
    from reports.form import Form

    try:
        return compose(session, owner, fiscal_year, now, _form(Form.of(owner.kind, owner.settings), given))
    except NothingToReport as none:
        raise Refused(str(none)) from none


def _form(form: Form, given: dict[str, Any]) -> Form:
    from reports.form import ColumnSet, Digits, Telling, changed

    kinds: dict[str, Callable[[str], Any]] = {"columns": ColumnSet, "digits": Digits, "agencies": Telling}
    chosen = {
        name: kinds[name](value) if name in kinds else value for name, value in given.items() if value is not None
    }
    return changed(form, **chosen)


def _known_cell(key: str, keys: list[str]) -> str:
    if key not in keys:
        raise Refused(f"the report has no cell {key!r}; there are: {', '.join(keys[:60])}")
    return key


def _version(session: Session, owner: Organization, fiscal_year: int, number: int) -> ReportVersion:
    from reports.publishing import list_versions

    found = {version.number: version for version in list_versions(session, owner, fiscal_year)}
    if number not in found:
        there = f"there are: {', '.join(map(str, found))}" if found else "nothing is published yet"
        raise Refused(f"there is no version {number} of {fiscal_year}; {there}")
    return found[number]


def _take_edits(
    session: Session,
    owner: Organization,
    fiscal_year: int,
    file: Path,
    now: datetime,
    by: str | None,
    replace: bool,
    dry_run: bool,
) -> None:
    from bot.commands.report_text import edit_lines
    from reports.checking import shown_files
    from reports.editing import StaleEdits, apply_edits
    from reports.workbook import BadWorkbook, read_workbook

    composition = _compose(session, owner, fiscal_year, now, {})
    try:
        read = read_workbook(file, composition, shown_files(session, composition))
    except BadWorkbook as bad:
        raise Refused(str(bad)) from bad
    for line in edit_lines(read):
        click.echo(line)
    if dry_run:
        return
    try:
        apply_edits(session, owner, composition, read, now=now, by=by, replace=replace)
    except StaleEdits as stale:
        raise Refused(f"{stale}; write a new workbook, or --replace takes this one") from stale
