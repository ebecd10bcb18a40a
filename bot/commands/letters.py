"""``kaona letters``: a drafted official letter to every agency that is overdue."""

from datetime import date, datetime
from pathlib import Path

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import tell_findings, write_file, writing
from bot.commands.parameters import Day, MonthParameter, Name, now_option, organization_option
from bot.commands.refused import CommandRefused
from papers.letters import (
    ANSWER_WORKING_DAYS,
    USUAL_DAYS,
    CannotWriteLetters,
    LetterChoices,
    check_letters,
    draft_letters,
    file_names,
)
from papers.official_letter import write_letter


@click.command("letters")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="OUTDIR")
@organization_option
@click.option(
    "--month",
    type=MonthParameter(),
    required=True,
    help="Reports of this month and before it: 2026-11.",
)
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    default=USUAL_DAYS,
    show_default=True,
    help="Write beyond so many days overdue.",
)
@click.option("--date", "written_on", type=Day(), help="The day of the letter; today unless given.")
@click.option(
    "--answer-by",
    type=Day(),
    help=f"The day asked for; {ANSWER_WORKING_DAYS} working days later unless given.",
)
@click.option("--address", type=Name(), help="The office's address.")
@click.option("--signer-name", type=Name(), help="Who signs; the report's signer unless given.")
@click.option("--signer-position", type=Name(), help="The signer's position.")
@click.option("--digits", type=click.Choice(["thai", "arabic"]), default="thai", show_default=True)
@now_option
def letters(
    folder: Path,
    slug: str,
    month: date,
    days: int,
    written_on: date | None,
    answer_by: date | None,
    address: str | None,
    signer_name: str | None,
    signer_position: str | None,
    digits: str,
    now: datetime,
) -> None:
    """Write a letter (Word) for each agency whose reports are overdue, into a folder."""
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        chosen = LetterChoices(days, written_on, answer_by, address, signer_name, signer_position)
        try:
            drafted = draft_letters(session, owner, month, now, chosen)
        except CannotWriteLetters as error:
            raise CommandRefused(str(error)) from None
    if not drafted:
        click.echo(f"No agency is more than {days} days overdue: no letter was written.")
        return
    paths = [folder / name for name in file_names(drafted)]
    if there := next((path for path in paths if path.exists()), None):
        raise CommandRefused(
            f"{there} is there already: choose another folder, so that nothing edited is lost"
        )
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    tell_findings(check_letters(drafted))
    for path, letter in zip(paths, drafted, strict=True):
        write_file(path, write_letter(letter, thai_digits=digits == "thai"))
        click.echo(
            f"Wrote {path}: {len(letter.agency.reports)} reports, up to {letter.agency.days} "
            "days "
            "overdue"
        )
