"""A short part of the tests in a folder with nothing beside it, as in a fresh clone.

    python -m tests.alone [options of pytest]

The project is copied without its environment, caches and ``.git``. What reads documents, opens
databases or talks over HTTP is in it; nothing may be skipped but checks against what is published
elsewhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = (".git", ".venv", "var", "build", ".hypothesis", "__pycache__", "*_cache", "*.egg-info")
SHORT = (
    "tests/bot/commands/test_report.py",
    "tests/bot/commands/test_score.py",
    "tests/handlers/test_registration.py",
    "tests/plans/reading/test_documents.py",
    "tests/plans/workbooks/test_score_files.py",
    "tests/plans/storing/test_store_documents.py",
    "tests/plans/workbooks/test_template.py",
    "tests/papers/result/test_open_data_items.py",
    "tests/papers/result/test_rebuild.py",
    "tests/papers/analysis/test_score_analysis.py",
    "tests/papers/result/test_score_claims.py",
    "tests/simulator/line/test_openapi.py",
    "tests/simulator/world/test_webhooks.py",
)
OPTIONS = ("-q", "-rs", "-p", "no:cacheprovider", "-k", "not postgresql")
MAY_SKIP = re.compile(r"is not at hand$")


def main() -> int:
    """Run them; 0 when all that is shown holds and nothing else was skipped."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "kaona"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *OPTIONS, *sys.argv[1:], *SHORT],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    skipped = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    wrong = [line for line in skipped if not MAY_SKIP.search(line)]
    if done.returncode or wrong:
        print(done.stdout)
        print("\n".join(["In a folder with nothing beside it that does not hold.", *wrong]))
        return 1
    print(f"In a folder with nothing beside it: {done.stdout.splitlines()[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
