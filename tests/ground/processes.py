"""Starting the Procfile as a host would, and counting what it leaves behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from simulator import Simulator
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")


def until(look: Callable[[], T], what: str) -> T:
    """Look again and again until something is there; return it."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE:.0f} seconds"
        time.sleep(0.05)
    return found


@dataclass
class Host:
    """A machine with a Procfile runner, our environment and a folder of its own."""

    line: Simulator
    database_url: str
    folder: Path
    port: int = field(default_factory=lambda: free_port())

    @property
    def url(self) -> str:
        """Where the web process serves."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """What a host would set, and nothing of ours besides."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        return {
            "PATH": path,
            "PYTHON_DOTENV_DISABLED": "1",
            "HOME": str(self.folder),
            "DATABASE_URL": self.database_url,
            "DATA_DIR": str(self.folder / "data"),
            "PUBLIC_URL": "https://kaona.example.go.th",
            "SECRET_KEY": "a-secret-for-tests-only",
            "LINE_CHANNEL_ID": self.line.channel.channel_id,
            "LINE_CHANNEL_SECRET": self.line.channel.channel_secret,
            "LINE_API_URL": self.line.url,
            "LINE_DATA_API_URL": self.line.url,
            "PYTHONUNBUFFERED": "1",
        }

    def release(self) -> None:
        """Run the release process to its end, as a host does before it starts the others."""
        done = subprocess.run(
            self._honcho("release"),
            env=self.environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @contextmanager
    def running(self) -> Iterator[Running]:
        """Start web and scheduler; whatever happens, nothing of it is left running afterwards."""
        log = self.folder / "log"
        with log.open("ab") as file:
            runner = subprocess.Popen(
                self._honcho("web", "scheduler"),
                env=self.environment(),
                cwd=ROOT,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        started = Running(self, runner)
        try:
            yield started
        finally:
            if runner.poll() is None:
                left = descendants(runner.pid)
                runner.kill()
                runner.wait()
                for pid in left:
                    kill(pid)

    def _honcho(self, *processes: str) -> list[str]:
        # Not the developer's own .env.
        return [
            sys.executable,
            "-m",
            "honcho",
            "-e",
            os.devnull,
            "start",
            "-p",
            str(self.port),
            *processes,
        ]


@dataclass
class Running:
    """The Procfile's processes under their runner."""

    host: Host
    runner: subprocess.Popen[bytes]

    def wait_until_ready(self) -> None:
        """Wait for /readyz to be content: database, migrations, scheduler."""

        def ready() -> bool:
            assert self.runner.poll() is None, self.log()
            return get(self.host.port, "/readyz")[0] == 200

        until(ready, "/readyz")

    def processes(self) -> list[int]:
        """Every process under the runner, the runner included."""
        return [self.runner.pid, *descendants(self.runner.pid)]

    def of(self, words: str) -> list[int]:
        """The processes whose command line holds some words."""
        return [pid for pid in descendants(self.runner.pid) if words in command_of(pid)]

    def log(self) -> str:
        """What the processes wrote."""
        return (self.host.folder / "log").read_text(encoding="utf-8", errors="replace")


def get(port: int, path: str) -> tuple[int, str]:
    """GET a path; status 0 when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def descendants(pid: int) -> list[int]:
    """The processes below one, as the kernel lists them."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, below = [], [pid]
    while below:
        below = [child for parent in below for child in children.get(parent, [])]
        found += below
    return found


def command_of(pid: int) -> str:
    """A process's command line; empty when it is gone."""
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return ""


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that ended and was not collected yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def kill(pid: int) -> None:
    """SIGKILL a process, if it is there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def words_heard(line: Simulator, chat_id: str) -> list[str]:
    """The texts the bot has sent to a chat."""
    heard: list[dict[str, Any]] = line.world.heard(chat_id)
    return [str(message.get("text") or message.get("altText")) for message in heard]


_PORTS = count(20_000 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))


def free_port() -> int:
    """Return a port of this test process alone, below those that the system gives to anybody: one
    of those may be another's before a server stands on it.
    """
    for port in _PORTS:
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise AssertionError("there is always a next port")
