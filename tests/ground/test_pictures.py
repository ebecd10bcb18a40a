"""The README's pictures are there and shown; that of the house is as the imports are."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from tests.drawings import architecture, manual_pictures
from tests.ground.processes import ROOT
from tests.test_imports import MAY_IMPORT

PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
SHOWN = re.compile(r"!\[([^\]]+)\]\((docs/pictures/[\w.-]+)\)")


def test_the_readme_shows_every_picture_and_says_what_it_shows() -> None:
    shown = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert {path.relative_to(ROOT).as_posix() for path in PICTURES} == {path for _, path in shown}
    assert all(len(words) > 20 for words, _ in shown)


def test_the_picture_of_the_house_is_as_the_imports_are() -> None:
    drawn = architecture.PICTURE.read_text(encoding="utf-8")
    assert drawn == architecture.draw(), "run make pictures"


def test_every_room_has_its_place_in_the_picture() -> None:
    assert architecture.PLACES.keys() == MAY_IMPORT.keys()


def test_arrows_that_follow_from_others_are_left_out() -> None:
    edges = {"a": {"b", "c"}, "b": {"c"}, "c": set[str]()}
    assert architecture.needed(edges) == [("a", "b"), ("b", "c")]


@pytest.mark.parametrize("name", ["report.png", "month.png"])
def test_screenshots_are_pictures_of_a_readable_size(name: str) -> None:
    path: Path = ROOT / "docs" / "pictures" / name
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", data[16:24])
    assert min(width, height) >= 400
    assert len(data) < 400_000


def test_the_manual_shows_every_page_as_it_is_now() -> None:
    assert manual_pictures.noted() == manual_pictures.digests(), "run make pictures"


def test_the_manual_names_every_picture_there_is() -> None:
    manual = manual_pictures.PICTURES.parent
    texts = "".join(path.read_text(encoding="utf-8") for path in manual.glob("*.md"))
    named = set(re.findall(r"\(pictures/([\w.-]+)\)", texts))
    there = {path.name for path in manual_pictures.PICTURES.glob("*.png")}
    assert named == there == manual_pictures.digests().keys()
    for path in manual_pictures.PICTURES.glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG\r\n")
        assert path.stat().st_size < 2 * manual_pictures.MOST_BYTES
