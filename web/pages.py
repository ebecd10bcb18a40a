"""The desk's pages on the application: their blueprints, forms' tokens, headers, and what is said
when a page cannot be shown.
"""

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from web.access import Ground, signed_in, stand_on
from web.calendar.announce import announce
from web.calendar.assessment import assessment
from web.calendar.days_off import days_off
from web.calendar.overview import calendar
from web.calendar.schedule import schedule
from web.calendar.wording import wording
from web.compressing import compressed
from web.desk.accepting import accepting
from web.desk.behalf import behalf
from web.desk.chasing import chasing
from web.desk.deciding import deciding
from web.desk.month import month
from web.desk.navigation import menu_of
from web.desk.report import report
from web.desk.shown import FILTERS
from web.desk.start import desk
from web.desk.work import work
from web.entering import entering
from web.executive.month import executive
from web.health.history import history
from web.health.overview import health
from web.help.pages import help_of, manual
from web.line_login import LoginChannel, add_line_login, line_login
from web.officer.answer import officer
from web.officer.history import mine
from web.own_data import own_data
from web.papers.cell import cell
from web.papers.looks import looks
from web.papers.overview import papers
from web.papers.result import result
from web.papers.versions import versions
from web.papers.workbook import workbook
from web.people.agencies import agencies
from web.people.groups import line_groups
from web.people.invites import invites
from web.people.overview import people
from web.people.persons import persons
from web.plan.editing import editing
from web.plan.groups import groups
from web.plan.importing import importing
from web.plan.mending import mending
from web.plan.overview import plan
from web.plan.storing import storing
from web.plan.year import year
from web.public.desk import publicity
from web.public.site import public
from web.scores.ledger import scores
from web.scores.supposing import supposing
from web.scores.taking import taking
from web.setup.checklist import setup
from web.words import OLD_FORM, PROBLEMS

BLUEPRINTS = (
    entering,
    desk,
    month,
    accepting,
    chasing,
    report,
    deciding,
    behalf,
    officer,
    mine,
    plan,
    importing,
    mending,
    storing,
    editing,
    groups,
    year,
    own_data,
    line_login,
    publicity,
    executive,
    assessment,
    work,
    people,
    agencies,
    persons,
    line_groups,
    invites,
    scores,
    supposing,
    taking,
    papers,
    result,
    cell,
    looks,
    versions,
    workbook,
    calendar,
    days_off,
    schedule,
    wording,
    announce,
    health,
    history,
    setup,
    manual,
)
TAKES_FILES = ("officer.press", "officer.upload", "behalf.enter")
"""The endpoints to which files may be sent."""
LARGEST_UPLOAD = 32 * 1024 * 1024
"""Bytes of a request with files: the largest file that is kept, and its form."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-src 'self'; frame-ancestors 'none'"
)


def add_pages(
    app: Flask, ground: Ground, secret_key: str, login: LoginChannel | None = None
) -> None:
    """Register the pages, and what guards their forms."""
    app.secret_key = secret_key or None
    app.url_map.strict_slashes = False  # an address is typed with a slash at its end or without
    app.config.update(
        SESSION_COOKIE_NAME="kaona_forms",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=ground.is_https,
        # An officer's page stays open for hours; the token ends with the browser's session.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["menu_of"] = menu_of
    app.jinja_env.globals["help_of"] = help_of
    stand_on(app, ground)
    if login is not None:
        add_line_login(app, login)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_blueprint(public)  # with headers of its own: everybody's, and kept by browsers
    app.register_error_handler(HTTPException, _problem)
    app.after_request(_headers)
    app.after_request(compressed)
    # Before the token is looked for, which reads the form.
    app.before_request(_room_for_files)
    app.after_request(_own_location)
    CSRFProtect(app)


def _room_for_files() -> None:
    """Let whoever is signed in send files where evidence is taken."""
    if request.method == "POST" and request.endpoint in TAKES_FILES:
        ground: Ground = g.ground
        with ground.database().read() as session:
            if signed_in(session, ground.clock()) is not None:
                request.max_content_length = LARGEST_UPLOAD


def _problem(problem: HTTPException) -> Response | HTTPException:
    """Say in Thai what is wrong, on the desk's addresses; elsewhere the plain answer stands."""
    if request.blueprint not in {blueprint.name for blueprint in BLUEPRINTS}:
        return problem
    title, words = PROBLEMS.get(problem.code or 400, PROBLEMS[400])
    if isinstance(problem, CSRFError):
        title, words = OLD_FORM
    answer = make_response(render_template("problem.html", title=title, words=words), problem.code)
    return answer


def _own_location(response: Response) -> Response:
    """Let redirects to ourselves name no host: it came with the request, from anybody."""
    if (response.location or "").startswith(request.host_url):
        path = (response.location or "").removeprefix(request.host_url)
        response.location = "/" + path.lstrip("/")
        response.data = b""  # its words repeat the address
    return response


def _headers(response: Response) -> Response:
    if request.blueprint in {blueprint.name for blueprint in BLUEPRINTS}:
        # A paper or a file that is shown in a frame has a policy of its own.
        response.headers.setdefault("Content-Security-Policy", POLICY)
        # Not no-referrer: a form's token is checked together with the page it comes from.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "private, no-store"
    return response
