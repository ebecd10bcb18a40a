"""The worker process of a brief: its texts and charts as JSON on stdin, one A4 page as PDF or PNG
on stdout, set by Typst.
"""

import json
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
SOURCE = r"""
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title, author: paper.organization)
#set text(font: paper.font, lang: "th", region: "TH", size: 10.5pt, fallback: false,
  hyphenate: false, fill: rgb("#20242b"))
#set par(leading: 0.6em, spacing: 0.6em, justify: false)
#set page(width: 21cm, height: if paper.whole_page { 29.7cm } else { auto },
  margin: (x: 1.6cm, top: 1.4cm, bottom: 1.2cm))
#let chart(each, width) = image(if each.png { "charts/" + each.name } else { bytes(each.svg) },
  format: if each.png { "png" } else { "svg" }, width: width, alt: each.alt)
#let head(words) = block(above: 0.95em, below: 0.5em, text(size: 12pt, weight: "bold", words))
#let body = [
#block(below: 0.9em, text(size: 17pt, weight: "bold", paper.title))
#block(above: 0.4em, below: 0.9em, grid(columns: (1fr, auto),
  paper.organization, text(size: 9.5pt, paper.state)))
#block(fill: rgb("#eef3f0"), stroke: (left: 3pt + rgb("#1f6f50")), inset: 8pt, width: 100%,
  text(size: 13pt, weight: "bold", paper.headline))
#grid(columns: (1fr,) * paper.numbers.len(), gutter: 6pt,
  ..paper.numbers.map(each => block(
    stroke: 0.6pt + rgb("#c5cad2"), radius: 3pt, inset: 7pt, width: 100%,
  )[
    #text(size: 9.5pt, each.label) \
    #text(size: 17pt, weight: "bold", each.value) \
    #text(size: 8.5pt, each.change)
  ]))
#head(paper.words.months)
#chart(paper.charts.months, 100%)
#head(paper.words.issues)
#if paper.issues.len() == 0 [#paper.words.no_issues] else {
  grid(columns: (1fr, 4.6cm, 1.5cm, 2.7cm), column-gutter: 8pt, row-gutter: 7pt,
    align: (left + horizon, horizon, right + horizon, left + horizon),
    ..for (place, each) in paper.issues.enumerate() {
      (text(size: 9.5pt, each.name), chart(paper.charts.bars.at(place), 100%), each.count,
        text(weight: "bold", size: 9.5pt, each.status))
    })
  v(0.2em)
  chart(paper.charts.legend, paper.legend_width * 0.62pt)
}
#head(paper.words.stuck)
#if paper.stuck.len() == 0 [#paper.words.none_stuck] else {
  table(columns: (1fr, 2.2cm, 5.2cm), stroke: (x, y) => (bottom: 0.5pt + rgb("#c5cad2")),
    inset: (x: 3pt, y: 3pt),
    table.header(..(paper.words.measure, paper.words.since, paper.words.who)
      .map(words => text(size: 9pt, weight: "bold", words))),
    ..for each in paper.stuck { each.map(words => text(size: 9.5pt, words)) })
}
#head(paper.words.forecast)
#for words in paper.forecast { par(words) }
]
// One page whatever there is to say: what is too long is set smaller.
#layout(size => {
  let high = measure(block(width: size.width, body)).height
  if high <= size.height { body } else {
    let share = size.height / high
    scale(share * 100%, origin: top + left, reflow: true, block(width: size.width / share, body))
  }
})
"""


def write_page(paper: dict[str, Any], kind: str) -> bytes:
    """Return the page as ``pdf`` or ``png``; a PNG has at most ``MAX_PNG`` bytes."""
    with TemporaryDirectory(prefix="kaona-brief-") as name:
        folder = Path(name)
        write_fonts(folder)
        (folder / "charts").mkdir()
        data = _data(paper, folder, as_png=kind == "png")
        source = folder / "brief.typ"
        source.write_text(SOURCE, encoding="utf-8")
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
