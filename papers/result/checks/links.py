"""Links in a paper, and whether they still open: asked over the network with short waits, and never
of our own network.

Addresses come from what people typed, so an address that leads to this machine or to a private
network is not asked at all: what answers there is nobody's published page.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from enum import StrEnum
from threading import Thread
from urllib.parse import quote, urljoin, urlsplit

import urllib3

# A site's name is in Latin letters, or in Thai ones from its beginning: "www.x.go.thและ" goes on in
# Thai after it. A path may be Thai.
_SITE = r"(?:https?://|www\.)(?:[a-z0-9][a-z0-9.-]*|[ก-๙][ก-๙a-z0-9.-]*)(?::\d{1,5})?"
_LINK = re.compile(
    rf"{_SITE}(?:[/?#](?:[^\s<>\"'“”()\[\]]|\([^\s()]*\))*)?", re.IGNORECASE | re.ASCII
)
_TRAILING = ".,;:!?"
_SECONDS = 6.0
_REDIRECTS = 4
_AT_ONCE = 8
_LONGEST = 2000


class LinkState(StrEnum):
    """What became of asking for a link."""

    OPENS = "opens"
    DEAD = "dead"  # the page is gone, or the site does not answer
    FORBIDDEN = "forbidden"  # it leads into a private network


# Addresses that hold another one: NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380),
# IPv4-compatible ones (RFC 4291).
_LEADING_INSIDE = [
    ipaddress.IPv6Network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
]
Ask = Callable[[str], LinkState]


def links_in(texts: Iterable[str]) -> list[str]:
    """Return every link of some texts once, in their order; "www." without a scheme is one."""
    return list(
        dict.fromkeys(
            match[0].rstrip(_TRAILING) for text in texts for match in _LINK.finditer(text)
        )
    )


def check_links(links: Iterable[str], ask: Ask) -> dict[str, LinkState]:
    """Ask for every link, several at once."""
    wanted = list(dict.fromkeys(links))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(wanted, pool.map(ask, wanted), strict=True))


def ask_network(link: str) -> LinkState:
    """Ask for a link as a reader's browser would, following a few redirects."""
    return follow(link, allow_private=False)


def follow(link: str, *, allow_private: bool, seconds: float = _SECONDS) -> LinkState:
    """Ask for a link; ``allow_private`` is for tests, whose server is this machine.

    ``seconds`` are for the whole exchange, from the name's look-up to the last redirect: a site
    that sends a letter now and then is given up all the same. Its thread ends with the program.
    """
    answer: Future[LinkState] = Future()
    asking = Thread(target=_answer, args=(answer, link, allow_private, seconds), daemon=True)
    asking.start()
    try:
        return answer.result(seconds)
    except NotInTime:
        return LinkState.DEAD


def _answer(answer: Future[LinkState], link: str, allow_private: bool, seconds: float) -> None:
    try:
        answer.set_result(_follow(link, allow_private, seconds))
    except Exception as error:  # noqa: BLE001 - it reaches whoever waits
        answer.set_exception(error)


def _follow(link: str, allow_private: bool, seconds: float) -> LinkState:
    address = link if "://" in link else f"http://{link}"
    for _ in range(_REDIRECTS + 1):
        try:
            parts = urlsplit(address)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            return LinkState.DEAD
        if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > _LONGEST:
            return LinkState.DEAD
        name = _ascii(parts.hostname)
        host = _resolve(name, port) if name else None
        if host is None:
            return LinkState.DEAD
        if not allow_private and not _is_public(host):
            return LinkState.FORBIDDEN
        try:
            status, location = _get(
                parts.scheme, name, host, port, _target(parts.path, parts.query), seconds
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return LinkState.DEAD
        if status not in (301, 302, 303, 307, 308) or not location:
            # A site that wants a login, or that turns programs away, is there all the same.
            return (
                LinkState.OPENS
                if status < 400 or status in (401, 403, 405, 429)
                else LinkState.DEAD
            )
        address = urljoin(address, location)
    return LinkState.DEAD


def _get(
    scheme: str, name: str, host: str, port: int, target: str, seconds: float
) -> tuple[int, str | None]:
    """Ask the very address that was looked at: a second look-up of the name could lead
    elsewhere.
    """
    timeout = urllib3.Timeout(connect=seconds, read=seconds)
    pool: urllib3.HTTPConnectionPool
    if scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            host, port, timeout=timeout, retries=False, server_hostname=name, assert_hostname=name
        )
    else:
        pool = urllib3.HTTPConnectionPool(host, port, timeout=timeout, retries=False)
    with pool:
        headers = {
            "Host": name if port in (80, 443) else f"{name}:{port}",
            "User-Agent": "kaona-link-check",
        }
        answer = pool.request("GET", target, headers=headers, redirect=False, preload_content=False)
        try:
            return answer.status, answer.headers.get("Location")
        finally:
            answer.close()


def _target(path: str, query: str) -> str:
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~?-._") for part in (path or "/", query))
    return f"{path}?{query}" if query else path


def _ascii(name: str) -> str:
    """Return the name of a site as networks write it (a Thai one in Punycode), or "" for none."""
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return ""


def _resolve(name: str, port: int) -> str | None:
    try:
        return str(socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        return None


def _is_public(host: str) -> bool:
    address = ipaddress.ip_address(host.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if isinstance(address, ipaddress.IPv6Address) and (
        address.is_site_local or any(address in network for network in _LEADING_INSIDE)
    ):
        return False  # a machine of our own network may be meant
    return address.is_global and not address.is_multicast
