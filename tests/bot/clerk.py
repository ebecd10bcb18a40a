"""Somebody who keeps the ledger of scores of one organization by command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import program

NOW = "2026-11-20T09:00:00+07:00"
# A year of 2567 in small: three questions of indicator 1, the other indicators as printed, the
# overall score worked out by hand:
# IIT (93.52 + 4 x 90) / 5 = 90.7047, EIT 80, OIT (50 + 60) / 2 = 55;
# 0.3 x 90.7047 + 0.3 x 80 + 0.4 x 55 = 73.2114.
SCORES = {
    "overall": "73.21", "1": "93.52", "2": "90.00", "3": "90.00", "4": "90.00", "5": "90.00",
    "6": "80.00", "7": "80.00", "8": "80.00", "9": "50.00", "10": "60.00",
    "i1": "92.00", "i2": "88.57", "i3": "100.00",
}  # fmt: skip


class Clerk:
    """Runs ``kaona score`` for one organization."""

    def __init__(self, url: str) -> None:
        self._environ = {"DATABASE_URL": url, "LINE_CHANNEL_ID": ""}
        self.url = url

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(program, [*words], env=self._environ)

    def __call__(self, *words: str) -> str:
        """Run a command that has to succeed; return what it printed."""
        result = self.run("score", *words, "--organization", "sample")
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def refused(self, *words: str) -> str:
        """Run a command that has to be refused; return its one line."""
        result = self.run("score", *words, "--organization", "sample")
        assert result.exit_code == 1, result.output
        assert len(result.stderr.splitlines()) == 1
        return result.stderr

    def misused(self, *words: str) -> str:
        """Run a command that is wrong usage; return what it says."""
        result = self.run("score", *words, "--organization", "sample")
        assert result.exit_code == 2, result.output
        return result.stderr

    def check(self, *words: str) -> dict[str, Any]:
        """Return what ``score check --json`` prints."""
        found = json.loads(self("check", "--json", *words))
        assert set(found) == {"figures", "level", "held_down_by", "contradictions"}
        assert isinstance(found, dict)
        return found


def new_clerk(url: str) -> Clerk:
    """Return the clerk of an organization without scores."""
    made = Clerk(url)
    words = [
        "organization",
        "add",
        "sample",
        "--name",
        "อบต.ตัวอย่าง",
        "--kind",
        "local_administration",
        "--now",
        NOW,
    ]
    assert made.run(*words).exit_code == 0
    return made


def filled(folder: Path, scores: dict[str, str] = SCORES) -> str:
    path = folder / "scores.csv"
    lines = ["รหัส,รายการ,คะแนน", *(f"{code},,{value}" for code, value in scores.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)
