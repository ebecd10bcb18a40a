"""Bad messages are refused with the place of what is wrong, good ones taken; asked over HTTP of the
validating endpoints.
"""

from __future__ import annotations

from typing import Any

import pytest

from simulator import Simulator
from tests.simulator.ear import ACCESS_TOKEN, Api

Message = dict[str, Any]
USER = "U" + "0" * 32
IMAGE = "https://example.com/a.png"


@pytest.fixture(scope="module")
def ask() -> Any:
    with Simulator(access_token=ACCESS_TOKEN, allow_http=["http://127.0.0.1:8081"]) as line:
        api = Api(line)
        yield lambda messages, kind="push": api(
            "POST", f"/v2/bot/message/validate/{kind}", {"messages": messages}
        )
        api.close()


def text(**more: Any) -> Message:
    return {"type": "text", "text": "ก", **more}


def quick(action: Message, **more: Any) -> Message:
    return text(quickReply={"items": [{"type": "action", "action": action, **more}]})


def flex(contents: Message, **more: Any) -> Message:
    return {"type": "flex", "altText": "ก", "contents": contents, **more}


def bubble(*components: Message, layout: str = "vertical", **more: Any) -> Message:
    return {
        "type": "bubble",
        "body": {"type": "box", "layout": layout, "contents": list(components)},
        **more,
    }


def bubbled(*components: Message, layout: str = "vertical") -> Message:
    return flex(bubble(*components, layout=layout))


def template(**more: Any) -> Message:
    return {"type": "template", "altText": "ก", "template": more}


def tap(label: str = "ก", **more: Any) -> Message:
    return {"type": "postback", "label": label, "data": "d", **more}


def imagemap(**more: Any) -> Message:
    area = {"x": 0, "y": 0, "width": 1, "height": 1}
    usual = {
        "baseUrl": "https://example.com/a",
        "altText": "ก",
        "baseSize": {"width": 1040, "height": 1},
    }
    return {
        "type": "imagemap",
        **usual,
        "actions": [{"type": "message", "text": "ก", "area": area}],
        **more,
    }


SAID = {"type": "text", "text": "ก"}
SPAN = {"type": "span", "text": "ก"}
ICON = {"type": "icon", "url": IMAGE}
BUTTON = {"type": "button", "action": tap()}
PICKER: Message = {"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date"}
MENTION = {"type": "mention", "mentionee": {"type": "user", "userId": USER}}
VIDEO = {
    "type": "video",
    "url": "https://example.com/a.mp4",
    "previewUrl": IMAGE,
    "altContent": {"type": "image", "url": IMAGE},
}
ANIMATED = {"type": "image", "url": IMAGE, "animated": True}

GOOD: list[Message] = [
    text(text="ก" * 5000),
    text(text="😀" * 2500),
    text(sender={"name": "ก" * 20, "iconUrl": IMAGE}),
    text(text="$ ก $", emojis=[{"index": 4, "productId": "p", "emojiId": "1"}]),
    text(text="😀$", emojis=[{"index": 2, "productId": "p", "emojiId": "1"}]),
    {
        "type": "textV2",
        "text": "{{ก}} {a} {b}",
        "substitution": {"a": MENTION, "b": {"type": "emoji", "productId": "p", "emojiId": "1"}},
    },
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {
        "type": "image",
        "originalContentUrl": IMAGE,
        "previewImageUrl": "http://127.0.0.1:8081/a.png",
    },
    {"type": "video", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE, "trackingId": "t-1"},
    {"type": "audio", "originalContentUrl": IMAGE, "duration": 1},
    {"type": "location", "title": "ก" * 100, "address": "ก", "latitude": 17, "longitude": 99.8},
    imagemap(),
    quick(tap("ที่" * 20, displayText="ที่" * 300)),
    quick({"type": "cameraRoll", "label": "ก"}),
    quick({"type": "clipboard", "label": "ก", "clipboardText": "ก" * 1000}),
    quick({"type": "uri", "label": "ก", "uri": "tel:0812345678"}),
    quick({"type": "uri", "label": "ก", "uri": "line://app/1"}),
    quick(
        {
            "type": "uri",
            "label": "ก",
            "uri": "http://example.com/",
            "altUri": {"desktop": "https://example.com"},
        }
    ),
    quick(tap(inputOption="openKeyboard", fillInText="ก")),
    quick({**PICKER, "min": "2026-10-01", "max": "2027-09-30", "initial": "2026-11-20"}),
    quick({**PICKER, "mode": "datetime", "min": "2026-10-01t00:00", "max": "2026-10-01T00:01"}),
    quick({**PICKER, "mode": "time", "initial": "23:59"}),
    text(quickReply={"items": [{"type": "action", "action": tap()}] * 13}),
    template(type="buttons", text="ก" * 160, actions=[tap()] * 4),
    template(
        type="buttons",
        text="ก" * 60,
        title="ที่" * 40,
        actions=[tap()],
        defaultAction={"type": "uri", "uri": IMAGE},
    ),
    template(type="confirm", text="ก" * 240, actions=[tap(), tap()]),
    template(type="carousel", columns=[{"text": "ก" * 120, "actions": [tap()] * 3}] * 10),
    template(
        type="image_carousel",
        columns=[{"imageUrl": IMAGE, "action": {"type": "message", "text": "ก"}}],
    ),
    bubbled(
        SAID,
        {"type": "separator", "margin": "md"},
        {"type": "filler"},
        BUTTON,
        {"type": "image", "url": IMAGE, "size": "full"},
    ),
    bubbled(ICON, SAID, {"type": "filler"}, layout="baseline"),
    bubbled({"type": "text", "contents": [SPAN, {"type": "span", "text": ""}]}),
    bubbled(
        {
            "type": "button",
            "action": tap("ที่" * 40),
            "style": "primary",
            "height": "sm",
            "color": "#0A8F3C",
        }
    ),
    bubbled(
        {
            "type": "box",
            "layout": "horizontal",
            "contents": [],
            "paddingAll": "10%",
            "cornerRadius": "4px",
            "offsetTop": "3px",
        }
    ),
    bubbled(
        {
            "type": "box",
            "layout": "vertical",
            "contents": [SAID],
            "action": {"type": "uri", "uri": IMAGE},
        }
    ),
    bubbled({"type": "image", "url": IMAGE, "aspectRatio": "1.91:1"}),
    flex({"type": "bubble", "size": "mega", "hero": VIDEO}),
    flex(
        {
            "type": "bubble",
            "header": {"type": "box", "layout": "vertical", "contents": []},
            "styles": {"header": {"separator": True}},
        }
    ),
    flex({"type": "carousel", "contents": [bubble(SAID)] * 12}, altText="ก" * 1500),
    bubbled(*[ANIMATED] * 10),
    {"type": "coupon", "couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7", "deliveryTag": "a_1"},
]

BAD: list[tuple[Message, str]] = [
    ({"type": "bogus"}, "messages[0].type"),
    ({"text": "ก"}, "messages[0].type"),
    ({"type": "text"}, "messages[0].text"),
    (text(text=""), "messages[0].text"),
    (text(text=None), "messages[0].text"),
    (text(text=5), "messages[0].text"),
    (text(text="ก" * 5001), "messages[0].text"),
    (text(text="😀" * 2501), "messages[0].text"),
    (text(colour="red"), "messages[0].colour"),
    (text(sender={"name": "ก" * 21}), "messages[0].sender.name"),
    (text(sender={"name": "Line bot"}), "messages[0].sender.name"),
    (text(sender={"iconUrl": "http://example.com/a.png"}), "messages[0].sender.iconUrl"),
    (text(emojis=[{"index": 0, "productId": "p", "emojiId": "1"}]), "messages[0].emojis[0].index"),
    (
        text(text="$" * 21, emojis=[{"index": 0, "productId": "p", "emojiId": "1"}] * 21),
        "messages[0].emojis",
    ),
    ({"type": "textV2", "text": "{a"}, "messages[0].text"),
    ({"type": "textV2", "text": "{a}"}, "messages[0].substitution"),
    (
        {"type": "textV2", "text": "{a b}", "substitution": {"a b": MENTION}},
        "messages[0].substitution.a b",
    ),
    (
        {"type": "textV2", "text": "{a}" * 21, "substitution": {"a": MENTION}},
        "messages[0].substitution",
    ),
    (
        {"type": "textV2", "text": "{a}", "substitution": {"a": {"type": "mention"}}},
        "messages[0].substitution.a.mentionee",
    ),
    ({"type": "sticker", "packageId": 446, "stickerId": "1988"}, "messages[0].packageId"),
    ({"type": "image", "originalContentUrl": IMAGE}, "messages[0].previewImageUrl"),
    (
        {"type": "image", "originalContentUrl": "/a.png", "previewImageUrl": IMAGE},
        "messages[0].originalContentUrl",
    ),
    (
        {
            "type": "image",
            "originalContentUrl": "http://127.0.0.1:8082/a",
            "previewImageUrl": IMAGE,
        },
        "messages[0].originalContentUrl",
    ),
    (
        {"type": "image", "originalContentUrl": "https://example.com/ก", "previewImageUrl": IMAGE},
        "messages[0].originalContentUrl",
    ),
    (
        {
            "type": "image",
            "originalContentUrl": f"https://example.com/{'a' * 2000}",
            "previewImageUrl": IMAGE,
        },
        "messages[0].originalContentUrl",
    ),
    (
        {"type": "video", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE, "trackingId": "ก"},
        "messages[0].trackingId",
    ),
    ({"type": "audio", "originalContentUrl": IMAGE, "duration": 0.5}, "messages[0].duration"),
    (
        {"type": "location", "title": "ก" * 101, "address": "ก", "latitude": 0, "longitude": 0},
        "messages[0].title",
    ),
    (
        {"type": "location", "title": "ก", "address": "ก", "latitude": 91, "longitude": 0},
        "messages[0].latitude",
    ),
    (imagemap(baseSize={"width": 1000, "height": 1}), "messages[0].baseSize.width"),
    (imagemap(actions=[]), "messages[0].actions"),
    (
        imagemap(
            actions=[
                {
                    "type": "message",
                    "text": "ก" * 401,
                    "area": {"x": 0, "y": 0, "width": 1, "height": 1},
                }
            ]
        ),
        "messages[0].actions[0].text",
    ),
    (text(quickReply={"items": []}), "messages[0].quickReply.items"),
    (
        text(quickReply={"items": [{"type": "action", "action": tap()}] * 14}),
        "messages[0].quickReply.items",
    ),
    (quick(tap("ก" * 21)), "messages[0].quickReply.items[0].action.label"),
    (quick({"type": "postback", "data": "d"}), "messages[0].quickReply.items[0].action.label"),
    (quick({"type": "postback", "label": "ก"}), "messages[0].quickReply.items[0].action.data"),
    (quick(tap(data="ก" * 301)), "messages[0].quickReply.items[0].action.data"),
    (quick(tap(displayText="ก" * 301)), "messages[0].quickReply.items[0].action.displayText"),
    (quick(tap(displayText="ก", text="ก")), "messages[0].quickReply.items[0].action.displayText"),
    (quick(tap(fillInText="ก")), "messages[0].quickReply.items[0].action.fillInText"),
    (quick(tap(inputOption="openDoor")), "messages[0].quickReply.items[0].action.inputOption"),
    (
        quick({"type": "message", "label": "ก", "text": "ก" * 301}),
        "messages[0].quickReply.items[0].action.text",
    ),
    (quick({"type": "message", "label": "ก"}), "messages[0].quickReply.items[0].action.text"),
    (
        quick({"type": "uri", "label": "ก", "uri": "ftp://example.com"}),
        "messages[0].quickReply.items[0].action.uri",
    ),
    (
        quick({"type": "uri", "label": "ก", "uri": "https:///x"}),
        "messages[0].quickReply.items[0].action.uri",
    ),
    (
        quick({"type": "uri", "label": "ก", "uri": f"https://example.com/{'a' * 1000}"}),
        "messages[0].quickReply.items[0].action.uri",
    ),
    (
        quick({"type": "richmenuswitch", "label": "ก", "data": "d", "richMenuAliasId": "a"}),
        "messages[0].quickReply.items[0].action.type",
    ),
    (quick({**PICKER, "mode": "month"}), "messages[0].quickReply.items[0].action.mode"),
    (quick({**PICKER, "initial": "2026-02-30"}), "messages[0].quickReply.items[0].action.initial"),
    (quick({**PICKER, "min": "1899-12-31"}), "messages[0].quickReply.items[0].action.min"),
    (quick({**PICKER, "initial": "2569-11-20"}), "messages[0].quickReply.items[0].action.initial"),
    (
        quick({**PICKER, "min": "2026-10-01", "max": "2026-10-01"}),
        "messages[0].quickReply.items[0].action.max",
    ),
    (
        quick({**PICKER, "mode": "datetime", "initial": "2026-10-01 00:00"}),
        "messages[0].quickReply.items[0].action.initial",
    ),
    (quick(tap(), type="button"), "messages[0].quickReply.items[0].type"),
    (template(type="buttons", text="ก", actions=[tap()] * 5), "messages[0].template.actions"),
    (template(type="buttons", text="ก" * 161, actions=[tap()]), "messages[0].template.text"),
    (
        template(type="buttons", text="ก" * 61, title="ก", actions=[tap()]),
        "messages[0].template.text",
    ),
    (
        template(type="buttons", text="ก", title="ก" * 41, actions=[tap()]),
        "messages[0].template.title",
    ),
    (template(type="confirm", text="ก", actions=[tap()]), "messages[0].template.actions"),
    (
        template(type="confirm", text="ก", actions=[tap(), {"type": "camera", "label": "ก"}]),
        "messages[0].template.actions[1].type",
    ),
    (
        template(type="carousel", columns=[{"text": "ก", "actions": [tap()]}] * 11),
        "messages[0].template.columns",
    ),
    (
        template(type="carousel", columns=[{"text": "ก", "actions": [tap()] * n} for n in (1, 2)]),
        "messages[0].template.columns",
    ),
    (
        template(type="image_carousel", columns=[{"imageUrl": IMAGE, "action": tap("ก" * 13)}]),
        "messages[0].template.columns[0].action.label",
    ),
    (flex(bubble(SAID), altText="ก" * 1501), "messages[0].altText"),
    (flex(bubble(SAID), altText=""), "messages[0].altText"),
    ({"type": "flex", "contents": bubble(SAID)}, "messages[0].altText"),
    ({"type": "flex", "altText": "ก"}, "messages[0].contents"),
]

BAD_FLEX: list[tuple[Message, str]] = [
    (flex({"type": "page"}), "/type"),
    (flex({"type": "bubble"}), "/"),
    (flex(bubble(SAID, size="huge")), "/size"),
    (flex(bubble(SAID, colour="red")), "/colour"),
    (flex(bubble(SAID, hero=SAID)), "/hero/type"),
    (flex({"type": "bubble", "body": SAID}), "/body/type"),
    (flex(bubble(layout="diagonal")), "/body/layout"),
    (flex({"type": "bubble", "body": {"type": "box", "layout": "vertical"}}), "/body/contents"),
    (bubbled({"type": "text"}), "/body/contents/0/text"),
    (bubbled({"type": "text", "text": ""}), "/body/contents/0/text"),
    (bubbled({"type": "text", "text": "ก", "size": "huge"}), "/body/contents/0/size"),
    (bubbled({"type": "text", "text": "ก", "color": "red"}), "/body/contents/0/color"),
    (bubbled({"type": "text", "text": "ก", "flex": -1}), "/body/contents/0/flex"),
    (bubbled({"type": "text", "text": "ก", "wrap": "yes"}), "/body/contents/0/wrap"),
    (bubbled({"type": "text", "contents": [SAID]}), "/body/contents/0/contents/0/type"),
    (bubbled(SPAN), "/body/contents/0/type"),
    (bubbled(ICON), "/body/contents/0/type"),
    (bubbled(SAID, BUTTON, layout="baseline"), "/body/contents/1/type"),
    (bubbled({**SAID, "gravity": "top"}, layout="baseline"), "/body/contents/0/gravity"),
    (
        bubbled({"type": "box", "layout": "baseline", "contents": [{"type": "separator"}]}),
        "/body/contents/0/contents/0/type",
    ),
    (bubbled({"type": "separator", "color": "#12"}), "/body/contents/0/color"),
    (
        bubbled({"type": "button", "action": {"type": "postback", "data": "d"}}),
        "/body/contents/0/action/label",
    ),
    (bubbled({"type": "button", "action": tap("ก" * 41)}), "/body/contents/0/action/label"),
    (bubbled({"type": "button"}), "/body/contents/0/action"),
    (
        bubbled({"type": "button", "action": {"type": "cameraRoll", "label": "ก"}}),
        "/body/contents/0/action/type",
    ),
    (bubbled({"type": "image", "url": "http://example.com/a.png"}), "/body/contents/0/url"),
    (
        bubbled({"type": "image", "url": IMAGE, "aspectRatio": "1:4"}),
        "/body/contents/0/aspectRatio",
    ),
    (
        bubbled({"type": "image", "url": IMAGE, "aspectRatio": "wide"}),
        "/body/contents/0/aspectRatio",
    ),
    (
        bubbled({"type": "box", "layout": "vertical", "contents": [], "width": "wide"}),
        "/body/contents/0/width",
    ),
    (
        bubbled(
            {
                "type": "box",
                "layout": "vertical",
                "contents": [],
                "background": {
                    "type": "linearGradient",
                    "angle": "360deg",
                    "startColor": "#000000",
                    "endColor": "#ffffff",
                },
            }
        ),
        "/body/contents/0/background/angle",
    ),
    (bubbled(*[ANIMATED] * 11), "/"),
    (flex({"type": "bubble", "size": "nano", "hero": VIDEO}), "/hero"),
    (
        flex({"type": "carousel", "contents": [{"type": "bubble", "hero": VIDEO}]}),
        "/contents/0/hero",
    ),
    (flex({"type": "carousel", "contents": []}), "/contents"),
    (flex({"type": "carousel", "contents": [bubble(SAID)] * 13}), "/contents"),
    (
        flex({"type": "carousel", "contents": [bubble(SAID), bubble(SAID, size="kilo")]}),
        "/contents",
    ),
    (bubbled({"type": "text", "text": "ก" * 5000}), "/"),  # 30 KB, each letter escaped as 6 bytes
    (
        flex({"type": "carousel", "contents": [bubble({"type": "text", "text": "ก" * 2800})] * 3}),
        "/",
    ),
    (bubbled({"type": "video"}), "/body/contents/0/type"),
]


@pytest.mark.parametrize("message", GOOD, ids=range(len(GOOD)))
def test_a_good_message_is_taken(message: Message, ask: Any) -> None:
    answer = ask([message])
    assert (answer.status, answer.json) == (200, {})


@pytest.mark.parametrize(("message", "place"), BAD, ids=range(len(BAD)))
def test_a_bad_message_is_refused_where_it_is_wrong(message: Message, place: str, ask: Any) -> None:
    answer = ask([message])
    assert answer.status == 400
    assert answer.places == [place]
    assert answer.json["message"] == "The request body has 1 error(s)"


@pytest.mark.parametrize(("message", "place"), BAD_FLEX, ids=range(len(BAD_FLEX)))
def test_a_bad_flex_message_is_refused_with_a_pointer(
    message: Message, place: str, ask: Any
) -> None:
    answer = ask([text(), message])
    assert answer.status == 400
    assert answer.json["message"] == "A message (messages[1]) in the request body is invalid"
    assert answer.places == [place]


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_messages_are_sent_at_once(count: int, ask: Any) -> None:
    assert ask([text()] * count).places == ["messages"]


def test_all_that_is_wrong_is_said(ask: Any) -> None:
    answer = ask([text(text=""), {"type": "sticker", "packageId": "1"}])
    assert answer.json["message"] == "The request body has 2 error(s)"
    assert answer.places == ["messages[0].text", "messages[1].stickerId"]


@pytest.mark.parametrize(
    ("kind", "status"), [("reply", 200), ("push", 200), ("multicast", 400), ("broadcast", 400)]
)
def test_mentions_go_with_replies_and_pushes_only(kind: str, status: int, ask: Any) -> None:
    message = {"type": "textV2", "text": "{a}", "substitution": {"a": MENTION}}
    assert ask([message], kind).status == status


def test_boxes_nest_deeply_but_not_without_end(ask: Any) -> None:
    def nested(depth: int) -> Message:
        component: Message = SAID
        for _ in range(depth):
            component = {"type": "box", "layout": "vertical", "contents": [component]}
        return bubbled(component)

    assert ask([nested(20)]).status == 200
    assert ask([nested(400)]).status == 400
