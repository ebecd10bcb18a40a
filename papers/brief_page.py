"""The worker process of a brief: its texts and charts as JSON on stdin, one A4 page as PDF or PNG
on stdout, set by Typst.
"""

import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from papers.print.charts import BAR, COLUMNS, draw
from papers.print.letters_shown import showable
from papers.print.typeface import write_fonts
from thai.fonts import FAMILY

MAX_PNG = 1_000_000
"""LINE: a picture of a rich menu or a preview has at most 1 MB; so much is quickly seen on a phone
too.
"""
_SHARPNESS = (144, 110, 84, 60)
"""Pixels an inch, the next one when the picture is too large."""
_SCALE = 4  # pixels of a chart for each SVG unit: sharp at the finest of the above
_SOURCE = Path(__file__).with_name("brief.typ")


def write_page(paper: dict[str, Any], kind: str) -> bytes:
    """Return the page as ``pdf`` or ``png``; a PNG has at most ``MAX_PNG`` bytes."""
    with TemporaryDirectory(prefix="kaona-brief-") as name:
        folder = Path(name)
        write_fonts(folder)
        (folder / "charts").mkdir()
        data = _data(paper, folder, as_png=kind == "png")
        source = Path(shutil.copy(_SOURCE, folder))
        inputs = {"paper": json.dumps(data, ensure_ascii=False)}
        if kind == "pdf":
            pdf: bytes = typst.compile(
                source,
                format="pdf",
                font_paths=[folder],
                ignore_system_fonts=True,
                sys_inputs=inputs,
            )
            return pdf
        for sharpness in _SHARPNESS:
            made = typst.compile(
                source,
                format="png",
                ppi=sharpness,
                font_paths=[folder],
                ignore_system_fonts=True,
                sys_inputs=inputs,
            )
            png: bytes = made[0] if isinstance(made, list) else made
            if len(png) <= MAX_PNG:
                break
        return png


def _data(paper: dict[str, Any], folder: Path, *, as_png: bool) -> dict[str, Any]:
    def chart(name: str, svg: str, alt: str) -> dict[str, Any]:
        if as_png:
            (folder / "charts" / name).write_bytes(
                draw(svg, _SCALE * (COLUMNS if name == "months" else BAR)[0])
            )
        return {"name": name, "svg": svg, "png": as_png, "alt": showable(alt)}

    shown: dict[str, Any] = json.loads(showable(json.dumps(paper, ensure_ascii=False)))
    width = int(paper["legend"].partition(' width="')[2].partition('"')[0])
    bars = [
        chart(f"bar{place}", each["bar"], f"{each['name']} {each['count']} {each['status']}")
        for place, each in enumerate(paper["issues"])
    ]
    charts = {
        "months": chart("months", paper["months"], paper["words"]["months"]),
        "legend": chart("legend", paper["legend"], "-"),
        "bars": bars,
    }
    return {
        **shown,
        "whole_page": not as_png,
        "charts": charts,
        "legend_width": width,
        "font": FAMILY,
    }


def main(kind: str) -> None:
    """Make one page and end."""
    sys.stdout.buffer.write(write_page(json.load(sys.stdin.buffer), kind))


if __name__ == "__main__":
    main(sys.argv[1])
