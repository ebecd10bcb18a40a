"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.commands.driver import NOW, Cli


@pytest.fixture
def cli(database_url: str, tmp_path: Path) -> Cli:
    """The command line on a migrated database."""
    return Cli(database_url, tmp_path)


@pytest.fixture
def province(cli: Cli) -> str:
    """A province's slug."""
    name = "จังหวัดตัวอย่าง"
    cli.well(
        "organization",
        "add",
        "sample",
        "--name",
        name,
        "--kind",
        "province",
        "--phone",
        "055 000 000",
        "--now",
        NOW,
    )
    return "sample"
