"""The control API, `/_sim/...`: what the page and the tests ask of the world. The contract is docs/simulator.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.errors import Impossible, LineError
from simulator.faults import parse_fault
from simulator.routes import Table, parse_json
from simulator.server import Answer, Request, json_answer
from simulator.world import World

PREFIX = "/_sim/"
MAX_WAIT_SECONDS = 25.0
REDELIVERIES = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of the control API."""

    world: World
    request: Request
    params: dict[str, str]
    body: dict[str, Any]

    def number(self, name: str) -> int:
        """A whole number of the query; 0 when absent. Raises Impossible."""
        try:
            return int(self.request.query.get(name, "0"))
        except ValueError:
            raise Impossible(f"{name} is a number") from None

    def need(self, name: str) -> Any:
        """A property the body must have. Raises Impossible."""
        if name not in self.body:
            raise Impossible(f"{name} is needed")
        return self.body[name]


class ControlApi:
    """The world's side of the stand-in."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, request: Request) -> Answer:
        """Answer a call; what could not be in LINE is refused as `{"error"}`."""
        headers = {"Cache-Control": "no-store"}
        try:
            serve, params = TABLE.find(request.method, request.path)
            asked = Asked(self.world, request, params, _body(request))
            result = serve(asked)
        except Impossible as impossible:
            return json_answer({"error": str(impossible)}, impossible.status, headers)
        except LineError as refused:
            return json_answer({"error": refused.message}, refused.status, headers)
        return result if isinstance(result, Answer) else json_answer(result, 200, headers)


def _body(request: Request) -> dict[str, Any]:
    if request.path.endswith("/content") or not request.body:
        return {}
    body = parse_json(request.body)
    if not isinstance(body, dict):
        raise Impossible("a body is a JSON object")
    return body


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


def _add_person(asked: Asked) -> Any:
    return asked.world.add_person(asked.need("name"), asked.body.get("userId"), friend=asked.body.get("friend", True))


def _add_group(asked: Asked) -> Any:
    return asked.world.add_group(asked.need("name"), asked.need("members"), asked.body.get("groupId"))


def _messages(asked: Asked) -> Any:
    world, chat_id, after = asked.world, asked.params["chat_id"], asked.number("after")
    with world.lock:
        chat = world.chats.chat(chat_id)
        chat.unread = 0
        viewer = world.chats.people.get(asked.request.query.get("viewer", chat_id))
        menu = world.richmenus.shown_to(viewer.rich_menu_id) if viewer and not chat.is_group else None
        return {
            "messages": [message.state() for message in chat.messages if message.seq > after],
            "richmenu": menu.state() if menu else None,
            "loading": chat.loading_until is not None and chat.loading_until > world.clock.now(),
        }


IMAGE_SET = {"index": "setIndex", "total": "setTotal"}
STICKER = {"package_id": "packageId", "sticker_id": "stickerId"}


def _say(asked: Asked) -> Any:
    mention = bool(asked.body.get("mentionBot", False))
    return asked.world.say(asked.params["chat_id"], asked.need("from"), asked.need("text"), mention_bot=mention)


def _send_content(asked: Asked) -> Any:
    query = asked.request.query
    if "from" not in query:
        raise Impossible("from is needed")
    image_set: dict[str, Any] | None = None
    if "setId" in query:
        image_set = {"id": query["setId"]}
        image_set |= {key: asked.number(name) for key, name in IMAGE_SET.items() if name in query}
    return asked.world.send_content(
        asked.params["chat_id"],
        query["from"],
        query.get("type", "image"),
        asked.request.body,
        file_name=query.get("fileName") or None,
        image_set=image_set,
        ready_after=asked.number("readyAfter"),
    )


def _send_sticker(asked: Asked) -> Any:
    given = {key: asked.body[name] for key, name in STICKER.items() if name in asked.body}
    return asked.world.send_sticker(asked.params["chat_id"], asked.need("from"), **given)


def _send_location(asked: Asked) -> Any:
    return asked.world.send_location(
        asked.params["chat_id"],
        asked.need("from"),
        asked.need("latitude"),
        asked.need("longitude"),
        asked.body.get("title", ""),
        asked.body.get("address", ""),
    )


def _tap(asked: Asked) -> Any:
    return asked.world.tap(asked.params["chat_id"], asked.need("from"), asked.need("action"), asked.body.get("params"))


def _unsend(asked: Asked) -> Any:
    return asked.world.unsend(asked.params["chat_id"], asked.need("from"), asked.need("messageId"))


def _edit(asked: Asked) -> Any:
    need = asked.need
    return asked.world.edit(asked.params["chat_id"], need("from"), need("messageId"), need("text"))


def _send_events(asked: Asked) -> Any:
    events = asked.need("events")
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise Impossible("events is a list of objects")
    return asked.world.send_events(events, bad_signature=asked.body.get("signature") == "bad")


def _clock_state(world: World) -> dict[str, Any]:
    clock = world.clock
    return {"now": clock.now().isoformat(), "offset_seconds": clock.offset_seconds(), "version": clock.version}


def _clock(asked: Asked) -> Any:
    with asked.world.lock:
        return _clock_state(asked.world)


def _set_clock(asked: Asked) -> Any:
    try:
        if "now" in asked.body:
            asked.world.set_clock(datetime.fromisoformat(asked.body["now"]))
        else:
            asked.world.advance_clock(float(asked.need("advance_seconds")))
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
    with asked.world.lock:
        return {"requests": asked.world.journal.requests(asked.number("after"))}


def _webhooks(asked: Asked) -> Any:
    with asked.world.lock:
        return {"webhooks": asked.world.journal.webhooks(asked.number("after"))}


def _set_settings(asked: Asked) -> Any:
    asked.world.change_settings(asked.body)
    return {}


def _reset(asked: Asked) -> Any:
    asked.world.channel.forget()
    return {}


def _content(asked: Asked) -> Any:
    with asked.world.lock:
        message = asked.world.chats.find_message(asked.params["message_id"])
        if message is None or message.content is None:
            raise Impossible("there is no such content", 404)
        return Answer(200, message.content.data, message.content.content_type, {"Cache-Control": "no-store"})


def _menu_image(asked: Asked) -> Any:
    with asked.world.lock:
        menu = asked.world.richmenus.get(asked.params["menu_id"])
        if menu.image is None or menu.image_type is None:
            raise Impossible("the menu has no picture", 404)
        return Answer(200, menu.image, menu.image_type)


Serve = Callable[[Asked], Any]
TABLE: Table[Serve] = Table[Serve](
    (
        ("GET", "/_sim/state", _state),
        ("GET", "/_sim/changes", _changes),
        ("POST", "/_sim/people", _add_person),
        ("POST", "/_sim/people/{user_id}/follow", lambda asked: asked.world.follow(asked.params["user_id"])),
        ("POST", "/_sim/people/{user_id}/block", lambda asked: asked.world.block(asked.params["user_id"])),
        ("POST", "/_sim/groups", _add_group),
        (
            "POST",
            "/_sim/groups/{group_id}/members",
            lambda asked: asked.world.add_member(asked.params["group_id"], asked.need("userId")),
        ),
        (
            "DELETE",
            "/_sim/groups/{group_id}/members/{user_id}",
            lambda asked: asked.world.remove_member(asked.params["group_id"], asked.params["user_id"]),
        ),
        ("POST", "/_sim/groups/{group_id}/kick", lambda asked: asked.world.kick(asked.params["group_id"])),
        ("GET", "/_sim/chats/{chat_id}/messages", _messages),
        ("POST", "/_sim/chats/{chat_id}/text", _say),
        ("POST", "/_sim/chats/{chat_id}/content", _send_content),
        ("POST", "/_sim/chats/{chat_id}/sticker", _send_sticker),
        ("POST", "/_sim/chats/{chat_id}/location", _send_location),
        ("POST", "/_sim/chats/{chat_id}/action", _tap),
        ("POST", "/_sim/chats/{chat_id}/unsend", _unsend),
        ("POST", "/_sim/chats/{chat_id}/edit", _edit),
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
        ("GET", "/_sim/content/{message_id}", _content),
        ("GET", "/_sim/richmenus/{menu_id}/image", _menu_image),
    )
)
