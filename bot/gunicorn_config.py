"""How gunicorn serves the web process; the Procfile and ``kaona web`` both use this file."""

from typing import Any

from bot.private_files import keep_files_private
from bot.program import check_key
from bot.settings import BadSettings, Settings

keep_files_private()
_settings = Settings.read()

# Behind a proxy: the same machine's, unless the host's own reaches us from elsewhere.
bind = (
    f"[{_settings.host}]:{_settings.port}"
    if ":" in _settings.host
    else f"{_settings.host}:{_settings.port}"
)
# Threads, because a slow answer must not hold up LINE's webhook; and no thread for a slow client.
worker_class = "bot.request_worker.RequestWorker"
workers = 2
threads = 16
preload_app = True  # the LINE SDK is large: loaded once, shared by the workers after the fork
timeout = 60
graceful_timeout = 30
keepalive = (
    75  # longer than the idle connections of the proxies hosts use, so that it is they who close
)
max_requests = 0
control_socket_disable = True
accesslog = None
wsgi_app = "bot.app:from_environment()"
# The server's own lines go to stderr as JSON too.
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "bot.log.JsonLines"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "stream": "ext://sys.stderr",
        }
    },
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False}},
}


def on_starting(_server: Any) -> None:
    """Before anything is served: end with one line when what is stored cannot be read."""
    try:
        check_key(_settings)
    except BadSettings as problem:
        # What gunicorn prints as a line, without a traceback, before it exits.
        raise RuntimeError(str(problem)) from problem


def post_worker_init(worker: Any) -> None:
    """After the fork: start the threads, so that what was left over from before is handled without
    waiting for an event.
    """
    worker.wsgi.extensions["kaona.workers"].start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Before a worker ends: finish the work in progress. A worker that ends before it loaded the
    application has none.
    """
    app = getattr(worker, "wsgi", None)
    if app is not None:
        app.extensions["kaona.workers"].stop()
        app.extensions["kaona.program"].close()
