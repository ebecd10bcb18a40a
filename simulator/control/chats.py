"""The control API's calls about people, groups and what they say."""

from typing import Any

from simulator.control.asked import Asked, Entry
from simulator.errors import Impossible
from simulator.server import Answer


def _add_person(asked: Asked) -> Any:
    return asked.world.add_person(
        asked.text("name"),
        asked.maybe("userId", str, "") or None,
        friend=asked.maybe("friend", bool, True),
    )


def _add_group(asked: Asked) -> Any:
    members = asked.need("members", list)
    if not all(isinstance(member, str) for member in members):
        raise Impossible("members are user ids")
    return asked.world.add_group(
        asked.text("name"), members, asked.maybe("groupId", str, "") or None
    )


def _messages(asked: Asked) -> Any:
    world, chat_id, after = asked.world, asked.params["chat_id"], asked.number("after")
    with world.lock:
        chat = world.chats.chat(chat_id)
        chat.unread = 0
        viewer = world.chats.people.get(asked.request.query.get("viewer", chat_id))
        menu = (
            world.richmenus.shown_to(viewer.rich_menu_id) if viewer and not chat.is_group else None
        )
        return {
            "messages": [message.state() for message in chat.messages if message.seq > after],
            "richmenu": menu.state() if menu else None,
            "loading": chat.loading_until is not None and chat.loading_until > world.clock.now(),
        }


IMAGE_SET = {"index": "setIndex", "total": "setTotal"}
STICKER = {"package_id": "packageId", "sticker_id": "stickerId"}


def _say(asked: Asked) -> Any:
    mention = asked.maybe("mentionBot", bool, False)
    return asked.world.say(
        asked.params["chat_id"], asked.text("from"), asked.text("text"), mention_bot=mention
    )


def _send_content(asked: Asked) -> Any:
    query = asked.request.query
    if "from" not in query:
        raise Impossible("from is needed")
    if asked.request.too_large:
        raise Impossible("the content is too large", 413)
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
    given = {key: asked.text(name) for key, name in STICKER.items() if name in asked.body}
    return asked.world.send_sticker(asked.params["chat_id"], asked.text("from"), **given)


def _send_location(asked: Asked) -> Any:
    return asked.world.send_location(
        asked.params["chat_id"],
        asked.text("from"),
        asked.degrees("latitude"),
        asked.degrees("longitude"),
        asked.maybe("title", str, ""),
        asked.maybe("address", str, ""),
    )


def _tap(asked: Asked) -> Any:
    return asked.world.tap(
        asked.params["chat_id"],
        asked.text("from"),
        asked.need("action", dict),
        asked.maybe("params", dict, {}),
    )


def _unsend(asked: Asked) -> Any:
    return asked.world.unsend(asked.params["chat_id"], asked.text("from"), asked.text("messageId"))


def _edit(asked: Asked) -> Any:
    text = asked.text
    return asked.world.edit(asked.params["chat_id"], text("from"), text("messageId"), text("text"))


def _content(asked: Asked) -> Any:
    with asked.world.lock:
        message = asked.world.chats.find_message(asked.params["message_id"])
        if message is None or message.content is None:
            raise Impossible("there is no such content", 404)
        return Answer(
            200, message.content.data, message.content.content_type, {"Cache-Control": "no-store"}
        )


def _menu_image(asked: Asked) -> Any:
    with asked.world.lock:
        menu = asked.world.richmenus.get(asked.params["menu_id"])
        if menu.image is None or menu.image_type is None:
            raise Impossible("the menu has no picture", 404)
        return Answer(200, menu.image, menu.image_type)


ENTRIES: tuple[Entry, ...] = (
    ("POST", "/_sim/people", _add_person),
    (
        "POST",
        "/_sim/people/{user_id}/follow",
        lambda asked: asked.world.follow(asked.params["user_id"]),
    ),
    (
        "POST",
        "/_sim/people/{user_id}/block",
        lambda asked: asked.world.block(asked.params["user_id"]),
    ),
    ("POST", "/_sim/groups", _add_group),
    (
        "POST",
        "/_sim/groups/{group_id}/members",
        lambda asked: asked.world.add_member(asked.params["group_id"], asked.text("userId")),
    ),
    (
        "DELETE",
        "/_sim/groups/{group_id}/members/{user_id}",
        lambda asked: asked.world.remove_member(asked.params["group_id"], asked.params["user_id"]),
    ),
    (
        "POST",
        "/_sim/groups/{group_id}/kick",
        lambda asked: asked.world.kick(asked.params["group_id"]),
    ),
    ("GET", "/_sim/chats/{chat_id}/messages", _messages),
    ("POST", "/_sim/chats/{chat_id}/text", _say),
    ("POST", "/_sim/chats/{chat_id}/content", _send_content),
    ("POST", "/_sim/chats/{chat_id}/sticker", _send_sticker),
    ("POST", "/_sim/chats/{chat_id}/location", _send_location),
    ("POST", "/_sim/chats/{chat_id}/action", _tap),
    ("POST", "/_sim/chats/{chat_id}/unsend", _unsend),
    ("POST", "/_sim/chats/{chat_id}/edit", _edit),
    ("GET", "/_sim/content/{message_id}", _content),
    ("GET", "/_sim/richmenus/{menu_id}/image", _menu_image),
)
