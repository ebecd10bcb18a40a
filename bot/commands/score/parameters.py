"""What commands on scores take: codes, scores, years, and who enters them."""

import re
from decimal import Decimal
from typing import Any

import click

from bot.commands.access import machine_user
from bot.commands.parameters import Name
from scores.codes import normal_code
from scores.entering import BadScore, read_value
from scores.store import EnteredBy

LONGEST_NAME = 160
by_option = click.option(
    "--by", "name", type=Name(LONGEST_NAME), help="Who enters it, for the record."
)
part_option = click.option(
    "--part", type=click.IntRange(1, 2), help="The part of a survey held in two parts."
)


class ScoreCode(click.ParamType[str]):
    """The code of a score: overall, IIT, 9, 9.1, i1, e1, o34; Thai digits are understood."""

    name = "CODE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code as it is stored."""
        code = normal_code(str(value))
        if code is None:
            self.fail(
                f"{value!r} is no code such as overall, IIT, 9, 9.1, i1, e1 or o34", param, ctx
            )
        return code


class ScoreCodes(click.ParamType[tuple[str, ...]]):
    """Several codes, with commas between them."""

    name = "CODES"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the codes as they are stored, each once."""
        if isinstance(value, tuple):
            return value
        words = [word for word in re.split(r"[\s,]+", str(value)) if word]
        if not words:
            self.fail("give at least one code", param, ctx)
        return tuple(dict.fromkeys(ScoreCode().convert(word, param, ctx) for word in words))


class ScoreValue(click.ParamType[Decimal]):
    """A score, 0 to 100 with at most two decimals; the decimals that are typed are kept."""

    name = "SCORE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Return the score."""
        if isinstance(value, Decimal):
            return value
        try:
            return read_value(str(value))
        except BadScore as bad:
            self.fail(str(bad), param, ctx)


def entered_by(name: str | None) -> EnteredBy:
    """Return who enters at the command line: the name given, and the user of the machine where it
    has one.
    """
    return EnteredBy(": ".join(filter(None, ("command line", machine_user(), name))))


def given_year(fiscal_year: int | None) -> int:
    """Return the fiscal year that was given; wrong usage without one."""
    if fiscal_year is None:
        raise click.UsageError("give the fiscal year of the scores with --fiscal-year")
    return fiscal_year
