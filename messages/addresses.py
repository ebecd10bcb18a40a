"""Web addresses: those that people sent, in the form in which LINE takes them on a button; those
that open a chat with the bot.
"""

import re
from urllib.parse import quote, urlsplit, urlunsplit

LIMIT = 1000
"""Characters of an address on a button, percent-encoded (Messaging API reference, URI action)."""

_TYPED = re.compile(r"https?://[^\s<>\"'“”]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}ฯ"
_SAFE = "/%:;,=&@!$'()*+~-._"


def chat_link(basic_id: str | None, words: str) -> str | None:
    """Return the link that opens a chat with the bot, the words typed in already; None when the
    bot's basic id is not known.

    LINE wants both percent-encoded, the @ of the id too (LINE URL scheme, "oaMessage").
    """
    if not basic_id:
        return None
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote(words, safe='')}"


def friend_link(basic_id: str | None) -> str | None:
    """Return the link that adds the bot as a friend, who can then be invited into a group; None
    when its basic id is not known.
    """
    return f"https://line.me/R/ti/p/{quote(basic_id, safe='')}" if basic_id else None


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
