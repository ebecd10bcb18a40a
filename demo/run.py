"""``kaona demo``: everything on one machine, the stand-in for LINE in the browser, the sample
province in it.

The stand-in is a process of its own. This process is the bot: its web server, its workers, and a
thread that follows the stand-in's clock and does what the calendar has due. State lies in
``var/demo`` and is fresh at every start.
"""

from __future__ import annotations

import ctypes
import fcntl
import logging
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from pathlib import Path
from types import FrameType
from typing import IO, TYPE_CHECKING

import click
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.app import create_app
from bot.commands.refused import CommandRefused
from bot.inbox.handling import handle_conversation
from bot.inbox.webhook import PATH
from bot.log import info, set_up_logging
from bot.program import Program
from bot.settings import Settings
from demo.clock import Follower, SimulatedClock
from demo.control import Control
from demo.doors import doors_blueprint
from demo.sample.data import load_province
from demo.sample.start import open_province
from models import schema
from simulator.login import Login

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOLDER = Path("var/demo")
LOG = FOLDER / "kaona.log"
HOST = "127.0.0.1"
_CHANNEL = "2000000001"
_QUOTA = 15_000  # messages a month of LINE's Basic plan in Thailand
_WEBHOOK_PATIENCE = 1.5  # seconds; LINE, and the stand-in, give a webhook two

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(port: int) -> None:
    """Serve the demo until SIGINT, SIGTERM or SIGHUP. Refused when the port, or the folder, is in
    use by another.
    """
    for number in _STOPPING:
        signal.signal(number, _interrupt)
    try:
        _check_port(port)
        with _fresh_folder() as log, redirect_stderr(log), ExitStack() as stack:
            settings, listening = _plan_addresses(port)
            line = stack.enter_context(_stand_in(port, settings, log))
            stack.enter_context(_bot(settings, listening))
            click.echo(
                f"Open http://{HOST}:{port} in a browser: a Thai province in LINE, where 40 "
                "officers report, the secretariat reviews, and the calendar reminds and sums up; "
                "at its top the doors to the desk, the executive's page and the public one. "
                f"Ctrl-C ends it; the log is {LOG}."
            )
            line.wait()
            raise CommandRefused(f"the stand-in for LINE has stopped: {LOG} says why")
    except KeyboardInterrupt:
        pass


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)  # once is enough: what was begun is finished first
    raise KeyboardInterrupt


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as servers do: a port just closed is free
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandRefused(
                f"port {port} cannot be used ({error.strerror}): choose another with --port"
            ) from error


@contextmanager
def _fresh_folder() -> Iterator[IO[str]]:
    """Empty the demo's folder and give its log; one demo at a time may use it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandRefused(f"another demo is running in {FOLDER}: end it first") from error
        for left in FOLDER.glob("kaona.db*"):
            left.unlink()
        shutil.rmtree(FOLDER / "data", ignore_errors=True)
        with LOG.open("w", encoding="utf-8", buffering=1) as log:
            yield log


def _plan_addresses(port: int) -> tuple[Settings, socket.socket]:
    """Return the bot's settings and the socket it listens on: the port after the browser's if it is
    free, else any.
    """
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port + 1))
    except (OSError, OverflowError):
        listening.bind((HOST, 0))
    listening.listen(128)
    own = listening.getsockname()[1]
    url = f"http://{HOST}:{port}"
    settings = Settings(
        database_url=f"sqlite:///{FOLDER / 'kaona.db'}",
        port=own,
        public_url=f"http://{HOST}:{own}",
        secret_key=secrets.token_urlsafe(32),
        data_dir=FOLDER / "data",
        line_channel_id=_CHANNEL,
        line_channel_secret=secrets.token_hex(16),
        line_channel_access_token=secrets.token_urlsafe(32),  # never ends, wherever the clock goes
        line_login_channel_id=Login.channel_id,
        line_login_channel_secret=Login.channel_secret,
        line_login_url=url,
        line_api_url=url,
        line_data_api_url=url,
    )
    return settings.require_line(), listening


@contextmanager
def _stand_in(port: int, settings: Settings, log: IO[str]) -> Iterator[subprocess.Popen[str]]:
    """Run the stand-in for LINE; Refused when it does not start."""
    options = {
        "host": HOST,
        "port": str(port),
        "webhook": f"{settings.public_url}/webhook",
        "allow-http": settings.public_url,
        "channel-id": settings.line_channel_id,
        "channel-secret": settings.line_channel_secret,
        "access-token": settings.line_channel_access_token or "",
        "quota": str(_QUOTA),
    }
    command = [
        sys.executable,
        "-m",
        "simulator",
        *(f"--{name}={value}" for name, value in options.items()),
    ]
    process = subprocess.Popen(  # noqa: S603 - our own words
        command, stdout=subprocess.PIPE, stderr=log, text=True, preexec_fn=_end_with_parent
    )
    try:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise CommandRefused(
                f"the stand-in for LINE did not start on port {port}: {LOG} says why"
            )
        yield process
    finally:
        process.terminate()
        process.wait()


def _end_with_parent() -> None:
    """Have the kernel end this process when its parent is killed without a chance to do it (Linux:
    prctl, PR_SET_PDEATHSIG).
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextmanager
def _bot(settings: Settings, listening: socket.socket) -> Iterator[None]:
    """Run the bot with the sample province in it."""
    control, clock = Control(settings.line_api_url), SimulatedClock(settings.line_api_url)
    program = Program(settings, clock)
    follower = Follower(program, clock, control)
    schema.upgrade(program.database)
    set_up_logging(settings.log_level)
    with ExitStack() as stack:
        stack.callback(program.close)
        # The past is played in step: each event is handled before its webhook is answered.
        with _served(
            create_app(program, lambda conversation: handle_conversation(program, conversation)),
            listening,
        ):
            open_province(program, clock, control)
        app = create_app(program)
        app.register_blueprint(doors_blueprint(load_province().slug))
        app.wsgi_app = _waiting(app.wsgi_app, follower)  # type: ignore[method-assign,assignment]
        stack.enter_context(_served(app, listening))
        follower.start()
        stack.callback(follower.stop)
        workers = app.extensions["kaona.workers"]
        workers.start()
        stack.callback(workers.stop)
        info("demo.open", url=settings.line_api_url)
        yield


def _waiting(app: WSGIApplication, follower: Follower) -> WSGIApplication:
    """Let webhooks wait until the program's clock has come to where the stand-in's is."""

    def wait(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == PATH:
            follower.wait(_WEBHOOK_PATIENCE)
        return app(environ, start_response)

    return wait


class _QuietHandler(WSGIRequestHandler):
    """Logs no requests: what matters is logged by the program."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def _served(app: Flask, listening: socket.socket) -> Iterator[None]:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(
        HOST, 0, app, threaded=True, request_handler=_QuietHandler, fd=listening.fileno()
    )
    thread = threading.Thread(target=server.serve_forever, name="web", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
