"""Documents to read: our own, of invented wording, and the published ones where they are at hand.

What is said of a published document was written down from its print; it is checked where the
document lies in ``../shared/documents``, and skipped aloud elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
PLAN = HERE.parent / "acceptance" / "example-plan.txt"
"""A province's plan, on which the story of a month is told."""
RESULTS = HERE / "province-results-2567.txt"
"""A province's report in six columns, with three wrong figures in it."""
OFFICE_RESULTS = HERE / "office-results-2566.txt"
"""An office's report in four columns and Thai digits."""
SCORES = HERE / "subdistrict-plan-2568.txt"
"""A plan with the scores of 2567 down to the questions; the sums were worked out by hand."""
PUBLISHED = HERE.parents[1].parent / "shared" / "documents"


def published(name: str, *more: Any) -> Any:
    """Return a parameter of a test: the path of a published document, then what is given besides;
    skipped before anything is opened where the document is not at hand.
    """
    path = PUBLISHED / name
    absent = pytest.mark.skipif(not path.exists(), reason=f"{name} is not at hand")
    return pytest.param(path, *more, marks=absent, id=path.stem)


every_document = pytest.mark.parametrize(
    "path",
    [
        *(pytest.param(path, id=path.stem) for path in (PLAN, RESULTS, OFFICE_RESULTS, SCORES)),
        published("surat-thani-province-plan-2565.txt"),
        published("tak-province-plan-2567.txt"),
        published("tun-sao-plan-2568.txt"),
        published("sukhothai-province-results-2567.txt"),
        published("sukhothai-education-office-results-2566.txt"),
    ],
)
"""Runs a test with each document that holds measures."""
