"""LINE's endpoints about rich menus."""

from simulator.checks.messages import USER_ID
from simulator.checks.richmenu import (
    BULK_LINK,
    BULK_UNLINK,
    CREATE_ALIAS,
    RICH_MENU,
    UPDATE_ALIAS,
    check_image,
    check_shape,
)
from simulator.errors import LineError
from simulator.limits import PER_HOUR_100, PER_SECOND_10
from simulator.routes import Body, Call, Route
from simulator.server import Answer, json_answer
from simulator.world.people import Person

OK = json_answer({})


def _create(call: Call) -> Answer:
    check_shape(RICH_MENU, call.body)
    with call.channel.lock:
        made = call.channel.richmenus.create(call.body)
        call.channel.journal.change("richmenu")
    return json_answer({"richMenuId": made.rich_menu_id})


def _validate(call: Call) -> Answer:
    check_shape(RICH_MENU, call.body)
    return OK


def _get(call: Call) -> Answer:
    with call.channel.lock:
        return json_answer(call.channel.richmenus.get(call.params["menu_id"]).response())


def _list(call: Call) -> Answer:
    with call.channel.lock:
        return json_answer(
            {"richmenus": [menu.response() for menu in call.channel.richmenus.menus.values()]}
        )


def _delete(call: Call) -> Answer:
    with call.channel.lock:
        call.channel.richmenus.delete(call.params["menu_id"])
        call.channel.journal.change("richmenu")
    return OK


def _upload(call: Call) -> Answer:
    kind = call.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    with call.channel.lock:
        menu = call.channel.richmenus.get(call.params["menu_id"])
        if menu.image is not None:
            raise LineError(400, "An image has already been uploaded to the richmenu")
        check_image(call.request.body, kind, menu.menu["size"])
        menu.image, menu.image_type = call.request.body, kind
        call.channel.journal.change("richmenu")
    return OK


def _download(call: Call) -> Answer:
    with call.channel.lock:
        menu = call.channel.richmenus.get(call.params["menu_id"])
        if menu.image is None or menu.image_type is None:
            raise LineError(404, "Not found")
        return Answer(200, menu.image, menu.image_type)


def _set_default(call: Call) -> Answer:
    with call.channel.lock:
        call.channel.richmenus.default_id = call.channel.richmenus.usable(
            call.params["menu_id"]
        ).rich_menu_id
        call.channel.journal.change("richmenu")
    return OK


def _get_default(call: Call) -> Answer:
    with call.channel.lock:
        menu_id = call.channel.richmenus.default_id
    if menu_id is None:
        raise LineError(404, "no default richmenu")
    return json_answer({"richMenuId": menu_id})


def _clear_default(call: Call) -> Answer:
    with call.channel.lock:
        call.channel.richmenus.default_id = None
        call.channel.journal.change("richmenu")
    return OK


def _person(call: Call) -> Person | None:
    """The person a path names; None for one who is no friend, to whom linking does nothing. Raises
    LineError (400).
    """
    user_id = call.params["user_id"]
    if not USER_ID.fullmatch(user_id):
        raise LineError(400, "The value for the 'userId' parameter is invalid")
    person = call.channel.chats.people.get(user_id)
    return person if person is not None and person.friend else None


def _link(call: Call) -> Answer:
    with call.channel.lock:
        menu = call.channel.richmenus.usable(call.params["menu_id"])
        person = _person(call)
        if person is not None:
            person.rich_menu_id = menu.rich_menu_id
            call.channel.journal.change("richmenu", person.user_id)
    return OK


def _unlink(call: Call) -> Answer:
    with call.channel.lock:
        person = _person(call)
        if person is not None:
            person.rich_menu_id = None
            call.channel.journal.change("richmenu", person.user_id)
    return OK


def _linked(call: Call) -> Answer:
    with call.channel.lock:
        person = _person(call)
        menu_id = person.rich_menu_id if person is not None else None
        if menu_id is None or menu_id not in call.channel.richmenus.menus:
            raise LineError(404, "the user has no richmenu")
    return json_answer({"richMenuId": menu_id})


def _bulk(call: Call, user_ids: list[str], menu_id: str | None) -> Answer:
    for user_id in user_ids:
        person = call.channel.chats.people.get(user_id)
        if person is not None and person.friend:
            person.rich_menu_id = menu_id
            call.channel.journal.change("richmenu", user_id)
    return json_answer({}, 202)


def _bulk_link(call: Call) -> Answer:
    check_shape(BULK_LINK, call.body)
    with call.channel.lock:
        menu = call.channel.richmenus.usable(call.body["richMenuId"])
        return _bulk(call, call.body["userIds"], menu.rich_menu_id)


def _bulk_unlink(call: Call) -> Answer:
    check_shape(BULK_UNLINK, call.body)
    with call.channel.lock:
        return _bulk(call, call.body["userIds"], None)


def _create_alias(call: Call) -> Answer:
    check_shape(CREATE_ALIAS, call.body)
    with call.channel.lock:
        call.channel.richmenus.add_alias(call.body["richMenuAliasId"], call.body["richMenuId"])
    return OK


def _update_alias(call: Call) -> Answer:
    check_shape(UPDATE_ALIAS, call.body)
    with call.channel.lock:
        call.channel.richmenus.update_alias(call.params["alias"], call.body["richMenuId"])
    return OK


def _get_alias(call: Call) -> Answer:
    alias = call.params["alias"]
    with call.channel.lock:
        menu_id = call.channel.richmenus.aliased(alias)
    return json_answer({"richMenuAliasId": alias, "richMenuId": menu_id})


def _list_aliases(call: Call) -> Answer:
    with call.channel.lock:
        pairs = list(call.channel.richmenus.aliases.items())
    return json_answer(
        {"aliases": [{"richMenuAliasId": alias, "richMenuId": menu_id} for alias, menu_id in pairs]}
    )


def _delete_alias(call: Call) -> Answer:
    with call.channel.lock:
        call.channel.richmenus.delete_alias(call.params["alias"])
    return OK


ROUTES = (
    Route("POST", "/v2/bot/richmenu", _create, Body.JSON, PER_HOUR_100),
    Route("POST", "/v2/bot/richmenu/validate", _validate, Body.JSON),
    Route("GET", "/v2/bot/richmenu/list", _list, rate=PER_SECOND_10),
    Route("POST", "/v2/bot/richmenu/bulk/link", _bulk_link, Body.JSON),
    Route("POST", "/v2/bot/richmenu/bulk/unlink", _bulk_unlink, Body.JSON),
    Route("POST", "/v2/bot/richmenu/alias", _create_alias, Body.JSON),
    Route("GET", "/v2/bot/richmenu/alias/list", _list_aliases),
    Route("GET", "/v2/bot/richmenu/alias/{alias}", _get_alias),
    Route("POST", "/v2/bot/richmenu/alias/{alias}", _update_alias, Body.JSON),
    Route("DELETE", "/v2/bot/richmenu/alias/{alias}", _delete_alias, rate=PER_HOUR_100),
    Route("GET", "/v2/bot/richmenu/{menu_id}", _get),
    Route("DELETE", "/v2/bot/richmenu/{menu_id}", _delete, rate=PER_HOUR_100),
    Route("GET", "/v2/bot/richmenu/{menu_id}/content", _download),
    Route("POST", "/v2/bot/richmenu/{menu_id}/content", _upload, Body.BYTES),
    Route("GET", "/v2/bot/user/all/richmenu", _get_default),
    Route("DELETE", "/v2/bot/user/all/richmenu", _clear_default),
    Route("POST", "/v2/bot/user/all/richmenu/{menu_id}", _set_default),
    Route("GET", "/v2/bot/user/{user_id}/richmenu", _linked),
    Route("DELETE", "/v2/bot/user/{user_id}/richmenu", _unlink),
    Route("POST", "/v2/bot/user/{user_id}/richmenu/{menu_id}", _link),
)
