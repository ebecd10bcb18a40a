"""Web addresses that people sent, in the form in which LINE takes them on a button."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

LIMIT = 1000
"""Characters of an address on a button, percent-encoded (Messaging API reference, URI action)."""

_TYPED = re.compile(r"https?://[^\s<>\"'“”]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}ฯ"
_SAFE = "/%:;,=&@!$'()*+~-._"


def chat_address(basic_id: str, words: str) -> str:
    """Return the address that opens the one-to-one chat with the account of that @name, words typed
    in already. LINE wants both percent-encoded, the @ too (LINE URL scheme, "oaMessage").
    """
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote(words, safe='')}"


def find_address(text: str) -> str | None:
    """Return the first web address in a text as it was typed, without the punctuation after it;
    None without one.
    """
    found = _TYPED.search(text)
    return found.group().rstrip(_AFTER) if found else None


def button_address(address: str) -> str | None:
    """Return an address percent-encoded for a button; None when it is no address or too long for
    LINE.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError too: a host that no name server knows
        return None
    if parts.scheme.lower() not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.-]+", host):
        return None
    path, query = quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    found = urlunsplit(
        (parts.scheme.lower(), host + port, path, query, quote(parts.fragment, safe=_SAFE + "?"))
    )
    return found if len(found) <= LIMIT else None
