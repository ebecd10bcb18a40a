"""The settings ``kaona setup`` needs: from options, the environment and the file, asked for where
somebody can be asked, tried at LINE before they are kept.
"""

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot.commands.refused import CommandRefused
from bot.commands.setting_up.env_file import read_env
from bot.line.client import LineClient, LineUnavailable
from bot.line.errors import ChannelRefused
from bot.line.setup import no_entry
from bot.settings import BadSettings, Settings

_OF_A_PROCESS = ("HOST", "PORT", "LOG_LEVEL")
"""What a host sets for each process by itself; it is left to it."""
NAMES = tuple(name for each in fields(Settings) if (name := each.name.upper()) not in _OF_A_PROCESS)
_EXAMPLE = ".example.go.th"
_SECRET = ("SECRET", "TOKEN", "KEY", "DATABASE_URL")
_ASKED = {
    "PUBLIC_URL": "Where people and LINE reach this server (https://HOST)",
    "LINE_CHANNEL_ID": "Channel ID (LINE Developers Console > channel > Basic settings)",
    "LINE_CHANNEL_SECRET": "Channel secret (the same page; what you type is not shown)",
}
"""What nobody can guess, in the order in which it is asked."""
_TRIES = 3


@dataclass(frozen=True)
class SetupWanted:
    """What a run goes by: what the file says, what wins over it, and whether somebody can be
    asked.
    """

    path: Path
    there: Mapping[str, str]
    given: Mapping[str, str]
    asks: bool

    @property
    def known(self) -> dict[str, str]:
        """Every value known before anything is asked."""
        return {**self.there, **self.given}


def wanted(
    path: Path, options: Mapping[str, str | None], environ: Mapping[str, str], *, asks: bool
) -> SetupWanted:
    """Gather what is known: options win over the environment, that over the file."""
    there = {name: value for name, value in read_env(path).items() if not _is_example(value)}
    known = {name: environ[name].strip() for name in NAMES if environ.get(name, "").strip()}
    known = {name: value for name, value in known.items() if not _is_example(value)}
    known |= {name: value.strip() for name, value in options.items() if value and value.strip()}
    return SetupWanted(path, there, known, asks)


def complete(run: SetupWanted, say: Callable[[str], object]) -> dict[str, str]:
    """Return all values, those asked for that nobody gave, once LINE takes them. CommandRefused
    and BadSettings say what is missing or odd, ChannelRefused that LINE does not take it.
    """
    values = _checked(run)
    missing = [name for name in _ASKED if not values.get(name)]
    if missing and not run.asks:
        raise CommandRefused(
            f"{', '.join(missing)} missing: give them as options (--help), in the environment or "
            f"in {run.path}"
        )
    for _ in range(_TRIES):
        for name in missing:
            values[name] = _ask(name)
        values = {**_made_secrets(run), **values}
        try:
            say(f"LINE knows the channel: {_try_at_line(values)}")
        except ChannelRefused as refused:
            if not missing or not run.asks:
                raise
            say(str(refused))
            missing = ["LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET"]
            continue
        return values
    raise CommandRefused("LINE took none of these; nothing was written")


def agree(run: SetupWanted, values: Mapping[str, str], *, yes: bool) -> dict[str, str]:
    """Return what is to be written; what stands in the file and would be another is asked for, or
    refused where nobody can be asked and ``yes`` is not set.
    """
    agreed = {}
    for name, value in values.items():
        before = run.there.get(name)
        if before and before != value and not yes:
            shown = name if _is_secret(name) else f"{name}={before}"
            if not run.asks:
                raise CommandRefused(f"{run.path} holds another {name}: --yes replaces it")
            if not click.confirm(f"{run.path} holds {shown}. Replace it?"):
                continue
        agreed[name] = value
    return agreed


def _checked(run: SetupWanted) -> dict[str, str]:
    """Return what is known, once it is what settings may be; what is odd is named, never taken."""
    values = run.known
    Settings.from_env(values)
    for name in ("LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET"):
        if name in values:
            _check_channel(name, values[name])
    return values


def _ask(name: str) -> str:
    def convert(text: str) -> str:
        text = text.strip()
        try:
            Settings.from_env({name: text})
            _check_channel(name, text)
        except (BadSettings, CommandRefused) as odd:
            raise click.BadParameter(str(odd)) from odd
        return text

    return str(click.prompt(_ASKED[name], value_proc=convert, hide_input=_is_secret(name)))


def _check_channel(name: str, text: str) -> None:
    if name == "LINE_CHANNEL_ID" and not (text.isascii() and text.isdecimal()):
        raise CommandRefused(f"LINE_CHANNEL_ID is a number of about ten digits, not {text!r}")
    if name == "LINE_CHANNEL_SECRET" and not (text.isascii() and text.isalnum()):
        raise CommandRefused("LINE_CHANNEL_SECRET is 32 letters and digits: copy all of it")


def _made_secrets(run: SetupWanted) -> dict[str, str]:
    """Make the keys nobody needs to know, for what is set up anew: processes that run without a
    key to encrypt by could not read what this one would write.
    """
    if run.there.get("SECRET_KEY"):
        return {}
    return {
        "SECRET_KEY": secrets.token_urlsafe(32),
        "ENCRYPTION_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def _try_at_line(values: Mapping[str, str]) -> str:
    """Ask LINE who the channel is; ChannelRefused when it does not say."""
    settings = Settings.from_env(values).require_line()
    client = LineClient(settings)
    try:
        info = client.get("/v2/bot/info")
    except LineUnavailable as error:
        raise ChannelRefused(no_entry(error, settings)) from error
    finally:
        client.close()
    return f"{info.get('displayName')} ({info.get('basicId')})"


def _is_secret(name: str) -> bool:
    return any(part in name for part in _SECRET)


def _is_example(value: str) -> bool:
    """Whether a value still is the one of the example file."""
    host = urlsplit(value).hostname if "://" in value else None
    return bool(host and host.endswith(_EXAMPLE))
