"""Identities in LINE's forms: users, groups, messages, events, tokens."""

import os
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(milliseconds: int) -> str:
    """A ULID for a moment in milliseconds since 1970: 26 letters that sort by time."""
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    return "".join(CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def user_id() -> str:
    """`U` and 32 hexadecimal digits."""
    return "U" + secrets.token_hex(16)


def group_id() -> str:
    """`C` and 32 hexadecimal digits."""
    return "C" + secrets.token_hex(16)


def rich_menu_id() -> str:
    """`richmenu-` and 32 hexadecimal digits."""
    return "richmenu-" + secrets.token_hex(16)


def reply_token() -> str:
    """32 hexadecimal digits."""
    return secrets.token_hex(16)


def opaque_token(length: int = 32) -> str:
    """Random letters that may stand in a URL."""
    return secrets.token_urlsafe(length)
