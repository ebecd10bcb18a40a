"""A running ``kaona demo``: started once for the tests of a file, stopped by SIGTERM."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demo.visitor import Visitor
from tests.patience import PATIENCE


@dataclass
class Demo:
    """The process, where it runs, its first line, and a visitor."""

    process: subprocess.Popen[str]
    folder: Path
    port: int
    line: str
    visitor: Visitor

    def stop(self) -> int:
        """End it by SIGTERM; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(port: int) -> list[str]:
    """How a person starts it."""
    return [sys.executable, "-m", "bot.cli", "demo", "--port", str(port)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo, open."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    with subprocess.Popen(
        command(port), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watch = _kill_after(process, PATIENCE)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            watch.cancel()
            assert line.startswith("Open http"), line + _log(folder)
            visitor = Visitor(f"http://127.0.0.1:{port}")
            visitor.post("/_sim/settings", {"webhook_seconds": None})
            yield Demo(process, folder, port, line, visitor)
        finally:
            watch.cancel()
            if process.poll() is None:
                process.terminate()


def _log(folder: Path) -> str:
    log = folder / "var/demo/kaona.log"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def _kill_after(process: subprocess.Popen[str], seconds: float) -> threading.Timer:
    watch = threading.Timer(seconds, process.kill)
    watch.start()
    return watch
