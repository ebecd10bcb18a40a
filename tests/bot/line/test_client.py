"""LINE's client: every way in which the network may fail is an outcome, never an exception; tokens
are renewed.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import bot.line.client
from bot.line.client import LineClient, LineUnavailable, NoToken, SendOutcome
from messages.parts import text_message
from simulator import Simulator
from tests.bot.house import SOMCHAI, Clock, settings
from tests.bot.scripted_line import ScriptedLine
from tests.patience import PATIENCE

KEY = "8f4d6f0e-0d6f-4f7b-9a55-3a6f5c1f2b10"
WORDS = [text_message("สวัสดี")]


def client_at(url: str, token: str | None = "t") -> LineClient:
    return LineClient(settings("sqlite://", Path("/nowhere"), url, line_channel_access_token=token))


@contextmanager
def rude(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that speaks as a test wants it to, on bare sockets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(PATIENCE)
                    try:
                        connection.recv(65536)
                        behave(connection)
                    except OSError:
                        pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        stop.set()
        server.shutdown(socket.SHUT_RDWR)
        thread.join(PATIENCE)


def answer(status: int, body: bytes, more: str = "") -> bytes:
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (b"", SendOutcome.UNKNOWN),  # hung up
        (b"garbage\r\n\r\n", SendOutcome.UNKNOWN),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", SendOutcome.UNKNOWN),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", SendOutcome.UNKNOWN),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
            SendOutcome.UNKNOWN,
        ),
        (answer(500, b"\xff\xfe"), SendOutcome.UNKNOWN),  # an error body that is no UTF-8
        (answer(503, b"", "Retry-After: 3600\r\n"), SendOutcome.UNKNOWN),
        (answer(302, b"", "Location: /elsewhere\r\n"), SendOutcome.UNKNOWN),
        (answer(400, b"[1, 2]"), SendOutcome.REFUSED),
        (answer(400, b'{"message": null, "details": null}'), SendOutcome.REFUSED),
        (
            answer(400, b'{"message": "x", "details": ["y", {"property": "messages[0]"}]}'),
            SendOutcome.REFUSED,
        ),
        (answer(429, b"", "Retry-After: 3600\r\n"), SendOutcome.LIMITED),
        (answer(429, b'{"message": "You have reached your monthly limit."}'), SendOutcome.QUOTA),
        (answer(401, b""), SendOutcome.BUSY),
        (answer(403, b""), SendOutcome.REFUSED),
        (answer(409, b"{}"), SendOutcome.ACCEPTED),
        (answer(200, b"not json"), SendOutcome.ACCEPTED),
    ],
)
def test_whatever_line_or_the_network_says_is_an_outcome(said: bytes, outcome: SendOutcome) -> None:
    with rude(lambda connection: connection.sendall(said)) as url:
        client = client_at(url)
        assert client.push(SOMCHAI, WORDS, KEY).outcome is outcome
        if outcome is not SendOutcome.ACCEPTED:
            with pytest.raises(LineUnavailable):
                client.get("/v2/bot/info")
        client.close()


def test_a_time_out_is_an_unknown_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.line.client, "TIMEOUT", (PATIENCE, 0.2))
    answered = threading.Event()
    with rude(lambda connection: (answered.wait(PATIENCE), None)[1]) as url:
        client = client_at(url)
        assert client.reply("token", WORDS).outcome is SendOutcome.UNKNOWN
        answered.set()
        client.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://nobody.invalid"])
def test_where_nobody_listens_nothing_was_sent(url: str) -> None:
    client = client_at(url)
    assert client.reply("token", WORDS).outcome is SendOutcome.BUSY
    with pytest.raises(LineUnavailable) as failed:
        client.profile(SOMCHAI)
    assert failed.value.status is None
    with pytest.raises(LineUnavailable), client.content("1"):
        pass
    client.close()


def test_content_that_breaks_off_is_not_there() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 1000
    with rude(lambda connection: connection.sendall(head)) as url:
        client = client_at(url)
        with pytest.raises(LineUnavailable), client.content("1") as stream:
            list(stream.stream(100))
        client.close()


def token_calls(line: Simulator) -> list[int]:
    return [call["status"] for call in line.world.requests() if call["path"].endswith("/v3/token")]


def simulated(line: Simulator, secret: str | None = None) -> LineClient:
    given = settings(
        "sqlite://",
        Path("/nowhere"),
        line.url,
        line_channel_id=line.channel.channel_id,
        line_channel_secret=secret or line.channel.channel_secret,
        line_channel_access_token=None,
    )
    return LineClient(given)


def test_a_stateless_token_is_issued_once_and_again_when_it_died() -> None:
    with Simulator() as line:
        somchai = line.world.add_person("สมชาย")["userId"]
        client = simulated(line)
        threads = [threading.Thread(target=client.profile, args=(somchai,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert token_calls(line) == [200]
        line.world.advance_clock(16 * 60)
        assert client.push(somchai, WORDS, KEY).outcome is SendOutcome.ACCEPTED
        assert client.profile(somchai)["displayName"] == "สมชาย"
        assert token_calls(line) == [200, 200]
        line.world.advance_clock(16 * 60)
        sent = line.world.send_content(somchai, somchai, "file", b"data", file_name="a.txt")
        with client.content(sent["messageId"]) as stream:
            assert stream.read() == b"data"
        assert token_calls(line) == [200, 200, 200]
        client.close()


def test_without_a_token_nothing_is_sent_and_line_is_not_asked_by_every_thread() -> None:
    with Simulator() as line:
        somchai = line.world.add_person("สมชาย")["userId"]
        client = simulated(line, secret="wrong")
        assert [client.push(somchai, WORDS, KEY).outcome for _ in range(5)] == [
            SendOutcome.BUSY
        ] * 5
        assert token_calls(line) == [400]
        with pytest.raises(NoToken) as refused:
            client.get("/v2/bot/info")
        assert refused.value.refused
        assert "wrong" not in str(refused.value)
        client.close()


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b'{"access_token": "t"}', b'{"access_token": "t", "expires_in": "soon"}'],
)
def test_a_token_answer_that_makes_no_sense_is_no_token(body: bytes) -> None:
    with rude(lambda connection: connection.sendall(answer(200, body))) as url:
        client = client_at(url, token=None)
        assert client.push(SOMCHAI, WORDS, KEY).outcome is SendOutcome.BUSY
        client.close()


def test_a_wrong_long_lived_token_is_not_tried_twice(line: ScriptedLine, clock: Clock) -> None:
    line.script = lambda path: "unauthorized"
    client = client_at(line.url)
    assert client.push(SOMCHAI, WORDS, KEY).outcome is SendOutcome.BUSY
    assert len(line.calls) == 1
    client.close()


def test_a_group_without_a_count_is_not_counted(line: ScriptedLine) -> None:
    line.members = None  # type: ignore[assignment]
    client = client_at(line.url)
    with pytest.raises(LineUnavailable):
        client.group_member_count("C")
    client.close()
