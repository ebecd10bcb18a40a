"""Imports run one way: models <- plans, reports, messages <- handlers, scheduler, web <- bot;
nobody knows the simulator.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_PLANS_AND_WORDS = {"models", "plans", "reports", "messages"}
MAY_IMPORT = {
    "models": {"models"},
    "plans": {"models", "plans"},
    "reports": {"models", "reports"},
    "messages": {"models", "messages"},
    "handlers": {*_PLANS_AND_WORDS, "handlers"},
    "scheduler": {*_PLANS_AND_WORDS, "scheduler"},
    "web": {*_PLANS_AND_WORDS, "web"},
    "bot": {*_PLANS_AND_WORDS, "handlers", "scheduler", "web", "bot"},
    "simulator": {"simulator"},
}
"""What each package may import of ours; design §3."""
EXCEPTIONS = {"bot/demo.py": {"simulator"}}
FOREIGN = {
    "models": {"flask", "linebot", "apscheduler"},
    "messages": {"flask", "linebot", "apscheduler"},
    "plans": {"flask", "linebot", "apscheduler"},
    "handlers": {"flask", "linebot", "apscheduler", "urllib3"},
    "scheduler": {"flask", "linebot", "apscheduler", "urllib3"},
}
"""What a package must not know: neither HTTP nor LINE's client nor the timer."""


def imported(source: str) -> set[str]:
    """Return the top names of every import in a module, wherever it stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full"
            names.add((node.module or "").partition(".")[0])
    return names


def breaches(path: str, source: str) -> set[str]:
    """Return what a module imports and must not; ``path`` is from the root, with slashes."""
    package = path.partition("/")[0]
    allowed = MAY_IMPORT[package] | EXCEPTIONS.get(path, set())
    ours = {*MAY_IMPORT, "tests"}
    names = imported(source)
    return ((names & ours) - allowed) | (names & FOREIGN.get(package, set()))


def test_every_package_is_under_the_rule() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found <= set(MAY_IMPORT)


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_run_one_way(package: str) -> None:
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if wrong := breaches(name, path.read_text(encoding="utf-8")):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("path", "source", "wrong"),
    [
        ("models/plan.py", "from plans import store", {"plans"}),
        ("plans/store.py", "def f():\n    import messages.parts", {"messages"}),
        ("handlers/answer.py", "from scheduler.jobs import JOBS", {"scheduler"}),
        ("scheduler/jobs.py", "import linebot.v3", {"linebot"}),
        ("web/pages.py", "from bot.program import Program", {"bot"}),
        ("bot/inbox.py", "import simulator", {"simulator"}),
        ("simulator/server.py", "from models import thai", {"models"}),
        ("bot/demo.py", "import simulator.server", set()),
        ("bot/cli.py", "from web import pages\nfrom handlers import answer", set()),
    ],
)
def test_the_rule_finds_what_it_forbids(path: str, source: str, wrong: set[str]) -> None:
    assert breaches(path, source) == wrong
