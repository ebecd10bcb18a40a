"""The house is in order: modules of a size to be read, each saying what it is for; nothing of this
machine in it.
"""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.ground.processes import ROOT

PACKAGES = sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
LONGEST = 300
"""Lines of a module; tables written by Alembic apart."""
MACHINE = re.compile(r"/(?:work|home|root|Users)/[a-z]")


def modules() -> list[Path]:
    """Every module of the packages, migrations apart."""
    return [
        path
        for package in PACKAGES
        for path in sorted(package.rglob("*.py"))
        if "versions" not in path.parts
    ]


def tracked() -> list[Path]:
    """The files of the repository."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is no git repository")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_modules_are_short_enough_to_be_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_every_public_function_and_class_says_what_it_does() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in modules()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_public_class_has_its_name_alone() -> None:
    """A stranger who looks a name up finds one thing; the stand-in for LINE is a world of its own,
    and the sample province is seen by nobody else.
    """
    homes: dict[str, list[str]] = {}
    for path in modules():
        room = path.relative_to(ROOT).parts[0]
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if room in ("simulator", "demo") or not isinstance(node, ast.ClassDef):
                continue
            if not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {name: at for name, at in homes.items() if len(at) > 1} == {}


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in tracked():
        if not path.is_file() or path.suffix in (".ttf", ".png", ".docx", ".xlsx"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path != Path(__file__).resolve() and MACHINE.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
