"""What a tap on an action does, by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator import spoken
from simulator.errors import Impossible
from simulator.events import Raised

if TYPE_CHECKING:
    from simulator.world import World

SILENT = frozenset({"uri", "clipboard", "camera", "cameraRoll", "location"})


def tapped(
    world: World, chat_id: str, sender: str, action: dict[str, Any], params: dict[str, str] | None
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


def _say(world: World, chat_id: str, sender: str, text: str) -> Raised:
    return world.send(chat_id, sender, {"type": "text", "text": text})[1]


def _postback(
    world: World,
    chat_id: str,
    sender: str,
    action: dict[str, Any],
    params: dict[str, str] | None = None,
) -> Raised:
    data = {"data": _part(action, "data")}
    return world.raise_in(
        chat_id, sender, "postback", postback=data if params is None else {**data, "params": params}
    )


def _switch(world: World, user_id: str, alias: str) -> dict[str, str]:
    """Show a person the menu an alias names; the params of the postback say whether it could be
    done.
    """
    menu_id = world.richmenus.aliases.get(alias)
    if menu_id is None or menu_id not in world.richmenus.menus:
        return {"newRichMenuAliasId": alias, "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    world.chats.person(user_id).rich_menu_id = menu_id
    world.journal.change("richmenu", user_id)
    return {"newRichMenuAliasId": alias, "status": "SUCCESS"}
