"""The Makefile and what CI runs: cheap to look at, true to what the README says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.ground.processes import ROOT
from tests.patience import PATIENCE

MAKE = shutil.which("make")
needs_make = pytest.mark.skipif(MAKE is None, reason="there is no make here")


def make(*words: str, folder: Path, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run make on a copy of the Makefile in a folder of its own."""
    for name in ("Makefile", "pyproject.toml", "requirements.txt", "requirements/dev.txt"):
        if not (folder / name).exists():
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    environment = {"PATH": path or os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [str(MAKE), *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@needs_make
@pytest.mark.parametrize(
    "target",
    ["demo", "test", "test-alone", "check", "format", "bench", "lock", "clean", "help"],
)
def test_every_target_is_there_and_told_of_by_help(target: str, tmp_path: Path) -> None:
    assert make("--dry-run", target, folder=tmp_path).returncode == 0
    assert target == "help" or f"make {target}" in make("help", folder=tmp_path).stdout


@needs_make
def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    for given, said in (
        (str(old), f"Kaona needs Python 3.11 or newer; {old} is not"),
        ("", "Kaona needs Python 3.11"),
    ):
        done = make(f"PYTHON={given}", "demo", folder=tmp_path)
        assert done.returncode != 0
        assert done.stdout.startswith(said)
        assert len(done.stdout.splitlines()) == 1
    assert not (tmp_path / ".venv").exists()


@needs_make
def test_nothing_is_installed_again_while_what_is_asked_for_stays(tmp_path: Path) -> None:
    make("--dry-run", "help", folder=tmp_path)  # lays the files that the stamps are newer than
    stamps = tmp_path / ".venv"
    stamps.mkdir()
    for name in ("made", "run", "dev"):
        (stamps / f"{name}.stamp").touch()
    assert "install" not in make("--dry-run", "demo", "test", folder=tmp_path).stdout
    for changed, target, what in (
        ("pyproject.toml", "test", "dev"),
        ("requirements/dev.txt", "test", "dev"),
        ("pyproject.toml", "demo", "run"),
        ("requirements.txt", "demo", "run"),
    ):
        done = make("--dry-run", f"--what-if={changed}", target, folder=tmp_path)
        assert f"requirements/install {what}" in done.stdout
        assert "venv .venv" not in done.stdout


def test_ci_runs_make_test_and_nothing_of_its_own() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert os.access(script, os.X_OK)
    assert "set -eu" in lines
    assert lines[-1] == "exec make test"
    assert not [line for line in lines if re.search(r"pytest|mypy|ruff", line)]
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
