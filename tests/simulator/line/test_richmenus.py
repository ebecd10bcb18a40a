"""Rich menus from making one to switching between two."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import Simulator
from simulator.checks.images import grey_png, picture_size
from tests.simulator.ear import Api, Ear

SIZE = {"width": 800, "height": 270}
AREA = {
    "bounds": {"x": 0, "y": 0, "width": 800, "height": 270},
    "action": {"type": "message", "text": "รายงาน"},
}
MENU: dict[str, Any] = {
    "size": SIZE,
    "selected": True,
    "name": "หลัก",
    "chatBarText": "เมนู",
    "areas": [AREA],
}
PICTURE = grey_png(800, 270)


def make(api: Api, picture: bytes | None = PICTURE, **change: Any) -> str:
    menu_id: str = api("POST", "/v2/bot/richmenu", {**MENU, **change}).json["richMenuId"]
    if picture is not None:
        assert upload(api, menu_id, picture) == 200
    return menu_id


def upload(api: Api, menu_id: str, picture: bytes, kind: str = "image/png") -> int:
    return api(
        "POST", f"/v2/bot/richmenu/{menu_id}/content", headers={"Content-Type": kind}, data=picture
    ).status


def shown(api: Api, user_id: str) -> str | None:
    menu = api("GET", f"/_sim/chats/{user_id}/messages?viewer={user_id}").json["richmenu"]
    return menu["richMenuId"] if menu else None


def test_a_menu_is_made_read_listed_and_deleted(api: Api) -> None:
    menu_id = make(api)
    assert api("GET", f"/v2/bot/richmenu/{menu_id}").json == {"richMenuId": menu_id, **MENU}
    assert api("GET", "/v2/bot/richmenu/list").json["richmenus"] == [
        {"richMenuId": menu_id, **MENU}
    ]
    picture = api("GET", f"/v2/bot/richmenu/{menu_id}/content")
    assert (picture.data, picture.headers["content-type"]) == (PICTURE, "image/png")
    assert api("GET", f"/_sim/richmenus/{menu_id}/image").data == PICTURE
    assert api("DELETE", f"/v2/bot/richmenu/{menu_id}").status == 200
    assert api("GET", f"/v2/bot/richmenu/{menu_id}").status == 404
    assert api("GET", "/v2/bot/richmenu/list").json["richmenus"] == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"size": {"width": 799, "height": 270}}, "size.width"),
        ({"size": {"width": 2501, "height": 270}}, "size.width"),
        ({"size": {"width": 800, "height": 249}}, "size.height"),
        ({"size": {"width": 800, "height": 600}}, "size"),
        ({"chatBarText": "ก" * 15}, "chatBarText"),
        ({"name": "ก" * 301}, "name"),
        ({"selected": "yes"}, "selected"),
        ({"areas": [AREA] * 21}, "areas"),
        (
            {"areas": [{**AREA, "bounds": {"x": 1, "y": 0, "width": 800, "height": 1}}]},
            "areas[0].bounds",
        ),
        ({"areas": [{**AREA, "action": {"type": "camera", "label": "ก"}}]}, "areas[0].action.type"),
        (
            {"areas": [{**AREA, "action": {"type": "message", "text": "ก", "label": "ก" * 21}}]},
            "areas[0].action.label",
        ),
    ],
)
def test_a_bad_menu_is_refused_where_it_is_wrong(
    api: Api, change: dict[str, Any], place: str
) -> None:
    for path in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        answer = api("POST", path, {**MENU, **change})
        assert (answer.status, answer.places) == (400, [place])


def test_a_picture_is_jpeg_or_png_of_the_menus_size_and_stays(api: Api) -> None:
    menu_id = make(api, None)
    assert upload(api, menu_id, PICTURE, "image/gif") == 415
    assert upload(api, menu_id, PICTURE, "image/jpeg") == 400
    assert upload(api, menu_id, b"picture") == 400
    assert upload(api, menu_id, grey_png(801, 270)) == 400
    assert upload(api, menu_id, PICTURE + b"\0" * 1_000_000) == 413
    assert upload(api, menu_id, PICTURE) == 200
    assert upload(api, menu_id, PICTURE) == 400
    assert upload(api, "richmenu-0", PICTURE) == 404


def test_a_jpegs_size_is_read() -> None:
    comment = b"\xff\xfe\x00\x06abcd"
    frame = (
        b"\xff\xc2\x00\x11\x08" + (270).to_bytes(2, "big") + (800).to_bytes(2, "big") + b"\x03" * 10
    )
    read = picture_size(b"\xff\xd8" + comment + b"\xff" + frame)
    assert read is not None
    assert (read.content_type, read.width, read.height) == ("image/jpeg", 800, 270)
    assert picture_size(b"\xff\xd8" + comment) is None


def test_a_persons_own_menu_comes_before_the_default(
    standin: Simulator, api: Api, somchai: str
) -> None:
    default, own = make(api), make(api)
    assert shown(api, somchai) is None
    assert api("GET", "/v2/bot/user/all/richmenu").status == 404
    assert api("POST", f"/v2/bot/user/all/richmenu/{default}").status == 200
    assert api("GET", "/v2/bot/user/all/richmenu").json == {"richMenuId": default}
    assert shown(api, somchai) == default
    assert api("GET", f"/v2/bot/user/{somchai}/richmenu").status == 404
    assert api("POST", f"/v2/bot/user/{somchai}/richmenu/{own}").status == 200
    assert api("GET", f"/v2/bot/user/{somchai}/richmenu").json == {"richMenuId": own}
    assert shown(api, somchai) == own
    assert api("DELETE", f"/v2/bot/user/{somchai}/richmenu").status == 200
    assert shown(api, somchai) == default
    assert api("DELETE", "/v2/bot/user/all/richmenu").status == 200
    assert shown(api, somchai) is None


def test_a_menu_without_its_picture_is_shown_to_nobody(api: Api, somchai: str) -> None:
    bare = make(api, None)
    for path in (f"/v2/bot/user/all/richmenu/{bare}", f"/v2/bot/user/{somchai}/richmenu/{bare}"):
        assert api("POST", path).status == 400


def test_linking_a_stranger_does_nothing_and_a_malformed_id_is_refused(
    standin: Simulator, api: Api
) -> None:
    menu_id = make(api)
    stranger = standin.world.add_person("คนแปลกหน้า", friend=False)["userId"]
    assert api("POST", f"/v2/bot/user/{stranger}/richmenu/{menu_id}").status == 200
    assert api("GET", f"/v2/bot/user/{stranger}/richmenu").status == 404
    assert api("POST", f"/v2/bot/user/somchai/richmenu/{menu_id}").status == 400


def test_many_are_linked_at_once(standin: Simulator, api: Api, somchai: str) -> None:
    menu_id = make(api)
    link = {"richMenuId": menu_id, "userIds": [somchai]}
    assert api("POST", "/v2/bot/richmenu/bulk/link", link).status == 202
    assert shown(api, somchai) == menu_id
    assert api("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": [somchai]}).status == 202
    assert shown(api, somchai) is None
    assert (
        api("POST", "/v2/bot/richmenu/bulk/link", {**link, "userIds": [somchai] * 501}).status
        == 400
    )


def test_aliases_name_menus(api: Api) -> None:
    first, second, bare = make(api), make(api), make(api, None)
    path = "/v2/bot/richmenu/alias"
    named = {"richMenuAliasId": "main", "richMenuId": first}
    assert api("POST", path, named).status == 200
    assert api("POST", path, named).json == {"message": "conflict richmenu alias id"}
    assert api("POST", path, {"richMenuAliasId": "Main", "richMenuId": first}).places == [
        "richMenuAliasId"
    ]
    assert api("POST", path, {"richMenuAliasId": "bare", "richMenuId": bare}).status == 400
    assert api("POST", path, {"richMenuAliasId": "none", "richMenuId": "richmenu-0"}).status == 400
    assert api("POST", f"{path}/main", {"richMenuId": second}).status == 200
    assert api("GET", f"{path}/main").json == {"richMenuAliasId": "main", "richMenuId": second}
    assert api("GET", f"{path}/list").json["aliases"] == [
        {"richMenuAliasId": "main", "richMenuId": second}
    ]
    assert api("DELETE", f"{path}/main").status == 200
    assert api("GET", f"{path}/main").status == 404
    assert api("DELETE", f"{path}/main").status == 404


def test_a_tap_switches_menus(standin: Simulator, api: Api, ear: Ear, somchai: str) -> None:
    menu_id = make(api)
    api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "second", "richMenuId": menu_id})
    switch = {"type": "richmenuswitch", "richMenuAliasId": "second", "data": "d"}
    standin.world.tap(somchai, somchai, switch)
    params = {"newRichMenuAliasId": "second", "status": "SUCCESS"}
    assert ear.event()["postback"] == {"data": "d", "params": params}
    assert shown(api, somchai) == menu_id
    standin.world.tap(somchai, somchai, {**switch, "richMenuAliasId": "third"})
    assert ear.event()["postback"]["params"]["status"] == "RICHMENU_ALIAS_ID_NOTFOUND"
