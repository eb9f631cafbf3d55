"""What a thousand randomly damaged session files do.

python tests/benchmarks/session_damage.py [count]
"""

from __future__ import annotations

import collections
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from nn.core.settings import Settings
from nn.files.session_file import SessionError, as_text, parse
from nn.files.session_replay import replay
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


def session() -> bytes:
    """A session of the notebook's run with three branches."""
    recording = Recording(Settings())
    recording.advance_to(5000)
    branches = Branches(recording)
    branches.start(300, WeightEdit("W1", 0, 1, 2.5)).recording.advance_to(5000)
    branches.start(700, LearningRateChange(0.3)).recording.advance_to(5000)
    return as_text(branches, 10, 5000).encode()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with bytes changed, cut out, put in, or cut off."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(spoilt))
        match chance.randrange(4):
            case 0:
                spoilt[place] = chance.randrange(256)
            case 1:
                del spoilt[place : place + chance.randint(1, 30)]
            case 2:
                spoilt[place:place] = bytes(chance.choices(b'0123456789-.eE{}[],":', k=3))
            case _:
                if chance.random() < 0.2:
                    del spoilt[place:]
    return bytes(spoilt)


def main() -> None:
    """Damage, open, and count what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    content = session()
    print(f"session with three branches: {len(content):,} bytes")
    chance, outcomes = random.Random(1), collections.Counter[str]()
    for _ in range(count):
        try:
            saved = parse(damaged(content, chance))
        except SessionError:
            outcomes["refused with a message"] += 1
            continue
        if sum(each.steps for each in saved.branches) > 50_000:
            outcomes["a longer session, not trained here"] += 1
            continue
        made = replay(saved, lambda done, total: True)
        assert made is not None
        same = "Identical" in made.report
        outcomes["opened, identical" if same else "opened, the difference said"] += 1
    for outcome, times in outcomes.most_common():
        print(f"{times:5} {outcome}")


if __name__ == "__main__":
    main()
