"""``kaona setup``: from nothing to a code that lets the first secretary in, against the stand-in
for LINE; repeated, and with what cannot be right.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

import bot.commands.setting_up.command as setting_up
from bot.cli import program
from bot.commands.refused import CommandRefused
from bot.commands.setting_up.env_file import read_env, write_env
from models.people.invites import normal_code
from models.tables.organization import Channel, Organization
from models.tables.people import Invite
from simulator import Simulator
from tests.databases import opened

PROVINCE = ["--organization", "sukhothai", "--name", "จังหวัดสุโขทัย", "--kind", "province"]


@pytest.fixture(scope="module")
def line() -> Iterator[Simulator]:
    """LINE."""
    with Simulator() as simulator:
        yield simulator


class Setup:
    """Runs the command in a folder of its own."""

    def __init__(self, folder: Path, line: Simulator) -> None:
        self.file, self.url = folder / ".env", f"sqlite:///{folder}/kaona.db"
        self.environ: dict[str, str | None] = {
            "DATABASE_URL": self.url,
            "DATA_DIR": str(folder / "data"),
            "PUBLIC_URL": "http://127.0.0.1:9",
            "LINE_CHANNEL_ID": line.channel.channel_id,
            "LINE_CHANNEL_SECRET": line.channel.channel_secret,
            "LINE_API_URL": line.url,
            "LINE_DATA_API_URL": line.url,
        }

    def __call__(self, *words: str, typed: str | None = None, **environ: str | None) -> Result:
        names = ("SECRET_KEY", "ENCRYPTION_KEY", "LINE_CHANNEL_ACCESS_TOKEN", "KAONA_ENV_FILE")
        environ = {**dict.fromkeys(names), **self.environ, **environ}
        asked = ["setup", "--env-file", str(self.file), *words]
        return CliRunner().invoke(program, asked, env=environ, input=typed)


@pytest.fixture
def setup(tmp_path: Path, line: Simulator) -> Setup:
    """The command on a server on which nothing was done yet."""
    return Setup(tmp_path, line)


def test_one_command_leads_to_the_first_secretarys_code_and_may_be_repeated(setup: Setup) -> None:
    first = setup(*PROVINCE, "--phone", "055 612 345")
    assert first.exit_code == 0, first.output
    assert "LINE knows the channel" in first.stdout
    assert "the web process running behind that address" in first.stdout
    assert "run `kaona setup` again" in first.stdout
    code = re.search(r"KN-[0-9A-Z-]{14}", first.stdout)
    assert code
    assert normal_code(code[0])
    assert "https://line.me/R/oaMessage/%40" in first.stdout
    assert "▀" in first.stdout
    kept = read_env(setup.file)
    assert stat.S_IMODE(setup.file.stat().st_mode) == 0o600
    assert len(kept["SECRET_KEY"]) >= 32
    assert kept["SECRET_KEY"] != kept["ENCRYPTION_KEY"]
    again = setup(**dict.fromkeys(setup.environ))
    assert again.exit_code == 0, again.output
    assert "The organization sukhothai is there." in again.stdout
    assert read_env(setup.file) == kept
    with opened(setup.url) as database, database.read() as session:
        assert session.scalars(select(Organization.secretariat_phone)).all() == ["055 612 345"]
        assert session.scalars(select(Channel.basic_id)).one()
        assert len(session.scalars(select(Invite)).all()) == 2


@pytest.mark.parametrize(
    ("words", "environ", "said"),
    [
        (PROVINCE, {"PUBLIC_URL": "kaona.go.th"}, "PUBLIC_URL must be an address"),
        (PROVINCE, {"PUBLIC_URL": "https://kaona.example.go.th"}, "PUBLIC_URL missing"),
        (PROVINCE, {"LINE_CHANNEL_ID": "U12"}, "LINE_CHANNEL_ID is a number"),
        (PROVINCE, {"LINE_CHANNEL_SECRET": "wrong"}, "LINE does not take LINE_CHANNEL_ID"),
        (PROVINCE, {"LINE_API_URL": "http://127.0.0.1:9"}, "does not answer as LINE does"),
        (PROVINCE, {"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
    ],
)
def test_what_cannot_be_right_is_one_sentence_and_nothing_is_written(
    setup: Setup, words: list[str], environ: dict[str, str], said: str
) -> None:
    refused = setup(*words, **environ)
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1), refused.output
    assert said in refused.stderr
    assert not setup.file.exists()


def test_what_stands_in_the_file_is_not_replaced_in_silence(setup: Setup) -> None:
    setup.file.write_text("# ours\nPUBLIC_URL=https://old.go.th\nPORT=8080\n", encoding="utf-8")
    refused = setup(*PROVINCE)
    assert (refused.exit_code, "holds another PUBLIC_URL: --yes" in refused.stderr) == (1, True)
    assert read_env(setup.file)["PUBLIC_URL"] == "https://old.go.th"
    missing = setup("--yes")
    assert "give --organization, --name, --kind" in missing.stderr
    assert setup.file.read_text(encoding="utf-8").splitlines()[:3] == [
        "# ours",
        "PUBLIC_URL=http://127.0.0.1:9",
        "PORT=8080",
    ]
    assert setup(*PROVINCE).exit_code == 0


def test_at_a_terminal_what_is_missing_is_asked_for_until_line_takes_it(
    setup: Setup, line: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_up, "asks", lambda yes: not yes)
    channel = line.channel
    typed = [
        *("nowhere", "http://127.0.0.1:9", "abc", channel.channel_id, "wrong"),
        *(channel.channel_id, channel.channel_secret),
        *("province", "จังหวัดสุโขทัย", "Not A Slug", "sukhothai", ""),
    ]
    nothing = dict.fromkeys(("PUBLIC_URL", "LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET"))
    done = setup(typed="\n".join(typed) + "\n", **nothing)
    assert done.exit_code == 0, done.output
    assert "LINE does not take LINE_CHANNEL_ID" in done.stdout
    assert f"shown): {channel.channel_secret}" not in done.output
    assert read_env(setup.file)["LINE_CHANNEL_SECRET"] == channel.channel_secret


def test_the_file_keeps_what_a_shell_and_systemd_understand(tmp_path: Path) -> None:
    file = tmp_path / "kaona.env"
    file.write_text("A=1\nexport B='2'\nB=3\n", encoding="utf-8")
    assert write_env(file, {"B": "two words $x", "C": "postgresql://u:p@h/n"})
    text = "A=1\nB='two words $x'\nC=postgresql://u:p@h/n\n"
    assert file.read_text(encoding="utf-8") == text
    assert not write_env(file, {"B": "two words $x"})
    with pytest.raises(CommandRefused, match="must not hold a quote"):
        write_env(file, {"B": "it's"})
    assert file.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [file]
