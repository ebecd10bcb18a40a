"""The control API: state, changes, clock, faults, logs, settings."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest
import urllib3

from simulator import Simulator
from tests.simulator.ear import NOON, Api, Ear


def test_people_and_groups_come_by_the_control_api(standin: Simulator, api: Api, ear: Ear) -> None:
    person = api("POST", "/_sim/people", {"name": "สมชาย", "userId": "U" + "a" * 32}).json
    assert (person["userId"], person["friend"]) == ("U" + "a" * 32, True)
    assert person["events"] == [{"webhookEventId": ear.event()["webhookEventId"], "status": 200}]
    stranger = api("POST", "/_sim/people", {"name": "สมหญิง", "friend": False}).json
    assert stranger["events"] == []
    made = api("POST", "/_sim/groups", {"name": "กลุ่ม", "members": [person["userId"]]}).json
    group_id, user_id = made["groupId"], stranger["userId"]
    assert api("POST", f"/_sim/groups/{group_id}/members", {"userId": user_id}).status == 200
    assert api("DELETE", f"/_sim/groups/{group_id}/members/{user_id}").status == 200
    assert api("POST", f"/_sim/people/{user_id}/follow").status == 200
    assert api("POST", f"/_sim/people/{user_id}/block").status == 200
    assert api("POST", f"/_sim/groups/{group_id}/kick").status == 200
    kinds = [ear.event()["type"] for _ in range(6)]
    assert kinds == ["join", "memberJoined", "memberLeft", "follow", "unfollow", "leave"]
    state = api("GET", "/_sim/state").json
    assert state["people"][1] == {
        "userId": user_id,
        "name": "สมหญิง",
        "friend": True,
        "blocked": True,
    }
    assert state["groups"] == [
        {"groupId": group_id, "name": "กลุ่ม", "members": [person["userId"]], "bot_in": False}
    ]
    assert state["bot"]["userId"] == standin.bot_user_id
    assert state["quota"] == {"limit": 300, "used": 0}
    assert [chat["kind"] for chat in state["chats"]] == ["user", "user", "group"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/_sim/people", {}, 400),
        ("/_sim/people/U1/follow", {}, 404),
        ("/_sim/groups", {"name": "ก", "members": ["U1"]}, 404),
        ("/_sim/chats/U1/text", {"from": "U1", "text": "ก"}, 404),
        ("/_sim/clock", {"now": "2026-11-20T10:00:00"}, 400),
        ("/_sim/clock", {"now": "soon"}, 400),
        ("/_sim/clock", {}, 400),
        ("/_sim/faults", {"match": "push", "status": 200}, 400),
        ("/_sim/faults", {"match": "push", "typo": 1}, 400),
        ("/_sim/faults", {"match": "push", "drop": "now"}, 400),
        ("/_sim/settings", {"quota": "many"}, 400),
        ("/_sim/settings", {"colour": "red"}, 400),
        ("/_sim/webhooks/01/redeliver", {}, 404),
        ("/_sim/nothing", {}, 404),
        ("/_sim/people", {"name": 5}, 400),
        ("/_sim/groups", {"name": "ก", "members": "U1"}, 400),
        ("/_sim/groups", {"name": "ก", "members": [5]}, 400),
        ("/_sim/clock", {"advance_seconds": "1"}, 400),
        ("/_sim/webhooks/send", {"events": [5]}, 400),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    api: Api, path: str, body: dict[str, Any], status: int
) -> None:
    answer = api("POST", path, body)
    assert answer.status == status
    assert answer.json["error"]


def test_everything_said_can_be_said_by_the_control_api(
    api: Api, ear: Ear, group: str, somchai: str
) -> None:
    chat = f"/_sim/chats/{group}"
    said = api("POST", f"{chat}/text", {"from": somchai, "text": "สรุป", "mentionBot": True}).json
    assert "mention" in ear.event()["message"]
    api("POST", f"{chat}/sticker", {"from": somchai})
    api(
        "POST",
        f"{chat}/location",
        {"from": somchai, "latitude": 17, "longitude": 99, "title": "ก", "address": "ข"},
    )
    api("POST", f"{chat}/action", {"from": somchai, "action": {"type": "postback", "data": "d"}})
    api("POST", f"{chat}/edit", {"from": somchai, "messageId": said["messageId"], "text": "ใหม่"})
    query = f"from={somchai}&type=image&setId=s&setIndex=2&setTotal=3"
    sent = api(
        "POST",
        f"{chat}/content?{query}",
        headers={"Content-Type": "image/png"},
        data=b"\x89PNG\r\n\x1a\n",
    ).json
    api("POST", f"{chat}/unsend", {"from": somchai, "messageId": said["messageId"]})
    events = [ear.event() for _ in range(6)]
    kinds = [event.get("message", {}).get("type", event["type"]) for event in events]
    assert kinds == ["sticker", "location", "postback", "text", "image", "unsend"]
    assert events[4]["message"]["imageSet"] == {"id": "s", "index": 2, "total": 3}
    messages = api("GET", f"{chat}/messages").json["messages"]
    assert messages[0] == {
        **messages[0],
        "unsent": True,
        "message": {"type": "text"},
        "from": somchai,
    }
    assert messages[-1]["contentUrl"] == f"/_sim/content/{sent['messageId']}"
    after = api("GET", f"{chat}/messages?after={messages[1]['seq']}").json["messages"]
    assert after == messages[2:]


def test_changes_wait_for_something_to_happen(standin: Simulator, api: Api, somchai: str) -> None:
    seq = api("GET", "/_sim/state").json["seq"]
    answers: list[Any] = []
    waiting = threading.Thread(
        target=lambda: answers.append(
            urllib3.request("GET", f"{standin.url}/_sim/changes?after={seq}&wait=20").json()
        )
    )
    waiting.start()
    api.push(somchai)
    waiting.join()
    (answer,) = answers
    assert answer["seq"] > seq
    assert all(change["seq"] > seq for change in answer["changes"])
    everything = api("GET", f"/_sim/changes?after={seq}").json["changes"]
    assert {"message", "quota"} == {change["kind"] for change in everything}
    assert api("GET", f"/_sim/changes?after={everything[-1]['seq']}&wait=0").json["changes"] == []


def test_unread_counts_what_the_bot_said_since_the_chat_was_read(api: Api, somchai: str) -> None:
    def unread() -> int:
        count: int = api("GET", "/_sim/state").json["chats"][0]["unread"]
        return count

    api.push(somchai)
    api.push(somchai)
    assert unread() == 2
    api("GET", f"/_sim/chats/{somchai}/messages")
    assert unread() == 0


def test_the_clock_runs_on_from_where_it_is_set(api: Api) -> None:
    start = api("GET", "/_sim/clock").json
    assert start["now"].startswith("2026-11-20T05:00")
    assert start["version"] == 0
    set_to = api("POST", "/_sim/clock", {"now": "2026-12-17T10:00:00+07:00"}).json
    assert set_to["now"].startswith("2026-12-17T10:00:0")
    assert set_to["version"] == 1
    later = api("POST", "/_sim/clock", {"advance_seconds": 3600}).json
    assert later["now"].startswith("2026-12-17T11:00:0")
    assert later["version"] == 2


def test_ordered_errors_come_as_often_as_ordered(
    standin: Simulator, api: Api, somchai: str
) -> None:
    api("POST", "/_sim/faults", {"match": "push", "status": 500, "times": 2})
    api("POST", "/_sim/faults", {"match": "push", "status": 429, "message": "slower", "times": 1})
    statuses = [api.push(somchai) for _ in range(4)]
    assert [answer.status for answer in statuses] == [500, 500, 429, 200]
    assert statuses[2].json == {"message": "slower"}
    assert all(answer.headers["x-line-request-id"] for answer in statuses)
    assert len(standin.world.heard(somchai)) == 1
    assert api("GET", "/_sim/faults").json == {"faults": []}


def test_a_fault_strikes_the_paths_it_names_until_lifted(api: Api, somchai: str) -> None:
    api("POST", "/_sim/faults", {"match": "profile", "status": 503, "delay_ms": 1})
    assert api.push(somchai).status == 200
    assert [api("GET", f"/v2/bot/profile/{somchai}").status for _ in range(3)] == [503] * 3
    assert api("DELETE", "/_sim/faults").json == {"faults": []}
    assert api("GET", f"/v2/bot/profile/{somchai}").status == 200


@pytest.mark.parametrize(("drop", "shown"), [("before", 0), ("after", 1)])
def test_a_dropped_call_took_effect_or_not(
    standin: Simulator, api: Api, somchai: str, drop: str, shown: int
) -> None:
    api("POST", "/_sim/faults", {"match": "push", "drop": drop, "times": 1})
    key = str(uuid.uuid4())
    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.push(somchai, key=key)
    assert len(standin.world.heard(somchai)) == shown
    assert api.push(somchai, key=key).status == (409 if shown else 200)
    assert len(standin.world.heard(somchai)) == 1


def test_calls_and_webhooks_are_logged(api: Api, ear: Ear, somchai: str) -> None:
    key = str(uuid.uuid4())
    api.push(somchai, key=key)
    api.push(somchai, {"type": "text", "text": ""})
    api("GET", "/v2/bot/nothing")
    logged = api("GET", "/_sim/requests").json["requests"]
    assert [(entry["method"], entry["status"]) for entry in logged] == [
        ("POST", 200),
        ("POST", 400),
        ("GET", 404),
    ]
    assert logged[0]["retry_key"] == key
    assert logged[0]["body"]["to"] == somchai
    assert logged[1]["error"] == "The request body has 1 error(s)"
    assert logged[0]["at"].startswith("2026-11-20T05:00")
    assert api("GET", f"/_sim/requests?after={logged[0]['n']}").json["requests"] == logged[1:]
    (webhook,) = api("GET", "/_sim/webhooks").json["webhooks"]
    assert (webhook["status"], webhook["redelivery"]) == (200, False)
    assert webhook["events"][0]["type"] == "follow"


@pytest.mark.parametrize(
    "change",
    [
        {"from": None},
        {"from": 5},
        {"text": None},
        {"text": ""},
        {"text": "\ud800"},
        {"text": "ก" * 10_001},
    ],
)
def test_nothing_but_a_text_is_said(
    api: Api, ear: Ear, somchai: str, change: dict[str, Any]
) -> None:
    body = {"from": somchai, "text": "ก", **change}
    assert api("POST", f"/_sim/chats/{somchai}/text", body).status == 400
    assert ear.silent()


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"type": "dance"},
        {"type": "postback"},
        {"type": "message"},
        {"type": "datetimepicker", "data": "d"},
    ],
)
def test_nothing_but_an_action_is_tapped(
    api: Api, ear: Ear, somchai: str, action: dict[str, Any]
) -> None:
    assert (
        api("POST", f"/_sim/chats/{somchai}/action", {"from": somchai, "action": action}).status
        == 400
    )
    assert ear.silent()


def test_secrets_are_not_logged(api: Api) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    api("POST", "/oauth2/v3/token", headers=headers, data=b"client_secret=hidden")
    (logged,) = api("GET", "/_sim/requests").json["requests"]
    assert (logged["path"], logged["status"], logged["body"]) == ("/oauth2/v3/token", 400, None)


def test_settings_change_while_it_runs(standin: Simulator, api: Api, somchai: str) -> None:
    http = {
        "type": "image",
        "originalContentUrl": "http://127.0.0.1:5/a.png",
        "previewImageUrl": "https://example.com/a",
    }
    assert api.push(somchai, http).status == 400
    changed = {
        "allow_http": ["http://127.0.0.1:5"],
        "quota": 1,
        "guide": {"title": "ลองทำ", "steps": []},
    }
    assert api("POST", "/_sim/settings", changed).status == 200
    assert api.push(somchai, http).status == 200
    assert api.push(somchai).status == 429
    assert api("GET", "/_sim/state").json["guide"] == changed["guide"]
    assert api("POST", "/_sim/settings", {"quota": None}).status == 200
    assert api.push(somchai).status == 200


def test_reset_forgets_all_but_the_settings(
    standin: Simulator, api: Api, ear: Ear, group: str, somchai: str
) -> None:
    api.push(group)
    api("POST", "/_sim/faults", {"match": "push", "status": 500})
    before = api("GET", "/_sim/state").json["seq"]
    assert api("POST", "/_sim/reset").status == 200
    state = api("GET", "/_sim/state").json
    assert (state["people"], state["groups"], state["chats"]) == ([], [], [])
    assert state["quota"] == {"limit": 300, "used": 0}
    assert state["seq"] > before
    assert api("GET", "/_sim/requests").json["requests"] == []
    assert api("POST", "/_sim/people", {"name": "สมชาย"}).json["events"][0]["status"] == 200
    assert standin.world.clock.now() >= NOON
