"""Links are asked over real HTTP; what leads into our own network is not asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from papers.result.checks.links import LinkState, ask_network, check_links, follow, links_in


class Site(BaseHTTPRequestHandler):
    """Answers by the path it is asked for."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/")
        status = int(name) if name.isdecimal() else 404 if "%" in name else 302
        self.send_response(status)
        if name == "away":
            self.send_header("Location", "/200")
        elif name in ("round", "302"):
            self.send_header("Location", "/round")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("200", LinkState.OPENS),
        ("away", LinkState.OPENS),
        ("403", LinkState.OPENS),
        ("404", LinkState.DEAD),
        ("500", LinkState.DEAD),
        ("round", LinkState.DEAD),
    ],
)
def test_a_link_is_judged_by_what_answers(site: str, path: str, state: LinkState) -> None:
    assert follow(f"{site}/{path}", allow_private=True) is state


def test_a_link_into_a_private_network_is_not_asked(site: str) -> None:
    inside = [
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fec0::1]/",
        "http://[fc00::1]/",
        "http://[::7f00:1]/",
        "http://[2001:0:7f00:1::]/",
    ]
    found = check_links([f"{site}/200", *inside], ask_network)
    assert set(found.values()) == {LinkState.FORBIDDEN}


@pytest.mark.parametrize(
    "link",
    ["http://127.0.0.1:1/", "http://name.invalid/", "http://a:99999/", "ftp://x/", "http://"],
)
def test_what_cannot_be_reached_is_dead(link: str) -> None:
    assert follow(link, allow_private=True) is LinkState.DEAD


def test_the_whole_exchange_has_one_deadline() -> None:
    """A site that sends a letter whenever the last one is about to be given up is given up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def drip() -> None:
            with server.accept()[0] as client:
                while not over.wait(0.01):
                    with suppress(OSError):
                        client.send(b"H")

        dripping = threading.Thread(target=drip)
        dripping.start()
        link = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert follow(link, allow_private=True, seconds=0.3) is LinkState.DEAD
        over.set()
        dripping.join()


def test_links_are_found_in_thai_sentences() -> None:
    text = "เผยแพร่ที่ www.sukhothai.go.th และ (https://x.go.th/a?b=1) แล้ว ดูที่ https://x.go.th/a?b=1."
    assert links_in([text]) == ["www.sukhothai.go.th", "https://x.go.th/a?b=1"]
    assert links_in(["(ดู https://x.go.th/a(1).pdf)"]) == ["https://x.go.th/a(1).pdf"]
    text = "เว็บไซต์www.x.go.thและ https://สุโขทัย.ไทย/แผน และ http://x.go.th:8080/แผน/๒๕๖๗?ปี=1, แล้ว"
    assert links_in([text]) == [
        "www.x.go.th",
        "https://สุโขทัย.ไทย/แผน",
        "http://x.go.th:8080/แผน/๒๕๖๗?ปี=1",
    ]


def test_a_thai_path_is_asked_for_as_networks_write_it(site: str) -> None:
    assert follow(f"{site}/ไทย/200?ก=ข", allow_private=True) is LinkState.DEAD
    assert follow(f"{site}/200?ก=ข d", allow_private=True) is LinkState.OPENS
    assert follow("http://" + "ก" * 70 + ".ไทย/", allow_private=True) is LinkState.DEAD
