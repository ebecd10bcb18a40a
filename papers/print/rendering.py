"""Making a paper's file in a process of its own: what a renderer keeps in memory, and what a bad
paper does to it, end with it.
"""

import json
import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

from papers.print.document import Document

_SECONDS = 120
_ROOT = Path(__file__).resolve().parents[2]


class PaperFormat(StrEnum):
    """The kinds of files a paper is made as; the value is the end of the file's name."""

    WORD = "docx"
    PDF = "pdf"
    EXCEL = "xlsx"
    HTML = "html"


class CannotRender(Exception):
    """The worker process failed; the message is its last line."""


def render(document: Document, kind: PaperFormat) -> bytes:
    """Return the paper's file, made by a worker process that gets the paper as JSON; CannotRender
    when it fails.
    """
    return run_worker("papers.print.worker", [kind.value], document.to_json())


def run_worker(module: str, arguments: list[str], paper: dict[str, Any]) -> bytes:
    """Run a module of ours as a process: JSON in on stdin, the file's bytes out on stdout.

    The process gets nothing of our environment but where to find programs and temporary files: no
    secrets.
    """
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-m", module, *arguments],
            input=json.dumps(paper, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=_SECONDS,
            env={**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CannotRender(f"the paper was not ready after {_SECONDS} seconds") from late
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotRender(lines[-1] if lines else f"the worker ended with {done.returncode}")
    return done.stdout
