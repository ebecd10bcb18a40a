"""``kaona score``: the ledger of ITA scores, what follows from it, and the analysis that leads to the next plan."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import Name, fiscal_year_option, now_option, organization_option
from bot.commands.refused import Refused
from bot.commands.score_parameters import LONGEST_NAME, ScoreCode, ScoreCodes, ScoreValue, entered_by

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.organization import Organization

FILE = click.Path(path_type=Path)
by_option = click.option("--by", "name", type=Name(LONGEST_NAME), help="Who enters it, for the record.")
part_option = click.option("--part", type=click.IntRange(1, 2), help="The part of a survey held in two parts.")
threshold_option = click.option(
    "--threshold", type=ScoreValue(), help="Questions below it are a shortcoming (the year's rule: 85)."
)


@click.group("score")
def score() -> None:
    """Enter ITA scores, check them, and analyse them."""


@score.command("template")
@click.argument("file", type=FILE, metavar="OUT.xlsx")
@organization_option
@fiscal_year_option
def template(file: Path, slug: str, fiscal_year: int | None) -> None:
    """Write the workbook to fill in, with what is stored; `kaona score import` reads it back."""
    from plans.score_workbook import write_score_workbook
    from reports.score_analysis import load_analysis, note_drafts

    _check_new(file, ".xlsx")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        year = fiscal_year or _scored_year(session, owner)
        analysis = load_analysis(session, owner, year)
        entries, before = _entries(session, owner, year), analysis.before.values
        write_score_workbook(file, analysis.rule, owner.name, entries, before, note_drafts(analysis))
    click.echo(f"Wrote {file} for FY{year}: {len(entries)} scores are filled in")


@score.command("import")
@click.argument("file", type=FILE)
@organization_option
@fiscal_year_option
@by_option
@now_option
def import_(file: Path, slug: str, fiscal_year: int | None, name: str | None, now: datetime) -> None:
    """Store the scores of a filled-in workbook, or of a document that prints them."""
    from bot.commands.score_text import import_lines
    from plans.score_files import read_score_file, store_score_file

    if not file.is_file():
        raise Refused(f"{file} is no file" if file.exists() else f"there is no file {file}")
    found = read_score_file(file, fiscal_year)
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        stored = store_score_file(session, owner, found, source=file.name, by=entered_by(name), now=now)
        lines = list(import_lines(found, stored, owner.name, slug))
    for line in lines:
        click.echo(line)


@score.command("set")
@click.argument("code", type=ScoreCode())
@click.argument("value", type=ScoreValue())
@part_option
@organization_option
@fiscal_year_option
@by_option
@now_option
def set_(
    code: str, value: Decimal, part: int | None, slug: str, fiscal_year: int | None, name: str | None, now: datetime
) -> None:
    """Enter one score as it is printed: `score set i1 93.66`."""
    from bot.commands.score_text import change_text
    from models.ledger import Entry, two
    from models.score_store import enter_scores

    year = _given(fiscal_year)
    _check_part(code, part)
    exponent = value.as_tuple().exponent
    entry = Entry(code, part or 0, two(value), -exponent if isinstance(exponent, int) else None)
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        changes = enter_scores(
            session, owner, {year: [entry]}, source="entered one by one", by=entered_by(name), now=now
        )
    click.echo(change_text(changes[0]) if changes else f"No difference: {code} of FY{year} is as stored")


@score.command("unset")
@click.argument("code", type=ScoreCode())
@part_option
@organization_option
@fiscal_year_option
@by_option
@now_option
def unset(code: str, part: int | None, slug: str, fiscal_year: int | None, name: str | None, now: datetime) -> None:
    """Take a score out that was entered by mistake."""
    from bot.commands.score_text import change_text
    from models.score_store import remove_score

    year = _given(fiscal_year)
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        change = remove_score(session, owner, year, code, part or 0, by=entered_by(name), now=now)
        if change is None:
            raise Refused(f"no score of {code}{f' part {part}' if part else ''} is stored for FY{year}")
    click.echo(change_text(change))


@score.command("check")
@organization_option
@fiscal_year_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(slug: str, fiscal_year: int | None, as_json: bool) -> None:
    """Recompute every score, step by step, and say what is printed otherwise."""
    from bot.commands.score_text import check_json, check_lines
    from reports.score_analysis import load_analysis

    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        analysis = load_analysis(session, owner, _stored_year(session, owner, fiscal_year))
    if as_json:
        click.echo(json.dumps(check_json(analysis), ensure_ascii=False, indent=2))
        return
    for line in check_lines(analysis):
        click.echo(line)


@score.command("analysis")
@click.argument("file", type=FILE, metavar="OUT.docx")
@organization_option
@fiscal_year_option
@threshold_option
@click.option("--thai-digits", is_flag=True, help="Write every number in Thai digits.")
def analysis_(file: Path, slug: str, fiscal_year: int | None, threshold: Decimal | None, thai_digits: bool) -> None:
    """Write the analysis by the seven issues as a Word file."""
    from reports.analysis_word import write_analysis
    from reports.score_analysis import load_analysis

    _check_new(file, ".docx")
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        year = _stored_year(session, owner, fiscal_year)
        analysis = load_analysis(session, owner, year, threshold=threshold)
    write_analysis(file, analysis, thai_digits=thai_digits)
    click.echo(f"Wrote {file} for FY{year}")
    if wrong := len(analysis.ledger.contradictions):
        click.echo(f"! {wrong} printed figures do not follow from the others: kaona score check --organization {slug}")


@score.command("whatif")
@click.option("--missing", "codes", type=ScoreCodes(), required=True, metavar="CODE,CODE…", help="E.g. o34,o35.")
@organization_option
@fiscal_year_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def whatif(codes: tuple[str, ...], slug: str, fiscal_year: int | None, as_json: bool) -> None:
    """Tell how many points of the overall score missing items cost."""
    from bot.commands.score_text import what_if_json, what_if_lines
    from models.score_store import rule_of
    from models.what_if import CannotTell, what_if

    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        year = fiscal_year or _scored_year(session, owner)
        rule, entries = rule_of(session, owner.id, year), _entries(session, owner, year)
    try:
        found = what_if(rule, entries, codes)
    except CannotTell as error:
        raise Refused(str(error)) from None
    if as_json:
        click.echo(json.dumps(what_if_json(found, year), ensure_ascii=False, indent=2))
        return
    for line in what_if_lines(found, year):
        click.echo(line)


@score.command("rule")
@organization_option
@fiscal_year_option
@click.option("--load", type=FILE, metavar="FILE.json", help="Store an edited rule as the organization's own.")
@click.option("--shipped", is_flag=True, help="Return to the rule that comes with the program.")
@by_option
@now_option
def rule(slug: str, fiscal_year: int | None, load: Path | None, shipped: bool, name: str | None, now: datetime) -> None:
    """Print the rule of a year as JSON with the source of every value; store an edited one."""
    from models.score_rule_form import BadRule
    from models.score_store import drop_rule, own_rule_form, store_rule
    from models.shipped_rules import shipped_form

    if load and shipped:
        raise click.UsageError("give --load or --shipped, not both")
    form = _read_json(load) if load else None
    year = _given(fiscal_year or (form.get("fiscal_year") if form else None))
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        if form is not None:
            if form.get("fiscal_year") != year:
                raise Refused(f"{load} is the rule of FY{form.get('fiscal_year')}, not of FY{year}")
            try:
                store_rule(session, owner, form, by=entered_by(name), now=now)
            except BadRule as error:
                raise Refused(str(error)) from None
            click.echo(f"Stored the rule of FY{year} for {slug}")
        elif shipped:
            dropped = drop_rule(session, owner, year, by=entered_by(name), now=now)
            click.echo(f"The rule of FY{year} is the shipped one{'' if dropped else ' already'}")
        else:
            own = own_rule_form(session, owner.id, year)
            click.echo(json.dumps(own or shipped_form(year), ensure_ascii=False, indent=2))


def _read_json(file: Path) -> dict[str, Any]:
    try:
        form = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(f"{file} is no JSON: edit what `kaona score rule` prints") from None
    if not isinstance(form, dict):
        raise Refused(f"{file} is no rule: edit what `kaona score rule` prints")
    return form


def _entries(session: Session, owner: Organization, year: int) -> tuple[Any, ...]:
    from models.score_store import stored_entries

    return stored_entries(session, owner.id, year)


def _scored_year(session: Session, owner: Organization) -> int:
    """Return the last year with scores; Refused without one."""
    from models.score_store import latest_scored_year

    year = latest_scored_year(session, owner.id)
    if year is None:
        raise Refused(f"no score of {owner.slug} is stored: give --fiscal-year")
    return year


def _stored_year(session: Session, owner: Organization, fiscal_year: int | None) -> int:
    """Return the year asked for, or the last one; Refused when it has no scores."""
    from models.score_store import years_with_scores

    years = years_with_scores(session, owner.id)
    if not years:
        raise Refused(f"no score of {owner.slug} is stored: kaona score import FILE --organization {owner.slug}")
    year = fiscal_year or _scored_year(session, owner)
    if year not in years:
        raise Refused(f"no score of FY{year} is stored; there are scores of {', '.join(map(str, years))}")
    return year


def _given(fiscal_year: int | None) -> int:
    if fiscal_year is None:
        raise click.UsageError("give the fiscal year of the scores with --fiscal-year")
    return fiscal_year


def _check_part(code: str, part: int | None) -> None:
    from models.score_codes import is_question

    if part and not is_question(code):
        raise click.UsageError(f"only questions have parts, not {code}")


def _check_new(file: Path, suffix: str) -> None:
    if file.suffix.lower() != suffix:
        raise click.UsageError(f"the file's name must end in {suffix}")
    if file.exists():
        raise Refused(f"{file} is there already: choose another name, so that nothing edited is lost")
