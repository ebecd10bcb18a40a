"""What a tap on an action does, by its kind."""

from typing import Any, Protocol

from simulator.errors import Impossible
from simulator.journal import Journal
from simulator.richmenus import RichMenus
from simulator.world import spoken
from simulator.world.chats import Chats
from simulator.world.events import Raised
from simulator.world.people import ChatMessage

SILENT = frozenset({"uri", "clipboard", "camera", "cameraRoll", "location"})


class Tapped(Protocol):
    """What a tap needs of the world it happens in."""

    chats: Chats
    richmenus: RichMenus
    journal: Journal

    def keep(self, chat_id: str, sender: str, message: dict[str, Any]) -> ChatMessage:
        """Put a message into the chat without an event."""

    def send(
        self, chat_id: str, sender: str, message: dict[str, Any]
    ) -> tuple[ChatMessage, Raised]:
        """Put a message into the chat and raise its event."""

    def raise_in(
        self, chat_id: str, sender: str, kind: str, *, reply: bool = True, **payload: Any
    ) -> Raised:
        """Raise another event in the chat."""


def tapped(
    world: Tapped, chat_id: str, sender: str, action: dict[str, Any], params: dict[str, str] | None
) -> list[Raised]:
    """The events of a tap, their webhooks queued. Call with the lock held. Raises Impossible for
    what is no action of LINE's.
    """
    kind = action.get("type")
    if kind == "message":
        return [_say(world, chat_id, sender, _part(action, "text"))]
    if kind == "postback":
        raised = [_say(world, chat_id, sender, _part(action, "text"))] if action.get("text") else []
        if action.get("displayText"):
            world.keep(chat_id, sender, {"type": "text", "text": _part(action, "displayText")})
        return [*raised, _postback(world, chat_id, sender, action)]
    if kind == "datetimepicker":
        return [_postback(world, chat_id, sender, action, spoken.picked_params(action, params))]
    if kind == "richmenuswitch":
        return [
            _postback(
                world,
                chat_id,
                sender,
                action,
                _switch(world, sender, _part(action, "richMenuAliasId")),
            )
        ]
    if kind not in SILENT:
        raise Impossible(f"{kind!r} is no kind of action")
    return []


def _part(action: dict[str, Any], key: str) -> str:
    value = action.get(key)
    if not isinstance(value, str):
        raise Impossible(f"the action needs {key}")
    return value


def _say(world: Tapped, chat_id: str, sender: str, text: str) -> Raised:
    return world.send(chat_id, sender, {"type": "text", "text": text})[1]


def _postback(
    world: Tapped,
    chat_id: str,
    sender: str,
    action: dict[str, Any],
    params: dict[str, str] | None = None,
) -> Raised:
    data = {"data": _part(action, "data")}
    return world.raise_in(
        chat_id, sender, "postback", postback=data if params is None else {**data, "params": params}
    )


def _switch(world: Tapped, user_id: str, alias: str) -> dict[str, str]:
    """Show a person the menu an alias names; the params of the postback say whether it could be
    done.
    """
    menu_id = world.richmenus.aliases.get(alias)
    if menu_id is None or menu_id not in world.richmenus.menus:
        return {"newRichMenuAliasId": alias, "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    world.chats.person(user_id).rich_menu_id = menu_id
    world.journal.change("richmenu", user_id)
    return {"newRichMenuAliasId": alias, "status": "SUCCESS"}
