"""``kaona letters``: a drafted official letter to every agency that is overdue."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.files import tell_findings, write_file, writing
from bot.commands.parameters import Day, MonthParameter, Name, now_option, organization_option
from bot.commands.refused import CommandRefused
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.overdue import overdue_agencies
from models.tables.obligations import Round
from models.tables.organization import Organization
from papers.official_letter import Letter, Sender, file_names, texts, write_letter
from papers.result.checking import check_texts
from papers.result.layout import PaperLayout

_ANSWER_WORKING_DAYS = 5


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
    default=7,
    show_default=True,
    help="Write beyond so many days overdue.",
)
@click.option("--date", "written_on", type=Day(), help="The day of the letter; today unless given.")
@click.option(
    "--answer-by",
    type=Day(),
    help=f"The day asked for; {_ANSWER_WORKING_DAYS} working days later unless given.",
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
        _check_month(session, owner, month)
        given = {"address": address, "signer_name": signer_name, "signer_position": signer_position}
        drafted = _drafted(
            session, owner, month, now, days, written_on or local_day(now), answer_by, given
        )
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
    tell_findings(
        check_texts([(letter.agency.name, text) for letter in drafted for text in texts(letter)])
    )
    for path, letter in zip(paths, drafted, strict=True):
        write_file(path, write_letter(letter, thai_digits=digits == "thai"))
        click.echo(
            f"Wrote {path}: {len(letter.agency.reports)} reports, up to {letter.agency.days} "
            "days "
            "overdue"
        )


def _check_month(session: Session, owner: Organization, month: date) -> None:
    if (
        session.scalar(
            select(Round.id).where(Round.organization_id == owner.id, Round.month == month)
        )
        is None
    ):
        raise CommandRefused(f"{owner.slug} has no round in {month:%Y-%m}")


def _drafted(
    session: Session,
    owner: Organization,
    month: date,
    now: datetime,
    days: int,
    written_on: date,
    answer_by: date | None,
    given: dict[str, str | None],
) -> list[Letter]:
    form = PaperLayout.of(owner.kind, owner.settings)
    sender = Sender(
        name=owner.name,
        kind=owner.kind,
        address=given["address"] or "",
        phone=owner.secretariat_phone or "",
        signer_name=given["signer_name"] or form.signer_name,
        signer_position=given["signer_position"] or form.signer_position,
    )
    until = answer_by or load_working_days(
        session, written_on, written_on + timedelta(days=31), owner.id
    ).shift(written_on, _ANSWER_WORKING_DAYS)
    if until < written_on:
        raise CommandRefused(
            f"the answer is asked for by {until}, before the day of the letter, {written_on}"
        )
    found = overdue_agencies(session, owner, month, now, beyond=days)
    return [Letter(sender, agency, written_on, until) for agency in found]
