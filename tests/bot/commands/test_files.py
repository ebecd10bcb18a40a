"""Files of commands: what cannot be read or written is one line that names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.commands.driver import BUDGET, GIFTS, Cli, import_words
from tests.databases import SqliteFiles

NOWHERE = Path("/proc")
"""A folder in which nobody makes a file, root neither."""


@pytest.fixture
def database_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """One database is enough: nothing here depends on its kind."""
    with sqlite_files.fresh() as url:
        yield url


@pytest.mark.skipif(not NOWHERE.is_dir(), reason="there is no /proc here")
def test_what_cannot_be_written_is_one_line_whatever_writes_it(cli: Cli, province: str) -> None:
    cli.well(*import_words(cli, GIFTS, BUDGET))
    cli.well("score", "set", "o1", "100", "--fiscal-year", "2570", "--organization", province)
    here = ["--organization", province]
    year = [*here, "--fiscal-year", "2570"]
    november = [*here, "--month", "2026-10", "--now", "2026-12-16T10:00:00+07:00"]
    agency = [*here, "--agency", "สำนักงานจังหวัด", "--now", "2026-10-30T10:00:00+07:00"]
    commands = {
        "template.xlsx": ["plan", "template", "OUT"],
        "plan.html": ["plan", "paper", "OUT", *year],
        "draft.xlsx": ["plan", "carry", "--to", "2571", "--workbook", "OUT", *here],
        "scores.xlsx": ["score", "template", "OUT", *year],
        "analysis.html": ["score", "analysis", "OUT", *year],
        "form.xlsx": ["agency", "workbook", "OUT", *agency],
        "qr.png": ["invite", "--role", "secretariat", "--qr", "OUT", *here],
        "report.html": ["report", "OUT", *year],
        "texts.xlsx": ["report", "edit", "OUT", *year],
        "letters": ["letters", "OUT", *november],
    }
    for name, words in commands.items():
        out = str(NOWHERE / name)
        said = cli.refused(*[out if word == "OUT" else word for word in words])
        assert f"{out} cannot be written" in said, said


def test_what_cannot_be_read_is_one_line(cli: Cli, tmp_path: Path) -> None:
    assert "there is no file" in cli.refused("plan", "read", str(tmp_path / "plan.csv"))
    assert "is no file" in cli.refused("plan", "read", str(tmp_path))
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    assert "loop.csv" in cli.refused("plan", "read", str(loop))
