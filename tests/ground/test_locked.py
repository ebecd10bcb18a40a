"""The locked versions: what pyproject.toml asks for is in them, for each Python and processor they
are for, checked by hashes and tied to no host; and everything that installs Kaona uses them.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.ground.processes import ROOT

RUN, DEV = ROOT / "requirements.txt", ROOT / "requirements" / "dev.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PROCESSORS = ("x86_64", "aarch64")
ENTRY = re.compile(r"([a-z0-9.-]+)==(\S+)(?: ; (.+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Locked:
    """One version of one package, where ``marker`` holds."""

    name: str
    version: Version
    marker: Marker | None
    hashes: tuple[str, ...]

    def holds(self, environment: dict[str, str]) -> bool:
        """Tell whether this version is the one for an environment."""
        return self.marker is None or self.marker.evaluate(environment)


def locked(path: Path) -> list[Locked]:
    """Read a locked file; every line is understood, or the test fails."""
    lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = []
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            entry, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
            read = ENTRY.fullmatch(entry.strip())
            assert read, line
            name, version, marker = read.groups()
            assert all(HASH.fullmatch(each) for each in hashes), line
            found.append(
                Locked(name, Version(version), Marker(marker) if marker else None, tuple(hashes))
            )
    return found


def environments() -> Iterator[dict[str, str]]:
    """What markers see on each Python and processor the files are for."""
    for python in PYTHONS:
        for processor in PROCESSORS:
            yield {
                "python_version": python,
                "python_full_version": f"{python}.1",
                "platform_machine": processor,
                "platform_system": "Linux",
                "sys_platform": "linux",
                "os_name": "posix",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }


def asked(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for, with some extras, and to be built."""
    project = PROJECT["project"]
    words = [*PROJECT["build-system"]["requires"], *project["dependencies"]]
    for extra in extras:
        words += project["optional-dependencies"][extra]
    return [Requirement(each) for each in words]


@pytest.mark.parametrize(
    ("path", "extras"), [(RUN, ("postgres", "pdf")), (DEV, ("postgres", "pdf", "dev"))]
)
def test_what_pyproject_asks_for_is_locked_once_in_a_version_it_allows(
    path: Path, extras: tuple[str, ...]
) -> None:
    entries = locked(path)
    for environment in environments():
        for requirement in asked(*extras):
            name = canonicalize_name(requirement.name)
            versions = [
                each.version for each in entries if each.name == name and each.holds(environment)
            ]
            assert len(versions) == 1, f"{name}: run make lock"
            assert versions[0] in requirement.specifier, f"{name} {versions[0]}: run make lock"


@pytest.mark.parametrize("path", [RUN, DEV])
def test_every_entry_has_hashes_and_no_file_names_a_host(path: Path) -> None:
    assert [each.name for each in locked(path) if not each.hashes] == []
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    options = [line for line in text.splitlines() if line.startswith("-")]
    assert options == []  # no index, no other file: some hosts copy requirements.txt alone


def test_what_runs_is_part_of_what_was_tested() -> None:
    tested = {(each.name, each.version, each.hashes) for each in locked(DEV)}
    assert {(each.name, each.version, each.hashes) for each in locked(RUN)} <= tested


def install(folder: Path, what: str, *, known: bool) -> tuple[list[str], str]:
    """Run requirements/install with a Python that only writes down what it is asked, and that is,
    or is not, one the versions were tested with; return what pip was told, and what was said.
    """
    script = folder / "requirements" / "install"
    script.parent.mkdir()
    script.write_bytes((ROOT / "requirements" / "install").read_bytes())
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\n[ "$1" != -c ] || exit {int(not known)}\necho "$*" >>asked\n', encoding="utf-8"
    )
    python.chmod(0o755)
    done = subprocess.run(
        ["sh", script, what], capture_output=True, text=True, timeout=60, check=True
    )
    told = (folder / "asked").read_text(encoding="utf-8").splitlines()
    prefix = "-m pip install --quiet --disable-pip-version-check "
    return [line.removeprefix(prefix) for line in told], done.stdout


@pytest.mark.parametrize(
    ("what", "file"), [("run", "requirements.txt"), ("dev", "requirements/dev.txt")]
)
def test_the_locked_versions_are_installed_then_the_project_alone(
    what: str, file: str, tmp_path: Path
) -> None:
    told, said = install(tmp_path, what, known=True)
    assert told == [
        f"--require-hashes --requirement {file}",
        "--no-deps --no-build-isolation --editable .",
    ]
    assert said == ""


def test_elsewhere_pyproject_is_used_and_that_is_said(tmp_path: Path) -> None:
    told, said = install(tmp_path, "run", known=False)
    assert told == ["--editable .[postgres,pdf]"]
    assert said.startswith("Not Linux with Python 3.11 to 3.14")


def test_make_and_the_readme_install_by_that_script_alone() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count("requirements/install") >= 2  # installing and updating a server
    for path in (ROOT / "README.md", ROOT / "Makefile", ROOT / ".ci" / "run"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pip install .*(--editable|--requirement|-e |-r )", text), path


def test_the_workflow_calls_ci_run_on_every_python_and_does_nothing_of_its_own() -> None:
    path = ROOT / ".github" / "workflows" / "ci.yml"
    (job,) = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    assert tuple(job["strategy"]["matrix"]["python"]) == PYTHONS
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]


def test_before_a_commit_the_same_is_run_as_by_make_check() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [each["repo"] for each in config["repos"]] == ["local"]
    hooks = [hook for each in config["repos"] for hook in each["hooks"]]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^check: (.+)$", makefile, re.MULTILINE)
    assert targets
    assert [hook["entry"] for hook in hooks] == [f"make {each}" for each in targets[1].split()]
    assert {hook["language"] for hook in hooks} == {"system"}
