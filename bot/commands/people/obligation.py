"""``kaona obligation``: what is expected of whom, and excusing it."""

from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from bot.commands.access import find_agency, find_organization, opened, read_settings
from bot.commands.listing import echo_list
from bot.commands.parameters import Day, MonthParameter, Name, now_option, organization_option
from bot.commands.refused import CommandRefused
from bot.outbox.queueing import queue_notices
from messages.deciding import Decider, excuse_report, extend_report
from models.extended import due_on_of, last_extension
from models.people.memberships import live_memberships
from models.reports.extensions import CannotExtend, NoExtension
from models.reports.listing import list_obligations
from models.reports.settling import CannotTake
from models.tables.obligations import NOT_EXPECTED, Obligation
from models.tables.organization import Organization
from models.tables.people import Person, Role
from plans.workbooks.agency_people import secretariat_by_form
from plans.workbooks.agency_workbook import SECRETARIAT_BY_FORM


@click.command("list")
@organization_option
@click.option("--agency", "agency_name", type=Name(), help="One agency, by name or alias.")
@click.option("--month", type=MonthParameter(), help="One month: 2026-11.")
@click.option("--all", "everything", is_flag=True, help="What is not asked for any more, too.")
def list_(slug: str, agency_name: str | None, month: date | None, everything: bool) -> None:
    """List the reports that are asked for, each with the number that `obligation excuse` takes."""
    with opened(read_settings()) as database, database.read() as session:
        owner = find_organization(session, slug)
        agency = find_agency(session, owner, agency_name) if agency_name else None
        found = list_obligations(
            session, owner.id, agency=agency, month=month, asked_only=not everything
        )
        echo_list(map(_line, found), "Nothing is asked for" if not everything else "There is none")


@click.command("excuse")
@click.argument("number", type=int)
@organization_option
@click.option("--reason", type=Name(1000), required=True, help="Why; the officers read it.")
@click.option("--by", "who", type=Name(), help="Who of the secretariat excuses it.")
@now_option
def excuse(number: int, slug: str, reason: str, who: str | None, now: datetime) -> None:
    """Ask for the report of that number no more, and let its officers know. The secretariat can
    open it again in LINE.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = _obligation(session, owner, number)
        if found.state in NOT_EXPECTED:
            raise CommandRefused(f"report {number} is not asked for: it is {found.state.value}")
        decider = Decider(session, owner.channel_id, _secretary(session, owner, who, now), now)
        try:
            decided = excuse_report(decider, found, reason)
        except CannotTake:
            raise CommandRefused(
                f"report {number} was sent already: the secretariat returns it in LINE"
            ) from None
        told = queue_notices(session, decided.notices, channel_id=owner.channel_id, now=now)
        line = _line(found)
    click.echo(f"Excused: {line}")
    click.echo(
        f"{told} officers will be told, within working hours." if told else "Nobody is told of it."
    )


@click.command("extend")
@click.argument("number", type=int)
@organization_option
@click.option("--to", "day", type=Day(), required=True, help="The new last day.")
@click.option("--reason", type=Name(1000), required=True, help="Why; the officers read it.")
@click.option("--by", "who", type=Name(), help="Who of the secretariat extends it.")
@now_option
def extend(number: int, slug: str, day: date, reason: str, who: str | None, now: datetime) -> None:
    """Give the report of that number until the end of a day, and let its officers know. Sent by
    then it is on time.
    """
    with opened(read_settings()) as database, database.begin() as session:
        owner = find_organization(session, slug, to_change=True)
        found = _obligation(session, owner, number)
        decider = Decider(session, owner.channel_id, _secretary(session, owner, who, now), now)
        try:
            decided = extend_report(decider, found, day, reason)
        except CannotExtend as refused:
            last = last_extension(found.round.closes_at)
            raise CommandRefused(
                f"report {number} cannot be extended to {day}: {_NO_EXTENSION[refused.reason]} "
                f"(due {due_on_of(found)}, last day possible {last})"
            ) from None
        told = queue_notices(session, decided.notices, channel_id=owner.channel_id, now=now)
        line = _line(found)
    click.echo(f"Extended to {day}: {line}")
    click.echo(
        f"{told} officers will be told, within working hours." if told else "Nobody is told of it."
    )


_NO_EXTENSION = {
    NoExtension.NOT_ASKED: "it is not asked for",
    NoExtension.NOT_LATER: "that is not later than its due date, or over",
    NoExtension.DAY_OFF: "that is a day off",
    NoExtension.PAST_CLOSE: "the round closes before the end of that day",
    NoExtension.CHANGED: "somebody changed it meanwhile",
    NoExtension.ANSWERED: "the request has its answer",
}


def _obligation(session: Session, owner: Organization, number: int) -> Obligation:
    found = session.get(Obligation, number)
    if found is None or found.round.organization_id != owner.id:
        raise CommandRefused(
            f"{owner.slug} has no report of number {number}: `kaona obligation list` shows the "
            "numbers"
        )
    return found


def _secretary(session: Session, owner: Organization, who: str | None, now: datetime) -> Person:
    """Return who excuses: one of the secretariat, or the person that stands for it."""
    if who is None:
        return secretariat_by_form(session, owner, SECRETARIAT_BY_FORM, now)
    for held in live_memberships(session, owner.id, now):
        if held.role is Role.SECRETARIAT and who in (
            held.person.full_name,
            held.person.display_name,
        ):
            return held.person
    raise CommandRefused(f"nobody of the secretariat is called {who!r}: `kaona person list`")


def _line(each: Obligation) -> str:
    measure = each.assignment.measure
    title = measure.title if len(measure.title) <= 60 else f"{measure.title[:59]}…"
    label = " ".join(filter(None, (measure.code, title)))
    reason = [each.excuse_reason] if each.excuse_reason else []
    month = f"{each.round.month:%Y-%m}"
    return "\t".join([str(each.id), month, each.agency.name, label, each.state.value, *reason])
