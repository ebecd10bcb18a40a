"""The Flask application: LINE's webhook, the health of the program, and the pages people open."""

import gc
from collections.abc import Callable

from flask import Flask, Response
from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.inbox.uploads import keep_upload
from bot.inbox.webhook import webhook_blueprint
from bot.inbox.workers import Workers
from bot.log import set_up_logging
from bot.monitoring.disk import disk_of
from bot.monitoring.health import health_blueprint
from bot.outbox.queueing import queue_notices
from bot.program import Program
from bot.settings import Settings
from messages.said.inside import weights as load_answers
from messages.said.weighing import load as load_words
from scheduler.preview import look_ahead
from web.access import Ground
from web.evidence import evidence_blueprint
from web.line_login import BACK, LoginChannel
from web.pages import add_pages

MAX_REQUEST = 8 * 1024 * 1024

_YOUNG, _OLDER = 20_000, (25, 20)
"""How many new objects make the garbage collector look through the young ones, and how many such
looks through the older (``gc.set_threshold``).
"""


def create_app(program: Program, handle_soon: Callable[[int], object] | None = None) -> Flask:
    """Make the application. Threads and connections start with the first event, so that a server
    may fork before.

    ``handle_soon`` is given each conversation something came in for; by default the process's own
    threads take it.
    """
    app = Flask("web")
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST
    workers = Workers(program)
    app.extensions["kaona.program"] = program
    app.extensions["kaona.workers"] = workers
    webhook = webhook_blueprint(program, handle_soon or workers.handle_soon)
    add_pages(app, _ground(program), program.settings.secret_key, _login(program.settings)).exempt(
        webhook
    )
    app.register_blueprint(webhook)
    app.register_blueprint(health_blueprint(program))
    app.register_blueprint(
        evidence_blueprint(
            lambda: program.database,
            lambda token: program.links.read_evidence(token),
            program.store.open_path,
        )
    )
    app.after_request(_safe_headers)
    # Behind the host's proxy the address and scheme of a request come in its headers.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    return app


def _ground(program: Program) -> Ground:
    return Ground(
        database=lambda: program.database,
        clock=program.clock,
        channel_id=lambda: program.channel_id,
        evidence_link=lambda evidence_id: program.links.evidence(evidence_id),
        queue=lambda session, notices, channel_id, now: queue_notices(
            session, notices, channel_id=channel_id, now=now
        ),
        is_https=program.settings.public_url.startswith("https:"),
        keep_file=lambda session, person_id, chunks, name, now: keep_upload(
            program.store, session, person_id, chunks, name, now
        ),
        look_ahead=look_ahead,
        public_url=program.settings.public_url.rstrip("/"),
        data_dir=program.settings.data_dir,
        open_evidence=program.store.open_path,
        disk=lambda: disk_of(program.settings.data_dir),
    )


def _login(settings: Settings) -> LoginChannel | None:
    if not settings.line_login_channel_id or not settings.line_login_channel_secret:
        return None
    return LoginChannel(
        channel_id=settings.line_login_channel_id,
        channel_secret=settings.line_login_channel_secret,
        authorize_url=f"{settings.line_login_url}/oauth2/v2.1/authorize",
        token_url=f"{settings.line_api_url}/oauth2/v2.1/token",
        redirect_uri=f"{settings.public_url}{BACK}",
    )


def from_environment() -> Flask:
    """Make the application from the environment; what gunicorn calls, before it forks."""
    settings = Settings.read().require_line()
    app = create_app(Program(settings))
    set_up_logging(settings.log_level)
    load_words()  # what messages are read by, once for all workers
    load_answers()
    keep_for_good()
    return app


def keep_for_good() -> None:
    """Take all that was loaded out of what the garbage collector looks through: a page that makes
    many objects, as the matrix does, sets it going, and it took four times as long as the page.
    What an answer is made of lives for milliseconds, so it is looked through less often than by
    default: that took a fifteenth of an answer's time.
    """
    configure_mappers()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *_OLDER)


def _safe_headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Frame-Options", "DENY")
    return response
