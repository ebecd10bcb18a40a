"""The typeface that comes with the program (Sarabun, SIL OFL 1.1): cards, charts and papers look the same on every machine."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "messages" / "fonts"
"""The folder with the font files and their licence; only its place is known here, the files lie where they were first used."""
FAMILY = "Sarabun"
