"""Many people at once do whatever comes to mind, for weeks; afterwards nothing was lost, nothing
was said twice, and nobody was stuck.

    python -m tests.acceptance.random_walk [--steps 10000] [--seed 1] [--postgres] [--processes]

Everything goes over real HTTP, to the program and to the stand-in for LINE. The seed decides what
everybody does; which of those who act at the same time is first, the machine decides. Up to twenty
act at once, each on a thread of the server; with ``--processes`` two web processes' worth of
threads store and handle what comes in, in batches, after LINE was answered.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.inbox.handling import sweep
from bot.outbox.delivery import drain
from simulator.faults import Fault
from tests.acceptance.walking.crowd import Doing, Walker, furnish, gather, may_be_silent
from tests.acceptance.walking.footing import Footing, is_home
from tests.acceptance.walking.plants import PLANTS
from tests.acceptance.walking.two_processes import two_processes
from tests.databases import PostgresServer, SqliteFiles, postgres_server
from tests.handlers.cast import START, begin_month
from tests.stage import Stage, open_stage, words_of

TOGETHER = (1, 2, 3, 4, 5, 6, 20)
"""How many people act at the same time."""
HURRY = (0, 0, 0, 0, 0, 0, 1, 5, 40)
PAUSES = (13 * 60, 24 * 60, 24 * 60, 3 * 24 * 60, 9 * 24 * 60)
"""Minutes between two rounds: mostly none; and now and then a longer silence."""
Databases = SqliteFiles | PostgresServer


@dataclass
class Walk:
    """The crowd on its way."""

    stage: Stage
    seed: int
    rng: Random = field(init=False)
    walkers: list[Walker] = field(init=False)
    footing: Footing = field(init=False)
    steps: int = 0
    troubled: bool = False
    """Whether LINE answers with errors just now."""
    kinds: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    """The states out of which somebody was seen to find."""
    rest: Callable[[], None] = lambda: None
    """Waits until all that came in is handled."""
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max(TOGETHER)))

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.walkers = gather(self.stage, self.rng)
        self.footing = Footing(self.stage)

    def go(self, steps: int) -> None:
        """Walk; a twentieth part of the way lies in the minute in which LINE fails."""
        trouble = range(steps * 45 // 100, steps // 2)
        while self.steps < steps:
            self._trouble(self.steps in trouble)
            self._round()
            self.footing.look(self.troubled)
            if not self.troubled:
                self._pause()
                if self.rng.random() < 0.15:
                    some = self.rng.sample(self.walkers, 5)
                    self.finds_out(next((each for each in some if each.form()), some[0]))
        self._trouble(False)
        for each in self.walkers:
            self.finds_out(each)
        self.stage.go_to(self.stage.now() + timedelta(hours=2))
        self._settle()
        self.footing.look(False)
        self.footing.at_the_end([each.actor for each in self.walkers])
        self.pool.shutdown()

    def _round(self) -> None:
        """Let some people do what comes to mind."""
        acting = self.rng.sample(self.walkers, self.rng.choice(TOGETHER))
        self.together(acting, [each.choose() for each in acting])

    def together(self, acting: Sequence[Walker], doings: Sequence[Doing]) -> None:
        """Let people do something at the same time, and look at what each of them gets."""
        for walker in acting:
            walker.actor._mark()
        list(self.pool.map(self.act, acting, doings))
        self.rest()
        self.steps += len(acting)
        drain(self.stage.program)
        for walker, doing in zip(acting, doings, strict=True):
            self.kinds[doing.kind] += 1
            self._is_answered(walker, doing)

    def act(self, walker: Walker, doing: Doing) -> None:
        """Do it, over HTTP; returns when the webhook was answered."""
        walker.done.append(doing)
        world, user = self.stage.line.world, walker.actor.user_id
        if doing.kind == "say":
            world.say(user, user, doing.what)
        elif doing.kind in ("tap", "twice"):
            for _ in range(1 + (doing.kind == "twice")):
                world.tap(user, user, doing.what)
        elif doing.kind == "group":
            world.say(walker.group_id, user, doing.what)
        elif doing.kind in ("image", "file", "audio", "video"):
            data = doing.what or b"%PDF-1.4 " + walker.name.encode()
            name = "รายงาน.pdf" if doing.kind == "file" else None
            world.send_content(user, user, doing.kind, data, file_name=name)
        elif doing.kind == "sticker":
            world.send_sticker(user, user)
        elif doing.kind == "place":
            world.send_location(user, user, 17.0, 99.8, "ศาลากลางจังหวัด")
        elif doing.kind == "unsend":
            own = [m for m in world.messages(user) if m.sender == user and not m.unsent]
            if own:
                world.unsend(user, user, own[-1 - walker.rng.randrange(min(3, len(own)))].id)
        elif doing.kind == "again":
            self._again(walker)
        elif doing.kind in ("block", "unblock"):
            walker.blocked = doing.kind == "block"
            (world.block if walker.blocked else world.follow)(user)

    def _again(self, walker: Walker) -> None:
        """LINE delivers one of the last events of somebody once more."""
        events = [
            event["webhookEventId"]
            for hook in self.stage.line.world.webhooks()[-200:]
            for event in hook["events"]
            if event["source"].get("userId") == walker.actor.user_id
        ]
        if events:
            self.stage.line.world.redeliver(walker.rng.choice(events[-6:]))

    def _is_answered(self, walker: Walker, doing: Doing) -> None:
        """Assert that somebody got one to five messages, or a silence that is meant."""
        world = self.stage.line.world
        heard = [
            m
            for m in world.messages(walker.actor.chat_id)
            if m.sender == "bot" and m.seq > walker.actor.seen
        ]
        replies = [m for m in heard if m.via == "reply"]
        words = words_of([m.message for m in heard])
        assert "ระบบขัดข้อง" not in words, self.story(walker)
        times = 2 if doing.kind == "twice" else 1
        assert len(replies) <= 5 * times, self.story(walker)
        if doing.kind == "again":
            assert not replies or self.troubled, self.story(walker)
        if self.troubled or may_be_silent(doing):
            return
        assert heard, self.story(walker)

    def _pause(self) -> None:
        """Let time go by; the calendar is looked at after a longer silence."""
        minutes = self.rng.choice(HURRY)
        if self.rng.random() < 0.02:
            begin_month(self.stage, self.stage.now() + timedelta(minutes=self.rng.choice(PAUSES)))
            self.stage.tick()
        elif minutes:
            self.stage.line.world.advance_clock(60 * minutes)

    def _trouble(self, wanted: bool) -> None:
        """Let LINE fail, or be well again; afterwards all that can be sent is sent."""
        if wanted == self.troubled:
            return
        self.troubled = wanted
        faults = self.stage.line.world.faults.ordered
        if wanted:
            faults += [Fault("/message/reply", status=500), Fault("/message/push", status=503)]
            return
        faults.clear()
        self.stage.line.world.advance_clock(60)
        self._settle()
        self.footing.look(True)

    def _settle(self) -> None:
        for _ in range(3):
            self.stage.line.world.advance_clock(60)
            sweep(self.stage.program)
            drain(self.stage.program)

    def finds_out(self, walker: Walker) -> None:
        """Assert that three steps lead from here to a sent report or home: by the menu, or by words
        alone.
        """
        state = f"{walker.role or 'stranger'} {walker.form() or '-'}"
        begun = len(walker.done)
        if walker.blocked:
            self.act(walker, Doing("unblock"))
            self.rest()
        while len(walker.done) - begun < 3:
            walker.actor._mark()
            self.act(walker, self._way_out(walker, len(walker.done) - begun))
            self.steps += 1
            self.rest()
            drain(self.stage.program)
            heard = walker.actor.heard()
            assert heard, self.story(walker)
            if self.footing.is_sent(heard) or is_home(walker, heard):
                self.states[state] += 1
                return
        raise AssertionError(f"stuck in {state}: {self.story(walker, 8)}")

    def _way_out(self, walker: Walker, already: int) -> Doing:
        """What somebody does who wants to be done: send what is ready, else go home."""
        withdrawn = [a for a in walker.shown(1) if "a=agree" in str(a.get("data"))]
        if withdrawn:
            return Doing("tap", withdrawn[-1])
        if already == 0 and walker.rng.random() < 0.5:
            return Doing("say", "ยืนยัน")
        if not walker.on_pc:
            return Doing("tap", walker.menu()[0])
        return Doing("say", "ลงทะเบียน" if walker.role is None else "งานของฉัน")

    def heard(self) -> list[dict[str, Any]]:
        """Every message the bot has sent, chat by chat."""
        world = self.stage.line.world
        return [message for chat in world.chats.chats for message in world.heard(chat)]

    def story(self, walker: Walker, last: int = 10) -> str:
        """Who, the seed, and the last things they did and heard."""
        log = self.stage.line.world.messages(walker.actor.chat_id)[-last:]
        said: list[Any] = [
            f"{m.sender[:4]} {m.via or ''}: {words_of(m.message)[:300]}" for m in log
        ]
        done = [str(each) for each in walker.done[-last:]]
        head = f"seed {self.seed}, step {self.steps}: {walker.name}, on a PC: {walker.on_pc}"
        return "\n".join([head, *done, *said])


def walk(
    steps: int, seed: int, databases: Databases, data_dir: Path, *, processes: bool = False
) -> Walk:
    """Walk so many steps in a province of one's own; an AssertionError tells what went wrong."""
    with databases.fresh() as url:
        furnish(url)
        with open_stage(url, data_dir, start=START) as stage, ExitStack() as stack:
            walked = Walk(stage, seed)
            if processes:
                walked.rest = stack.enter_context(two_processes(stage))
            walked.go(steps)
    return walked


def walk_anywhere(
    steps: int, seed: int, *, postgres: bool = False, processes: bool = False
) -> Walk:
    """Walk in a folder of one's own, as a command does."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        databases: Databases = (
            stack.enter_context(postgres_server()) if postgres else SqliteFiles(Path(folder))
        )
        return walk(steps, seed, databases, Path(folder) / "data", processes=processes)


def main() -> int:
    """Walk, and print where the way led."""
    parser = ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not SQLite")
    parser.add_argument("--processes", action="store_true", help="handled by two web processes")
    parser.add_argument("--plant", choices=sorted(PLANTS), help="with a fault, to be found")
    wanted = parser.parse_args()
    logging.getLogger("kaona").setLevel(logging.ERROR)  # LINE's bad minute is wanted
    print(f"seed {wanted.seed}, {wanted.steps} steps", flush=True)
    with pytest.MonkeyPatch.context() as patch:
        if wanted.plant:
            PLANTS[wanted.plant](patch)
        walked = walk_anywhere(
            wanted.steps, wanted.seed, postgres=wanted.postgres, processes=wanted.processes
        )
    print(f"{walked.steps} steps: {dict(walked.kinds.most_common())}")
    print(f"{walked.footing.sent} reports sent; found home from {len(walked.states)} states:")
    for state, count in walked.states.most_common():
        print(f"  {count:4} {state}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
