"""``kaona plan doubts`` and ``proclaim``: what only the office can say of its plan."""

from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, check_new, check_target, tell_findings, write_file
from bot.commands.parameters import (
    Day,
    Name,
    fiscal_year_option,
    now_option,
    organization_option,
)
from bot.commands.plan.year import last_year
from bot.commands.refused import CommandRefused
from bot.commands.report.access import take_edits
from bot.commands.report.options import by_option
from models.month.calendar import local_day
from models.plan_facts import NoDoubt, open_doubts, proclaim, settle_doubt
from papers.memo import memo_body, memo_of, write_memo
from papers.plan_paper import compose_plan
from papers.result.checks.checking import check_doubts, check_texts
from papers.result.composing import NoPlan, load_plan
from papers.workbook.belonging import belonging_of
from papers.workbook.writing import write_workbook


@click.command("doubts")
@organization_option
@fiscal_year_option
@click.option("--settle", "numbers", type=click.IntRange(min=1), multiple=True, help="Repeatable.")
@click.option("--by", type=Name(200), help="Who compared it with the original; kept.")
@now_option
def doubts(
    slug: str, fiscal_year: int | None, numbers: tuple[int, ...], by: str | None, now: datetime
) -> None:
    """List what the import was unsure of and nobody settled yet, each with its number; with
    --settle NUMBER --by NAME somebody stands for it.
    """
    if numbers and not by:
        raise CommandRefused("who settles it? give --by NAME")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        try:
            plan = load_plan(session, owner, fiscal_year or last_year(session, owner))
            for number in dict.fromkeys(numbers):
                settle_doubt(session, plan, number, by=by or "", now=now)
        except (NoPlan, NoDoubt) as error:
            raise CommandRefused(str(error)) from None
        found = open_doubts(plan)
    for number, doubt in found:
        grave = "!!" if doubt.get("grave") else "!"
        click.echo(f"{number}\t{grave} {doubt['kind']}: {doubt['where']}: {doubt['message']}")
    if not found:
        click.echo("No doubt is open.")


@click.command("edit")
@click.argument("file", type=FILE, metavar="FILE.xlsx")
@organization_option
@fiscal_year_option
@click.option("--replace", is_flag=True, help="Take edits of places that changed meanwhile.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@by_option
@now_option
def edit(
    file: Path,
    slug: str,
    fiscal_year: int | None,
    replace: bool,
    dry_run: bool,
    by: str | None,
    now: datetime,
) -> None:
    """Write the workbook with what the plan says in words (foreword, analysis, limits, follow-up);
    if FILE is there already, read back what was changed in it.
    """
    check_target(file, ".xlsx")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        try:
            paper = compose_plan(session, owner, fiscal_year or last_year(session, owner), now)
        except NoPlan as error:
            raise CommandRefused(str(error)) from None
        if file.exists():
            take_edits(session, owner, paper, file, now, by, replace, dry_run)
            return
        belonging = belonging_of(session, owner, paper.plan.fiscal_year)
        write_file(file, write_workbook(paper, (), belonging))
    click.echo(f"Wrote {file}: edit it, then run the same command again to read it back")


@click.command("proclaim")
@organization_option
@fiscal_year_option
@click.option("--date", "on", type=Day(), required=True, help="The day of the proclamation.")
@click.option("--signer-name", type=Name(), required=True, help="Who signed it.")
@click.option("--signer-position", type=Name(), required=True, help="The signer's position.")
@now_option
def proclaim_(
    slug: str,
    fiscal_year: int | None,
    on: date,
    signer_name: str,
    signer_position: str,
    now: datetime,
) -> None:
    """Say when and by whom the plan was proclaimed, for its paper."""
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        try:
            plan = load_plan(session, owner, fiscal_year or last_year(session, owner))
        except NoPlan as error:
            raise CommandRefused(str(error)) from None
        proclaim(session, plan, on, signer_name, signer_position, now)
        year = plan.fiscal_year
    click.echo(f"The plan of FY{year} was proclaimed on {on} by {signer_name}, {signer_position}.")


@click.command("memo")
@click.argument("file", type=FILE, metavar="OUT.docx")
@organization_option
@fiscal_year_option
@click.option("--date", "written_on", type=Day(), help="The day of the memo; today unless given.")
@now_option
def memo(
    file: Path, slug: str, fiscal_year: int | None, written_on: date | None, now: datetime
) -> None:
    """Write the covering memo (บันทึกข้อความ) with which the plan goes to whoever proclaims it."""
    check_new(file, ".docx")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        try:
            plan = load_plan(session, owner, fiscal_year or last_year(session, owner))
        except NoPlan as error:
            raise CommandRefused(str(error)) from None
        made = memo_of(owner, plan, written_on or local_day(now))
        findings = [
            *check_texts((file.name, text) for text in memo_body(made)),
            *check_doubts(plan),
        ]
    write_file(file, write_memo(made))
    click.echo(f"Wrote {file}")
    tell_findings(findings)
