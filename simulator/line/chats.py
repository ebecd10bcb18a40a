"""LINE's endpoints about people, groups, what people sent, and the channel itself."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from simulator.checks.images import grey_png
from simulator.checks.messages import CHAT_ID, USER_ID
from simulator.checks.richmenu import check_shape
from simulator.checks.rules import Findings, Shape, https_url, integer, matching, text
from simulator.errors import LineError
from simulator.limits import PER_HOUR_60, PER_MINUTE_1000, PER_SECOND_100
from simulator.routes import Body, Call, Route
from simulator.server import Answer, json_answer
from simulator.world.people import Content, Group, Person

LOADING = Shape(
    "ShowLoadingAnimationRequest",
    {"chatId": matching(USER_ID.pattern, "a user ID"), "loadingSeconds": integer(5, 60)},
    frozenset({"chatId"}),
    lambda body, found: _in_fives(body.get("loadingSeconds"), found),
)
MARK_AS_READ = Shape(
    "MarkMessagesAsReadByTokenRequest",
    {"markAsReadToken": text(1000)},
    frozenset({"markAsReadToken"}),
)
WEBHOOK_URL_LIMIT = 500


def _in_fives(seconds: Any, found: Findings) -> None:
    if isinstance(seconds, int) and seconds % 5:
        found.refuse("Must be a multiple of 5", "loadingSeconds")


def _load(call: Call) -> Answer:
    check_shape(LOADING, call.body)
    channel = call.channel
    with channel.lock:
        chat = channel.chats.chats.get(call.body["chatId"])
        if chat is not None:
            chat.loading_until = channel.clock.now() + timedelta(
                seconds=call.body.get("loadingSeconds", 20)
            )
            channel.journal.change("loading", chat.chat_id)
    return json_answer({}, 202)


def _mark_as_read(call: Call) -> Answer:
    check_shape(MARK_AS_READ, call.body)
    return json_answer({})


def _info(call: Call) -> Answer:
    bot = call.channel.bot
    named = {"userId": bot["userId"], "basicId": bot["basicId"], "displayName": bot["name"]}
    return json_answer({**named, "chatMode": "bot", "markAsReadMode": "auto"})


def _shown(person: Person) -> dict[str, str]:
    return {"userId": person.user_id, "displayName": person.name}


def _profile(call: Call) -> Answer:
    with call.channel.lock:
        person = call.channel.chats.people.get(call.params["user_id"])
        if person is None or not person.shows_profile():
            raise LineError(404, "Not found")
        return json_answer({**_shown(person), "language": "th"})


def _forbidden(_: Call) -> Answer:
    """Rosters are for verified and premium accounts (reference, "Get group chat member user
    IDs").
    """
    raise LineError(403, "Access to this API is not available for your account")


def _group(call: Call) -> Group:
    group_id = call.params["group_id"]
    if not CHAT_ID.fullmatch(group_id):
        raise LineError(400, "The value for the 'groupId' parameter is invalid")
    group = call.channel.chats.groups.get(group_id)
    if group is None or not group.bot_in:
        raise LineError(404, "Not found")
    return group


def _summary(call: Call) -> Answer:
    with call.channel.lock:
        group = _group(call)
        return json_answer({"groupId": group.group_id, "groupName": group.name})


def _count(call: Call) -> Answer:
    with call.channel.lock:
        return json_answer({"count": len(_group(call).members)})


def _member(call: Call) -> Answer:
    with call.channel.lock:
        if call.params["user_id"] not in _group(call).members:
            raise LineError(404, "Not found")
        return json_answer(_shown(call.channel.chats.people[call.params["user_id"]]))


def _leave(call: Call) -> Answer:
    with call.channel.lock:
        call.channel.leave_group(_group(call))
    return json_answer({})


def _sent_content(call: Call) -> tuple[Content, str]:
    """What a person sent under this id, and its kind. Raises LineError: 404 for none, 410 when it
    was unsent.
    """
    message = call.channel.chats.find_message(call.params["message_id"])
    if message is not None and message.unsent:
        raise LineError(410, "Gone")
    if message is None or message.content is None:
        raise LineError(404, "Not found")
    return message.content, message.message["type"]


def _content(call: Call) -> Answer:
    with call.channel.lock:
        content, _ = _sent_content(call)
        if content.ready_at > call.channel.clock.now():
            return json_answer({}, 202)
        return Answer(200, content.data, content.content_type)


def _preview(call: Call) -> Answer:
    with call.channel.lock:
        content, kind = _sent_content(call)
    if kind == "image":
        return Answer(200, content.data, content.content_type)
    if kind == "video":
        return Answer(200, grey_png(), "image/png")
    raise LineError(404, "Not found")


def _transcoding(call: Call) -> Answer:
    with call.channel.lock:
        content, kind = _sent_content(call)
        ready = content.ready_at <= call.channel.clock.now()
    if kind not in {"video", "audio"}:
        raise LineError(404, "Not found")
    return json_answer({"status": "succeeded" if ready else "processing"})


def _check_endpoint(call: Call, required: bool) -> str | None:
    demand = frozenset({"endpoint"}) if required else frozenset[str]()
    found = Findings(allow_http=_local_origin(call.body))
    Shape("SetWebhookEndpointRequest", {"endpoint": https_url}, demand)(call.body, found)
    url = call.body.get("endpoint") if isinstance(call.body, dict) else None
    if found.problems or (url is not None and len(url) > WEBHOOK_URL_LIMIT):
        raise LineError(400, "Invalid webhook endpoint URL")
    return url


def _local_origin(body: Any) -> frozenset[str]:
    """The body's own http origin when it is this machine, where LINE would want https: the stand-in
    has no certificate.
    """
    url = body.get("endpoint") if isinstance(body, dict) else None
    parts = urlsplit(url) if isinstance(url, str) else None
    local = (
        parts is not None
        and parts.scheme == "http"
        and parts.hostname in {"127.0.0.1", "localhost"}
    )
    return frozenset({f"http://{parts.netloc}"}) if parts is not None and local else frozenset()


def _get_endpoint(call: Call) -> Answer:
    settings = call.channel.settings
    if settings.webhook_url is None:
        raise LineError(404, "Webhook endpoint URL is not set")
    return json_answer({"endpoint": settings.webhook_url, "active": settings.webhook_active})


def _set_endpoint(call: Call) -> Answer:
    call.channel.settings.webhook_url = _check_endpoint(call, True)
    return json_answer({})


def _test_endpoint(call: Call) -> Answer:
    channel = call.channel
    url = (_check_endpoint(call, False) if call.body else None) or channel.settings.webhook_url
    if url is None:
        raise LineError(404, "Webhook endpoint URL is not set")
    status = channel.events.probe(url)
    success = status == 200
    reason = "OK" if success else "COULD_NOT_CONNECT" if status is None else "ERROR_STATUS_CODE"
    with channel.lock:
        at = channel.clock.now().isoformat()
    answer = {"success": success, "timestamp": at, "statusCode": status or 0}
    return json_answer(
        {**answer, "reason": reason, "detail": "" if status is None else str(status)}
    )


ROUTES = (
    Route("POST", "/v2/bot/chat/loading/start", _load, Body.JSON, PER_SECOND_100),
    Route("POST", "/v2/bot/chat/markAsRead", _mark_as_read, Body.JSON),
    Route("GET", "/v2/bot/info", _info),
    Route("GET", "/v2/bot/profile/{user_id}", _profile),
    Route("GET", "/v2/bot/followers/ids", _forbidden),
    Route("GET", "/v2/bot/group/{group_id}/summary", _summary),
    Route("GET", "/v2/bot/group/{group_id}/members/count", _count),
    Route("GET", "/v2/bot/group/{group_id}/members/ids", _forbidden),
    Route("GET", "/v2/bot/group/{group_id}/member/{user_id}", _member),
    Route("POST", "/v2/bot/group/{group_id}/leave", _leave),
    Route("GET", "/v2/bot/message/{message_id}/content", _content),
    Route("GET", "/v2/bot/message/{message_id}/content/preview", _preview),
    Route("GET", "/v2/bot/message/{message_id}/content/transcoding", _transcoding),
    Route("GET", "/v2/bot/channel/webhook/endpoint", _get_endpoint, rate=PER_MINUTE_1000),
    Route("PUT", "/v2/bot/channel/webhook/endpoint", _set_endpoint, Body.JSON, PER_MINUTE_1000),
    Route("POST", "/v2/bot/channel/webhook/test", _test_endpoint, Body.JSON, PER_HOUR_60),
)
