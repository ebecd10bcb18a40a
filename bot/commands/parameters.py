"""The kinds of values the command line takes; what does not fit is wrong usage (exit 2)."""

import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

import click

from bot.clock import utc_now
from bot.commands.refused import CommandRefused
from models.month.calendar import BANGKOK
from plans.reading.choosing import PlanChoice
from thai.cleaning import clean
from thai.dates import BUDDHIST_OFFSET, full_year, parse_date
from thai.numbers import to_arabic_digits

LONGEST_NAME = 300
LONGEST_PHONE = 60
CALENDAR = range(2000, 2100)
"""The years (common era) anybody can mean: beyond them stands a slip of the finger."""
_SLUG = re.compile(r"[a-z0-9-]{2,64}")
F = TypeVar("F", bound=Callable[..., Any])


class MomentParameter(click.ParamType[datetime]):
    """An ISO 8601 moment; without a time zone it is Bangkok time."""

    name = "ISO8601"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
            if moment.year not in CALENDAR:
                raise ValueError(value)
        except ValueError:
            self.fail(f"{value!r} is no moment like 2026-11-20T09:00:00+07:00", param, ctx)
        return (moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)).astimezone(UTC)


class FiscalYear(click.ParamType[int]):
    """A fiscal year: 2570, 70 or in Thai digits, Buddhist era; four digits of the common era are
    understood.
    """

    name = "BE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the Buddhist-era year."""
        digits = to_arabic_digits(clean(str(value)))
        try:
            if re.fullmatch(r"[0-9]{2}|[0-9]{4}", digits):
                year = full_year(int(digits))
                if year - BUDDHIST_OFFSET in CALENDAR:
                    return year
        except ValueError:
            pass
        self.fail(f"{value!r} is no fiscal year like 2570 or 70", param, ctx)


class Day(click.ParamType[date]):
    """A day: ISO 8601, or as Thai officials write it ("31/12/2570")."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day (a day in Bangkok)."""
        found = value if isinstance(value, date) else parse_date(str(value))
        if found is None:
            self.fail(
                f"{value!r} is no day like 2026-12-31 or 31/12/{2026 + BUDDHIST_OFFSET}", param, ctx
            )
        return found


class MonthParameter(click.ParamType[date]):
    """A month: ISO 8601, or as Thai officials write it ("11/2569", "พ.ย. 69")."""

    name = "MONTH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the first day of the month."""
        if isinstance(value, date):
            return value
        digits = to_arabic_digits(clean(str(value)))
        iso = re.fullmatch(r"(\d{4})-(\d{1,2})", digits)
        found = parse_date(
            f"{digits}-1" if iso else f"1/{digits}" if "/" in digits else f"1 {digits}"
        )
        if found is None:
            self.fail(
                f"{value!r} is no month like 2026-11 or 11/{2026 + BUDDHIST_OFFSET}", param, ctx
            )
        return found


class Name(click.ParamType[str]):
    """A name as it will be shown: cleaned, not empty, not longer than the table holds."""

    name = "NAME"

    def __init__(self, longest: int = LONGEST_NAME) -> None:
        self._longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the cleaned name."""
        shown = (each for each in clean(str(value)) if each.isprintable() or each.isspace())
        text = clean("".join(shown))
        if not text:
            self.fail("it is empty", param, ctx)
        if len(text) > self._longest:
            self.fail(f"it is longer than {self._longest} letters", param, ctx)
        return text


class Slug(click.ParamType[str]):
    """An organization's name in addresses and commands."""

    name = "SLUG"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the slug."""
        if not _SLUG.fullmatch(str(value)):
            self.fail(f"{value!r} must be 2 to 64 of a-z, 0-9 and -", param, ctx)
        return str(value)


def choice_of(members: Iterable[StrEnum]) -> click.Choice[str]:
    """Return the choice among values of an enumeration; ``click.Choice`` would take its names."""
    return click.Choice([member.value for member in members])


def fiscal_year_option(command: F) -> F:
    """Add ``--fiscal-year``."""
    return click.option("--fiscal-year", type=FiscalYear(), help="Buddhist era: 2570 or 70.")(
        command
    )


def choice_options(command: F) -> F:
    """Add ``--plan`` and ``--sheet``, for a command that reads a document which may hold several
    plans; the command takes ``choice``.
    """

    @click.option(
        "--plan",
        "number",
        type=click.IntRange(min=1),
        help="Which plan, as the refusal lists them.",
    )
    @click.option("--sheet", help="Read this sheet of the workbook only.")
    @wraps(command)
    def choosing(*args: Any, number: int | None, sheet: str | None, **given: Any) -> Any:
        return command(*args, choice=PlanChoice(number, sheet), **given)

    return choosing  # type: ignore[return-value]


def organization_option(command: F) -> F:
    """Add ``--organization``."""
    option = click.option(
        "--organization", "slug", type=Slug(), required=True, help="The organization's slug."
    )
    return option(command)


def now_option(command: F) -> F:
    """Add ``--now``, which tests need and nobody else: the present moment unless it is given."""
    return click.option("--now", type=MomentParameter(), default=utc_now, hidden=True)(command)


def moment_option(command: F) -> F:
    """Add ``--now`` in sight, for papers: the moment they are made at."""
    return click.option(
        "--now",
        type=MomentParameter(),
        default=utc_now,
        help="Make it as at this moment: 2027-04-05T09:00 (Bangkok time); now unless given.",
    )(command)


def preview_options(command: F) -> F:
    """Add ``--preview`` and ``--yes``, for a command that shows a difference before it stores."""
    for option in (
        click.option(
            "--yes", is_flag=True, help="Do not ask. Without a terminal nothing is asked."
        ),
        click.option("--preview", is_flag=True, help="Show what would change; store nothing."),
    ):
        command = option(command)
    return command


def yes_option(command: F) -> F:
    """Add ``--yes``, for a command that has to be told so where nobody can be asked
    (``make_sure``).
    """
    return click.option("--yes", is_flag=True, help="Do not ask. Without a terminal it is needed.")(
        command
    )


def make_sure(question: str, yes: bool) -> bool:
    """Return whether to go on: ``--yes`` was given or somebody at a terminal agrees; Refused where
    nobody can be asked.
    """
    if yes:
        return True
    if not asks(yes):
        raise CommandRefused(f"nothing was changed: {question} Without a terminal give --yes")
    if click.confirm(question):
        return True
    click.echo("Nothing was changed.")
    return False


def asks(yes: bool) -> bool:
    """Return whether somebody at a terminal is to be asked before anything is stored."""
    return not yes and sys.stdin.isatty() and sys.stdout.isatty()
