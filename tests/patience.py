"""How long tests wait for what happens on another thread or in another process."""

from __future__ import annotations

PATIENCE = 300.0
"""Seconds after which a run counts as hung. What a test finds never depends on it: a busy machine
takes long, and is right all the same.
"""
