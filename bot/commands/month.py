"""``kaona month preview`` and ``kaona slot forget``: what goes when, to whom, at what cost."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click

from bot.commands.access import find_organization, opened, read_settings
from bot.commands.parameters import (
    MonthParameter,
    choice_of,
    make_sure,
    now_option,
    organization_option,
    yes_option,
)
from bot.commands.refused import CommandRefused
from bot.slots import forget_slots
from models.month.calendar import local
from models.month.planned import Planned, PlannedJob
from scheduler.preview import look_ahead, months_ahead
from scheduler.slots import Job

_NAMED = 10


@click.command("preview")
@organization_option
@click.option("--month", type=MonthParameter(), help="One month: 2026-11. Else what is to come.")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
@now_option
def preview(slug: str, month: date | None, as_json: bool, now: datetime) -> None:
    """Look ahead: what goes when, to whom, at what cost in paid messages. Nothing is sent.

    It is what would go if nobody reported, came or left until then.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug)
        planned = look_ahead(session, owner, [month] if month else months_ahead(now), now)
    if month is None:
        planned = [each for each in planned if each.state in (Planned.AHEAD, Planned.WAITING)]
    if as_json:
        click.echo(json.dumps(_as_value(slug, planned, now), ensure_ascii=False))
        return
    for each in planned:
        click.echo(_line(each))
    click.echo(f"{_cost(planned)} in all; nothing was sent.")


@click.command("forget")
@click.argument("month", type=MonthParameter())
@click.argument("jobs", type=choice_of(Job), nargs=-1, metavar="[JOB]...")
@organization_option
@yes_option
@now_option
def forget(month: date, jobs: tuple[str, ...], slug: str, yes: bool, now: datetime) -> None:
    """Forget that the jobs of a month (all, or those named) were done or skipped: those that are
    still welcome are done again. Shows first what would be sent again, and its cost.
    """
    chosen = [Job(job) for job in jobs] or list(Job)
    with opened(read_settings()) as database:
        with database.begin() as session:
            owner = find_organization(session, slug)
            savepoint = session.begin_nested()
            count = forget_slots(session, owner, month, chosen)
            planned = look_ahead(session, owner, [month], now)
            savepoint.rollback()
        if not count:
            raise CommandRefused(f"no such slot of {month:%Y-%m} was done or skipped")
        again = [each for each in planned if each.job in chosen and each.month is not None]
        for each in again:
            click.echo(_line(each))
        click.echo(f"{_cost(again)} would be sent again.")
        if not make_sure(f"Forget {count} slots of {month:%Y-%m}?", yes):
            return
        with database.begin() as session:
            owner = find_organization(session, slug, to_change=True)
            count = forget_slots(session, owner, month, chosen)
    click.echo(f"Forgotten: {count} slots of {month:%Y-%m}; the next tick looks at them anew.")


def _line(planned: PlannedJob) -> str:
    """One job: when, which, of which month, where it stands, to whom."""
    at = f"{local(planned.at):%Y-%m-%d %H:%M}" if planned.at else "-"
    month = f"{planned.month:%Y-%m}" if planned.month else "-"
    return "\t".join([at, planned.job, month, planned.state.value, _to(planned)])


def _to(planned: PlannedJob) -> str:
    if planned.state not in (Planned.AHEAD, Planned.WAITING):
        return "-"
    if not planned.to:
        return "nobody"
    names = [
        each.name or f"a group of {each.messages or '?'}" for each in planned.to if not each.is_free
    ]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    free = sum(each.is_free for each in planned.to)
    later = f"; {free} with their next answer" if free else ""
    return f"{_cost([planned])}: {', '.join(names[:_NAMED]) or 'nobody'}{more}{later}"


def _cost(planned: Sequence[PlannedJob]) -> str:
    """The sum of paid messages, in words."""
    total = sum(each.messages for each in planned)
    unknown = sum(to.messages is None for each in planned for to in each.to)
    words = f"{total:,} paid message{'' if total == 1 else 's'}"
    return words + (f" and {unknown} group(s) nobody counted yet" if unknown else "")


def _as_value(slug: str, planned: Sequence[PlannedJob], now: datetime) -> dict[str, Any]:
    return {
        "organization": slug,
        "now": local(now).isoformat(),
        "jobs": [
            {
                "job": each.job,
                "slot": f"{each.month:%Y-%m}" if each.month else None,
                "state": each.state.value,
                "at": local(each.at).isoformat() if each.at else None,
                "to": [{"name": to.name, "messages": to.messages} for to in each.to],
                "messages": each.messages,
            }
            for each in planned
        ],
        "messages": sum(each.messages for each in planned),
    }
