"""Requests per second of a published year's page, against the same page as a static file of the
same server, in one run.

    python -m tests.benchmarks.bench_public_page [--seconds 4] [--rounds 3]

One worker with four threads, four connections that stay open, loopback only; the two are asked by
turns, and the better of the rounds counts. Prints figures and ratios; wanted is 1.2 and more.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from models import schema
from models.database import Database
from models.tables.obligations import Progress
from papers.result.checks.checking import NEVER_LET_STAND, FindingKind
from tests.benchmarks.bench_webhook import ROOT, _free_port
from tests.papers.office import Office, published

YEAR = 2570
PAGE = f"/public/sukhothai/{YEAR}/"
STATIC = "/static/bench-public-page.html"
AGENCIES, MEASURES, MONTH = 33, 9, date(2026, 11, 1)
CONNECTIONS = 4


def main() -> None:
    """Make a province's year, publish it, and ask for it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=4)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kaona.db"
        publish_a_year(url)
        static = ROOT / "web" / STATIC.removeprefix("/")
        server, port = serve(url, Path(folder))
        try:
            body = ask_once(port, PAGE)
            static.write_bytes(body)
            print(f"the page: {len(body):,} bytes, {len(ask_once(port, PAGE, gzip=True)):,} packed")
            measure(port, chosen.seconds, chosen.rounds)
        finally:
            static.unlink(missing_ok=True)
            server.terminate()
            server.wait(timeout=30)


def publish_a_year(url: str) -> None:
    """Store a province with a month of accepted reports, and publish its year."""
    database = Database(url)
    schema.upgrade(database)
    with database.begin() as session:
        office = Office(session)
        names = [f"สำนักงานตัวอย่างจังหวัดที่ {number:02}" for number in range(1, AGENCIES + 1)]
        measures = []
        for number in range(1, MEASURES + 1):
            issue = office.issue(str(number), f"ประเด็นที่ {number}")
            party = office.group_of(f"ส่วนราชการกลุ่มที่ {number}", names)
            measures.append(
                office.measure(
                    f"{number}.1", party, issue=issue, recurrence="monthly", title="สร้างการรับรู้"
                )
            )
        office.begin(MONTH)
        for measure in measures:
            for place, name in enumerate(names):
                office.sends(
                    name,
                    measure,
                    MONTH,
                    f"จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม {place + 20} คน "
                    "และเผยแพร่ทางเว็บไซต์ของหน่วยงาน",
                    outcome=f"บุคลากรของ{name}มีความรู้ความเข้าใจเพิ่มขึ้น",
                    progress=Progress.DONE if place % 2 else Progress.IN_PROGRESS,
                )
        despite = [kind for kind in FindingKind if kind not in NEVER_LET_STAND]
        now = datetime(2026, 12, 1, 3, tzinfo=UTC)
        published(session, office.organization, YEAR, now=now, ask=None, despite=despite)
    database.close()


def serve(url: str, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start one worker of gunicorn with the whole application."""
    port = _free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DATA_DIR": str(folder / "data"),
        "PUBLIC_URL": "https://kaona.example.go.th",
        "SECRET_KEY": "a-secret-for-benchmarks-only",
        "LINE_CHANNEL_ID": "bench",
        "LINE_CHANNEL_SECRET": "bench",
        "LINE_CHANNEL_ACCESS_TOKEN": "stub",
        "LOG_LEVEL": "WARNING",
    }
    command = [
        *(sys.executable, "-m", "gunicorn", "-w", "1", "-k", "gthread", "--threads", "4"),
        *("--keep-alive", "75", "-b", f"127.0.0.1:{port}", "--no-control-socket"),
        *("--log-level", "error", "bot.app:from_environment()"),
    ]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    until = datetime.now(UTC) + timedelta(seconds=60)
    while datetime.now(UTC) < until:
        with suppress(OSError):
            ask_once(port, PAGE)
            return server, port
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def ask_once(port: int, path: str, *, gzip: bool = False) -> bytes:
    """Return what the server answers, as it was transferred."""
    headers = {"Accept-Encoding": "gzip"} if gzip else {}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return bytes(answer.read())


def measure(port: int, seconds: float, rounds: int) -> None:
    """Print the figures of both, asked by turns."""
    tag = _etag(port, PAGE)
    ways = {
        "static file": (STATIC, {}),
        "page": (PAGE, {}),
        "page, packed": (PAGE, {"Accept-Encoding": "gzip"}),
        "static file, unchanged": (STATIC, {"If-None-Match": _etag(port, STATIC)}),
        "page, unchanged": (PAGE, {"If-None-Match": tag}),
    }
    best = dict.fromkeys(ways, 0.0)
    for _ in range(rounds):
        for name, (path, headers) in ways.items():
            best[name] = max(best[name], rate(port, path, headers, seconds))
    for name, figure in best.items():
        print(f"{name}: {figure:,.0f} requests/s")
    static, unchanged = best["static file"], best["static file, unchanged"]
    print(f"page / static file: {best['page'] / static:.2f}")
    print(f"page, packed / static file: {best['page, packed'] / static:.2f}")
    print(f"page, unchanged / static file, unchanged: {best['page, unchanged'] / unchanged:.2f}")


def rate(port: int, path: str, headers: dict[str, str], seconds: float) -> float:
    """Return the requests per second of several connections, each in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(CONNECTIONS) as pool:
        asked = [(port, path, headers, seconds)] * CONNECTIONS
        return sum(pool.starmap(_keep_asking, asked))


def _keep_asking(port: int, path: str, headers: dict[str, str], seconds: float) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(20):  # warm
        _ask(connection, path, headers)
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        _ask(connection, path, headers)
        count += 1
    return count / (time.perf_counter() - begun)


def _ask(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> None:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status in (200, 304)


def _etag(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("HEAD", path)
    return connection.getresponse().headers["ETag"]


if __name__ == "__main__":
    main()
