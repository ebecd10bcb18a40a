"""ส่งไม่ถึง: what did not arrive is the first thing the secretariat hears, once, and again when it
asks.
"""

from datetime import datetime

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.limits import MESSAGES
from messages.secretariat import undelivered
from messages.taps import Tap
from models import audit
from models.outbox.undelivered import LOOK_BACK, NotArrived, not_arrived
from models.tables.organization import GroupChat
from models.tables.people import Role


def with_news(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """Begin an answer to the secretariat with what was found not to arrive since they heard last;
    an answer that is full as it is leaves it to the next one.
    """
    if not answer.messages or len(answer.messages) == MESSAGES:
        return answer
    found = _news(context, speaker)
    return answer.preceded_by(undelivered.undelivered(found)) if found else answer


def show_undelivered(context: Context, speaker: Speaker) -> Answer:
    """Answer "ส่งไม่ถึง": everything of the last thirty days, and who blocks the account now."""
    if not speaker.secretariat_organizations():
        return Answer.of(small_talk.not_for_you(speaker.quick))
    found = _news(context, speaker, context.now - LOOK_BACK)
    if not found:
        return Answer.of(undelivered.nothing_undelivered(speaker.quick))
    return Answer.of(undelivered.undelivered(found, speaker.quick))


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Unbind the one group that cannot be reached, as its button does; None for other words, other
    people, and where every group is reached.
    """
    if menu.plain(text) != undelivered.UNBIND or not speaker.secretariat_organizations():
        return None
    numbers = {
        each.group_id
        for organization in speaker.secretariat_organizations()
        for each in not_arrived(context.session, organization.id, context.now - LOOK_BACK)
        if each.group_id is not None
    }
    found = [context.session.get(GroupChat, number) for number in numbers]
    groups = [each for each in found if each is not None and each.organization_id is not None]
    if len(groups) > 1:
        return Answer.of(undelivered.several_groups(speaker.quick))
    return unbind(context, speaker, groups[0]) if groups else None


def find_group(context: Context, speaker: Speaker, tap: Tap) -> GroupChat | None:
    """Return the bound group a button names, if this person is its organization's secretariat."""
    number = tap.number("g")
    group = context.session.get(GroupChat, number) if number is not None else None
    if group is None or group.organization_id is None:
        return None
    return group if speaker.secretariat_for(group.organization_id) else None


def unbind(context: Context, speaker: Speaker, group: GroupChat) -> Answer:
    """Unbind a group on the secretariat's word."""
    assert group.organization_id is not None
    body = {"by": speaker.person.id}
    audit.record(
        context.session,
        group.organization_id,
        "group.unbound",
        f"group:{group.id}",
        body,
        context.now,
    )
    group.organization_id, group.unreachable_at = None, None
    return Answer.of(undelivered.unbound(speaker.quick))


def _news(context: Context, speaker: Speaker, since: datetime | None = None) -> list[NotArrived]:
    """Return what did not arrive since a moment, or since they heard last, and note that they hear
    it now.
    """
    found = []
    for membership in speaker.memberships:
        if membership.role is Role.SECRETARIAT:
            after = since or membership.heard_at or membership.since
            news = not_arrived(context.session, membership.organization_id, after)
            if news:
                # Not the present moment: what failed a moment ago may be written a moment later.
                membership.heard_at = max(each.at for each in news)
                found += news
    return found
