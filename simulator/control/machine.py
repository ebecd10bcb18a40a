"""The control API's calls about the stand-in itself: state, changes, webhooks, clock, faults, logs,
settings.
"""

from datetime import datetime
from typing import Any

from simulator.control.asked import Asked, Entry
from simulator.errors import Impossible
from simulator.faults import parse_fault
from simulator.world.world import World

MAX_WAIT_SECONDS = 25.0


def _state(asked: Asked) -> Any:
    world = asked.world
    with world.lock:
        chats = world.chats
        people = [person.state() for person in chats.people.values()]
        groups = [group.state() for group in chats.groups.values()]
        listed = [
            {
                "chatId": chat.chat_id,
                "kind": "group" if chat.is_group else "user",
                "name": chats.name_of(chat.chat_id),
                "last": chat.messages[-1].state() if chat.messages else None,
                "unread": chat.unread,
            }
            for chat in chats.chats.values()
        ]
        return {
            "bot": world.channel.bot,
            "clock": _clock_state(world),
            "people": people,
            "groups": groups,
            "chats": listed,
            "quota": world.quota.state(world.clock.now()),
            "guide": world.settings.guide,
            "richmenus": [menu.state() for menu in world.richmenus.menus.values()],
            "seq": world.journal.seq,
        }


def _changes(asked: Asked) -> Any:
    try:
        wait = min(float(asked.request.query.get("wait", "0")), MAX_WAIT_SECONDS)
    except ValueError:
        raise Impossible("wait is a number of seconds") from None
    after = asked.number("after")
    with asked.world.lock:
        changes = asked.world.journal.changes(after, wait)
        return {"seq": asked.world.journal.seq, "changes": changes}


def _send_events(asked: Asked) -> Any:
    events = asked.need("events", list)
    if not all(isinstance(event, dict) for event in events):
        raise Impossible("events is a list of objects")
    return asked.world.send_events(events, bad_signature=asked.body.get("signature") == "bad")


def _clock_state(world: World) -> dict[str, Any]:
    clock = world.clock
    return {
        "now": clock.now().isoformat(),
        "offset_seconds": clock.offset_seconds(),
        "version": clock.version,
    }


def _clock(asked: Asked) -> Any:
    with asked.world.lock:
        return _clock_state(asked.world)


def _set_clock(asked: Asked) -> Any:
    try:
        if "now" in asked.body:
            asked.world.set_clock(datetime.fromisoformat(asked.text("now")))
        else:
            asked.world.advance_clock(asked.degrees("advance_seconds"))
    except (ValueError, TypeError, OverflowError) as error:
        raise Impossible(f"the clock cannot be set: {error}") from None
    return _clock(asked)


def _faults(asked: Asked) -> Any:
    with asked.world.lock:
        return {"faults": [fault.state() for fault in asked.world.faults.ordered]}


def _add_fault(asked: Asked) -> Any:
    asked.world.add_fault(parse_fault(asked.body))
    return _faults(asked)


def _clear_faults(asked: Asked) -> Any:
    with asked.world.lock:
        asked.world.faults.ordered.clear()
    return _faults(asked)


def _requests(asked: Asked) -> Any:
    return {"requests": asked.world.requests(asked.number("after"))}


def _webhooks(asked: Asked) -> Any:
    return {"webhooks": asked.world.webhooks(asked.number("after"))}


def _set_settings(asked: Asked) -> Any:
    asked.world.change_settings(asked.body)
    return {}


def _reset(asked: Asked) -> Any:
    asked.world.channel.forget()
    return {}


ENTRIES: tuple[Entry, ...] = (
    ("GET", "/_sim/state", _state),
    ("GET", "/_sim/changes", _changes),
    ("POST", "/_sim/webhooks/send", _send_events),
    (
        "POST",
        "/_sim/webhooks/{event_id}/redeliver",
        lambda asked: asked.world.redeliver(asked.params["event_id"]),
    ),
    ("GET", "/_sim/clock", _clock),
    ("POST", "/_sim/clock", _set_clock),
    ("GET", "/_sim/faults", _faults),
    ("POST", "/_sim/faults", _add_fault),
    ("DELETE", "/_sim/faults", _clear_faults),
    ("GET", "/_sim/requests", _requests),
    ("GET", "/_sim/webhooks", _webhooks),
    ("POST", "/_sim/settings", _set_settings),
    ("POST", "/_sim/reset", _reset),
)
