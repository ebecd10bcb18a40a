"""Replies, pushes and what they cost: tokens, retry keys, who is reached, the month's quota."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from simulator import Simulator
from tests.simulator.ear import Api, Ear

QUOTA = "/v2/bot/message/quota/consumption"


def used(api: Api) -> int:
    count: int = api("GET", QUOTA).json["totalUsage"]
    return count


@pytest.fixture
def token(standin: Simulator, ear: Ear, somchai: str) -> str:
    """The reply token of a text สมชาย just wrote."""
    standin.world.say(somchai, somchai, "สวัสดี")
    token: str = ear.event()["replyToken"]
    return token


def test_a_reply_is_shown_and_costs_nothing(
    standin: Simulator, api: Api, somchai: str, token: str
) -> None:
    answer = api.reply(token, {"type": "text", "text": "หนึ่ง"}, {"type": "text", "text": "สอง"})
    assert answer.status == 200
    shown = [message.state() for message in standin.world.messages(somchai)][1:]
    assert [message["message"]["text"] for message in shown] == ["หนึ่ง", "สอง"]
    assert [message["id"] for message in shown] == [
        sent["id"] for sent in answer.json["sentMessages"]
    ]
    assert {message["via"] for message in shown} == {"reply"}
    assert used(api) == 0


def test_a_reply_token_is_good_once(api: Api, token: str) -> None:
    assert api.reply(token).status == 200
    again = api.reply(token)
    assert (again.status, again.json) == (400, {"message": "Invalid reply token"})


def test_a_refused_reply_leaves_the_token_alive(api: Api, token: str) -> None:
    assert api.reply(token, {"type": "text", "text": ""}).status == 400
    assert api.reply(token).status == 200


@pytest.mark.parametrize(("seconds", "status"), [(55, 200), (61, 400)])
def test_a_reply_token_lives_a_minute(
    standin: Simulator, api: Api, token: str, seconds: int, status: int
) -> None:
    standin.world.advance_clock(seconds)
    assert api.reply(token).status == status


def test_an_unknown_reply_token_is_refused(api: Api) -> None:
    assert api.reply("0" * 32).json == {"message": "Invalid reply token"}


@pytest.mark.parametrize(("minutes", "status"), [(19, 200), (21, 400)])
def test_a_redelivery_within_twenty_minutes_brings_a_fresh_minute(
    standin: Simulator, api: Api, ear: Ear, somchai: str, minutes: int, status: int
) -> None:
    standin.world.say(somchai, somchai, "สวัสดี")
    event = ear.event()
    standin.world.advance_clock(60 * minutes)
    assert api.reply(event["replyToken"]).status == 400
    standin.world.redeliver(event["webhookEventId"])
    assert api.reply(event["replyToken"]).status == status


def test_a_reply_takes_no_retry_key(api: Api, token: str) -> None:
    body = {"replyToken": token, "messages": [{"type": "text", "text": "ก"}]}
    headers = {"X-Line-Retry-Key": str(uuid.uuid4())}
    assert api("POST", "/v2/bot/message/reply", body, headers).status == 400
    assert api.reply(token).status == 200


def test_a_retry_key_sends_once_in_24_hours(standin: Simulator, api: Api, somchai: str) -> None:
    key = str(uuid.uuid4())
    first = api.push(somchai, key=key)
    standin.world.advance_clock(23 * 3600)
    again = api.push(somchai, key=key.upper())
    assert again.status == 409
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.json["message"] == "The retry key is already accepted"
    assert again.json["sentMessages"] == first.json["sentMessages"]
    assert len(standin.world.heard(somchai)) == used(api) == 1
    standin.world.advance_clock(2 * 3600)
    assert api.push(somchai, key=key).status == 200
    assert len(standin.world.heard(somchai)) == 2


def test_a_retry_key_that_was_refused_is_still_fresh(api: Api, somchai: str) -> None:
    key = str(uuid.uuid4())
    assert api.push(somchai, {"type": "text", "text": ""}, key=key).status == 400
    assert api.push(somchai, key=key).status == 200


def test_a_retry_key_is_a_uuid(api: Api, somchai: str) -> None:
    assert api.push(somchai, key="reminder-1").status == 400


def test_a_push_to_a_blocker_or_a_stranger_is_answered_and_shown_to_nobody(
    standin: Simulator, api: Api, somchai: str
) -> None:
    stranger = standin.world.add_person("คนแปลกหน้า", friend=False)["userId"]
    standin.world.block(somchai)
    for user_id in (somchai, stranger):
        answer = api.push(user_id)
        assert answer.status == 200
        assert len(answer.json["sentMessages"]) == 1
        assert standin.world.heard(user_id) == []
    assert used(api) == 0


def test_who_wrote_in_the_last_seven_days_is_reached(standin: Simulator, api: Api) -> None:
    stranger = standin.world.add_person("คนแปลกหน้า", friend=False)["userId"]
    standin.world.say(stranger, stranger, "สวัสดี")
    standin.world.advance_clock(6 * 86400)
    api.push(stranger)
    standin.world.advance_clock(2 * 86400)
    api.push(stranger)
    assert len(standin.world.heard(stranger)) == 1


@pytest.mark.parametrize("to", ["U" + "1" * 32, "C" + "1" * 32])
def test_somebody_unknown_cannot_be_pushed_to(api: Api, to: str) -> None:
    assert (api.push(to).status, api.push(to).json) == (400, {"message": "Failed to send messages"})


def test_a_malformed_recipient_is_named(api: Api) -> None:
    assert api.push("somchai").places == ["to"]


def test_a_group_costs_its_members_however_many_messages(
    standin: Simulator, api: Api, group: str
) -> None:
    assert api.push(group, *[{"type": "text", "text": "ก"}] * 5).status == 200
    assert used(api) == 3
    assert len(standin.world.heard(group)) == 5


def test_a_group_that_was_left_cannot_be_pushed_to(
    standin: Simulator, api: Api, group: str
) -> None:
    standin.world.kick(group)
    assert api.push(group).status == 400
    assert used(api) == 0


def test_the_quota_stops_what_would_pass_it_until_the_month_turns(
    standin: Simulator, api: Api, group: str
) -> None:
    standin.world.quota.limit = 4
    assert api("GET", "/v2/bot/message/quota").json == {"type": "limited", "value": 4}
    assert api.push(group).status == 200
    refused = api.push(group)
    assert (refused.status, refused.json) == (
        429,
        {"message": "You have reached your monthly limit."},
    )
    assert used(api) == 3
    standin.world.set_clock(datetime(2026, 11, 30, 14, 59, tzinfo=UTC))  # 23:59 of UTC+9
    assert api.push(group).status == 429
    standin.world.set_clock(datetime(2026, 11, 30, 15, 0, tzinfo=UTC))
    assert used(api) == 0
    assert api.push(group).status == 200


def test_a_refusal_for_quota_leaves_the_retry_key_fresh(
    standin: Simulator, api: Api, somchai: str
) -> None:
    key = str(uuid.uuid4())
    standin.world.quota.limit = 0
    assert api.push(somchai, key=key).status == 429
    standin.world.quota.limit = None
    assert api.push(somchai, key=key).status == 200
    assert api("GET", "/v2/bot/message/quota").json == {"type": "none"}


def multicast(api: Api, to: list[str], **more: Any) -> Any:
    return api(
        "POST",
        "/v2/bot/message/multicast",
        {"to": to, "messages": [{"type": "text", "text": "ก"}], **more},
    )


def test_multicast_reaches_friends_and_counts_them(
    standin: Simulator, api: Api, somchai: str
) -> None:
    friend = standin.world.add_person("สมหญิง")["userId"]
    stranger = standin.world.add_person("คนแปลกหน้า", friend=False)["userId"]
    answer = multicast(api, [somchai, friend, stranger, somchai])
    assert (answer.status, answer.json) == (200, {})
    assert [len(standin.world.heard(one)) for one in (somchai, friend, stranger)] == [1, 1, 0]
    assert used(api) == 2


def test_multicast_takes_no_groups_and_at_most_500(api: Api, group: str, somchai: str) -> None:
    assert multicast(api, [somchai, group]).places == ["to[1]"]
    assert multicast(api, [somchai] * 501).places == ["to"]
    assert multicast(api, []).places == ["to"]
    assert multicast(api, [somchai], customAggregationUnits=["a-b"]).places == [
        "customAggregationUnits[0]"
    ]


def test_broadcast_reaches_every_friend(
    standin: Simulator, api: Api, group: str, somchai: str
) -> None:
    assert (
        api(
            "POST", "/v2/bot/message/broadcast", {"messages": [{"type": "text", "text": "ก"}]}
        ).status
        == 200
    )
    assert len(standin.world.heard(somchai)) == used(api) == 1
    assert standin.world.heard(group) == []


def test_sends_are_told_by_the_day_after(standin: Simulator, api: Api, group: str) -> None:
    api.push(group)
    path = "/v2/bot/message/delivery/push?date=20261120"
    assert api("GET", path).json == {"status": "unready"}
    standin.world.advance_clock(86400)
    assert api("GET", path).json == {"status": "ready", "success": 3}
    assert api("GET", "/v2/bot/message/delivery/push?date=20261399").status == 400


def mention(user_id: str) -> dict[str, Any]:
    mentionee = {"type": "user", "userId": user_id}
    return {
        "type": "textV2",
        "text": "{a}",
        "substitution": {"a": {"type": "mention", "mentionee": mentionee}},
    }


def test_mentions_are_of_members_and_in_groups(
    standin: Simulator, api: Api, group: str, somchai: str
) -> None:
    outsider = standin.world.add_person("คนนอก")["userId"]
    assert api.push(group, mention(somchai)).status == 200
    assert api.push(group, mention(outsider)).places == [
        "messages[0].substitution.a.mentionee.userId"
    ]
    assert api.push(somchai, mention(somchai)).places == ["messages[0].substitution.a.mentionee"]


def test_a_quote_is_of_a_message_in_the_same_chat(
    standin: Simulator, api: Api, ear: Ear, group: str, somchai: str
) -> None:
    standin.world.say(group, somchai, "สวัสดี")
    quote = {"type": "text", "text": "ก", "quoteToken": ear.event()["message"]["quoteToken"]}
    assert api.push(group, quote).status == 200
    assert api.push(somchai, quote).places == ["messages[0].quoteToken"]


def test_loading_shows_until_the_answer_or_its_seconds_are_over(
    standin: Simulator, api: Api, somchai: str
) -> None:
    def load(**body: Any) -> int:
        return api("POST", "/v2/bot/chat/loading/start", body).status

    def loading() -> bool:
        shown: bool = api("GET", f"/_sim/chats/{somchai}/messages").json["loading"]
        return shown

    assert load(chatId=somchai, loadingSeconds=5) == 202
    assert loading()
    standin.world.advance_clock(6)
    assert not loading()
    assert load(chatId=somchai) == 202
    assert loading()
    api.push(somchai)
    assert not loading()
    assert load(chatId=somchai, loadingSeconds=7) == load(chatId=somchai, loadingSeconds=65) == 400
    assert load(chatId="C" + "1" * 32) == 400
