"""LINE's own client for Python against the stand-in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from linebot.v3 import messaging, oauth
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.webhook import SignatureValidator, WebhookParser

from simulator import Simulator
from simulator.checks.images import grey_png
from tests.simulator.ear import ACCESS_TOKEN, CHANNEL_ID, CHANNEL_SECRET, Ear


@pytest.fixture
def client(standin: Simulator) -> Iterator[messaging.ApiClient]:
    with messaging.ApiClient(
        messaging.Configuration(host=standin.url, access_token=ACCESS_TOKEN)
    ) as client:
        yield client
        client.rest_client.pool_manager.clear()


@pytest.fixture
def line(client: messaging.ApiClient) -> messaging.MessagingApi:
    return messaging.MessagingApi(client)


def texts(*words: str) -> list[Any]:
    return [messaging.TextMessage(text=word) for word in words]


def test_a_webhook_is_parsed_and_replied_to(
    standin: Simulator, line: messaging.MessagingApi, ear: Ear, somchai: str
) -> None:
    standin.world.say(somchai, somchai, "รายงาน")
    heard = ear.next()
    assert SignatureValidator(CHANNEL_SECRET).validate(heard.body.decode(), heard.signature)
    (event,) = WebhookParser(CHANNEL_SECRET).parse(heard.body.decode(), heard.signature)
    assert event.message.text == "รายงาน"
    assert event.source.user_id == somchai
    request = messaging.ReplyMessageRequest(replyToken=event.reply_token, messages=texts("ได้รับแล้ว"))
    answer = line.reply_message(request)
    assert answer.sent_messages[0].id == standin.world.messages(somchai)[-1].id
    with pytest.raises(ApiException) as refused:
        line.reply_message(request)
    assert refused.value.status == 400
    assert messaging.ErrorResponse.from_json(refused.value.body).message == "Invalid reply token"


@pytest.mark.parametrize(
    "kind", ["postback", "edit", "unsend", "join", "photo", "file", "sticker", "follow"]
)
def test_every_event_is_one_the_client_knows(
    standin: Simulator, ear: Ear, group: str, somchai: str, kind: str
) -> None:
    world = standin.world
    if kind == "postback":
        world.tap(
            group,
            somchai,
            {"type": "datetimepicker", "data": "d", "mode": "date"},
            {"date": "2026-12-01"},
        )
    elif kind == "edit":
        sent = world.say(group, somchai, "ก")
        ear.next()
        world.edit(group, somchai, sent["messageId"], "ข")
    elif kind == "unsend":
        sent = world.say(group, somchai, "ก")
        ear.next()
        world.unsend(group, somchai, sent["messageId"])
    elif kind == "join":
        world.add_group("อีกกลุ่ม", [somchai])
    elif kind == "photo":
        world.send_content(
            somchai, somchai, "image", grey_png(), image_set={"id": "s", "index": 1, "total": 1}
        )
    elif kind == "file":
        world.send_content(somchai, somchai, "file", b"x", file_name="ก.txt")
    elif kind == "sticker":
        world.send_sticker(somchai, somchai)
    else:
        world.add_person("อีกคน")
    heard = ear.next()
    (event,) = WebhookParser(CHANNEL_SECRET).parse(heard.body.decode(), heard.signature)
    assert type(event).__name__ != "UnknownEvent"
    assert event.webhook_event_id == heard.events[0]["webhookEventId"]


def test_a_push_goes_once_for_a_retry_key(
    standin: Simulator, line: messaging.MessagingApi, somchai: str
) -> None:
    key = str(uuid.uuid4())
    request = messaging.PushMessageRequest(to=somchai, messages=texts("เตือน"))
    first = line.push_message_with_http_info(request, x_line_retry_key=key)
    with pytest.raises(ApiException) as again:
        line.push_message(request, x_line_retry_key=key)
    assert again.value.status == 409
    assert again.value.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    told = messaging.ErrorResponse.from_json(again.value.body)
    assert told.sent_messages[0].id == first.data.sent_messages[0].id
    assert standin.world.heard(somchai) == [{"type": "text", "text": "เตือน"}]


def test_a_bad_message_is_told_by_its_place(line: messaging.MessagingApi) -> None:
    request = messaging.ValidateMessageRequest(messages=texts("ก" * 5001))
    with pytest.raises(ApiException) as refused:
        line.validate_push(request)
    (detail,) = messaging.ErrorResponse.from_json(refused.value.body).details
    assert detail.var_property == "messages[0].text"


def test_flex_quick_replies_and_multicast_go_through(
    standin: Simulator, line: messaging.MessagingApi, somchai: str
) -> None:
    bubble = messaging.FlexBubble(
        body=messaging.FlexBox(
            layout="vertical", contents=[messaging.FlexText(text="งานเดือนนี้", wrap=True)]
        ),
        footer=messaging.FlexBox(
            layout="vertical",
            contents=[
                messaging.FlexButton(action=messaging.PostbackAction(label="รายงาน", data="report"))
            ],
        ),
    )
    item = messaging.QuickReplyItem(
        action=messaging.PostbackAction(label="ยกเลิก", data="x", displayText="ยกเลิก")
    )
    flex = messaging.FlexMessage(
        altText="งาน", contents=bubble, quickReply=messaging.QuickReply(items=[item])
    )
    line.multicast(
        messaging.MulticastRequest(to=[somchai], messages=[flex]),
        x_line_retry_key=str(uuid.uuid4()),
    )
    (heard,) = standin.world.heard(somchai)
    assert heard["contents"]["body"]["contents"][0]["text"] == "งานเดือนนี้"


def test_profiles_groups_and_quota_are_read(
    line: messaging.MessagingApi, group: str, somchai: str
) -> None:
    assert line.get_profile(somchai).display_name == "สมชาย"
    assert line.get_group_summary(group).group_name == "กลุ่มจังหวัด"
    assert line.get_group_member_count(group).count == 3
    assert line.get_group_member_profile(group, somchai).user_id == somchai
    line.push_message(messaging.PushMessageRequest(to=group, messages=texts("ก")))
    assert line.get_message_quota().value == 300
    assert line.get_message_quota_consumption().total_usage == 3
    assert line.get_bot_info().display_name == "ก้าวหน้า"
    line.show_loading_animation(
        messaging.ShowLoadingAnimationRequest(chatId=somchai, loadingSeconds=5)
    )


def test_content_is_downloaded(
    standin: Simulator, client: messaging.ApiClient, somchai: str
) -> None:
    message_id = standin.world.send_content(somchai, somchai, "image", grey_png())["messageId"]
    blob = messaging.MessagingApiBlob(client)
    assert bytes(blob.get_message_content(message_id)) == grey_png()


def test_a_rich_menu_is_made_with_its_picture(
    line: messaging.MessagingApi, client: messaging.ApiClient
) -> None:
    bounds = messaging.RichMenuBounds(x=0, y=0, width=800, height=270)
    area = messaging.RichMenuArea(bounds=bounds, action=messaging.MessageAction(text="รายงาน"))
    request = messaging.RichMenuRequest(
        size=messaging.RichMenuSize(width=800, height=270),
        selected=True,
        name="หลัก",
        chatBarText="เมนู",
        areas=[area],
    )
    line.validate_rich_menu_object(request)
    menu_id = line.create_rich_menu(request).rich_menu_id
    blob = messaging.MessagingApiBlob(client)
    blob.set_rich_menu_image(
        menu_id, body=bytearray(grey_png(800, 270)), _headers={"Content-Type": "image/png"}
    )
    line.set_default_rich_menu(menu_id)
    assert line.get_default_rich_menu_id().rich_menu_id == menu_id
    alias = messaging.CreateRichMenuAliasRequest(richMenuAliasId="main", richMenuId=menu_id)
    line.create_rich_menu_alias(alias)
    assert line.get_rich_menu_alias("main").rich_menu_id == menu_id
    assert [menu.rich_menu_id for menu in line.get_rich_menu_list().richmenus] == [menu_id]


def test_a_stateless_token_is_issued(
    standin: Simulator, client: messaging.ApiClient, somchai: str
) -> None:
    with oauth.ApiClient(oauth.Configuration(host=standin.url)) as oauth_client:
        tokens = oauth.ChannelAccessToken(oauth_client)
        issued = tokens.issue_stateless_channel_token_by_client_secret(CHANNEL_ID, CHANNEL_SECRET)
        oauth_client.rest_client.pool_manager.clear()
    assert issued.expires_in == 900
    client.configuration.access_token = (
        issued.access_token
    )  # of the default header, an API's own call takes no notice
    assert messaging.MessagingApi(client).get_profile(somchai).display_name == "สมชาย"
    standin.world.advance_clock(901)
    with pytest.raises(ApiException) as refused:
        messaging.MessagingApi(client).get_profile(somchai)
    assert refused.value.status == 401
