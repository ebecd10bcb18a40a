"""LINE Login, where the office has such a channel: LINE says who it is (OIDC with PKCE, state and
nonce), and the person known by that id comes in (docs/pages.md#coming-in).

LINE signs a web login's ID token with the channel's secret (HS256, no ``kid``), so its published
keys are of no use here: the key is made of the secret.
"""

import base64
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, abort, current_app, g, make_response, render_template
from flask import session as browser_session
from joserfc.errors import JoseError
from requests import RequestException
from sqlalchemy import select
from werkzeug.wrappers import Response

from models.people.entering import first_role, open_session
from models.tables.people import Person
from web.access import Ground, described_browser
from web.entering import welcome
from web.words import LOGIN_PROBLEMS

line_login = Blueprint("line_login", __name__, template_folder="templates", url_prefix="/sign-in")

ISSUER = "https://access.line.me"
BACK = "/sign-in/line/back"
_SECONDS = 10
_RETRIED = "line_login_retried"
_NAME = "line"


@dataclass(frozen=True)
class LoginChannel:
    """A LINE Login channel of the same provider as the Messaging API channel. ``redirect_uri`` is
    made of PUBLIC_URL, never of what a request calls itself.
    """

    channel_id: str
    channel_secret: str
    authorize_url: str
    token_url: str
    redirect_uri: str


def add_line_login(app: Flask, channel: LoginChannel) -> None:
    """Register LINE Login on the application."""
    oauth = OAuth(app)
    key = base64.urlsafe_b64encode(channel.channel_secret.encode()).rstrip(b"=").decode()
    oauth.register(
        _NAME,
        client_id=channel.channel_id,
        client_secret=channel.channel_secret,
        authorize_url=channel.authorize_url,
        access_token_url=channel.token_url,
        issuer=ISSUER,
        id_token_signing_alg_values_supported=["HS256"],
        jwks={"keys": [{"kty": "oct", "k": key, "alg": "HS256"}]},
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_post",
            "timeout": _SECONDS,
        },
    )
    app.extensions["kaona.line_login"] = (oauth.create_client(_NAME), channel)


def is_offered() -> bool:
    """Whether the office has a LINE Login channel."""
    return "kaona.line_login" in current_app.extensions


@line_login.get("/line")
def begin() -> Response:
    """Send the browser to LINE."""
    if not is_offered():
        abort(404)
    browser_session.pop(_RETRIED, None)
    return _to_line()


@line_login.get("/line/back")
def back() -> Response:
    """Take what LINE says, and let the person in.

    When LINE's automatic login fails it calls back with a wrong state: tried once more without it.
    """
    if not is_offered():
        abort(404)
    client, channel = current_app.extensions["kaona.line_login"]
    try:
        claims: dict[str, Any] = client.authorize_access_token().get("userinfo") or {}
    except MismatchingStateError:
        if browser_session.pop(_RETRIED, False):
            return _refused("failed", 400)
        browser_session[_RETRIED] = True
        return _to_line(disable_auto_login="true")
    except (OAuthError, JoseError, RequestException):
        return _refused("failed", 400)
    # The library takes another's token when its ``azp`` is ours.
    if claims.get("aud") != channel.channel_id or not claims.get("sub"):
        return _refused("failed", 400)
    browser_session.pop(_RETRIED, None)
    return _let_in(str(claims["sub"]))


def _to_line(**more: str) -> Response:
    client, channel = current_app.extensions["kaona.line_login"]
    went: Response = client.authorize_redirect(
        channel.redirect_uri, ui_locales="th", initial_amr_display="lineqr", **more
    )
    return went


def _let_in(line_user_id: str) -> Response:
    ground: Ground = g.ground
    channel_id = ground.channel_id()
    with ground.database().begin() as session:
        person = session.scalar(
            select(Person).where(
                Person.channel_id == channel_id, Person.line_user_id == line_user_id
            )
        )
        role = first_role(person.memberships, ground.clock()) if person is not None else None
        if person is None or role is None:
            return _refused("unknown", 403)
        return welcome(*open_session(session, person, role, described_browser(), ground.clock()))


def _refused(problem: str, status: int) -> Response:
    title, words = LOGIN_PROBLEMS[problem]
    return make_response(render_template("problem.html", title=title, words=words), status)
