"""Imports run one way, between rooms, between sub-rooms and between files.

    thai <- models <- scores <- plans, papers, messages <- handlers, scheduler, web <- bot <- demo

Nobody but the demo knows the simulator. Every import counts, wherever it stands: in a function, or
under ``TYPE_CHECKING``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "thai": set[str](),
    "models": {"thai"},
    "scores": {"thai", "models"},
    "plans": {"thai", "models", "scores"},
    "papers": {"thai", "models", "scores"},
    "messages": {"thai", "models"},
    "handlers": {"thai", "models", "messages", "papers"},
    "scheduler": {"models", "messages"},
    "web": {"thai", "models", "scores", "plans", "papers", "messages"},
    "bot": {
        *("thai", "models", "scores", "plans", "papers", "messages"),
        *("handlers", "scheduler", "web"),
    },
    "demo": {
        *("thai", "models", "plans", "papers", "messages", "scheduler", "web", "bot"),
        "simulator",
    },
    "simulator": set[str](),
}
"""What each room imports of ours beside itself. A room may come to need another that stands below
it in the row above; then it is entered here, so that nobody goes up and nothing is allowed in vain.
"""
SUB_ROOMS = {
    "models": ("tables", "migrations", "month", "reports", "people", "outbox"),
    "plans": ("files", "reading", "storing", "workbooks"),
    "papers": ("print", "drawn", "result", "workbook", "analysis", "open"),
    "messages": ("richmenus", "form", "month", "chat", "secretariat", "said", "asked"),
    "handlers": ("requests", "form", "said", "learning", "asked", "secretariat"),
    "bot": ("line", "monitoring", "outbox", "inbox", "work", "commands"),
    "web": (
        *("desk", "plan", "people", "scores", "papers", "calendar"),
        *("health", "officer", "executive", "public", "setup", "help"),
    ),
    "demo": ("sample",),
    "simulator": ("checks", "world", "line", "control"),
}
"""Each room's sub-rooms, the lowest first: one imports those before it, never those after it."""
FOREIGN = {
    "thai": {"flask", "linebot", "apscheduler", "urllib3", "sqlalchemy"},
    "models": {"flask", "linebot", "apscheduler", "urllib3"},
    "scores": {"flask", "linebot", "apscheduler", "urllib3"},
    "messages": {"flask", "linebot", "apscheduler", "urllib3"},
    "plans": {"flask", "linebot", "apscheduler", "urllib3"},
    "papers": {"flask", "linebot", "apscheduler"},
    "handlers": {"flask", "linebot", "apscheduler", "urllib3"},
    "scheduler": {"flask", "linebot", "apscheduler", "urllib3"},
}
"""What a room must not know: neither HTTP nor LINE's client nor the timer."""
MOST_FILES = 20
"""Python files in a folder; a room that outgrows it gets a sub-room."""


def imported(source: str) -> Iterator[str]:
    """Give the dotted name of everything a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(path: str, source: str) -> set[str]:
    """Return what a module imports and must not; ``path`` is from the root, with slashes."""
    room, _, rest = path.partition("/")
    floors = SUB_ROOMS.get(room, ())
    own = rest.partition("/")[0]
    above = floors[floors.index(own) + 1 :] if own in floors else ()
    wrong = set()
    for name in imported(source):
        top, _, inner = name.partition(".")
        if (
            (top in MAY_IMPORT and top not in {room, *MAY_IMPORT[room]})
            or top in FOREIGN.get(room, set())
            or top == "tests"
        ):
            wrong.add(top)
        elif top == room and inner.partition(".")[0] in above:
            wrong.add(".".join(name.split(".")[:2]))
    return wrong


def modules() -> dict[str, Path]:
    """Return every module of ours by its dotted name, migrations apart."""
    found = {}
    for room in MAY_IMPORT:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "versions" not in parts:
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def graph() -> dict[str, set[str]]:
    """Return which modules of ours each module imports."""
    known = modules()
    return {
        name: {
            target
            for each in imported(path.read_text(encoding="utf-8"))
            for target in ((each,) if each in known else (each.rpartition(".")[0],))
            if target in known and target != name
        }
        for name, path in known.items()
    }


def circles(edges: dict[str, set[str]]) -> list[str]:
    """Return the modules that can be reached from themselves."""
    left = {name: set(targets) for name, targets in edges.items()}
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_every_room_is_under_the_rule() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found == set(MAY_IMPORT)
    for room, floors in SUB_ROOMS.items():
        rooms = {path.parent.name for path in (ROOT / room).glob("*/__init__.py")}
        assert rooms == set(floors), room


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_imports_run_one_way(room: str) -> None:
    found = {}
    for path in sorted((ROOT / room).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if wrong := breaches(name, path.read_text(encoding="utf-8")):
            found[name] = wrong
    assert found == {}


def test_no_file_can_be_reached_from_itself() -> None:
    assert circles(graph()) == []


def test_rooms_within_a_sub_room_run_one_way() -> None:
    folder = {name: path.parent.relative_to(ROOT).as_posix() for name, path in modules().items()}
    edges: dict[str, set[str]] = {}
    for name, targets in graph().items():
        here = folder[name]
        beside = {folder[each] for each in targets if _stand_together(here, folder[each])}
        edges.setdefault(here, set()).update(beside)
    assert circles(edges) == []


def _stand_together(folder: str, other: str) -> bool:
    """Tell whether two folders are rooms of the same sub-room."""
    above = folder.rpartition("/")[0]
    return folder != other and "/" in above and above == other.rpartition("/")[0]


def test_every_import_that_is_allowed_is_made_by_somebody() -> None:
    edges = graph()
    made = {
        (name.partition(".")[0], target.partition(".")[0])
        for name, targets in edges.items()
        for target in targets
    }
    allowed = {(room, other) for room, others in MAY_IMPORT.items() for other in others}
    assert allowed - made == set()


def test_no_folder_holds_more_than_a_reader_can_survey() -> None:
    folders: dict[Path, int] = {}
    for path in modules().values():
        folders[path.parent] = folders.get(path.parent, 0) + 1
    assert {str(path): count for path, count in folders.items() if count > MOST_FILES} == {}


def test_every_room_says_who_lives_in_it_and_what_may_not() -> None:
    silent = []
    for path in modules().values():
        if path.name == "__init__.py":
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            if len(said.splitlines()) < 2:
                silent.append(path.relative_to(ROOT).as_posix())
    assert silent == []


@pytest.mark.parametrize(
    ("path", "source", "wrong"),
    [
        ("models/tables/plan.py", "from plans.storing import store", {"plans"}),
        ("models/tables/plan.py", "from models.month.due import Due", {"models.month"}),
        ("models/month/due.py", "from models.tables.plan import Plan", set()),
        ("thai/dates.py", "from models.month import calendar", {"models"}),
        ("plans/storing/store.py", "def f():\n    import messages.parts", {"messages"}),
        ("plans/files/html.py", "from plans.reading.parties import split", {"plans.reading"}),
        ("papers/print/pdf.py", "if TYPE_CHECKING:\n    import plans.document", {"plans"}),
        ("handlers/answer.py", "from scheduler.jobs import JOBS", {"scheduler"}),
        (
            "handlers/form/filling.py",
            "from handlers.secretariat import review",
            {"handlers.secretariat"},
        ),
        ("scheduler/jobs.py", "import linebot.v3", {"linebot"}),
        ("web/pages.py", "from bot.program import Program", {"bot"}),
        ("bot/line/setup.py", "from bot.commands.access import opened", {"bot.commands"}),
        ("bot/cli.py", "from demo.run import run", {"demo"}),
        ("bot/inbox/handling.py", "import simulator", {"simulator"}),
        ("simulator/server.py", "from thai import dates", {"thai"}),
        ("demo/run.py", "import simulator.server", set()),
        ("bot/cli.py", "from web import pages\nfrom handlers import answer", set()),
    ],
)
def test_the_rule_finds_what_it_forbids(path: str, source: str, wrong: set[str]) -> None:
    assert breaches(path, source) == wrong


def test_the_walk_finds_circles() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["a", "b", "c", "d"]
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []
