"""Taking messages from the bot: who may be written to, what it costs, and putting them into the
chats.
"""

from typing import Any

from simulator.channel import Channel
from simulator.errors import LineError

Message = dict[str, Any]
Sent = dict[str, Any]
NOT_SENT = "Failed to send messages"


def reply(channel: Channel, token: str, messages: list[Message]) -> Sent:
    """Answer an event. Free. Returns `{sentMessages}`; raises LineError (400) for a dead token.
    Call with the lock held.
    """
    now = channel.clock.now()
    chat_id = channel.events.reply_tokens.chat_of(token, now)
    if chat_id not in channel.chats.chats or (
        chat_id.startswith("C") and not channel.chats.groups[chat_id].bot_in
    ):
        raise LineError(400, "Invalid reply token")
    _check_references(channel, chat_id, messages)
    channel.events.reply_tokens.spend(token)
    shown = chat_id.startswith("C") or not channel.chats.people[chat_id].blocked
    channel.quota.note_sent("reply", 1, now)
    return {"sentMessages": _put(channel, chat_id, messages, "reply", shown)}


def push(channel: Channel, to: str, messages: list[Message]) -> Sent:
    """Write to a person or a group; a group costs its members. Returns `{sentMessages}`. Call with
    the lock held.

    Raises LineError: 400 for somebody unknown or a group we are not in, 429 beyond the month's
    quota. To who has blocked the bot or is no friend it answers as if all were well, shows nothing
    and costs nothing, as LINE does.
    """
    now = channel.clock.now()
    if to.startswith("U"):
        if to not in channel.chats.people:
            raise LineError(400, NOT_SENT)
        shown = channel.chats.people[to].reachable(now)
        cost = int(shown)
    else:
        group = channel.chats.groups.get(to)
        if group is None or not group.bot_in:
            raise LineError(400, NOT_SENT)
        shown, cost = True, len(group.members)
    _check_references(channel, to, messages)
    channel.quota.spend(cost, now)
    channel.quota.note_sent("push", cost, now)
    if cost:
        channel.journal.change("quota")
    return {"sentMessages": _put(channel, to, messages, "push", shown)}


def multicast(channel: Channel, to: list[str], messages: list[Message]) -> Sent:
    """Write to several people; those who are no friends, or unknown, are left out. Returns `{}`.
    Call with the lock held.

    Raises LineError (429) beyond the month's quota, having written to nobody.
    """
    return _to_friends(channel, "multicast", list(dict.fromkeys(to)), messages)


def broadcast(channel: Channel, messages: list[Message]) -> Sent:
    """Write to every friend. Returns `{}`; raises LineError (429) beyond the month's quota. Call
    with the lock held.
    """
    return _to_friends(channel, "broadcast", list(channel.chats.people), messages)


def _to_friends(channel: Channel, kind: str, to: list[str], messages: list[Message]) -> Sent:
    now = channel.clock.now()
    people = channel.chats.people
    friends = [
        user_id
        for user_id in to
        if user_id in people and people[user_id].friend and not people[user_id].blocked
    ]
    _check_references(channel, None, messages)
    channel.quota.spend(len(friends), now)
    channel.quota.note_sent(kind, len(friends), now)
    if friends:
        channel.journal.change("quota")
    for user_id in friends:
        _put(channel, user_id, messages, "push", True)
    return {}


def _put(
    channel: Channel, chat_id: str, messages: list[Message], via: str, shown: bool
) -> list[Sent]:
    """Put messages into a chat and return LINE's `sentMessages`; what is not shown gets ids all the
    same.
    """
    sent: list[Sent] = []
    now = channel.clock.now()
    for message in messages:
        if not shown:
            sent.append({"id": channel.chats.next_message_id()})
            continue
        seq = channel.journal.change("message", chat_id)
        kept = channel.chats.add_message(seq, chat_id, "bot", message, now, via=via)
        sent.append(
            {"id": kept.id, **({"quoteToken": kept.quote_token} if kept.quote_token else {})}
        )
    return sent


def _check_references(channel: Channel, chat_id: str | None, messages: list[Message]) -> None:
    """Refuse quotes of other chats, and mentions outside groups or of people who are not in
    them.
    """
    members = channel.chats.groups[chat_id].members if chat_id in channel.chats.groups else None
    for index, message in enumerate(messages):
        quote = message.get("quoteToken")
        if quote is not None and (chat_id is None or not channel.chats.quotes(quote, chat_id)):
            raise _refused("The quote token is invalid", f"messages[{index}].quoteToken")
        for key, part in message.get("substitution", {}).items():
            if part["type"] != "mention":
                continue
            place = f"messages[{index}].substitution.{key}.mentionee"
            if members is None:
                raise _refused("Mentions can only be sent to groups", place)
            if part["mentionee"]["type"] == "user" and part["mentionee"]["userId"] not in members:
                raise _refused("The mentioned user is not a member of the group", f"{place}.userId")


def _refused(message: str, place: str) -> LineError:
    return LineError(
        400, "The request body has 1 error(s)", ({"message": message, "property": place},)
    )
