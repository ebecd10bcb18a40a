"""What a docstring, a comment or a document points at is there: modules and what is in them, files,
folders, documents and their sections.

A dotted name is looked up in the source, never imported: ``models.month.rounds.round_times`` is a
module and a function of it, ``Policy.from_settings`` a class and what it holds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.ground.processes import ROOT
from tests.ground.test_docs import DOCS, anchors, name_of

ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
FOLDERS = (*ROOMS, "docs", "deploy", "requirements", r"\.ci", r"\.github")
PATH = re.compile(rf"(?<![\w./-])(?:{'|'.join(FOLDERS)})/[\w./-]*\w")
SECTION = re.compile(r"(?<![\w./-])((?:docs/)?[\w-]+\.md)(?:#([\w-]+))?")
DOTTED = re.compile(r"`([A-Za-z_]\w*(?:\.\w+)+)(?:\(\))?`")
WORD = re.compile(r"``([A-Za-z]\w*(?:_\w+)+|[A-Z][a-z]+[A-Z]\w*)(?:\(\))?``")
COMMENT = re.compile(r"(?:^|\s)# .*$", re.MULTILINE)


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the tree."""
    return tuple(sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def prose(path: Path) -> str:
    """What a Python file says to people: its docstrings and comments."""
    texts = [
        node.value.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    return "\n".join([*texts, *COMMENT.findall(path.read_text(encoding="utf-8"))])


@cache
def module(dotted: str) -> Path | None:
    """The file of a module or package of ours."""
    path = ROOT.joinpath(*dotted.split("."))
    found = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return found if found.exists() else None


@cache
def names_in(path: Path) -> dict[str, ast.AST]:
    """What stands at the top of a module, by name; what it imports counts too."""
    return dict(_bound(tree(path).body))


def _bound(body: list[ast.stmt]) -> Iterator[tuple[str, ast.AST]]:
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node
            case ast.Assign(targets=targets):
                yield from (
                    (found.id, node)
                    for target in targets
                    for found in ast.walk(target)
                    if isinstance(found, ast.Name)
                )
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, node
            case ast.ImportFrom(names=aliases):
                yield from ((alias.asname or alias.name, node) for alias in aliases)
            case ast.If(body=inner):
                yield from _bound(inner)


def members(node: ast.ClassDef) -> set[str]:
    """What a class holds: methods, fields, and what its methods set on ``self``."""
    held = {name for name, _ in _bound(node.body)}
    return held | {
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and isinstance(each.value, ast.Name)
        and each.value.id == "self"
    }


@cache
def classes() -> dict[str, set[str]]:
    """Every class of ours, and what those of that name hold; None where it inherits from others."""
    found: dict[str, set[str]] = {}
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(members(node))
    return found


def is_there(dotted: str) -> bool:
    """Tell whether a dotted name that begins with a room or a class of ours leads somewhere."""
    parts = dotted.split(".")
    if parts[0] in classes():
        return parts[1] in classes()[parts[0]]
    for length in range(len(parts), 0, -1):
        path = module(".".join(parts[:length]))
        if path is not None:
            return _holds(path, parts[length:])
    return False


def _holds(path: Path, rest: list[str]) -> bool:
    if not rest:
        return True
    node = names_in(path).get(rest[0])
    if node is None or len(rest) == 1 or not isinstance(node, ast.ClassDef):
        return node is not None
    return rest[1] in members(node)


def lost_names(text: str, folder: Path) -> set[str]:
    """The dotted names in a text that lead nowhere. Those of other libraries are not looked at; one
    that begins with a module of the same folder is.
    """
    lost = set()
    for dotted in DOTTED.findall(text):
        first = dotted.split(".")[0]
        if dotted.rpartition(".")[2] in ("py", "md", "json", "toml", "txt", "xlsx", "html"):
            continue
        beside = folder / f"{first}.py"
        if first in ROOMS or first in classes():
            if not is_there(dotted):
                lost.add(dotted)
        elif beside.exists() and not _holds(beside, dotted.split(".")[1:]):
            lost.add(dotted)
    return lost


def lost_paths(text: str, folder: Path) -> set[str]:
    """The files, folders and sections of documents that a text names and that are not there."""
    lost = {
        path
        for path in PATH.findall(text)
        if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()
    }
    for name, anchor in SECTION.findall(text):
        found = [path for path in (ROOT / name, folder / name) if path.exists()]
        if not found or (anchor and anchor not in anchors(found[0])):
            lost.add(f"{name}#{anchor}")
    return lost


@cache
def written() -> frozenset[str]:
    """Every word that stands in code or in a text of the code, in any file of the tree."""
    words: set[str] = set()
    for path in python_files():
        notes = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree(path)):
            match node:
                case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                    words.add(word)
                case ast.FunctionDef(name=word) | ast.ClassDef(name=word) | ast.alias(name=word):
                    words.update(word.split("."))
                case ast.keyword(arg=str(word)):
                    words.add(word)
                case ast.Constant(value=str(text)) if node not in notes:
                    words.update(re.findall(r"\w+", text))
    return frozenset(words)


def test_dotted_names_lead_somewhere() -> None:
    assert _all(lambda path: lost_names(prose(path), path.parent)) == {}


def test_files_and_sections_are_there() -> None:
    assert _all(lambda path: lost_paths(prose(path), path.parent)) == {}


def test_names_in_docstrings_are_names_of_the_code() -> None:
    assert _all(lambda path: set(WORD.findall(prose(path))) - written()) == {}


def _all(find: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    return {name_of(path): found for path in python_files() if (found := find(path))}


@pytest.mark.parametrize("document", DOCS, ids=name_of)
def test_documents_name_what_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert lost_names(text, ROOT) == set()
    assert lost_paths(text, document.parent) == set()


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("``models.month.rounds.round_times``", set()),
        ("``models.month.rounds.RoundTimes.due_on``", set()),
        ("``models.month.rounds.RoundTimes.due``", {"models.month.rounds.RoundTimes.due"}),
        ("``models.month.roundabout``", {"models.month.roundabout"}),
        ("``models.rounds.round_times``", {"models.rounds.round_times"}),
        ("``Policy.send_hour``, ``Policy.from_settings``", set()),
        ("``Policy.send_minute``", {"Policy.send_minute"}),
        ("``rounds.begin_round``", set()),
        ("``rounds.end_round``", {"rounds.end_round"}),
        ("``datetime.now`` and ``self.whatever``", set()),
    ],
)
def test_the_check_finds_names_that_have_moved(text: str, lost: set[str]) -> None:
    assert lost_names(text, ROOT / "models" / "month") == lost


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("models/month/rounds.py, ``bot/commands``", set()),
        ("see models/month/cycles.py", {"models/month/cycles.py"}),
        ("(docs/month.md#quiet-hours)", set()),
        ("(docs/month.md#loud-hours)", {"docs/month.md#loud-hours"}),
        ("docs/year.md", {"docs/year.md", "docs/year.md#"}),
    ],
)
def test_the_check_finds_files_and_sections_that_are_not_there(text: str, lost: set[str]) -> None:
    assert lost_paths(text, ROOT / "models" / "month") == lost
