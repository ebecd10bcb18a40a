"""Which version of Kaona this is."""

import tomllib
from importlib import metadata
from pathlib import Path


def version() -> str:
    """Return the version: of the checkout we run from (it may be newer than what was installed from
    it, or not installed at all, as on a Procfile host), else of the installed package.
    """
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    if not project.is_file():
        return metadata.version("kaona")
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
