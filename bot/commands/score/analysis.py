"""``kaona score``: the ledger of ITA scores, what follows from it, and the analysis that leads to
the next plan.
"""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import FILE, PAPERS, check_new, tell_findings, write_paper, writing
from bot.commands.parameters import choice_of, fiscal_year_option, now_option, organization_option
from bot.commands.refused import CommandRefused
from bot.commands.score.parameters import ScoreCodes, ScoreValue
from bot.commands.score.text import check_json, check_lines, what_if_json, what_if_lines
from models.tables.organization import Organization
from papers.analysis.paper import compose_analysis
from papers.analysis.score_analysis import load_analysis, note_drafts
from papers.result.checks.checking import check_document
from papers.result.layout import Digits, PaperLayout
from papers.result.score_claims import printed_faults
from plans.workbooks.score_workbook import write_score_workbook
from scores.own_rules import rule_of
from scores.store import latest_scored_year, stored_entries, years_with_scores
from scores.what_if import CannotTell, lacking, what_if

threshold_option = click.option(
    "--threshold",
    type=ScoreValue(),
    help="Questions below it are a shortcoming (the year's rule: 85).",
)


@click.command("template")
@click.argument("file", type=FILE, metavar="OUT.xlsx")
@organization_option
@fiscal_year_option
def template(file: Path, slug: str, fiscal_year: int | None) -> None:
    """Write the workbook to fill in, with what is stored; `kaona score import` reads it back."""
    check_new(file, ".xlsx")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        year = fiscal_year or _scored_year(session, owner)
        analysis = load_analysis(session, owner, year)
        entries, before = _entries(session, owner, year), analysis.before.values
        with writing(file):
            write_score_workbook(
                file, analysis.rule, owner.name, entries, before, note_drafts(analysis)
            )
    click.echo(f"Wrote {file} for FY{year}: {len(entries)} scores are filled in")


@click.command("check")
@organization_option
@fiscal_year_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(slug: str, fiscal_year: int | None, as_json: bool) -> None:
    """Recompute every score, step by step, and say what is printed otherwise, in the scores or in
    an imported report.
    """
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        analysis = load_analysis(session, owner, _stored_year(session, owner, fiscal_year))
        faults = printed_faults(session, owner, analysis.fiscal_year)
    if as_json:
        click.echo(json.dumps(check_json(analysis, faults), ensure_ascii=False, indent=2))
        return
    for line in check_lines(analysis, faults):
        click.echo(line)


@click.command("analysis")
@click.argument("file", type=FILE, metavar="OUT.{docx,pdf,xlsx,html}")
@organization_option
@fiscal_year_option
@threshold_option
@click.option(
    "--digits",
    type=choice_of((Digits.ARABIC, Digits.THAI)),
    help="Digits of the whole paper; the organization's unless given.",
)
@now_option
def analysis_(
    file: Path,
    slug: str,
    fiscal_year: int | None,
    threshold: Decimal | None,
    digits: str | None,
    now: datetime,
) -> None:
    """Write the analysis by the seven issues as a paper."""
    check_new(file, *PAPERS)
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        year = _stored_year(session, owner, fiscal_year)
        analysis = load_analysis(session, owner, year, threshold=threshold)
        usual = PaperLayout.of(owner.kind, owner.settings).digits
    paper = compose_analysis(analysis, now, thai_digits=(digits or usual) == Digits.THAI)
    write_paper(file, paper)
    tell_findings(check_document(paper))
    if wrong := len(analysis.ledger.contradictions):
        click.echo(
            f"! {wrong} printed figures do not follow from the others: kaona score check "
            f"--organization {slug}"
        )


@click.command("whatif")
@click.option(
    "--missing",
    "codes",
    type=ScoreCodes(),
    metavar="CODE,CODE…",
    help="E.g. o34,o35; unless given, the open-data items that are stored below 100.",
)
@organization_option
@fiscal_year_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def whatif(
    codes: tuple[str, ...] | None, slug: str, fiscal_year: int | None, as_json: bool
) -> None:
    """Show how many points of the overall score missing items cost."""
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        year = fiscal_year or _scored_year(session, owner)
        rule_, entries = rule_of(session, owner.id, year), _entries(session, owner, year)
    missing = codes or lacking(rule_, entries)
    if not missing:
        raise CommandRefused(
            f"no open-data item of FY{year} is known to lack points: name them with --missing"
        )
    try:
        found = what_if(rule_, entries, missing)
    except CannotTell as error:
        raise CommandRefused(str(error)) from None
    if as_json:
        click.echo(json.dumps(what_if_json(found, year), ensure_ascii=False, indent=2))
        return
    for line in what_if_lines(found, rule_):
        click.echo(line)


def _entries(session: Session, owner: Organization, year: int) -> tuple[Any, ...]:
    return stored_entries(session, owner.id, year)


def _scored_year(session: Session, owner: Organization) -> int:
    """Return the last year with scores; Refused without one."""
    year = latest_scored_year(session, owner.id)
    if year is None:
        raise CommandRefused(f"no score of {owner.slug} is stored: give --fiscal-year")
    return year


def _stored_year(session: Session, owner: Organization, fiscal_year: int | None) -> int:
    """Return the year asked for, or the last one; Refused when it has no scores."""
    years = years_with_scores(session, owner.id)
    if not years:
        raise CommandRefused(
            f"no score of {owner.slug} is stored: kaona score import FILE --organization "
            f"{owner.slug}"
        )
    year = fiscal_year or _scored_year(session, owner)
    if year not in years:
        raise CommandRefused(
            f"no score of FY{year} is stored; there are scores of {', '.join(map(str, years))}"
        )
    return year
