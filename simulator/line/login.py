"""LINE Login's endpoints: the page that lets somebody in, and the exchange of its code."""

import hmac
from html import escape
from urllib.parse import urlencode

from simulator.errors import LineError
from simulator.line.tokens import OAuthError
from simulator.routes import Body, Call, Route
from simulator.server import Answer, json_answer
from simulator.world.identifiers import opaque_token


def _authorize(call: Call) -> Answer:
    """Let the person who is logged in go back with a code; with nobody logged in, ask who it is."""
    query, login = call.request.query, call.channel.login
    if query.get("client_id") != login.channel_id or query.get("response_type") != "code":
        raise LineError(400, "Invalid client_id or response_type")
    if not query.get("redirect_uri") or not query.get("state"):
        raise LineError(400, "redirect_uri and state are required")
    if "openid" not in query.get("scope", "").split():
        raise LineError(400, "the stand-in gives ID tokens only: scope must have openid")
    if query.get("code_challenge") and query.get("code_challenge_method") != "S256":
        raise LineError(400, "code_challenge_method must be S256")
    with call.channel.lock:
        user_id = query.get("as") or login.user_id
        if login.auto_login_fails and query.get("disable_auto_login") != "true":
            return _back(query["redirect_uri"], opaque_token(8), opaque_token(8))
        if user_id not in call.channel.chats.people:
            return _ask_who(call)
        code = login.give_code(
            user_id, query["redirect_uri"], query.get("nonce"), query.get("code_challenge")
        )
    return _back(query["redirect_uri"], code, query["state"])


def _back(redirect_uri: str, code: str, state: str) -> Answer:
    joined = "&" if "?" in redirect_uri else "?"
    where = f"{redirect_uri}{joined}{urlencode({'code': code, 'state': state})}"
    return Answer(302, headers={"Location": where})


def _ask_who(call: Call) -> Answer:
    links = "".join(
        f'<li><a href="?{escape(urlencode({**call.request.query, "as": person.user_id}))}">'
        f"{escape(person.name)}</a></li>"
        for person in call.channel.chats.people.values()
    )
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><ul>{links}</ul></body>"
    return Answer(200, page.encode(), "text/html; charset=utf-8")


def _token(call: Call) -> Answer:
    form, login = call.body, call.channel.login
    if form.get("grant_type") != "authorization_code":
        raise OAuthError("invalid_request", "grant_type must be authorization_code")
    if form.get("client_id") != login.channel_id or not hmac.compare_digest(
        form.get("client_secret", "").encode(), login.channel_secret.encode()
    ):
        raise OAuthError("invalid_client", "invalid client_id or client_secret")
    with call.channel.lock:
        given = login.take_code(
            form.get("code", ""), form.get("redirect_uri", ""), form.get("code_verifier", "")
        )
        if given is None:
            raise OAuthError("invalid_grant", "invalid authorization code")
        token = login.id_token(given, call.channel.chats.people[given.user_id].name)
    return json_answer(
        {
            "access_token": opaque_token(40),
            "expires_in": 2_592_000,
            "id_token": token,
            "refresh_token": opaque_token(20),
            "scope": "openid",
            "token_type": "Bearer",
        }
    )


ROUTES = (
    Route("GET", "/oauth2/v2.1/authorize", _authorize, authorized=False),
    Route("POST", "/oauth2/v2.1/token", _token, Body.FORM, authorized=False),
)
