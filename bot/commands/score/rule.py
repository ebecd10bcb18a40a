"""``kaona score rule``: the rule of a year, printed, edited, and given back."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import fiscal_year_option, now_option, organization_option
from bot.commands.refused import CommandRefused
from bot.commands.score.parameters import ScoreValue, by_option, entered_by, given_year
from scores.own_rules import drop_rule, own_rule_form, store_rule
from scores.rule_form import BadRule
from scores.shipped_rules import shipped_form


@click.command("rule")
@organization_option
@fiscal_year_option
@click.option(
    "--load",
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="Store an edited rule as the organization's own.",
)
@click.option("--shipped", is_flag=True, help="Return to the rule that comes with the program.")
@click.option(
    "--threshold",
    type=ScoreValue(),
    help="Store the year's rule with another threshold of what is low (85).",
)
@by_option
@now_option
def rule(
    slug: str,
    fiscal_year: int | None,
    load: Path | None,
    shipped: bool,
    threshold: Decimal | None,
    name: str | None,
    now: datetime,
) -> None:
    """Print the rule of a year as JSON with the source of every value; store an edited one."""
    if sum((load is not None, shipped, threshold is not None)) > 1:
        raise click.UsageError("give one of --load, --shipped and --threshold")
    form = _read_json(load) if load else None
    year = given_year(fiscal_year or (form.get("fiscal_year") if form else None))
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        if threshold is not None:
            form = {
                **(own_rule_form(session, owner.id, year) or shipped_form(year)),
                "threshold": f"{threshold}",
            }
            form["sources"] = {
                **form.get("sources", {}),
                "threshold": f"The organization's own{f' ({name})' if name else ''}.",
            }
        if form is not None:
            if form.get("fiscal_year") != year:
                raise CommandRefused(
                    f"{load} is the rule of FY{form.get('fiscal_year')}, not of FY{year}"
                )
            try:
                store_rule(session, owner, form, by=entered_by(name), now=now)
            except BadRule as error:
                raise CommandRefused(str(error)) from None
            click.echo(f"Stored the rule of FY{year} for {slug}")
        elif shipped:
            dropped = drop_rule(session, owner, year, by=entered_by(name), now=now)
            click.echo(f"The rule of FY{year} is the shipped one{'' if dropped else ' already'}")
        else:
            form = own_rule_form(session, owner.id, year) or shipped_form(year)
            click.echo(json.dumps(form, ensure_ascii=False, indent=2))


def _read_json(file: Path) -> dict[str, Any]:
    try:
        form = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise CommandRefused(f"{file} is no JSON: edit what `kaona score rule` prints") from None
    if not isinstance(form, dict):
        raise CommandRefused(f"{file} is no rule: edit what `kaona score rule` prints")
    return form
