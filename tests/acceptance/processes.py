"""The program as its processes: the web process under gunicorn, killed and started as hosts do, and
people who wait for an answer.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, TypeVar

from tests.acceptance.office import KAONA, ROOT, Office
from tests.patience import PATIENCE
from tests.stage import Actor

T = TypeVar("T")


def until(look: Callable[[], T], what: str) -> T:
    """Look again and again until something is there; return it."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE:.0f} seconds"
        time.sleep(0.02)
    return found


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def get(port: int, path: str) -> tuple[int, bytes]:
    """GET a path; status 0 when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


@dataclass
class Web:
    """A running ``kaona web`` with its workers, a process group of its own."""

    process: subprocess.Popen[bytes]
    port: int

    def kill(self) -> None:
        """As the power fails: nobody finishes anything."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """As a host stops a process; return its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


@contextmanager
def serving(office: Office, port: int) -> Iterator[Web]:
    """Serve until the end of the block; what is left is killed then."""
    with (office.data_dir.parent / "web.log").open("ab") as log:
        process = subprocess.Popen(
            [*KAONA, "web"],
            cwd=ROOT,
            env=office.environment(PORT=str(port)),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    web = Web(process, port)
    try:
        until(lambda: get(port, "/healthz")[0] == 200 or process.poll() is not None, "/healthz")
        assert process.poll() is None, (office.data_dir.parent / "web.log").read_text(
            encoding="utf-8"
        )
        yield web
    finally:
        web.kill()


class Patient(Actor):
    """A person who waits for the answer: it comes after LINE's webhook was answered."""

    def heard(self) -> list[dict[str, Any]]:
        """What the bot said to the last thing they did, as soon as it did."""
        return until(super().heard, f"an answer to {self.name}")
