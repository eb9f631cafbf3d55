from __future__ import annotations

import os
import sys

import pytest

from app.frozen import hand_back_library_path


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/glassnet/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    return monkeypatch


def test_other_programs_get_the_library_path_from_before_the_bundle(
    bundle: pytest.MonkeyPatch,
) -> None:
    bundle.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    hand_back_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/usr/local/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_where_there_was_no_library_path_other_programs_get_none(
    bundle: pytest.MonkeyPatch,
) -> None:
    hand_back_library_path()
    assert "LD_LIBRARY_PATH" not in os.environ


def test_without_a_bundle_the_library_path_is_the_persons_own(bundle: pytest.MonkeyPatch) -> None:
    bundle.setattr(sys, "frozen", False)
    hand_back_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/glassnet/_internal"
