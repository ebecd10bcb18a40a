"""HTTP: what is no call of LINE's, what is too large, and connections."""

from __future__ import annotations

import http.client
import json
import socket
import threading

import pytest

from simulator import Simulator
from simulator.control import machine
from simulator.errors import LineError
from simulator.limits import PER_HOUR_60, RateLimits
from tests.patience import PATIENCE
from tests.simulator.ear import ACCESS_TOKEN, Api

PUSH = "/v2/bot/message/push"


def test_unknown_paths_methods_and_bodies_are_refused(api: Api) -> None:
    json_type = {"Content-Type": "application/json; charset=utf-8"}
    assert api("GET", "/v2/bot/messages").status == 404
    assert api("GET", PUSH).status == 405
    assert api("POST", PUSH, headers={"Content-Type": "text/plain"}, data=b"{}").status == 415
    assert api("POST", PUSH, data=b"{}").status == 415
    assert api("POST", PUSH, headers=json_type, data=b" " * 2_000_001).status == 413
    broken = api("POST", PUSH, headers=json_type, data=b'{"to":\n x')
    assert (broken.status, broken.json["message"]) == (
        400,
        "The request body could not be parsed as JSON (line: 2, column: 2)",
    )
    assert api("POST", PUSH, headers=json_type, data=b"\xff").status == 400
    assert api("POST", PUSH, headers=json_type, data=b"[" * 100_000).status == 400
    assert api("POST", PUSH, []).status == 400
    assert api("POST", PUSH, {}).places == ["messages", "to"]
    assert api("POST", "/v2/bot/message/narrowcast", {"messages": []}).status == 403


def test_a_connection_serves_many_calls(standin: Simulator, somchai: str) -> None:
    connection = http.client.HTTPConnection(standin.host, standin.port)
    headers = {"Authorization": f"Bearer {ACCESS_TOKEN}", "Content-Type": "application/json"}
    body = json.dumps({"to": somchai, "messages": [{"type": "text", "text": "ก"}]})
    sockets = set()
    for _ in range(5):
        connection.request("POST", PUSH, body, headers)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
        sockets.add(connection.sock)
    assert len(sockets) == 1
    connection.request(
        "POST", PUSH, iter([body[:10].encode(), body[10:].encode()]), headers, encode_chunked=True
    )
    with connection.getresponse() as answer:
        assert answer.status == 200
    connection.close()
    assert len(standin.world.heard(somchai)) == 6


def raw(line: Simulator, sent: bytes) -> bytes:
    with socket.create_connection((line.host, line.port)) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        received = b""
        while part := client.recv(65536):
            received += part
    return received


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"POST /_sim/clock HTTP/1.1\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"POST /_sim/clock HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"\r\nGET /_sim/clock HTTP/1.0\r\n\r\n", b"200"),
        (
            b"POST /_sim/clock HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
            b"100",
        ),
    ],
)
def test_bytes_off_the_wire_are_answered(standin: Simulator, sent: bytes, status: bytes) -> None:
    assert raw(standin, sent).split()[1] == status


def test_a_broken_off_body_has_no_effect(standin: Simulator) -> None:
    assert raw(standin, b"POST /_sim/reset HTTP/1.1\r\nContent-Length: 10\r\n\r\n{}") == b""


def test_the_page_is_served_from_its_folder_only(api: Api) -> None:
    page = api("GET", "/")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    letters = api("GET", "/_sim/page/sarabun-regular.woff2")
    assert letters.headers["content-type"] == "font/woff2"  # not every computer has a Thai typeface
    script = api("GET", "/_sim/page/app.js")
    assert script.headers["content-type"].startswith("text/javascript")
    for outside in (
        "/_sim/page/../server.py",
        "/_sim/page/%2e%2e/server.py",
        "/_sim/page/",
        "/_sim/page/none.js",
    ):
        assert api("GET", outside).status == 404
    assert api("POST", "/").status == 405


def test_a_full_bucket_refills_evenly() -> None:
    rates = RateLimits()
    for _ in range(60):
        rates.take("broadcast", PER_HOUR_60, now=1000.0)
    with pytest.raises(LineError) as refused:
        rates.take("broadcast", PER_HOUR_60, now=1059.0)
    assert refused.value.status == 429
    rates.take("broadcast", PER_HOUR_60, now=1060.5)
    with pytest.raises(LineError):
        rates.take("broadcast", PER_HOUR_60, now=1061.0)
    rates.take("other", PER_HOUR_60, now=1061.0)


def test_too_many_calls_are_told_to_wait(standin: Simulator, api: Api) -> None:
    calls = 0
    while (answer := api("POST", "/v2/bot/message/broadcast", {"messages": []})).status == 400:
        calls += 1
    assert calls >= 60  # one more for every minute that they took
    assert (answer.status, answer.json) == (
        429,
        {"message": "The API rate limit has been exceeded. Try again later."},
    )


def test_closing_hangs_up_on_who_still_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MAX_WAIT_SECONDS", 10 * PATIENCE)
    line = Simulator()
    line.start()
    ended = threading.Event()

    def wait() -> None:
        connection = http.client.HTTPConnection(line.host, line.port)
        try:
            connection.request(
                "GET", f"/_sim/changes?after={line.world.journal.seq}&wait={9 * PATIENCE}"
            )
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            pass  # either an empty answer or a hung up line
        connection.close()
        ended.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    line.close()
    waiting.join(PATIENCE)
    assert ended.is_set()
    with pytest.raises(OSError):
        socket.create_connection((line.host, line.port), timeout=1)


def test_what_was_never_started_can_be_closed() -> None:
    line = Simulator()
    line.close()
    with pytest.raises(OSError):
        socket.create_connection((line.host, line.port), timeout=1)


def test_it_starts_at_once_on_ports_of_their_own() -> None:
    with Simulator() as one, Simulator() as other:
        assert one.url != other.url
