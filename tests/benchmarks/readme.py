"""What the README tells of the figures that are played here."""

from __future__ import annotations

import re

from tests.test_imports import ROOT


def told_in_the_readme() -> list[tuple[str, ...]]:
    """The columns of the README's table of a month's bill, the numbers of their heads first."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    begin = next(n for n, line in enumerate(lines) if "| paid messages |" in line)
    rows = [line.strip(" |").split(" | ")[1:] for line in lines[begin : begin + 8]]
    heads = [", ".join(re.findall(r"\d+", head)) for head in rows[0]]
    return [tuple(column) for column in zip(heads, *rows[2:], strict=True)]
