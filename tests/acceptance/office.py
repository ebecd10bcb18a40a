"""The provincial office's terminal: ``kaona`` as real processes, told by environment variables
alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli import program as kaona
from bot.outbox.delivery import drain
from bot.program import Program
from bot.settings import Settings
from bot.tick import tick
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
    in_process: bool = False
    """Whether commands are run in this process: another story has shown them as processes."""
    ticked: bool = False
    """Whether ticks were run as processes already."""

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
        if self.in_process:
            return self.at_once(*words)
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
        result = CliRunner().invoke(kaona, [*words, *self._at(words)], env=self.environment())
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def refused_at_once(self, *words: str) -> str:
        """Run one of many alike commands that have to be refused in this process; return what it
        said.
        """
        result = CliRunner().invoke(kaona, [*words, *self._at(words)], env=self.environment())
        assert result.exit_code == 1, result.output
        assert len(result.stderr.splitlines()) == 1, result.stderr
        return result.output

    def ticks(self, count: int = 2) -> tuple[list[str], int]:
        """Run several ``kaona tick`` at the same time, as processes the first time, then on threads
        that share nothing; return what all of them did: the jobs with something to send, and how
        many deliveries LINE took.
        """
        if self.ticked and self.now is not None:
            with ThreadPoolExecutor(count) as pool:
                done = list(pool.map(self._tick, [self.now] * count))
            jobs = sorted(name for names, _ in done for name in names)
            return jobs, sum(taken for _, taken in done)
        self.ticked = True
        running = [self.start("tick", "--json", *self._at(("tick",))) for _ in range(count)]
        jobs, sent = [], 0
        for process in running:
            code, out, err = _ended(process)
            assert code == 0, out + err
            value: dict[str, Any] = json.loads(out)
            jobs += [f"{job['job']} {job['slot']}" for job in value["jobs"] if job["deliveries"]]
            sent += value["sent"]
        return sorted(jobs), sent

    def _tick(self, now: datetime) -> tuple[list[str], int]:
        """What ``kaona tick`` does, with a database and a LINE client of its own."""
        program = Program(Settings.from_env(self.environment()), clock=lambda: now)
        try:
            done = tick(program.database, now)
            assert not done.failed
            taken = drain(program)
        finally:
            program.close()
        return [f"{job.job} {job.slot}" for job in done.jobs if job.deliveries], taken

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
