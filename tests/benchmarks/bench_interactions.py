"""What a report costs an officer in taps and messages, counted on the stand-in for LINE: run
``python -m tests.benchmarks.bench_interactions``.

An interaction is one tap or one message of the officer, a photo too. Counted from the card of what
is due (a correction: from the receipt) to the receipt; ``tests/handlers/form/test_interactions.py``
holds the aims.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.counting import AIMS
from tests.databases import SqliteFiles
from tests.handlers.conftest import furnished
from tests.handlers.form.test_interactions import counted_in


def main() -> None:
    """Count every way to report and print it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        SqliteFiles(Path(folder)).fresh() as url,
        furnished(url, Path(folder)) as stage,
    ):
        spent = counted_in(stage)
    for what, aim in AIMS.items():
        print(f"{what:22} {spent[what]:2} interactions, wanted {aim}")


if __name__ == "__main__":
    main()
