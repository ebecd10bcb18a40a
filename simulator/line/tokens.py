"""LINE's endpoints about channel access tokens."""

import hmac

from simulator.errors import LineError
from simulator.limits import PER_SECOND_370
from simulator.routes import Body, Call, Route
from simulator.server import Answer, json_answer
from simulator.tokens import SHORT_LIFE, STATELESS_LIFE

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class OAuthError(LineError):
    """A refusal in OAuth's own form, `{error, error_description}`."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(400, description)
        self.error = error

    def body(self) -> dict[str, str]:
        return {"error": self.error, "error_description": self.message}


def _check_client(call: Call) -> None:
    """Refuse a form that is not the channel's own id and secret."""
    form = call.body
    if "client_assertion" in form or form.get("client_assertion_type") == JWT_BEARER:
        raise OAuthError(
            "invalid_request", "the stand-in issues tokens by channel ID and secret, not by JWT"
        )
    if form.get("grant_type") != "client_credentials":
        raise OAuthError("invalid_request", "grant_type must be client_credentials")
    for key in ("client_id", "client_secret"):
        if not form.get(key):
            raise OAuthError("invalid_request", f"{key} is required")
    if form["client_id"] != call.channel.channel_id:
        raise OAuthError("invalid_client", "invalid client_id")
    if not hmac.compare_digest(
        form["client_secret"].encode(), call.channel.channel_secret.encode()
    ):
        raise OAuthError("invalid_client", "invalid client_secret")


def _issue_stateless(call: Call) -> Answer:
    _check_client(call)
    with call.channel.lock:
        token = call.channel.tokens.issue_stateless()
    life = int(STATELESS_LIFE.total_seconds())
    return json_answer({"token_type": "Bearer", "access_token": token, "expires_in": life})


def _issue_short_lived(call: Call) -> Answer:
    _check_client(call)
    with call.channel.lock:
        token = call.channel.tokens.issue_short_lived()
    life = int(SHORT_LIFE.total_seconds())
    return json_answer({"access_token": token, "expires_in": life, "token_type": "Bearer"})


def _verified(call: Call, token: str) -> Answer:
    with call.channel.lock:
        left = call.channel.tokens.seconds_left(token)
    if left is None:
        raise OAuthError(
            "invalid_request", "access token expired" if token else "access_token is required"
        )
    return json_answer({"client_id": call.channel.channel_id, "expires_in": left, "scope": "P CM"})


def _verify_form(call: Call) -> Answer:
    return _verified(call, call.body.get("access_token", ""))


def _verify_query(call: Call) -> Answer:
    return _verified(call, call.request.query.get("access_token", ""))


def _revoke(call: Call) -> Answer:
    if not call.body.get("access_token"):
        raise OAuthError("invalid_request", "access_token is required")
    with call.channel.lock:
        call.channel.tokens.revoke(call.body["access_token"])
    return json_answer({})


ROUTES = (
    Route("POST", "/oauth2/v3/token", _issue_stateless, Body.FORM, authorized=False),
    Route(
        "POST",
        "/v2/oauth/accessToken",
        _issue_short_lived,
        Body.FORM,
        PER_SECOND_370,
        authorized=False,
    ),
    Route("POST", "/v2/oauth/verify", _verify_form, Body.FORM, authorized=False),
    Route("GET", "/oauth2/v2.1/verify", _verify_query, authorized=False),
    Route("POST", "/v2/oauth/revoke", _revoke, Body.FORM, authorized=False),
)
