"""`.env.example` and the settings know the same variables, each explained, each with its true
default.
"""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings
from tests.ground.processes import ROOT

LINES = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
SETTING = re.compile(r"(# )?([A-Z][A-Z0-9_]+)=(.*)")


def variables() -> dict[str, tuple[bool, str]]:
    """The variables of the example: whether it is switched on, and the value shown."""
    found = [match for line in LINES if (match := SETTING.fullmatch(line))]
    return {match[2]: (match[1] is None, match[3]) for match in found}


def test_it_names_every_setting_and_no_other() -> None:
    assert set(variables()) == {field.name.upper() for field in fields(Settings)}


def test_every_setting_has_a_comment_above_it() -> None:
    for above, line in pairwise(["", *LINES]):
        if SETTING.fullmatch(line):
            assert above.startswith("# ") or SETTING.fullmatch(above), f"nothing explains {line}"


def test_what_is_switched_on_is_what_is_needed() -> None:
    with pytest.raises(BadSettings) as refused:
        Settings().require_line()
    needed = set(re.findall(r"[A-Z_]{6,}", str(refused.value)))
    assert {name for name, (is_on, _value) in variables().items() if is_on} == needed


def test_the_values_shown_are_the_defaults() -> None:
    shown = {name: value for name, (is_on, value) in variables().items() if not is_on}
    assert Settings.from_env(shown) == Settings()


def test_it_says_what_the_design_says_about_defaults() -> None:
    settings = Settings.from_env({})
    assert settings.database_url == "sqlite:///var/kaona.db"
    assert settings.data_dir == Path("var/data")
    assert (settings.line_api_url, settings.line_data_api_url) == (
        "https://api.line.me",
        "https://api-data.line.me",
    )
    assert settings.line_login_url == "https://access.line.me"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("HOST", "everywhere"),
        ("PORT", "65536"),
        ("DATABASE_URL", "mysql://root@localhost/kaona"),
        ("PUBLIC_URL", "kaona.example.go.th"),
        ("LINE_API_URL", "ftp://api.line.me"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_an_odd_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        Settings.from_env({name: value})


def test_an_empty_variable_counts_as_absent_and_a_hosts_spelling_of_postgresql_is_understood() -> (
    None
):
    assert Settings.from_env({"LINE_CHANNEL_SECRET_OLD": " ", "PORT": ""}) == Settings()
    assert (
        Settings.from_env({"DATABASE_URL": "postgres://u:p@h/n"}).database_url
        == "postgresql://u:p@h/n"
    )


def test_a_short_secret_key_is_refused() -> None:
    given = {
        "LINE_CHANNEL_ID": "1",
        "LINE_CHANNEL_SECRET": "s",
        "PUBLIC_URL": "https://a.go.th",
        "SECRET_KEY": "short",
    }
    with pytest.raises(BadSettings, match="SECRET_KEY is too short"):
        Settings.from_env(given).require_line()
