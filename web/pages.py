"""The desk's pages on the application: their blueprints, forms' tokens, headers, and what is said
when a page cannot be shown.
"""

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from web.access import Ground, stand_on
from web.desk.month import month
from web.desk.navigation import menu_of
from web.desk.report import report
from web.desk.shown import FILTERS
from web.desk.start import desk
from web.entering import entering
from web.officer.history import officer
from web.words import OLD_FORM, PROBLEMS

BLUEPRINTS = (
    entering,
    desk,
    month,
    report,
    officer,
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def add_pages(app: Flask, ground: Ground, secret_key: str) -> CSRFProtect:
    """Register the pages; return what guards the forms, so that routes which are no forms of ours
    can be exempted.
    """
    app.secret_key = secret_key or None
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
    stand_on(app, ground)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _problem)
    app.after_request(_headers)
    return CSRFProtect(app)


def _problem(problem: HTTPException) -> Response | HTTPException:
    """Say in Thai what is wrong, on the desk's addresses; elsewhere the plain answer stands."""
    if request.blueprint not in {blueprint.name for blueprint in BLUEPRINTS}:
        return problem
    title, words = PROBLEMS.get(problem.code or 400, PROBLEMS[400])
    if isinstance(problem, CSRFError):
        title, words = OLD_FORM
    answer = make_response(render_template("problem.html", title=title, words=words), problem.code)
    return answer


def _headers(response: Response) -> Response:
    if request.blueprint in {blueprint.name for blueprint in BLUEPRINTS}:
        response.headers["Content-Security-Policy"] = POLICY
        # Not no-referrer: a form's token is checked together with the page it comes from.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "private, no-store"
    return response
