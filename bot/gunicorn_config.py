"""How gunicorn serves the web process; the Procfile and ``kaona web`` both use this file."""

from __future__ import annotations

import os
from typing import Any

from bot.settings import Settings

_settings = Settings.from_env(os.environ)

bind = f"0.0.0.0:{_settings.port}"  # the host's proxy stands before it
# Threads, because a slow client must not hold up LINE's webhook; one process on SQLite, whose writers would only wait for each other.
worker_class = "gthread"
workers = 1 if _settings.database_url.startswith("sqlite") else 2
threads = 16
preload_app = True  # the LINE SDK is large: loaded once, shared by the workers after the fork
timeout = 60
graceful_timeout = 30
keepalive = 75
max_requests = 0
control_socket_disable = True
accesslog = None
wsgi_app = "bot.app:from_environment()"


def post_worker_init(worker: Any) -> None:
    """After the fork: start the threads, so that what was left over from before is handled without waiting for an event."""
    worker.wsgi.extensions["kaona.workers"].start() if hasattr(worker.wsgi, "extensions") else None


def worker_exit(_server: Any, worker: Any) -> None:
    """Before a worker ends: finish what was begun."""
    app = getattr(worker, "wsgi", None)
    if app is not None and hasattr(app, "extensions"):
        app.extensions["kaona.workers"].stop()
        app.extensions["kaona.program"].close()
