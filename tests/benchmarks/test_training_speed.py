"""The recorded training step beside the notebook's plain loop, in one run.

pytest -o addopts= --benchmark-only tests/benchmarks
"""

from __future__ import annotations

import notebook_oracle as oracle
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from nn.core.settings import Settings
from nn.run.recording import Recording

pytestmark = pytest.mark.benchmark(group="5,000 training steps", min_rounds=8)


def test_the_plain_loop(benchmark: BenchmarkFixture) -> None:
    run = benchmark(oracle.train)
    assert len(run.losses) == 5000


def test_the_recording(benchmark: BenchmarkFixture) -> None:
    def record() -> Recording:
        recording = Recording(Settings())
        recording.advance_to(5000)
        return recording

    assert benchmark(record).length == 5000
