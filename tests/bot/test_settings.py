"""Settings are read once and loudly."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings

WHOLE = {
    "LINE_CHANNEL_ID": "1600000000",
    "LINE_CHANNEL_SECRET": "s" * 32,
    "PUBLIC_URL": "https://kaona.example.go.th/",
    "SECRET_KEY": "k" * 32,
}


def test_nothing_given_is_the_embedded_default() -> None:
    found = Settings.from_env({})
    assert (found.database_url, found.port, found.data_dir) == (
        "sqlite:///var/kaona.db",
        8000,
        Path("var/data"),
    )
    assert (found.line_api_url, found.line_data_api_url) == (
        "https://api.line.me",
        "https://api-data.line.me",
    )
    assert found.line_channel_access_token is None


def test_what_is_given_is_taken_tidied() -> None:
    found = Settings.from_env(
        {**WHOLE, "PORT": " 9000 ", "LOG_LEVEL": "debug", "LINE_CHANNEL_ACCESS_TOKEN": " "}
    )
    assert (found.port, found.log_level, found.public_url) == (
        9000,
        "DEBUG",
        "https://kaona.example.go.th",
    )
    assert found.line_channel_access_token is None
    assert found.require_line() is found


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://u:p@host/db", "postgresql://u:p@host/db"),
        ("postgresql://u:p@host/db", "postgresql://u:p@host/db"),
        ("postgresql+psycopg://host/db", "postgresql+psycopg://host/db"),
        ("sqlite:////tmp/a.db", "sqlite:////tmp/a.db"),
    ],
)
def test_a_host_s_spelling_of_the_database_is_understood(given: str, expected: str) -> None:
    assert Settings.from_env({"DATABASE_URL": given}).database_url == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PUBLIC_URL", "kaona.example.go.th"),
        ("PUBLIC_URL", "ftp://kaona.example.go.th"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://[broken"),
        ("PUBLIC_URL", "http://kaona.example.go.th"),
        ("PUBLIC_URL", "https://kaona.example.go.th/kaona"),
        ("PUBLIC_URL", "https://kaona.example.go.th/webhook/"),
        ("PUBLIC_URL", "https://kaona.example.go.th?x=1"),
        ("PUBLIC_URL", "https://user@kaona.example.go.th"),
        ("LINE_API_URL", "api.line.me"),
        ("LINE_DATA_API_URL", "api"),
        ("LINE_LOGIN_URL", "javascript:x"),
        ("DATABASE_URL", "mysql://host/db"),
        ("DATABASE_URL", "kaona.db"),
        ("DATABASE_URL", "postgresql://host:port/db"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_an_odd_value_is_named_and_its_like_told(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        Settings.from_env({**WHOLE, name: value})


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "[::1]:8000"])
def test_this_machine_itself_needs_no_tls(host: str) -> None:
    assert Settings.from_env({"PUBLIC_URL": f"http://{host}/"}).public_url == f"http://{host}"


def test_the_env_file_of_the_current_folder_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("# ours\nPORT=9001\nSECRET_KEY='a$b #c'\nLOG_LEVEL=DEBUG\n")
    monkeypatch.chdir(tmp_path)
    for name in ("PYTHON_DOTENV_DISABLED", "PORT", "SECRET_KEY"):
        monkeypatch.setenv(name, "")  # so that what is read goes away again
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    found = Settings.read()
    assert (found.port, found.secret_key, found.log_level) == (9001, "a$b #c", "ERROR")


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_what_is_missing_is_named(name: str) -> None:
    given = {key: value for key, value in WHOLE.items() if key != name}
    with pytest.raises(BadSettings, match=name):
        Settings.from_env(given).require_line()
    with pytest.raises(BadSettings, match=name):
        Settings.from_env({**given, name: "  "}).require_line()


def test_a_short_key_is_refused() -> None:
    with pytest.raises(BadSettings, match="SECRET_KEY"):
        Settings.from_env({**WHOLE, "SECRET_KEY": "short"}).require_line()


def test_no_error_quotes_a_secret() -> None:
    with pytest.raises(BadSettings) as refused:
        Settings.from_env({"DATABASE_URL": "mysql://user:hidden-password@host/db"})
    assert "hidden-password" not in str(refused.value)
