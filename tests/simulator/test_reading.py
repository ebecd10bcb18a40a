"""Profiles, groups, the channel, tokens: what the bot may ask."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from simulator import Simulator
from tests.simulator.ear import ACCESS_TOKEN, CHANNEL_ID, CHANNEL_SECRET, Api, Ear, Said


def test_profiles_are_of_friends_and_of_who_wrote(
    standin: Simulator, api: Api, somchai: str
) -> None:
    path = f"/v2/bot/profile/{somchai}"
    assert api("GET", path).json == {"userId": somchai, "displayName": "สมชาย", "language": "th"}
    standin.world.block(somchai)
    assert (api("GET", path).status, api("GET", path).json) == (404, {"message": "Not found"})
    stranger = standin.world.add_person("คนแปลกหน้า", friend=False)["userId"]
    assert api("GET", f"/v2/bot/profile/{stranger}").status == 404
    standin.world.say(stranger, stranger, "สวัสดี")
    assert api("GET", f"/v2/bot/profile/{stranger}").status == 200
    assert api("GET", f"/v2/bot/profile/U{'1' * 32}").status == 404


def test_groups_are_known_while_the_bot_is_in_them(
    standin: Simulator, api: Api, group: str, somchai: str
) -> None:
    path = f"/v2/bot/group/{group}"
    assert api("GET", f"{path}/summary").json == {"groupId": group, "groupName": "กลุ่มจังหวัด"}
    assert api("GET", f"{path}/members/count").json == {"count": 3}
    assert api("GET", f"{path}/member/{somchai}").json == {
        "userId": somchai,
        "displayName": "สมชาย",
    }
    assert api("GET", f"{path}/member/U{'1' * 32}").status == 404
    assert api("GET", f"{path}/members/ids").status == 403
    assert api("GET", "/v2/bot/followers/ids").status == 403
    standin.world.kick(group)
    for part in ("summary", "members/count", f"member/{somchai}"):
        assert api("GET", f"{path}/{part}").status == 404
    assert api("POST", f"{path}/leave").status == 404


def test_the_bot_knows_itself(standin: Simulator, api: Api) -> None:
    info = api("GET", "/v2/bot/info").json
    assert info["userId"] == standin.bot_user_id
    assert info["displayName"] == "ก้าวหน้า"


def test_the_webhook_endpoint_is_set_read_and_tried(api: Api, ear: Ear) -> None:
    endpoint = "/v2/bot/channel/webhook/endpoint"
    assert api("GET", endpoint).json == {"endpoint": ear.url, "active": True}
    tried = api("POST", "/v2/bot/channel/webhook/test", {}).json
    assert (tried["success"], tried["statusCode"], tried["reason"]) == (True, 200, "OK")
    assert ear.next().events == []
    ear.answers = [500]
    assert (
        api("POST", "/v2/bot/channel/webhook/test", {"endpoint": ear.url}).json["reason"]
        == "ERROR_STATUS_CODE"
    )
    assert api("PUT", endpoint, {"endpoint": "https://example.com/webhook"}).status == 200
    assert api("GET", endpoint).json["endpoint"] == "https://example.com/webhook"
    for bad in ("http://example.com/", "webhook", f"https://example.com/{'a' * 500}"):
        assert api("PUT", endpoint, {"endpoint": bad}).status == 400


def form(api: Api, path: str, **fields: str) -> Said:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return api("POST", path, headers=headers, data=urlencode(fields).encode())


CLIENT = {
    "grant_type": "client_credentials",
    "client_id": CHANNEL_ID,
    "client_secret": CHANNEL_SECRET,
}


def test_a_stateless_token_lives_a_quarter_of_an_hour(standin: Simulator, api: Api) -> None:
    issued = form(api, "/oauth2/v3/token", **CLIENT).json
    assert (issued["token_type"], issued["expires_in"]) == ("Bearer", 900)
    api.token = issued["access_token"]
    assert api("GET", "/v2/bot/info").status == 200
    verified = api("GET", f"/oauth2/v2.1/verify?access_token={api.token}").json
    assert verified["client_id"] == CHANNEL_ID
    assert 890 < verified["expires_in"] <= 900
    standin.world.advance_clock(880)
    assert api("GET", "/v2/bot/info").status == 200
    standin.world.advance_clock(21)
    assert api("GET", "/v2/bot/info").status == 401
    assert api("GET", f"/oauth2/v2.1/verify?access_token={api.token}").status == 400


def test_a_stateless_token_cannot_be_revoked_and_a_short_lived_one_can(api: Api) -> None:
    for path, status in (("/oauth2/v3/token", 200), ("/v2/oauth/accessToken", 401)):
        api.token = form(api, path, **CLIENT).json["access_token"]
        assert form(api, "/v2/oauth/revoke", access_token=api.token).status == 200
        assert api("GET", "/v2/bot/info").status == status


def test_the_thirty_first_short_lived_token_ends_the_first(standin: Simulator, api: Api) -> None:
    tokens = [form(api, "/v2/oauth/accessToken", **CLIENT).json["access_token"] for _ in range(31)]
    left = [standin.world.tokens.seconds_left(token) is not None for token in tokens]
    assert left == [False] + [True] * 30


def test_the_long_lived_token_does_not_end(standin: Simulator, api: Api) -> None:
    standin.world.advance_clock(400 * 86400)
    assert api("GET", "/v2/bot/info").status == 200
    assert form(api, "/v2/oauth/verify", access_token=ACCESS_TOKEN).json["client_id"] == CHANNEL_ID


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_secret": "guess"}, "invalid_client"),
        ({"client_id": "1"}, "invalid_client"),
        ({"grant_type": "password"}, "invalid_request"),
        ({"client_secret": ""}, "invalid_request"),
        ({"client_assertion": "jwt"}, "invalid_request"),
    ],
)
def test_tokens_are_for_the_channel_alone(api: Api, change: dict[str, str], error: str) -> None:
    answer = form(api, "/oauth2/v3/token", **{**CLIENT, **change})
    assert (answer.status, answer.json["error"]) == (400, error)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", f"Basic {ACCESS_TOKEN}"])
def test_without_a_token_nothing_is_told(api: Api, header: str) -> None:
    api.token = None
    answer = api("GET", "/v2/bot/info", headers={"Authorization": header} if header else {})
    assert answer.status == 401
    assert answer.json["message"].startswith("Authentication failed")
    assert answer.headers["x-line-request-id"]
