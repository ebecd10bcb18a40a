"""``kaona line setup``: check the LINE channel, put right what its API lets us, make the rich
menus, say what is left to do by hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.line.client import LineClient, LineUnavailable, NoToken
from bot.line.errors import ChannelRefused
from bot.line.richmenus import delete_menus, link_everybody, make_menus, roles_by_user
from bot.program import Program
from bot.settings import Settings
from models.tables.organization import Channel, GroupChat, is_joined
from models.tables.people import Membership, Person, Role, is_held

BY_HAND = (
    "LINE Developers Console > Messaging API: 'Use webhook' on, 'Webhook redelivery' on",
    (
        "LINE Official Account Manager > Settings > Response settings: auto-reply off, greeting "
        "message off, chat off"
    ),
    (
        "LINE Official Account Manager > Settings > Account settings: 'Allow account to join "
        "groups "
        "and multi-person chats' on"
    ),
    "Both consoles: two people or more with the admin role",
)
"""What LINE gives no API for."""


class SetupMark(StrEnum):
    """How a line of the checklist begins."""

    OK = "ok"
    DONE = "done"
    PROBLEM = "problem"


@dataclass(frozen=True)
class SetupFinding:
    """One line of the checklist."""

    mark: SetupMark
    text: str


Check = Callable[[Program], Iterator[SetupFinding]]


def check_channel(program: Program) -> Iterator[SetupFinding]:
    """Check and set up the channel, a finding at a time; ChannelRefused when LINE cannot be spoken
    to at all.
    """
    for check in (check_bot, check_webhook, check_quota, check_menus):
        yield from _tried(check, program)


def check_bot(program: Program) -> Iterator[SetupFinding]:
    """Ask LINE who we are, and keep it: invite links need the basic id. ChannelRefused when LINE
    does not know the channel.
    """
    try:
        info = program.line.get("/v2/bot/info")
    except LineUnavailable as error:
        raise ChannelRefused(no_entry(error, program.settings)) from error
    channel_id = program.channel_id
    with program.database.begin() as session:
        channel = session.get_one(Channel, channel_id)
        channel.bot_user_id, channel.basic_id = info.get("userId"), info.get("basicId")
    yield SetupFinding(
        SetupMark.OK, f"The channel is {info.get('displayName')} ({info.get('basicId')})"
    )
    if info.get("chatMode") == "chat":
        yield SetupFinding(
            SetupMark.PROBLEM,
            "Chat is on: switch it off in Response settings, or people answer beside the bot",
        )


def check_webhook(program: Program) -> Iterator[SetupFinding]:
    """Have LINE send its events to PUBLIC_URL/webhook, and have it try."""
    line, wanted = program.line, f"{program.settings.public_url}/webhook"
    found = _endpoint(line)
    if found.get("endpoint") == wanted:
        yield SetupFinding(SetupMark.OK, f"LINE sends to {wanted}")
    else:
        line.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": wanted})
        yield SetupFinding(
            SetupMark.DONE,
            f"LINE now sends to {wanted} (before: {found.get('endpoint') or 'nowhere'})",
        )
        found = _endpoint(line)
    if not found.get("active"):
        yield SetupFinding(
            SetupMark.PROBLEM, "'Use webhook' is off: switch it on in the LINE Developers Console"
        )
    tried = line.call("POST", "/v2/bot/channel/webhook/test", {"endpoint": wanted})
    if tried.get("success"):
        yield SetupFinding(SetupMark.OK, "LINE's test of the webhook was answered 200")
    else:
        why = f"{tried.get('reason')} {tried.get('detail') or tried.get('statusCode')}"
        yield SetupFinding(
            SetupMark.PROBLEM,
            (
                f"LINE's test of the webhook failed: {why}; is the web process running behind that "
                "address?"
            ),
        )


def check_quota(program: Program) -> Iterator[SetupFinding]:
    """Compare what a month costs in paid messages with what the plan holds."""
    limit = program.line.get("/v2/bot/message/quota")
    used = int(program.line.get("/v2/bot/message/quota/consumption").get("totalUsage", 0))
    members = _group_members(program)
    with program.database.read() as session:
        people = _people_by_role(session, program.channel_id, program.clock())
    most = month_cost(members, people)
    cost = (
        f"a month costs at most {most} ({sum(members)} group members twice, "
        f"{people.get(Role.OFFICER, 0)} officers up to twice, "
        f"one of {people.get(Role.SECRETARIAT, 0)} in the secretariat, "
        f"{people.get(Role.EXECUTIVE, 0)} executives)"
    )
    if limit.get("type") != "limited":
        yield SetupFinding(SetupMark.OK, f"No limit of messages, {used} used this month; {cost}")
        return
    holds = int(limit.get("value", 0))
    mark = SetupMark.OK if most <= holds else SetupMark.PROBLEM
    yield SetupFinding(mark, f"The plan holds {holds} messages a month, {used} used; {cost}")


def check_menus(program: Program) -> Iterator[SetupFinding]:
    """Make the rich menus that are missing, give everybody theirs, and only then delete those that
    are outdated.
    """
    menus = make_menus(program.line)
    made = ", ".join(kind.value for kind in menus.made)
    yield (
        SetupFinding(SetupMark.DONE, f"Rich menus made: {made}")
        if made
        else SetupFinding(SetupMark.OK, "The rich menus are there")
    )
    with program.database.read() as session:
        roles = roles_by_user(session, program.channel_id, program.clock())
    link_everybody(program.line, menus.ids, roles)
    yield SetupFinding(
        SetupMark.OK,
        f"{len(roles)} registered people have the menu of their role, everybody else the default",
    )
    if menus.outdated:
        delete_menus(program.line, menus.outdated)
        yield SetupFinding(SetupMark.DONE, f"Deleted {len(menus.outdated)} outdated rich menus")


def month_cost(group_members: list[int], people: dict[Role, int]) -> int:
    """Return how many paid messages a month takes at most: LINE counts recipients, and a push to a
    group is one for each member.

    The group gets a reminder and a summary, an officer at most two reminders, one of the
    secretariat the list of the missing, an executive the brief, or one of the secretariat where
    there is no executive.
    """
    executives = people.get(Role.EXECUTIVE, 0)
    lists = min(people.get(Role.SECRETARIAT, 0), 1) * (1 if executives else 2)
    return 2 * (sum(group_members) + people.get(Role.OFFICER, 0)) + lists + executives


def _tried(check: Check, program: Program) -> Iterator[SetupFinding]:
    try:
        yield from check(program)
    except LineUnavailable as error:
        yield SetupFinding(
            SetupMark.PROBLEM, f"{check.__name__.removeprefix('check_').capitalize()}: {error}"
        )


def _endpoint(line: LineClient) -> dict[str, Any]:
    try:
        return line.get("/v2/bot/channel/webhook/endpoint")
    except LineUnavailable as error:
        if error.status == 404:
            return {}
        raise


def no_entry(error: LineUnavailable, settings: Settings) -> str:
    """Say why LINE lets nobody in with these settings, and what to look at."""
    if error.status in (401, 403) or (isinstance(error, NoToken) and error.refused):
        which = (
            "LINE_CHANNEL_ACCESS_TOKEN"
            if settings.line_channel_access_token
            else "LINE_CHANNEL_ID and LINE_CHANNEL_SECRET"
        )
        return (
            f"LINE does not take {which}: copy them from the Messaging API channel in the LINE "
            "Developers Console"
        )
    return f"{settings.line_api_url} does not answer as LINE does: {error}"


def _group_members(program: Program) -> list[int]:
    """How many people each bound group has; LINE is asked, as the count may be old."""
    with program.database.read() as session:
        groups = session.scalars(
            select(GroupChat.line_group_id).where(
                GroupChat.channel_id == program.channel_id,
                GroupChat.organization_id.is_not(None),
                is_joined(),
            )
        ).all()
    return [program.line.group_member_count(group_id) for group_id in groups]


def _people_by_role(session: Session, channel_id: int, now: datetime) -> dict[Role, int]:
    rows = session.execute(
        select(Membership.role, func.count(func.distinct(Membership.person_id)))
        .join(Person, Person.id == Membership.person_id)
        .where(Person.channel_id == channel_id, is_held(now))
        .group_by(Membership.role)
    )
    return dict(rows.all())
