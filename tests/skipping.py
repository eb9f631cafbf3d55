"""Where a test may be skipped, and where never."""

from __future__ import annotations

import os

import pytest

CI = bool(os.environ.get("CI"))

on_demand = pytest.mark.skipif(
    not os.environ.get("GLASSNET_LONG"), reason="$GLASSNET_LONG is not set"
)
"""What takes minutes; CI does it beside other things."""


def skip_but_never_in_ci(reason: str) -> None:
    """Skip what cannot run on this machine; in CI it fails, because there everything runs."""
    if CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
