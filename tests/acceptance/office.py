"""The provincial office's terminal: ``kaona`` as real processes, told by environment variables
alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli import program
from simulator import Simulator
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
KAONA = [sys.executable, "-m", "bot.cli"]
"""What the console script ``kaona`` runs, from this very tree."""


@dataclass
class Office:
    """Where commands are typed, and the settings they are given."""

    line: Simulator
    database_url: str
    data_dir: Path
    now: datetime | None = None
    """The story's moment, handed to commands as ``--now``; None: they look at the real clock."""
    public_url: str = "https://kaona.example.go.th"

    def environment(self, **more: str) -> dict[str, str]:
        """What a host sets, and nothing of this process besides."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "PYTHON_DOTENV_DISABLED": "1",
            "HOME": str(self.data_dir),
            "DATABASE_URL": self.database_url,
            "DATA_DIR": str(self.data_dir),
            "PUBLIC_URL": self.public_url,
            "SECRET_KEY": "a-secret-for-tests-only",
            "LINE_CHANNEL_ID": self.line.channel.channel_id,
            "LINE_CHANNEL_SECRET": self.line.channel.channel_secret,
            "LINE_API_URL": self.line.url,
            "LINE_DATA_API_URL": self.line.url,
            **more,
        }

    def start(self, *words: str, **environ: str) -> subprocess.Popen[str]:
        """Begin a command as a process of its own."""
        return subprocess.Popen(
            [*KAONA, *words],
            cwd=ROOT,
            env=self.environment(**environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def kaona(self, *words: str) -> str:
        """Run a command that has to succeed; return what it printed."""
        code, out, err = _ended(self.start(*words, *self._at(words)))
        assert code == 0, f"kaona {' '.join(words)}: {out}{err}"
        return out

    def refused(self, *words: str) -> str:
        """Run a command that has to be refused; return its one line, after all it printed
        before.
        """
        code, out, err = _ended(self.start(*words, *self._at(words)))
        assert code == 1, f"kaona {' '.join(words)}: {code} {out}{err}"
        assert len(err.splitlines()) == 1, err
        return out + err

    def at_once(self, *words: str) -> str:
        """Run one of many alike commands in this process: starting thirty interpreters proves no
        more than starting three.
        """
        result = CliRunner().invoke(program, [*words, *self._at(words)], env=self.environment())
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def ticks(self, count: int = 2) -> tuple[list[str], int]:
        """Run several ``kaona tick`` at the same time; return what all of them did: the jobs with
        something
        to send, and how many deliveries LINE took."""
        running = [self.start("tick", "--json", *self._at(("tick",))) for _ in range(count)]
        jobs: list[str] = []
        sent = 0
        for process in running:
            code, out, err = _ended(process)
            assert code == 0, out + err
            value: dict[str, Any] = json.loads(out)
            jobs += [f"{job['job']} {job['slot']}" for job in value["jobs"] if job["deliveries"]]
            sent += value["sent"]
        return sorted(jobs), sent

    def _at(self, words: tuple[str, ...]) -> list[str]:
        has_now = words[0] != "db" and words[:2] != ("plan", "read") and words[-1] != "list"
        return ["--now", self.now.isoformat()] if self.now and has_now else []


def _ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return process.returncode, out, err
