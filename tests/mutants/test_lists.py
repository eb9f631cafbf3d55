"""The lists of faults fit the code, which is learnt here before any of them is tried."""

from __future__ import annotations

from run import ROOT, mutants


def test_every_connection_is_listed_and_every_fault_can_be_put_in() -> None:
    for each in mutants():
        each.check(ROOT)
