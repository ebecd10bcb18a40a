"""What is said in a group: bind it, sum up, help; silence to everything else."""

from collections.abc import Callable

from sqlalchemy import select

from handlers.answer import SILENCE, Answer, Context
from handlers.incoming import EventKind, Incoming
from handlers.lists import earlier_summary, month_meant, rounds_asked, year_without_plan
from messages import menu
from messages.chat import group as texts
from messages.chat.group_words import GroupWord, asked_in_group
from messages.chat.registration import problem
from messages.limits import MESSAGES
from messages.month.no_plan import no_plan
from messages.month.summary import no_round_yet, round_summary
from messages.parts import Message
from models import audit
from models.month.calendar import local_day
from models.month.owing import who_owes
from models.month.summary import summarize_round, view_round
from models.outbox.undelivered import GROUP_LEFT
from models.people.groups import note_members
from models.people.invites import (
    InviteProblem,
    InviteRefused,
    find_invite,
    normal_code,
    use_invite,
    was_used_by,
)
from models.tables.obligations import Round
from models.tables.organization import GroupChat


def handle_group(context: Context, incoming: Incoming) -> Answer:
    """Answer an event of a group: only what happens to the group, and words meant for the bot."""
    group_id = incoming.group_id or ""
    group = _row(context, group_id)
    if group is not None and incoming.kind is not EventKind.LEAVE:
        group.unreachable_at = None  # whatever LINE said: here it speaks
    if incoming.kind is EventKind.JOIN:
        group = group or _new_row(context, group_id)
        group.left_at = None
        return Answer.of(texts.joined())
    if incoming.kind is EventKind.LEAVE:
        if group is not None:
            _leave(context, group)
        return SILENCE
    if incoming.kind is EventKind.MEMBERS and group is not None:
        group.member_count = None  # counted again before the next push
        note_members(context.session, group, incoming.left, incoming.came, context.now)
        return SILENCE
    if incoming.kind is not EventKind.TEXT:
        return SILENCE
    return _words(context, incoming, group)


def _leave(context: Context, group: GroupChat) -> None:
    """Unbind a group that removed us; the history keeps it, for the secretariat to hear of it."""
    if group.organization_id is not None:
        subject = f"group:{group.id}"
        audit.record(context.session, group.organization_id, GROUP_LEFT, subject, {}, context.now)
    # Whoever invites the bot again binds the group again: it may be another group of people by
    # then.
    group.left_at, group.organization_id, group.unreachable_at = context.now, None, None


def _words(context: Context, incoming: Incoming, group: GroupChat | None) -> Answer:
    asked = asked_in_group(incoming.text, is_mentioned=incoming.is_mentioned)
    if asked is None:
        return SILENCE
    word, text = asked
    if word is GroupWord.BIND:
        return _bind(context, incoming, group, text.partition(menu.BIND_GROUP)[2])
    if word is GroupWord.SUMMARY:
        return _summary(context, group, menu.month_in(text))
    if word in (GroupWord.DATES, GroupWord.MISSING):
        say = _dates if word is GroupWord.DATES else _missing
        return _round_asked(context, group, say, menu.month_in(text))
    if word is GroupWord.THANKS:
        return Answer.of(texts.thanked())
    phone = (
        group.organization.secretariat_phone
        if group is not None and group.organization is not None
        else None
    )
    say_help = texts.contact if word is GroupWord.CONTACT else texts.help_text
    return Answer.of(say_help(phone))


def _bind(context: Context, incoming: Incoming, group: GroupChat | None, typed: str) -> Answer:
    code = normal_code(typed)
    if code is None:
        return Answer.of(texts.code_missing())
    group_id = incoming.group_id or ""
    if (
        group is not None
        and group.organization is not None
        and was_used_by(context.session, code, group_id)
    ):
        return Answer.of(texts.bound(group.organization.name))  # typed twice
    try:
        invite = find_invite(
            context.session, code, incoming.user_id or group_id, context.now, for_group=True
        )
    except InviteRefused as refused:
        return Answer.of(problem(refused.problem))
    if invite.organization.channel_id != context.channel_id:
        return Answer.of(problem(InviteProblem.UNKNOWN))
    if group is not None and group.organization_id not in (None, invite.organization_id):
        assert group.organization is not None
        return Answer.of(texts.bound_to_other(group.organization.name))
    if not use_invite(context.session, invite, group_id, context.now):
        return Answer.of(problem(InviteProblem.USED))
    group = group or _new_row(context, group_id)
    group.organization_id, group.bound_at, group.left_at = invite.organization_id, context.now, None
    context.session.flush()
    audit.record(
        context.session, invite.organization_id, "group.bound", f"group:{group.id}", {}, context.now
    )
    return Answer((texts.bound(invite.organization.name),), joined=invite.organization_id)


def _summary(
    context: Context, group: GroupChat | None, named: tuple[int, int | None] | None
) -> Answer:
    if group is None or group.organization is None:
        return Answer.of(texts.not_bound())
    organization = group.organization
    named_late = organization.policy.late_names_in_group
    month = month_meant(named, local_day(context.now))
    rounds = rounds_asked(context, organization, month)
    quick = earlier_summary(context, rounds)
    missing = year_without_plan(context, organization, rounds, month)
    shown = [found for found in rounds if not missing or found.fiscal_year != missing.fiscal_year]
    answer = SILENCE
    for found in shown:
        view = view_round(context.session, found, context.now)
        owing = who_owes(context.session, found, context.now) if named_late else []
        most = MESSAGES // len(rounds)
        answer = answer.followed_by(
            *round_summary(view, owing=owing, in_group=True, quick=quick, messages=most)
        )
    if missing is not None and (not rounds or shown != rounds):
        return answer.followed_by(*no_plan(missing, quick))
    return answer if rounds else Answer.of(*no_round_yet(month=month))


def _round_asked(
    context: Context,
    group: GroupChat | None,
    say: Callable[[Context, Round], Message],
    named: tuple[int, int | None] | None,
) -> Answer:
    """Answer about the month that is named; else about the round that runs, and after it the one
    that has just closed.
    """
    if group is None or group.organization is None:
        return Answer.of(texts.not_bound())
    month = month_meant(named, local_day(context.now))
    rounds = rounds_asked(context, group.organization, month)
    said = [say(context, found) for found in reversed(rounds)]
    return Answer.of(*said) if said else Answer.of(*no_round_yet(month=month))


def _dates(_context: Context, found: Round) -> Message:
    return texts.round_dates(found.month, found.due_on, local_day(found.closes_at))


def _missing(context: Context, found: Round) -> Message:
    if not summarize_round(context.session, found).total.expected:
        return texts.nothing_to_report(found.month)
    owing = who_owes(context.session, found, context.now)
    is_late = context.now >= found.due_at
    names = (
        [each.agency_name for each in owing if each.is_late]
        if is_late and found.organization.policy.late_names_in_group
        else []
    )
    return texts.missing_counts(
        found.month, found.due_on, len(owing), sum(each.owed for each in owing), names
    )


def _row(context: Context, group_id: str) -> GroupChat | None:
    return context.session.scalar(
        select(GroupChat).where(
            GroupChat.channel_id == context.channel_id, GroupChat.line_group_id == group_id
        )
    )


def _new_row(context: Context, group_id: str) -> GroupChat:
    group = GroupChat(channel_id=context.channel_id, line_group_id=group_id)
    context.session.add(group)
    context.session.flush()
    return group
