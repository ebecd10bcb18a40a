"""What people do arrives at the bot as LINE's webhooks say it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from simulator import Simulator
from simulator.checks.images import grey_png
from simulator.errors import Impossible
from tests.simulator.ear import CHANNEL_SECRET, NOON, Api, Ear


def test_a_webhook_is_signed_and_addressed(standin: Simulator, ear: Ear) -> None:
    standin.world.add_person("สมชาย")
    heard = ear.next()
    expected = hmac.new(CHANNEL_SECRET.encode(), heard.body, hashlib.sha256).digest()
    assert base64.b64decode(heard.signature) == expected
    assert json.loads(heard.body)["destination"] == standin.bot_user_id


def test_a_text_has_what_line_sends(standin: Simulator, ear: Ear, somchai: str) -> None:
    answer = standin.world.say(somchai, somchai, "สวัสดี")
    event = ear.event()
    assert answer["events"] == [{"webhookEventId": event["webhookEventId"], "status": 200}]
    assert event.keys() == {
        "type", "message", ("webhookEventI"
        "d"), "deliveryContext", "timestamp", "source", "replyToken", "mode",
    }  # fmt: skip
    assert event["type"] == "message"
    assert event["source"] == {"type": "user", "userId": somchai}
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["mode"] == "active"
    assert len(event["webhookEventId"]) == 26
    assert 0 <= event["timestamp"] - NOON.timestamp() * 1000 < 60_000
    message = event["message"]
    assert (message["type"], message["text"], message["id"]) == (
        "text",
        "สวัสดี",
        answer["messageId"],
    )
    assert message.keys() == {"type", "id", "text", "quoteToken", "markAsReadToken"}


def test_events_come_in_the_order_they_happened(standin: Simulator, ear: Ear, somchai: str) -> None:
    for number in range(20):
        standin.world.say(somchai, somchai, str(number))
    events = [ear.event() for _ in range(20)]
    assert [event["message"]["text"] for event in events] == [str(number) for number in range(20)]
    for key in ("timestamp", "webhookEventId"):
        assert sorted(event[key] for event in events) == [event[key] for event in events]
    assert len({event["timestamp"] for event in events}) == 20


def test_what_many_say_at_once_keeps_each_chats_order(standin: Simulator, ear: Ear) -> None:
    people = [standin.world.add_person(str(number))["userId"] for number in range(4)]
    for _ in people:
        ear.next()

    def talk(user_id: str) -> None:
        for number in range(15):
            standin.world.say(user_id, user_id, str(number))

    threads = [threading.Thread(target=talk, args=(user_id,)) for user_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heard: dict[str, list[str]] = {user_id: [] for user_id in people}
    for _ in range(60):
        event = ear.event()
        heard[event["source"]["userId"]].append(event["message"]["text"])
    assert all(texts == [str(number) for number in range(15)] for texts in heard.values())


def test_following_and_blocking(standin: Simulator, ear: Ear) -> None:
    user_id = standin.world.add_person("สมชาย")["userId"]
    follow = ear.event()
    assert (follow["type"], follow["follow"]) == ("follow", {"isUnblocked": False})
    standin.world.block(user_id)
    unfollow = ear.event()
    assert unfollow["type"] == "unfollow"
    assert "replyToken" not in unfollow
    with pytest.raises(Impossible):
        standin.world.say(user_id, user_id, "สวัสดี")
    standin.world.follow(user_id)
    assert ear.event()["follow"] == {"isUnblocked": True}


def test_a_group_is_joined_and_left(standin: Simulator, api: Api, ear: Ear, somchai: str) -> None:
    group_id = standin.world.add_group("กลุ่ม", [somchai])["groupId"]
    join = ear.event()
    assert (join["type"], join["source"]) == ("join", {"type": "group", "groupId": group_id})
    assert "replyToken" in join
    other = standin.world.add_person("สมหญิง", friend=False)["userId"]
    standin.world.add_member(group_id, other)
    joined = ear.event()
    assert (joined["type"], joined["joined"]) == (
        "memberJoined",
        {"members": [{"type": "user", "userId": other}]},
    )
    standin.world.remove_member(group_id, other)
    left = ear.event()
    assert (left["type"], left["left"]["members"][0]["userId"]) == ("memberLeft", other)
    assert "replyToken" not in left
    assert api("POST", f"/v2/bot/group/{group_id}/leave").status == 200
    assert ear.event()["type"] == "leave"
    said = standin.world.say(group_id, somchai, "มีใครอยู่ไหม")
    standin.world.tap(group_id, somchai, {"type": "postback", "data": "d"})
    standin.world.unsend(group_id, somchai, said["messageId"])
    assert ear.silent()


def test_the_bot_is_mentioned_in_a_group_by_its_name(
    standin: Simulator, ear: Ear, group: str, somchai: str
) -> None:
    standin.world.say(group, somchai, "@ก้าวหน้า สรุป")
    message = ear.event()["message"]
    expected = {
        "index": 0,
        "length": 9,
        "type": "user",
        "userId": standin.bot_user_id,
        "isSelf": True,
    }
    assert message["mention"] == {"mentionees": [expected]}
    standin.world.say(group, somchai, "สรุป", mention_bot=True)
    assert ear.event()["message"]["text"] == "@ก้าวหน้า สรุป"
    standin.world.say(group, somchai, "@ก้าวหน้ามาก")
    assert "mention" not in ear.event()["message"]
    standin.world.say(somchai, somchai, "@ก้าวหน้า สรุป")
    assert "mention" not in ear.event()["message"]


@pytest.mark.parametrize(
    ("shown", "in_message", "in_postback"), [("all", 1, 1), ("messages", 1, 0), ("none", 0, 0)]
)
def test_group_events_may_lack_the_users_id(
    standin: Simulator,
    ear: Ear,
    group: str,
    somchai: str,
    shown: str,
    in_message: bool,
    in_postback: bool,
) -> None:
    standin.world.change_settings({"group_user_ids": shown})
    standin.world.say(group, somchai, "/สรุป")
    assert ("userId" in ear.event()["source"]) == in_message
    standin.world.tap(group, somchai, {"type": "postback", "data": "d"})
    assert ("userId" in ear.event()["source"]) == in_postback


def test_only_members_speak_in_a_group_and_nobody_in_anothers_chat(
    standin: Simulator, group: str, somchai: str
) -> None:
    outsider = standin.world.add_person("คนนอก")["userId"]
    for chat_id in (group, somchai):
        with pytest.raises(Impossible):
            standin.world.say(chat_id, outsider, "สวัสดี")


def test_a_postback_shows_its_display_text(standin: Simulator, ear: Ear, somchai: str) -> None:
    standin.world.tap(
        somchai,
        somchai,
        {"type": "postback", "label": "ส่ง", "data": "send=1", "displayText": "ส่งแล้ว"},
    )
    event = ear.event()
    assert (event["type"], event["postback"]) == ("postback", {"data": "send=1"})
    assert ear.silent()
    assert standin.world.messages(somchai)[-1].message == {"type": "text", "text": "ส่งแล้ว"}


def test_a_message_action_is_said_and_a_link_is_not(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    standin.world.tap(somchai, somchai, {"type": "message", "label": "ก", "text": "รายงาน"})
    assert ear.event()["message"]["text"] == "รายงาน"
    for action in (
        {"type": "uri", "uri": "https://example.com"},
        {"type": "clipboard", "clipboardText": "ก"},
    ):
        assert standin.world.tap(somchai, somchai, action)["events"] == []
    assert ear.silent()


def test_a_date_is_picked_within_what_is_offered(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    action = {
        "type": "datetimepicker",
        "data": "d",
        "mode": "date",
        "min": "2026-10-01",
        "initial": "2026-11-20",
    }
    standin.world.tap(somchai, somchai, action, {"date": "2026-12-01"})
    assert ear.event()["postback"] == {"data": "d", "params": {"date": "2026-12-01"}}
    standin.world.tap(somchai, somchai, action)
    assert ear.event()["postback"]["params"] == {"date": "2026-11-20"}
    for picked in ("2026-09-30", "soon"):
        with pytest.raises(Impossible):
            standin.world.tap(somchai, somchai, action, {"date": picked})


def test_photos_and_files_can_be_fetched_until_unsent(
    standin: Simulator, api: Api, ear: Ear, somchai: str
) -> None:
    photo = grey_png()
    sent = standin.world.send_content(
        somchai, somchai, "image", photo, image_set={"id": "s", "index": 1, "total": 2}
    )
    message = ear.event()["message"]
    assert message["contentProvider"] == {"type": "line"}
    assert message["imageSet"] == {"id": "s", "index": 1, "total": 2}
    path = f"/v2/bot/message/{sent['messageId']}/content"
    for where in (path, f"{path}/preview", f"/_sim/content/{sent['messageId']}"):
        answer = api("GET", where)
        assert (answer.status, answer.data, answer.headers["content-type"]) == (
            200,
            photo,
            "image/png",
        )
    standin.world.unsend(somchai, somchai, sent["messageId"])
    event = ear.event()
    assert (event["type"], event["unsend"]) == ("unsend", {"messageId": sent["messageId"]})
    assert "replyToken" not in event
    assert api("GET", path).status == 410
    assert api("GET", f"/_sim/content/{sent['messageId']}").status == 404
    assert standin.world.messages(somchai)[-1].state()["message"] == {"type": "image"}
    assert api("GET", "/v2/bot/message/1/content").status == 404


def test_a_file_has_a_name_and_size_and_a_text_no_content(
    standin: Simulator, api: Api, ear: Ear, somchai: str
) -> None:
    standin.world.send_content(somchai, somchai, "file", b"%PDF-1.7 ", file_name="รายงาน.pdf")
    message = ear.event()["message"]
    assert (message["fileName"], message["fileSize"]) == ("รายงาน.pdf", 9)
    answer = api("GET", f"/v2/bot/message/{message['id']}/content")
    assert answer.headers["content-type"] == "application/pdf"
    text = standin.world.say(somchai, somchai, "สวัสดี")["messageId"]
    assert api("GET", f"/v2/bot/message/{text}/content").status == 404


def test_a_video_is_202_until_it_is_ready(standin: Simulator, api: Api, somchai: str) -> None:
    message_id = standin.world.send_content(somchai, somchai, "video", b"mp4", ready_after=30)[
        "messageId"
    ]
    path = f"/v2/bot/message/{message_id}/content"
    assert api("GET", path).status == 202
    assert api("GET", f"{path}/transcoding").json == {"status": "processing"}
    standin.world.advance_clock(31)
    assert api("GET", path).data == b"mp4"
    assert api("GET", f"{path}/transcoding").json == {"status": "succeeded"}


def test_a_text_in_a_group_is_edited_under_the_same_id(
    standin: Simulator, ear: Ear, group: str, somchai: str
) -> None:
    sent = standin.world.say(group, somchai, "รายงาน")
    first = ear.event()
    standin.world.edit(group, somchai, sent["messageId"], "@ก้าวหน้า รายงาน")
    event = ear.event()
    assert event["type"] == "messageEdited"
    assert event["message"]["id"] == sent["messageId"]
    assert event["message"]["text"] == "@ก้าวหน้า รายงาน"
    assert event["message"]["quoteToken"] != first["message"]["quoteToken"]
    assert "markAsReadToken" not in event["message"]
    assert "mention" in event["message"]
    alone = standin.world.say(somchai, somchai, "รายงาน")["messageId"]
    with pytest.raises(Impossible):
        standin.world.edit(somchai, somchai, alone, "อื่น")


def test_stickers_and_places(standin: Simulator, ear: Ear, somchai: str) -> None:
    standin.world.send_sticker(somchai, somchai)
    sticker = ear.event()["message"]
    assert (sticker["packageId"], sticker["stickerResourceType"]) == ("446", "STATIC")
    standin.world.send_location(somchai, somchai, 17.0, 99.8, "ศาลากลาง")
    place = ear.event()["message"]
    assert (place["latitude"], place["longitude"], place["title"]) == (17.0, 99.8, "ศาลากลาง")
    assert "address" not in place


def test_an_event_sent_again_differs_in_one_word(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    standin.world.say(somchai, somchai, "สวัสดี")
    first = ear.event()
    standin.world.redeliver(first["webhookEventId"])
    assert ear.event() == {**first, "deliveryContext": {"isRedelivery": True}}


def test_a_failed_webhook_is_sent_again_when_redelivery_is_on(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    standin.world.change_settings({"redelivery": True, "redelivery_seconds": [0, 0]})
    ear.answers = [500, 503]
    answer = standin.world.say(somchai, somchai, "สวัสดี")
    assert answer["events"][0]["status"] == 500
    events = [ear.event() for _ in range(3)]
    assert [event["deliveryContext"]["isRedelivery"] for event in events] == [False, True, True]
    assert len({event["webhookEventId"] for event in events}) == 1


def test_a_failed_webhook_stays_lost_when_redelivery_is_off(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    ear.answers = [500]
    standin.world.say(somchai, somchai, "หนึ่ง")
    standin.world.say(somchai, somchai, "สอง")
    assert [ear.event()["message"]["text"] for _ in range(2)] == ["หนึ่ง", "สอง"]
    assert ear.silent()


def test_an_unreachable_bot_leaves_the_status_empty(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    standin.world.change_settings({"webhook_url": "http://127.0.0.1:1/webhook"})
    assert standin.world.say(somchai, somchai, "สวัสดี")["events"][0]["status"] is None
    standin.world.change_settings({"webhook_url": None})
    assert standin.world.say(somchai, somchai, "สวัสดี")["events"][0]["status"] is None
    assert ear.silent()


def test_a_webhook_that_is_not_answered_in_time_has_failed(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    standin.world.change_settings({"webhook_seconds": 0.05})
    ear.may_answer.clear()
    assert standin.world.say(somchai, somchai, "สวัสดี")["events"][0]["status"] is None
    assert ear.event()["message"]["text"] == "สวัสดี"


def test_without_a_limit_a_late_answer_is_an_answer(
    standin: Simulator, ear: Ear, somchai: str
) -> None:
    ear.may_answer.clear()
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(standin.world.say, somchai, somchai, "สวัสดี")
        ear.next()
        assert not said.done()
        ear.may_answer.set()
        assert said.result()["events"][0]["status"] == 200


def test_a_webhook_may_take_two_seconds_as_at_line_unless_told_otherwise() -> None:
    with Simulator() as line:
        assert line.world.settings.webhook_seconds == 2


def test_any_events_can_be_sent_as_they_are(
    standin: Simulator, api: Api, ear: Ear, somchai: str
) -> None:
    event: dict[str, Any] = {
        "type": "message",
        "webhookEventId": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "timestamp": int(NOON.timestamp() * 1000),
        "replyToken": "f" * 32,
        "source": {"type": "user", "userId": somchai},
    }
    answer = api("POST", "/_sim/webhooks/send", {"events": [event, event]})
    assert [one["status"] for one in answer.json["events"]] == [200, 200]
    assert ear.next().events == [event, event]
    assert api.reply("f" * 32).status == 200
    api("POST", "/_sim/webhooks/send", {"events": [], "signature": "bad"})
    heard = ear.next()
    expected = hmac.new(CHANNEL_SECRET.encode(), heard.body, hashlib.sha256).digest()
    assert base64.b64decode(heard.signature) != expected
