"""The disk under DATA_DIR: what is free on it, and how old the newest copy is."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from web.access import Disk

_LAST_BACKUP = "last-backup"
"""As deploy/backup leaves it: its time is that of the newest copy."""


def disk_of(data_dir: Path) -> Disk:
    """Return how the disk of a folder stands; what cannot be read is None."""
    there = next((each for each in (data_dir, *data_dir.absolute().parents) if each.exists()), None)
    try:
        free: int | None = shutil.disk_usage(there).free if there else None
    except OSError:
        free = None
    try:
        copied = datetime.fromtimestamp((data_dir / _LAST_BACKUP).stat().st_mtime, UTC)
    except OSError:
        return Disk(free, None)
    return Disk(free, copied)
