"""The README and the docs speak of what is there: links, files, commands and their options,
settings.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import click
import pytest

from bot.cli import program
from bot.commands.lazy import DefaultGroup
from bot.settings import Settings
from tests.ground.processes import ROOT

DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
PATH = re.compile(
    r"`((?:bot|handlers|messages|models|plans|scheduler|simulator|web|tests|docs|deploy|\.ci)/[\w./-]+)`"
)
SETTING = re.compile(r"`((?:LINE|DATABASE|PUBLIC|SECRET|DATA|ENCRYPTION|LOG)_[A-Z_]+)`")


def name_of(path: Path) -> str:
    """A document's path from the root."""
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=DOCS, ids=name_of)
def document(request: pytest.FixtureRequest) -> Path:
    """Each document."""
    path: Path = request.param
    return path


def test_links_lead_somewhere(document: Path) -> None:
    for target, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        path = (document.parent / target).resolve() if target else document
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path), f"{target}#{anchor}"


def test_files_that_are_named_are_there(document: Path) -> None:
    named = PATH.findall(document.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_commands_and_their_options_exist(document: Path) -> None:
    for line in commands(document.read_text(encoding="utf-8")):
        words = shlex.split(line, comments=True)
        found, rest = command_of(words[1:])
        options = {option for parameter in found.params for option in parameter.opts}
        given = [word for word in rest if word.startswith("--")]
        assert set(given) <= options, line


def test_settings_that_are_named_exist(document: Path) -> None:
    known = {field.name.upper() for field in fields(Settings)}
    assert set(SETTING.findall(document.read_text(encoding="utf-8"))) <= known


def test_the_check_of_commands_finds_a_wrong_one() -> None:
    found, _rest = command_of(["plan", "import", "plan.docx", "--organisation", "x"])
    assert found.name == "import"
    assert "--organisation" not in {
        option for parameter in found.params for option in parameter.opts
    }
    with pytest.raises(AssertionError, match="plan imports"):
        command_of(["plan", "imports"])


def commands(text: str) -> list[str]:
    """The lines of indented examples that run kaona."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    found = [
        line.removeprefix("deploy/")
        for line in lines
        if line.startswith(("kaona ", "deploy/kaona "))
    ]
    return [line for line in found if "|" not in line]


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command some words call, and the words after its name."""
    found: click.Command = program
    for at, word in enumerate(words):
        if not isinstance(found, click.Group):
            return found, words[at:]
        inner = found.get_command(click.Context(found), word)
        if inner is None and isinstance(found, DefaultGroup):
            made = found.get_command(click.Context(found), "make")
            assert made is not None
            return made, words[at:]
        assert inner is not None, f"there is no command {' '.join(words[: at + 1])}"
        found = inner
    return found, []


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
