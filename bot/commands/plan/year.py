"""``kaona plan paper``, ``carry`` and ``adopt``: a year's plan as a paper, and the next year's from
it.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import (
    FILE,
    PAPERS,
    check_new,
    check_target,
    tell_findings,
    write_paper,
    writing,
)
from bot.commands.parameters import (
    FiscalYear,
    choice_of,
    fiscal_year_option,
    make_sure,
    now_option,
    organization_option,
    yes_option,
)
from bot.commands.plan.text import carried_lines, over_line
from bot.commands.refused import CommandRefused
from models.month.adoption import CannotAdopt, adopt_plan
from models.month.rounds import is_over
from models.tables.organization import Organization
from models.tables.plan import Plan
from papers.carry_plan import CannotCarry, CarriedDraft, carry_forward
from papers.plan_paper import compose_plan_paper
from papers.result.checks.checking import check_document
from papers.result.composing import NoPlan, load_plan
from papers.result.layout import Digits, PaperLayout, changed
from plans.storing.removal import remove_plan
from plans.storing.stored import stored_document
from plans.workbooks.template import write_template


@click.command("paper")
@click.argument("file", type=FILE, metavar="OUT.{docx,pdf,xlsx,html}")
@organization_option
@fiscal_year_option
@click.option(
    "--digits", type=choice_of((Digits.ARABIC, Digits.THAI)), help="Digits of the whole paper."
)
@now_option
def paper(
    file: Path, slug: str, fiscal_year: int | None, digits: str | None, now: datetime
) -> None:
    """Write the plan as a paper: the analysis of the scores it rests on, then its measures."""
    check_target(file, *PAPERS)
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        form = changed(
            PaperLayout.of(owner.kind, owner.settings), digits=Digits(digits) if digits else None
        )
        try:
            document = compose_plan_paper(
                session, owner, fiscal_year or last_year(session, owner), now, form
            )
        except NoPlan as error:
            raise CommandRefused(str(error)) from None
        findings = check_document(document, load_plan(session, owner, document.fiscal_year))
    write_paper(file, document)
    tell_findings(findings)


@click.command("carry")
@organization_option
@click.option(
    "--to", type=FiscalYear(), required=True, help="The fiscal year of the draft, Buddhist era."
)
@click.option(
    "--from",
    "since",
    type=FiscalYear(),
    help="The plan it comes from; the last one before it unless given.",
)
@click.option("--replace", is_flag=True, help="Write a draft that is there already anew.")
@click.option(
    "--workbook",
    type=FILE,
    metavar="OUT.xlsx",
    help="Also write the draft to edit; `plan import` reads it back.",
)
@now_option
def carry(
    slug: str, to: int, since: int | None, replace: bool, workbook: Path | None, now: datetime
) -> None:
    """Draft the next plan from last year's plan, its results and the analysis of its scores;
    nothing is owed until it is adopted.
    """
    if workbook:
        check_new(workbook, ".xlsx")
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        try:
            drafted = carry_forward(session, owner, to, now, since=since, replace=replace)
        except CannotCarry as error:
            raise CommandRefused(str(error)) from None
        lines = [
            *carried_lines(drafted.carried, drafted.scores_of),
            *_reworded(drafted),
            *_gaps(drafted, to),
        ]
        if workbook:
            with writing(workbook):
                write_template(workbook, stored_document(drafted.carried.plan))
            lines.append(
                f"Wrote {workbook}: edit it, then kaona plan import {workbook} --organization "
                f"{slug}"
            )
        if is_over(session, owner, to, now):
            lines.append(over_line(to))
    for line in [*lines, f"Next: kaona plan adopt --organization {slug} --fiscal-year {to}"]:
        click.echo(line)


def _reworded(drafted: CarriedDraft) -> Iterator[str]:
    """Give the steps that were drafted before and are drafted anew."""
    for decision in drafted.carried.decisions:
        for place, text in decision.reworded.items():
            yield f"~ step {place + 1} of {decision.measure.code or decision.measure.title}: {text}"


def _gaps(drafted: CarriedDraft, to: int) -> Iterator[str]:
    """Give what a draft rests on that is older, or less, than it should be."""
    before, scored = drafted.carried.before.fiscal_year, drafted.scores_of
    if before < to - 1:
        yield f"! there is no plan of FY{to - 1} in it: it comes from that of FY{before}"
    if scored is not None and scored < to - 1:
        yield f"! no scores of FY{to - 1} are stored: those of FY{scored} are older"
    if not drafted.knows_issues:
        yield (
            f"! no question of an issue has a score in FY{scored}, so no issue is known to have "
            "scored low: "
            "kaona score import or kaona score rule, then carry again with --replace"
        )


@click.command("adopt")
@organization_option
@fiscal_year_option
@now_option
def adopt(slug: str, fiscal_year: int | None, now: datetime) -> None:
    """Adopt the draft of a plan: from then on its measures ask for reports."""
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        year = fiscal_year or _only_draft(session, owner)
        try:
            adopted = adopt_plan(session, owner, year, now)
            over = is_over(session, owner, year, now)
        except CannotAdopt as error:
            raise CommandRefused(str(error)) from None
    click.echo(
        f"Adopted the plan of FY{year}: {adopted.obligations} reports are expected in the "
        "rounds "
        "that are running."
    )
    if over:
        click.echo(over_line(year))
        return
    for code, title in adopted.without_party:
        click.echo(f"Nobody answers yet for: {code or title}")


@click.command("remove")
@organization_option
@click.option("--fiscal-year", type=FiscalYear(), required=True, help="Buddhist era: 2570 or 70.")
@yes_option
@now_option
def remove(slug: str, fiscal_year: int, yes: bool, now: datetime) -> None:
    """Remove a plan that was drafted or imported by mistake; refused when anybody has reported."""
    with opened(read_settings()) as database:
        with database.begin() as session:
            savepoint = session.begin_nested()
            shown = remove_plan(session, find_organization(session, slug), fiscal_year, now)
            savepoint.rollback()
        kind = "plan" if shown.adopted else "draft"
        question = (
            f"Remove the {kind} of FY{fiscal_year}, {shown.measures} measures and "
            f"{shown.obligations} expected reports?"
        )
        if not make_sure(question, yes):
            return
        with database.begin() as session:
            gone = remove_plan(session, find_organization(session, slug), fiscal_year, now)
    click.echo(
        f"Removed the {kind} of FY{fiscal_year}: {gone.measures} measures; agencies and groups stay"
    )


def _only_draft(session: Session, owner: Organization) -> int:
    """Return the fiscal year of the only plan that is not adopted, else of the newest plan; Refused
    when there are several drafts.
    """
    drafts = select(Plan.fiscal_year).where(
        Plan.organization_id == owner.id, Plan.adopted_at.is_(None)
    )
    years = sorted(session.scalars(drafts))
    if len(years) > 1:
        raise CommandRefused(
            f"there are drafts of {', '.join(f'FY{year}' for year in years)}: give --fiscal-year"
        )
    return years[0] if years else last_year(session, owner)


def last_year(session: Session, owner: Organization) -> int:
    """Return the fiscal year of the newest plan; Refused without one."""
    year = session.scalar(
        select(func.max(Plan.fiscal_year)).where(Plan.organization_id == owner.id)
    )
    if year is None:
        raise CommandRefused(f"{owner.slug} has no plan: import one")
    return year
