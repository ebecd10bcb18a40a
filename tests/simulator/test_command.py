"""`python -m simulator` as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import urllib3

from simulator.__main__ import main
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    guide = tmp_path / "guide.json"
    guide.write_text(json.dumps({"title": "ลองทำ", "steps": []}), encoding="utf-8")
    arguments = [
        "--port",
        "0",
        "--clock",
        "2026-12-17T10:00:00+07:00",
        "--quota",
        "300",
        "--webhook-seconds",
        "none",
        "--guide",
        str(guide),
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().decode().split()[-1]
        state = urllib3.request("GET", f"{url}/_sim/state", retries=False).json()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert state["clock"]["now"].startswith("2026-12-17T10:00:")
    assert state["quota"] == {"limit": 300, "used": 0}
    assert state["guide"]["title"] == "ลองทำ"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--clock", "2026-12-17T10:00:00"],
        ["--quota", "many"],
        ["--webhook-seconds", "0"],
        ["--port", "x"],
    ],
)
def test_wrong_options_are_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert arguments[0] in capsys.readouterr().err


@pytest.mark.parametrize("content", ["[]", "{", None])
def test_a_guide_that_cannot_be_read_is_told_in_a_line(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = tmp_path / "guide.json"
    if content is not None:
        guide.write_text(content)
    assert main(["--port", "0", "--guide", str(guide)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
