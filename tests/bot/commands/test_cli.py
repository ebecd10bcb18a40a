"""The command line as a whole: how it explains itself, and how it refuses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from bot.cli import program
from bot.commands.lazy import LazyGroup
from tests.bot.commands.driver import Cli


def test_help_needs_neither_database_library_nor_settings() -> None:
    code = (
        "import sys\nfrom bot.cli import program\n"
        "try: program(['--help'])\nexcept SystemExit as e: assert e.code == 0\n"
        "heavy = {'sqlalchemy', 'linebot', 'docx', 'openpyxl', 'flask', 'alembic'} & "
        "set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    root = Path(__file__).resolve().parents[3]
    environ = {"DATABASE_URL": "nonsense", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environ, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"plan" in done.stdout


def leaves(group: LazyGroup, *words: str) -> Iterator[tuple[tuple[str, ...], str, click.Command]]:
    """Give every command with the words that call it and its line in the list."""
    for name, entry in group.table.items():
        if not isinstance(entry, tuple):
            assert isinstance(entry, LazyGroup)
            yield from leaves(entry, *words, name)
        else:
            found = group.get_command(click.Context(group), name)
            assert found is not None
            assert found.name == name
            yield (*words, name), entry[1], found


def test_every_command_explains_itself() -> None:
    for words, line, command in leaves(program):
        result = CliRunner().invoke(program, [*words, "--help"])
        assert result.exit_code == 0, words
        assert "Usage" in result.stdout
        assert bool(line) is not command.hidden, words


def test_groups_list_their_commands_without_loading_any() -> None:
    code = (
        "import sys\nfrom bot.cli import program\n"
        "for words in (['plan', '--help'], ['report', '-h'], ['score', 'nonsense']):\n"
        "    try: program(words)\n    except SystemExit: pass\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env={"PATH": ""}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"import    Read a document and store it." in done.stdout


def test_an_empty_database_is_refused_until_it_is_upgraded(
    empty_database_url: str, tmp_path: Path
) -> None:
    cli = Cli(empty_database_url, tmp_path)
    for words in (["organization", "list"], ["tick"]):
        assert "kaona db upgrade" in cli.refused(*words)
    assert "up to date" in cli.well("db", "upgrade")
    assert "up to date" in cli.well("db", "upgrade")
    assert "no organization yet" in cli.well("organization", "list")


def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    cli: Cli, tmp_path: Path
) -> None:
    nowhere = "postgresql://kaona:hemlig@127.0.0.1:1/kaona"
    line = cli.refused("organization", "list", DATABASE_URL=nowhere)
    assert "does not answer" in line
    assert "hemlig" not in line
    no_database = tmp_path / "text.db"
    no_database.write_text("this is no database, but long enough to be looked at" * 20)
    assert "does not answer" in cli.refused(
        "organization", "list", DATABASE_URL=f"sqlite:///{no_database}"
    )
    assert "DATABASE_URL" in cli.refused("organization", "list", DATABASE_URL="mysql://x")
    assert "PORT" in cli.refused("organization", "list", PORT="many")


def test_wrong_usage_is_told_apart_from_a_refusal(cli: Cli, province: str) -> None:
    wrong = [
        ["nonsense"],
        ["organization", "add", "Has Spaces", "--name", "ก", "--kind", "province"],
        ["organization", "add", "ok", "--name", "ก", "--kind", "kingdom"],
        ["organization", "add", "ok", "--name", " \u200b ", "--kind", "province"],
        ["organization", "set", province],
        ["plan", "import", "x", "--organization", province, "--fiscal-year", "12345"],
        ["plan", "template", "out.docx"],
        ["invite", "--organization", province],
        ["invite", "--organization", province, "--role", "officer"],
        ["invite", "--organization", province, "--role", "executive", "--agency", "ก"],
        ["invite", "--organization", province, "--role", "executive", "--group"],
        ["invite", "--organization", province, "--role", "executive", "--qr", "out.gif"],
        ["holiday", "add", "someday", "x"],
        ["tick", "--now", "tomorrow"],
    ]
    assert {tuple(words): cli(*words).exit_code for words in wrong} == {
        tuple(words): 2 for words in wrong
    }


def test_the_module_runs_as_a_program_without_a_traceback(
    database_url: str, tmp_path: Path
) -> None:
    root = Path(__file__).resolve().parents[3]
    words = [sys.executable, "-m", "bot.cli", "plan", "read", str(tmp_path / "ไม่มี.docx")]
    done = subprocess.run(
        words,
        cwd=root,
        capture_output=True,
        check=False,
        env={"DATABASE_URL": database_url, "LC_ALL": "C"},
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith("Error: there is no file")
    assert "ไม่มี.docx" in done.stderr.decode()
