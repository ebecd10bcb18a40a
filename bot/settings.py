"""The settings: environment variables, read once; a missing or invalid value is an error that names
it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import load_dotenv

from models.tables.encrypted import BadKey, Cipher

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Hosts that are this machine; nobody listens in between, so they need no TLS."""
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSettings(Exception):
    """A setting is missing or invalid; the message names it and says what it should be."""


@dataclass(frozen=True)
class Settings:
    """The settings of docs/contracts.md#environment; ``.env.example`` explains each variable."""

    database_url: str = "sqlite:///var/kaona.db"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    secret_key: str = ""
    data_dir: Path = Path("var/data")
    line_channel_id: str = ""
    line_channel_secret: str = ""
    line_channel_secret_old: str | None = None
    line_channel_access_token: str | None = None
    line_login_channel_id: str | None = None
    line_login_channel_secret: str | None = None
    line_login_url: str = "https://access.line.me"
    encryption_key: str | None = None
    line_api_url: str = "https://api.line.me"
    line_data_api_url: str = "https://api-data.line.me"
    log_level: str = "INFO"

    @classmethod
    def read(cls) -> Settings:
        """Read the settings of this process: the environment, and what it lacks from ``.env`` in
        the current folder (python-dotenv; nothing in a value is replaced). BadSettings as below.
        """
        load_dotenv(".env", interpolate=False)
        return cls.from_env(os.environ)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings; BadSettings for an invalid value. Empty variables count as absent."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        return cls(
            database_url=_database_url(given.get("DATABASE_URL", cls.database_url)),
            host=_host(given.get("HOST", cls.host)),
            port=_port(given.get("PORT", str(cls.port))),
            public_url=_public_url(given.get("PUBLIC_URL", "")),
            secret_key=given.get("SECRET_KEY", ""),
            data_dir=Path(given.get("DATA_DIR", str(cls.data_dir))),
            line_channel_id=given.get("LINE_CHANNEL_ID", ""),
            line_channel_secret=given.get("LINE_CHANNEL_SECRET", ""),
            line_channel_secret_old=given.get("LINE_CHANNEL_SECRET_OLD"),
            line_channel_access_token=given.get("LINE_CHANNEL_ACCESS_TOKEN"),
            line_login_channel_id=given.get("LINE_LOGIN_CHANNEL_ID"),
            line_login_channel_secret=given.get("LINE_LOGIN_CHANNEL_SECRET"),
            line_login_url=_url("LINE_LOGIN_URL", given.get("LINE_LOGIN_URL", cls.line_login_url)),
            encryption_key=_encryption_key(given.get("ENCRYPTION_KEY")),
            line_api_url=_url("LINE_API_URL", given.get("LINE_API_URL", cls.line_api_url)),
            line_data_api_url=_url(
                "LINE_DATA_API_URL", given.get("LINE_DATA_API_URL", cls.line_data_api_url)
            ),
            log_level=_log_level(given.get("LOG_LEVEL", cls.log_level)),
        )

    @property
    def encryption_keys(self) -> tuple[str, ...]:
        """The keys of encrypted columns, the newest first; none: they are stored plainly."""
        return _keys_of(self.encryption_key)

    @property
    def is_real_line(self) -> bool:
        """Whether what is sent reaches people: no stand-in stands in LINE's place."""
        return urlsplit(self.line_api_url).hostname == urlsplit(Settings.line_api_url).hostname

    def require_line(self) -> Settings:
        """Return the settings if they suffice to talk with LINE and serve people; BadSettings names
        what is missing.
        """
        needed = {
            "LINE_CHANNEL_ID": self.line_channel_id,
            "LINE_CHANNEL_SECRET": self.line_channel_secret,
            "PUBLIC_URL": self.public_url,
            "SECRET_KEY": self.secret_key,
        }
        missing = [name for name, value in needed.items() if not value]
        if missing:
            raise BadSettings(f"set {', '.join(missing)}: .env.example says what each one is")
        if len(self.secret_key) < 16:
            raise BadSettings(
                "SECRET_KEY is too short: give it 16 characters or more, from a random generator"
            )
        return self


def _encryption_key(text: str | None) -> str | None:
    try:
        Cipher(_keys_of(text))
    except BadKey:
        # They are secrets: not quoted.
        raise BadSettings(
            "ENCRYPTION_KEY must be keys as .env.example shows how to make them, with commas "
            "between them"
        ) from None
    return text


def _keys_of(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (key.strip() for key in (text or "").split(","))))


def _database_url(text: str) -> str:
    # Hosts with a Procfile hand out postgres://, a spelling that SQLAlchemy no longer knows.
    text = (
        "postgresql://" + text.removeprefix("postgres://")
        if text.startswith("postgres://")
        else text
    )
    if not text.startswith(("sqlite:", "postgresql:", "postgresql+")):
        raise BadSettings("DATABASE_URL must begin with sqlite: or postgresql:")
    try:
        _ = urlsplit(text).port
    except ValueError:
        # It holds a password: not quoted.
        raise BadSettings(
            "DATABASE_URL is not an address: write postgresql://user:password@host:5432/name"
        ) from None
    return text


def _host(text: str) -> str:
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        raise BadSettings(
            f"HOST must be an address of this machine, 127.0.0.1 or 0.0.0.0 for all, not {text!r}"
        ) from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSettings(f"PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


def _url(name: str, text: str) -> str:
    if text and not _is_web_address(text):
        raise BadSettings(f"{name} must be an address that begins with https://, not {text!r}")
    return text.rstrip("/")


def _public_url(text: str) -> str:
    """Return where LINE and people reach us: what is added to it must be a whole address, and LINE
    sends to https only (Messaging API reference, "Set webhook endpoint URL").
    """
    parts = urlsplit(_url("PUBLIC_URL", text))
    if text and (parts.path or parts.query or parts.fragment or "@" in parts.netloc):
        raise BadSettings(f"PUBLIC_URL must be https://HOST and nothing behind it, not {text!r}")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise BadSettings(f"PUBLIC_URL must begin with https://, LINE takes no other, not {text!r}")
    return parts.geturl()


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise BadSettings(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {text!r}")
    return text.upper()
