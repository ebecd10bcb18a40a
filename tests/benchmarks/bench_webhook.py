"""Events per second from webhook to answer, against the bare inline echo and a bare durable echo,
all in one run.

    python -m tests.benchmarks.bench_webhook [--count 3000] [--postgres postgresql://...]

LINE answers in 40 ms, 64 connections, loopback only. The load generator, the stub and the baseline
are ../shared/bench's; without them there is nothing to compare with, and the benchmark says so.
Prints figures and ratios; it judges nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.load import POSTBACKS, SECRET, TEXTS, seed

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
ROOT = Path(__file__).resolve().parents[2]
USERS = 300


def main() -> None:
    """Run everything and print it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=3000)
    options.add_argument("--postgres", help="URL of an empty database to measure too")
    chosen = options.parse_args()
    if not SHARED.exists():
        raise SystemExit("../shared/bench is not here: nothing to measure against")
    with tempfile.TemporaryDirectory() as folder, _stub() as line:
        baseline = _measure(
            "bare inline echo, 2 x gthread 8", _inline(line), line, chosen.count, "/callback"
        )
        echo = _measure(
            "bare durable echo, 1 commit, pool of 32",
            _durable(line, Path(folder)),
            line,
            chosen.count,
        )
        urls = {"Kaona on SQLite": f"sqlite:///{folder}/kaona.db"}
        if chosen.postgres:
            urls["Kaona on PostgreSQL"] = chosen.postgres
        print(f"durable echo / inline echo: {echo / baseline:.2f}")
        for name, url in urls.items():
            ours = _measure(name, _kaona(line, url, Path(folder)), line, chosen.count)
            print(f"{name} / inline echo: {ours / baseline:.2f}")
            print(f"{name} / durable echo: {ours / echo:.2f}")
            _acknowledge(name, _kaona(line, url, Path(folder)), line)


@contextlib.contextmanager
def _stub() -> Iterator[str]:
    port = _free_port()
    with _process(
        [sys.executable, str(SHARED / "stub_line_api.py"), "--port", str(port), "--delay-ms", "40"],
        {},
    ):
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/_stats")
        yield url


@contextlib.contextmanager
def _inline(line: str) -> Iterator[str]:
    environment = {"MODE": "inline", "CHANNEL_SECRET": SECRET, "LINE_API": line}
    with _gunicorn(
        "baseline_app:app", environment, ["-w", "2", "-k", "gthread", "--threads", "8"], SHARED
    ) as url:
        yield url


@contextlib.contextmanager
def _durable(line: str, folder: Path) -> Iterator[str]:
    environment = {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_API_URL": line,
        "ECHO_DATABASE": str(folder / "echo.db"),
    }
    options = ["-w", "1", "-k", "gthread", "--threads", "16"]
    with _gunicorn("tests.benchmarks.durable_echo:app", environment, options, ROOT) as url:
        yield url


@contextlib.contextmanager
def _kaona(line: str, database_url: str, folder: Path) -> Iterator[str]:
    port = _free_port()
    seed(database_url, USERS)
    environment = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "PUBLIC_URL": "https://kaona.example.go.th",
        "SECRET_KEY": "a-secret-for-benchmarks-only",
        "LINE_CHANNEL_ID": "bench",
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "stub",
        "LINE_API_URL": line,
        "LINE_DATA_API_URL": line,
        "LOG_LEVEL": "WARNING",
    }
    with _process(
        [sys.executable, "-m", "gunicorn", "--config", "bot/gunicorn_config.py"], environment, ROOT
    ):
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/healthz")
        yield url


@contextlib.contextmanager
def _gunicorn(
    app: str, environment: dict[str, str], options: list[str], folder: Path
) -> Iterator[str]:
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "-b",
        f"127.0.0.1:{port}",
        "--no-control-socket",
        app,
    ]
    with _process([*command, "--log-level", "error"], environment, folder):
        url = f"http://127.0.0.1:{port}"
        _wait_for(url + "/")
        yield url


def _measure(
    name: str,
    server: contextlib.AbstractContextManager[str],
    line: str,
    count: int,
    path: str = "/webhook",
) -> float:
    """Send ``count`` events over 64 connections; return answers per second, until the last answer
    reached LINE.
    """
    with server as url:
        _load(url + path, 200, ["--concurrency", "16"])  # warm
        _settle(line)
        urllib.request.urlopen(urllib.request.Request(f"{line}/_reset", method="POST"))
        begun = time.perf_counter()
        acknowledged = _load(url + path, count, ["--concurrency", "64"])
        replies, until = _settle(line)
        rate = replies / (until - begun)
    p50, p99 = acknowledged["latency"]["p50_ms"], acknowledged["latency"]["p99_ms"]
    print(
        f"{name}: {rate:.0f} answers/s, {replies} answers to {count} events, acknowledged p50 "
        f"{p50} ms p99 {p99} ms"
    )
    return rate


def _acknowledge(name: str, server: contextlib.AbstractContextManager[str], line: str) -> None:
    with server as url:
        told = _load(url + "/webhook", 2000, ["--rate", "200", "--concurrency", "64"])
        _settle(line)
    ok = told["latency"]
    print(f"{name}: acknowledgement at 200 events/s: p50 {ok['p50_ms']} ms, p99 {ok['p99_ms']} ms")


def _load(url: str, count: int, options: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        texts, postbacks = Path(folder) / "texts", Path(folder) / "postbacks"
        texts.write_text("\n".join(TEXTS), encoding="utf-8")
        postbacks.write_text("\n".join(POSTBACKS), encoding="utf-8")
        command = [
            sys.executable,
            str(SHARED / "loadgen.py"),
            "--url",
            url,
            "--secret",
            SECRET,
            "--count",
            str(count),
        ]
        command += ["--users", str(USERS), "--texts", str(texts), "--postbacks", str(postbacks)]
        command += ["--kinds", "text=80,postback=20", "--compact", "--warmup", "0", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _settle(line: str) -> tuple[int, float]:
    """Wait until no more answers reach the stub; return how many there were and when the last one
    was seen.
    """
    last, seen_at = -1, time.perf_counter()
    while time.perf_counter() - seen_at < 3:
        counts = _get(f"{line}/_stats")["counts"]
        replies = counts.get("POST /v2/bot/message/reply", 0) + counts.get(
            "POST /v2/bot/message/push", 0
        )
        if replies != last:
            last, seen_at = replies, time.perf_counter()
        time.sleep(0.02)
    return last, seen_at


def _get(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return dict(json.load(answer))


@contextlib.contextmanager
def _process(
    command: list[str], environment: dict[str, str], folder: Path | None = None
) -> Iterator[None]:
    running = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=60)


def _wait_for(url: str) -> None:
    until = datetime.now(UTC) + timedelta(seconds=30)
    while datetime.now(UTC) < until:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{url} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
