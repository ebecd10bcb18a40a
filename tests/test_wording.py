"""Words to people have a home each, and so has the clock: nothing Thai and no present moment
anywhere else.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (
    *("bot", "handlers", "messages", "models", "papers", "plans", "scheduler", "scores"),
    *("thai", "web"),
)
HOMES = ("messages/", "plans/", "papers/", "web/templates/", "thai/")
PAGES = re.compile(r"web/(\w+/)?words\.py")
"""Where Thai is written: chat, doubts about a document, papers, pages, and what all of them share
(CONTRIBUTING.md#code).
"""
DATA = ("scores/claims.py", "scores/statements.py", "models/month/holidays.py")
"""Thai in the data of others, which people never see from here: names of days in the ``holidays``
package, and the words by which
claims and template text are known in documents."""
CLOCKS = ("bot/clock.py",)
_THAI = re.compile("[\u0e00-\u0e7f]")
_PRESENT = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}


def thai_texts(source: str) -> list[str]:
    """Return the Thai texts of a module, without its docstrings (comments are no texts)."""
    tree = ast.parse(source)
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in notes
        and _THAI.search(node.value)
    ]


def present_moments(source: str) -> list[int]:
    """Return the lines in which a module asks what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and (_name(node.value), node.attr) in _PRESENT
    ]


def _name(node: ast.expr) -> str:
    """Return the last word of a dotted name: both ``datetime`` and ``datetime.datetime`` are
    ``datetime``.
    """
    return (
        node.attr
        if isinstance(node, ast.Attribute)
        else node.id
        if isinstance(node, ast.Name)
        else ""
    )


def sources() -> dict[str, str]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(found)
    }


def test_thai_words_are_at_home() -> None:
    strays = {
        name: texts
        for name, source in sources().items()
        if not name.startswith((*HOMES, *DATA))
        and not PAGES.fullmatch(name)
        and (texts := thai_texts(source))
    }
    assert strays == {}


def test_thai_words_of_pages_are_in_templates() -> None:
    files = [path for kind in ("html", "js", "css") for path in (ROOT / "web").rglob(f"*.{kind}")]
    strays = [path for path in files if _THAI.search(path.read_text(encoding="utf-8"))]
    names = [path.relative_to(ROOT).as_posix() for path in strays]
    assert [name for name in names if not name.startswith("web/templates/")] == []


def test_only_the_clock_knows_the_present_moment() -> None:
    strays = {
        name: lines for name, source in sources().items() if (lines := present_moments(source))
    }
    assert set(strays) <= set(CLOCKS)


def test_the_clock_is_where_it_is_said_to_be() -> None:
    assert all(present_moments(sources()[name]) for name in CLOCKS)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('x = "ก"', 1),
        ('x = f"{y} ข"', 1),
        ('"""ค"""\nx = 1  # ง', 0),
        ('def f():\n    """จ"""\n    return "x"', 0),
        ('x: int\n"""ฉ"""', 0),
        ('g(help="ช")', 1),
    ],
)
def test_the_rule_of_words_tells_texts_from_notes(source: str, count: int) -> None:
    assert len(thai_texts(source)) == count


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("datetime.now(UTC)", [1]),
        ("import datetime\ndatetime.datetime.utcnow()", [2]),
        ("date.today()", [1]),
        ("f(default_factory=datetime.now)", [1]),
        ("clock.now()", []),
        ("program.clock()", []),
    ],
)
def test_the_rule_of_the_clock_finds_every_way_of_asking(source: str, lines: list[int]) -> None:
    assert present_moments(source) == lines
