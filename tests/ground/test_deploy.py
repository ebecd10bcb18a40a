"""What is in deploy/: units that systemd takes, settings that exist, a backup that can be restored
from.
"""

from __future__ import annotations

import getpass
import os
import shutil
import sqlite3
import subprocess
import sys
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.inbox.evidence_store import EvidenceStore
from bot.settings import Settings
from models.database import Database
from models.schema import is_current
from models.tables.holiday import Holiday
from tests.databases import opened
from tests.ground.processes import ROOT
from tests.patience import PATIENCE

DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def unit(name: str) -> ConfigParser:
    """A unit file, read."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def test_the_units_run_what_the_procfile_runs() -> None:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    processes = dict(line.split(": ", 1) for line in lines)
    place = "/opt/kaona/.venv/bin/"
    web = unit("kaona-web.service")["Service"]
    assert web["ExecStartPre"] == place + processes["release"]
    # A server of one's own has its proxy on the same machine: only the Procfile's host reaches in.
    assert web["ExecStart"] == place + processes["web"].removeprefix("HOST=0.0.0.0 ")
    assert unit("kaona-scheduler.service")["Service"]["ExecStart"] == place + processes["scheduler"]


def test_the_environment_file_names_settings_and_keeps_everything_in_the_state_directory() -> None:
    lines = (DEPLOY / "kaona.env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    settings = Settings.from_env(given)
    assert set(given) <= {name.upper() for name in vars(settings)}
    state = f"/var/lib/{unit('kaona-web.service')['Service']['StateDirectory']}/"
    assert settings.database_url.startswith(f"sqlite:///{state}")
    assert str(settings.data_dir).startswith(state)
    for proxy in ("Caddyfile", "nginx.conf"):
        assert f"127.0.0.1:{settings.port}" in (DEPLOY / proxy).read_text(encoding="utf-8")


def test_systemd_takes_the_units() -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd-analyze here")
    done = subprocess.run(
        [program, "verify", *map(str, UNITS)], capture_output=True, text=True, timeout=PATIENCE
    )
    # The program is not installed in /opt here, which is all it may complain about of ours.
    complaints = [
        line
        for line in done.stderr.splitlines()
        if "kaona" in line and "is not executable" not in line
    ]
    assert complaints == []


def test_the_wrapper_runs_a_command_with_the_services_settings(tmp_path: Path) -> None:
    environment = tmp_path / "kaona.env"
    environment.write_text(f"PORT=0\nDATABASE_URL=sqlite:///{tmp_path}/k.db\n", encoding="utf-8")
    text = (DEPLOY / "kaona").read_text(encoding="utf-8")
    here = {
        "/etc/kaona.env": str(environment),
        "/opt/kaona/.venv/bin": str(Path(sys.executable).parent),
    }
    for place, ours in {**here, "\nkaona)": f"\n{getpass.getuser()})"}.items():
        assert place in text
        text = text.replace(place, ours)
    wrapper = tmp_path / "kaona"
    wrapper.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["sh", wrapper, "organization", "list"], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, "PORT must be a number" in done.stderr) == (1, True), done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user")
def test_root_s_files_are_lent_to_the_documented_user_and_papers_land_in_its_folder() -> None:
    with TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        top = Path(name)
        top.chmod(0o755)
        (top / "kaona.env").write_text("PORT=9\n", encoding="utf-8")
        program = top / "bin" / "kaona"
        program.parent.mkdir()
        program.write_text('#!/bin/sh\ncat "$1"; id -un; pwd; echo paper > "$2"; exit 3\n')
        program.chmod(0o755)
        (top / "srv").mkdir()
        shutil.chown(top / "srv", "nobody")
        text = (DEPLOY / "kaona").read_text(encoding="utf-8")
        for place, ours in {
            "/etc/kaona.env": str(top / "kaona.env"),
            "/opt/kaona/.venv/bin": str(program.parent),
            "/srv/kaona": str(top / "srv"),
            "kaona)": "nobody)",
            "-u kaona": "-u nobody",
            "-o kaona": "-o nobody",
        }.items():
            assert place in text
            text = text.replace(place, ours)
        wrapper = top / "wrapper"
        wrapper.write_text(text, encoding="utf-8")
        wrapper.chmod(0o755)
        closed = top / "root"
        closed.mkdir(mode=0o700)
        (closed / "แผน ปี 70.csv").write_text("plan of root\n", encoding="utf-8")
        done = subprocess.run(
            [wrapper, "แผน ปี 70.csv", "qr.png"],
            cwd=closed,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.stdout.splitlines() == ["plan of root", "nobody", str(top / "srv")]
        assert (done.returncode, str(top / "srv") in done.stderr) == (3, True), done.stderr
        assert (top / "srv" / "qr.png").read_text() == "paper\n"


def back_up(folder: Path, url: str, data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the backup."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "DATA_DIR": str(data)}
    command = [sys.executable, str(DEPLOY / "backup"), str(folder), *options]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )


def test_a_backup_of_a_database_in_use_opens_and_holds_everything(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    if not database_url.startswith("sqlite") and shutil.which("pg_dump") is None:
        pytest.skip("there is no pg_dump here")
    store = EvidenceStore(tmp_path / "data")
    kept = store.save([b"letter"], NOW, "letter.txt")
    with database.begin() as session:
        session.add(Holiday(day=NOW.date(), name="วันทดสอบ"))
    with database.begin() as session:  # a writer at work does not stand in its way
        session.add(Holiday(day=NOW.date().replace(day=21), name="ยังไม่บันทึก"))
        session.flush()
        done = back_up(tmp_path / "backups", database_url, tmp_path / "data")
    assert done.returncode == 0, done.stderr
    made = Path(done.stdout.strip())
    assert (made / "data" / kept.path).read_bytes() == b"letter"
    if not database_url.startswith("sqlite"):
        listed = subprocess.run(
            ["pg_restore", "--list", made / "kaona.dump"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "TABLE DATA public holiday" in listed.stdout
    else:
        with opened(f"sqlite:///{made / 'kaona.db'}") as restored, restored.read() as session:
            assert is_current(session.connection())
            assert [row.name for row in session.query(Holiday)] == ["วันทดสอบ"]


def test_unchanged_files_are_linked_and_erased_ones_leave_with_the_oldest_copy(
    tmp_path: Path,
) -> None:
    url, data, backups = f"sqlite:///{tmp_path / 'k.db'}", tmp_path / "data", tmp_path / "backups"
    sqlite3.connect(tmp_path / "k.db").close()
    store = EvidenceStore(data)
    stays, goes = store.save([b"stays"], NOW), store.save([b"goes"], NOW)
    for name in ("20250101-020000", "20250102-020000"):
        done = back_up(backups, url, data, "--keep", "2")
        assert done.returncode == 0, done.stderr
        Path(done.stdout.strip()).rename(backups / name)  # as if it had been made then
        store.erase(goes.path)
    first, second = sorted(backups.iterdir())
    assert (first / "data" / stays.path).samefile(second / "data" / stays.path)
    assert ((first / "data" / goes.path).exists(), (second / "data" / goes.path).exists()) == (
        True,
        False,
    )
    back_up(backups, url, data, "--keep", "2")
    assert not first.exists()
    assert not list(backups.rglob(Path(goes.path).name))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("postgresql+psycopg://kaona:p%40ss@db:5433/k", "postgresql://kaona@db:5433/k"),
        ("postgresql://kaona:p%40ss@/k?host=/run/x", "postgresql://kaona@/k?host=/run/x"),
        ("postgresql://db/k?user=kaona&password=p%40ss", "postgresql://db/k?user=kaona"),
    ],
)
def test_the_password_of_the_database_is_no_argument(
    tmp_path: Path, url: str, address: str
) -> None:
    """Everybody on a machine can read the arguments of its processes."""
    dump = tmp_path / "pg_dump"
    dump.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" "$PGPASSWORD" > {tmp_path}/seen\n')
    dump.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "DATABASE_URL": url}
    command = [sys.executable, str(DEPLOY / "backup"), str(tmp_path / "backups")]
    subprocess.run(command, env=environment, check=True, timeout=PATIENCE, cwd=tmp_path)
    *arguments, password = (tmp_path / "seen").read_text().splitlines()
    assert arguments[-1] == address
    assert password == "p@ss"
    assert not any("p@ss" in word or "p%40ss" in word for word in arguments)


def test_files_are_private_by_the_program_s_own_mask(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "db", "upgrade"]
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{tmp_path}/var/kaona.db",
    }
    subprocess.run(command, env=environment, check=True, timeout=PATIENCE, cwd=ROOT, umask=0)
    made = [tmp_path / "var", *(tmp_path / "var").rglob("*")]
    assert len(made) > 1
    assert {path.stat().st_mode & 0o077 for path in made} == {0}


def test_a_backup_that_fails_leaves_no_copy_behind(tmp_path: Path) -> None:
    done = back_up(tmp_path / "backups", f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "data")
    assert done.returncode != 0
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".part"]


def test_a_backup_that_has_nowhere_to_go_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="ascii")
    (tmp_path / "kaona.db").touch()
    done = back_up(tmp_path / "file", f"sqlite:///{tmp_path / 'kaona.db'}", tmp_path / "data")
    assert done.returncode == 1
    assert done.stderr.startswith("no copy was made: Not a directory: ")
    assert len(done.stderr.splitlines()) == 1
