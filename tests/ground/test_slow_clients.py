"""120 clients that never finish what they send stop no webhook: on the open port, and behind each
documented proxy that is installed here, with its documented file.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bot.inbox.webhook import signature_of
from bot.request_worker import LARGEST_BODY, request_end
from tests.bot.house import SECRET
from tests.databases import SqliteFiles
from tests.ground.processes import ROOT, free_port, get, until
from tests.patience import PATIENCE

HEAD = b"POST /webhook HTTP/1.1\r\nHost: kaona.example.go.th\r\n"
SLOW = [HEAD, HEAD + b"Content-Length: 500\r\n\r\n{", b"P"]
CLIENTS, WEBHOOKS = 120, 20


@contextmanager
def process(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """A process with a log of its own, ended at the end."""
    with (folder / "log").open("ab") as log:
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        yield
    finally:
        running.terminate()
        running.wait(PATIENCE)


@contextmanager
def served(url: str, folder: Path) -> Iterator[int]:
    """The web process as the units start it; its port."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": url,
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "PUBLIC_URL": "https://kaona.example.go.th",
        "SECRET_KEY": "a-secret-for-tests-only",
        "LINE_CHANNEL_ID": "1600000000",
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_API_URL": "http://127.0.0.1:9",
        "LINE_DATA_API_URL": "http://127.0.0.1:9",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:bot.gunicorn_config"]
    with process(command, folder, environment):
        until(lambda: get(port, "/healthz")[0] == 200, "the web process")
        yield port


@contextmanager
def behind_nginx(program: str, port: int, folder: Path) -> Iterator[int]:
    """The documented nginx file without its certificate; its port."""
    front = free_port()
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "ssl_certificate" not in line]
    server = "\n".join(kept).replace("listen 443 ssl", f"listen 127.0.0.1:{front}")
    server = server.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    assert str(front) in server
    places = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;\n"
    whole += (
        f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; {places}\n{server}\n}}"
    )
    if os.geteuid() == 0:
        whole = f"user root;\n{whole}"
    config = folder / "nginx.conf"
    config.write_text(whole, encoding="utf-8")
    with process([program, "-c", str(config), "-p", str(folder)], folder, dict(os.environ)):
        yield front


@contextmanager
def behind_caddy(program: str, port: int, folder: Path) -> Iterator[int]:
    """The documented Caddy file, without a certificate; its port."""
    front = free_port()
    text = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    text = text.replace("{\n", "{\n\tadmin off\n", 1).replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    text = text.replace("\nkaona.example.go.th {", f"\nhttp://127.0.0.1:{front} {{")
    assert str(front) in text
    config = folder / "Caddyfile"
    config.write_text(text, encoding="utf-8")
    home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [program, "run", "--adapter", "caddyfile", "--config", str(config)]
    with process(command, folder, home):
        yield front


PROXIES = {"nginx": behind_nginx, "caddy": behind_caddy}


def webhook(port: int) -> int:
    """Post a signed webhook; its status."""
    body = json.dumps({"destination": "U" + "d" * 32, "events": []}).encode()
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"x-line-signature": signature_of(SECRET, body), "Host": "127.0.0.1"}
    connection.request("POST", "/webhook", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def answers_to(port: int, parts: list[bytes]) -> int:
    """Send parts, the last one asking to close; return how many answers come."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            client.sendall(part)
        client.shutdown(socket.SHUT_WR)
        answered = b""
        while received := client.recv(65536):
            answered += received
    return answered.count(b"HTTP/1.1 ")


def is_open(client: socket.socket) -> bool:
    """Tell whether the server has not shut a connection, nor said anything on it."""
    try:
        return client.recv(1, socket.MSG_PEEK) is None
    except BlockingIOError:
        return True
    except OSError:
        return False


@pytest.mark.parametrize("front", ["open port", "nginx", "caddy"])
def test_slow_clients_keep_no_webhook_waiting_and_are_shut(
    sqlite_files: SqliteFiles, tmp_path: Path, front: str
) -> None:
    program = shutil.which(front) if front in PROXIES else ""
    if program is None:
        pytest.skip(f"there is no {front} here")
    with ExitStack() as stack:
        port = stack.enter_context(served(stack.enter_context(sqlite_files.fresh()), tmp_path))
        if program:
            port = stack.enter_context(PROXIES[front](program, port, tmp_path))
            until(lambda: get(port, "/healthz")[0] == 200, front)
        slow = []
        for number in range(CLIENTS):
            client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            stack.callback(client.close)
            client.sendall(SLOW[number % len(SLOW)])
            client.setblocking(False)
            slow.append(client)
        assert webhook(port) == 200
        # It did not wait until they were shut: the limits of the proxies and ours take seconds.
        assert all(map(is_open, slow))
        assert [webhook(port) for _ in range(WEBHOOKS)] == [200] * WEBHOOKS
        if not program:
            assert answers_to(port, [b"GET /healthz HTTP/1.1\r\n\r\n" * 3]) == 3
            chunks = b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            assert answers_to(port, [HEAD + chunks[:40], chunks[40:], HEAD + chunks]) == 2
            expecting = HEAD + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            assert answers_to(port, [expecting, b"{}"]) >= 2, "to go on, and then the answer"
            until(lambda: not any(map(is_open, slow)), "the end of the slow")


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (b"GET / HTTP/1.1\r\n", None),
        (b"GET / HTTP/1.1\r\n\r\n", 18),
        (b"GET / HTTP/1.1\r\n\r\nGET /", 18),
        (b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nab", None),
        (b"POST / HTTP/1.1\r\nContent-Length:3\r\n\r\nabcd", 40),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", None),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 60),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 52),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY + 1), 45),
        (b"x" * 70_000, 70_000),
    ],
)
def test_where_a_request_ends(data: bytes, end: int | None) -> None:
    assert request_end(data) == end
