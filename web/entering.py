"""Coming in: the one-time link's button, the page that waits for its digits to be picked in the
chat, signing out.
"""

import secrets
from datetime import timedelta
from urllib.parse import quote

import segno
from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from models.people.browsers import BROWSER_LIFE, ask_to_enter, enter_waiting, still_waits
from models.people.entering import (
    EntryRefused,
    end_sessions,
    live_sessions,
    spend_entry_link,
)
from models.people.rates import is_allowed
from models.tables.entering import WebSession
from models.tables.organization import Channel
from models.tables.people import Role
from thai.sorting import thai_order
from web.access import COOKIE, Ground, described_browser, set_cookie, signed_in
from web.words import ENTRY_PROBLEMS

entering = Blueprint("entering", __name__, template_folder="templates")

_BROWSER = "kaona_browser"
"""The cookie that binds a link's button, or a page with digits, to one browser."""
_ASKED_PER_HOUR = 60  # pages with digits for one address: an office behind one line


@entering.get("/enter/<token>")
def look(token: str) -> Response:
    """Show the button; looking spends nothing, for chat programs look at links by themselves."""
    where = request.args.get("to")
    answer = make_response(render_template("enter.html", token=token, where=where))
    if not request.cookies.get(_BROWSER):
        _bind(answer)
    return answer


@entering.post("/enter/<token>")
def enter(token: str) -> AnyResponse:
    """Spend the link and open the session."""
    ground: Ground = g.ground
    browser = request.cookies.get(_BROWSER, "")
    try:
        with ground.database().begin() as session:
            secret, opened = spend_entry_link(
                session, token, browser, described_browser(), ground.clock()
            )
            return welcome(secret, opened, request.args.get("to", ""))
    except EntryRefused as refused:
        problem = ENTRY_PROBLEMS[refused.problem]
        return make_response(render_template("enter_refused.html", problem=problem), 410)


@entering.get("/sign-in")
def sign_in() -> AnyResponse:
    """Show the digits and the QR that opens the chat; when the person has picked them, go in."""
    ground: Ground = g.ground
    now, channel_id = ground.clock(), ground.channel_id()
    waiting = request.cookies.get(_BROWSER, "")
    with ground.database().begin() as session:
        if signed_in(session, now) is not None:
            return redirect(url_for("entering.home"), 303)
        if entered := enter_waiting(session, waiting, described_browser(), now):
            return welcome(*entered)
        address = request.remote_addr or "-"
        if not is_allowed(
            session, f"sign-in {address}", now, most=_ASKED_PER_HOUR, every=timedelta(hours=1)
        ):
            return make_response(render_template("sign_in_later.html"), 429)
        asking = ask_to_enter(session, described_browser(), now)
        basic_id = session.get_one(Channel, channel_id).basic_id
    words = asking.code
    chat = f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{words}" if basic_id else None
    picture = segno.make(chat, error="m", micro=False).svg_inline(scale=5) if chat else None
    answer = make_response(
        render_template(
            "sign_in.html",
            digits=asking.digits,
            code=words,
            chat=chat,
            offers_login="kaona.line_login" in current_app.extensions,
            picture=Markup(picture) if picture else None,  # noqa: S704 -- segno's own drawing
        )
    )
    set_cookie(answer, _BROWSER, asking.secret, ground, int(BROWSER_LIFE.total_seconds()))
    return answer


@entering.get("/sign-in/wait")
def wait() -> AnyResponse:
    """Go in when the digits were picked (303), else say whether it still waits: 204, or 410."""
    ground: Ground = g.ground
    waiting = request.cookies.get(_BROWSER, "")
    with ground.database().begin() as session:
        if entered := enter_waiting(session, waiting, described_browser(), ground.clock()):
            return welcome(*entered)
        waits = still_waits(session, waiting, ground.clock())
    return Response(status=204 if waits else 410)


@entering.get("/console/")
def home() -> AnyResponse:
    """Go to the only organization, or let the person choose."""
    ground: Ground = g.ground
    with ground.database().read() as session:
        opened = signed_in(session, ground.clock())
        if opened is None:
            return redirect(url_for("entering.sign_in"), 303)
        mine = {
            membership.organization
            for membership in opened.person.memberships
            if membership.holds_at(ground.clock())
            and (opened.role is not Role.OFFICER or membership.role is Role.OFFICER)
        }
        if len(mine) == 1:
            # Who came by the executive's card sees the executive's page, whatever else they are.
            first = "executive.month" if opened.role is Role.EXECUTIVE else "desk.start"
            return redirect(url_for(first, slug=mine.pop().slug), 303)
        organizations = sorted(mine, key=lambda each: thai_order(each.name))
        return make_response(render_template("choose.html", organizations=organizations))


@entering.get("/sessions")
def sessions() -> AnyResponse:
    """List the browsers in which the person is signed in."""
    ground: Ground = g.ground
    with ground.database().read() as session:
        opened = signed_in(session, ground.clock())
        if opened is None:
            return redirect(url_for("entering.sign_in"), 303)
        listed = live_sessions(session, opened.person, ground.clock())
        return make_response(render_template("sessions.html", sessions=listed, here=opened.id))


@entering.post("/sign-out")
def sign_out() -> AnyResponse:
    """End this session, another one (``session``), or all (``everywhere``)."""
    ground: Ground = g.ground
    now = ground.clock()
    with ground.database().begin() as session:
        opened = signed_in(session, now)
        chosen = request.form.get("session", type=int)
        if opened is not None:
            only = None if request.form.get("everywhere") else chosen or opened.id
            end_sessions(session, opened.person, now, only)
            if chosen and chosen != opened.id:
                return redirect(url_for("entering.sessions"), 303)
    answer = redirect(url_for("entering.sign_in"), 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _bind(answer: Response) -> None:
    set_cookie(answer, _BROWSER, secrets.token_urlsafe(32), g.ground, 600)


def welcome(secret: str, opened: WebSession, slug: str = "") -> AnyResponse:
    """Give a browser its session's cookie, and go in; with an organization's ``slug``, an officer
    goes straight to the own reports there.
    """
    ground: Ground = g.ground
    reports_to = {
        each.organization.slug for each in opened.person.memberships if each.role is Role.OFFICER
    }
    straight = opened.role is Role.OFFICER and slug in reports_to
    where = url_for("officer.answer", slug=slug) if straight else url_for("entering.home")
    answer = redirect(where, 303)
    lasts = int((opened.expires_at - opened.started_at).total_seconds())
    set_cookie(answer, COOKIE, secret, ground, lasts)
    answer.delete_cookie(_BROWSER, path="/")
    return answer
