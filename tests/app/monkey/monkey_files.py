"""Files that the monkey opens, and places to which it writes: good ones and bad ones."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from random import Random

from nn.core.settings import RANGES, SettingError, Settings
from nn.core.tasks import TASKS
from nn.files.session_file import save
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording

ENDINGS = ("", ".glassnet", ".csv", ".npz", ".svg", ".png", ".py", ".gif", ".webp", ".GLASSNET")

BAD = {
    "empty.glassnet": b"",
    "no text.glassnet": bytes(range(256)),
    "a list.glassnet": b"[]",
    "deep.glassnet": b"[" * 100_000,
    "long number.glassnet": b'{"format": "glassnet session", "version": ' + b"9" * 5000 + b"}",
    "<b>&amp;<i>.glassnet": b'{"format": "<img src=x>"}',
    "newer.glassnet": b'{"format": "glassnet session", "version": 2}',
}


def settings(rng: Random) -> Settings:
    """Settings of another shape or task: small as a rule, as large as they may be at times."""
    if rng.random() < 0.1:
        bits, hidden = rng.choice(((16, 128), (1, 1), (16, 1), (1, 128)))
    else:
        bits, hidden = rng.randint(1, 8), rng.randint(1, 16)
    drawn = Settings(
        bits=bits,
        hidden_units=hidden,
        observations=rng.choice((1, 2, 7, 40, 500, RANGES["observations"].highest)),
        learning_rate=rng.choice((0.001, 0.1, 0.5, 3.0, 100.0)),
        epochs=rng.choice((1, 3, 10, 10_000)),
        seed=rng.randrange(2**32),
    )
    # Not every task can be done with so many bits.
    with contextlib.suppress(SettingError):
        return drawn.changed(task=rng.choice(list(TASKS)))
    return drawn


class Files:
    """A folder with sessions, and with what is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._good = [self._session(number) for number in range(6)]
        self._bad = []
        for name, content in BAD.items():
            (folder / name).write_bytes(content)
            self._bad.append(folder / name)
        (folder / "a folder.glassnet").mkdir()
        (folder / "shut").mkdir()
        (folder / "shut").chmod(0o500)
        self._bad += [folder / "a folder.glassnet", folder / "gone.glassnet", folder]

    def _session(self, number: int) -> Path:
        rng = Random(number)
        drawn = settings(rng)
        branches = Branches(Recording(drawn.changed(learning_rate=0.1)))
        for _ in range(rng.randrange(4)):
            recording = branches.current.recording
            recording.advance_to(recording.length + rng.randrange(1, 200))
            at = rng.randint(0, recording.length)
            changes = LearningRateChange(rng.choice((0.05, 2.0))), WeightEdit("W2", 0, 0, 1.5)
            branches.start(at, rng.choice(changes))
        path = self._folder / f"session {number}.glassnet"
        save(path, branches, drawn.epochs, branches.current.recording.length)
        return path

    def to_open(self, rng: Random) -> Path:
        """A session, a damaged one, or none at all."""
        kind = rng.random()
        if kind < 0.6:
            written = sorted(self._folder.glob("written*.glassnet"))
            return rng.choice([*self._good, *written])
        if kind < 0.8:
            return rng.choice(self._bad)
        content = bytearray(rng.choice(self._good).read_bytes())
        for _ in range(rng.randrange(1, 4)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        damaged = self._folder / "damaged.glassnet"
        damaged.write_bytes(content[: rng.choice((len(content), rng.randrange(len(content))))])
        return damaged

    def to_write(self, rng: Random) -> Path:
        """A place to write to: new, taken, or impossible."""
        ending = rng.choice(ENDINGS)
        kind = rng.random()
        if kind < 0.7:
            return self._folder / f"written {rng.randrange(8)}{ending}"
        if kind < 0.8:
            return self._folder / "no such folder" / f"new{ending}"
        if kind < 0.9:
            return Path(os.devnull) / f"new{ending}"
        return rng.choice((self._folder / "a folder.glassnet", self._folder / "shut" / "new.csv"))

    def folder(self, rng: Random) -> Path:
        """A folder for many files: this one, one inside it, or none that there is."""
        inside = self._folder / f"frames {rng.randrange(3)}"
        inside.mkdir(exist_ok=True)
        return rng.choice((inside, inside, self._folder / "gone"))
