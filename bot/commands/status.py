"""``kaona status``: how everything stands, on one screen."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

import click

from bot.commands.access import opened, read_settings
from bot.commands.parameters import now_option
from bot.monitoring.status import OrganizationStatus, ProgramStatus, program_status
from models.month.calendar import local
from models.outbox.line_plans import PlanAdvice
from models.outbox.undelivered import Loss, NotArrived

_NAMED = 5


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now_option
def status(as_json: bool, now: datetime) -> None:
    """Show how everything stands: organizations, plans, rounds, people, backlog, quota, trouble.

    Hours are Bangkok time. Nothing is changed, and LINE is not asked.
    """
    settings = read_settings()
    with opened(settings) as database, database.read() as session:
        found = program_status(session, settings, now)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=_iso))
        return
    for line in _lines(found):
        click.echo(line)


def _iso(value: object) -> str:
    assert isinstance(value, date)
    return (local(value) if isinstance(value, datetime) else value).isoformat()


def _lines(found: ProgramStatus) -> Iterator[str]:
    yield f"Kaona {found.version}, {_at(found.now)}"
    yield from (f"! {trouble}" for trouble in found.trouble)
    yield f"Scheduler: last seen {_at(found.scheduler_at)}"
    oldest = f" since {_at(found.inbox_oldest_at)}" if found.inbox_oldest_at else ""
    yield f"Inbox: {found.inbox_waiting} wait{oldest}, {found.inbox_failed} failed"
    yield f"Outbox: {found.outbox_waiting} wait, {found.outbox_given_up} given up this month"
    most = found.paid_messages_limit
    limit = ", no limit known" if most is None else f" of {most}"
    yield f"Paid messages this month: {found.paid_messages_used}{limit}"
    if found.plan_advice is not None:
        yield _advice(found.plan_advice)
    if not found.encrypts:
        yield "Telephones are stored plainly: ENCRYPTION_KEY is not set"
    for each in found.organizations:
        yield from _organization_lines(each)
    if not found.organizations:
        yield "There is no organization yet: `kaona organization add`."


def _advice(advice: PlanAdvice) -> str:
    taken = ", ".join(f"{month:%Y-%m} {count:,}" for month, count in advice.months)
    plan = advice.plan
    holds = f"{plan.name} ({plan.messages:,} a month) suffices" if plan else "no plan suffices"
    short = f"; ! the present {advice.limit:,} do not" if advice.is_short else ""
    return f"LINE plan: months took {taken}: {holds}{short}"


def _organization_lines(each: OrganizationStatus) -> Iterator[str]:
    yield f"{each.slug}: {each.name}"
    for plan in each.plans:
        state = "adopted" if plan.adopted else "a draft, asks for nothing until it is adopted"
        orphans = f", {plan.nobody_answers} nobody answers for" if plan.nobody_answers else ""
        yield f"  plan of FY{plan.fiscal_year}: {state}, {plan.measures} measures{orphans}"
    if not each.plans:
        yield "  no plan of this fiscal year: `kaona plan import`"
    for one in each.rounds:
        yield (
            f"  round {one.month:%Y-%m}: opens {_at(one.opens_at)}, due {one.due_on}, closes "
            f"{_at(one.closes_at)}; {one.sent} of {one.expected} reports sent"
        )
    if not each.rounds:
        yield "  no open round"
    missing = each.agencies_without_officer
    names = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
    yield f"  agencies: {each.agencies}, {len(missing)} without officer{names and f': {names}'}"
    people = ", ".join(f"{count} {role}" for role, count in sorted(each.people.items()))
    blocked = f", {each.blocked} of them blocked the bot" if each.blocked else ""
    blocked += f", {each.withdrawn} withdrew their consent" if each.withdrawn else ""
    yield f"  people: {people or 'none'}{blocked}; LINE groups: {each.groups}"
    for lost in each.not_arrived[:_NAMED]:
        yield f"  ! {_lost(lost)}"
    if len(each.not_arrived) > _NAMED:
        yield f"  ! {len(each.not_arrived) - _NAMED} more did not arrive this month: --json"
    for job in each.last_jobs:
        skipped = ", skipped: too late to be welcome" if job.skipped else ""
        yield f"  last tick: {job.job} of {job.slot} at {_at(job.ran_at)}{skipped}"
    if not each.last_jobs:
        yield "  last tick: none yet"


def _lost(lost: NotArrived) -> str:
    who = lost.who or "a group"
    why = f" ({lost.why})" if lost.why else ""
    said = {
        Loss.BLOCKED: f"{who} blocked the bot",
        Loss.GROUP: f"a LINE group cannot be reached{why}",
        Loss.MEMBER: f"{who} left the LINE group",
        Loss.PUSH: f"{lost.purpose} did not reach {who}{why}",
        Loss.EVENT: f"what {who} sent met a bug",
        Loss.SUMMARY: f"the summary of {lost.month:%Y-%m} was not sent" if lost.month else "",
    }[lost.kind]
    return f"{_at(lost.at)} {said}"


def _at(moment: datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else "never"
