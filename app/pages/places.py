"""What stands on which page of the panel: one table of pages and one of sections."""

from __future__ import annotations

from typing import NamedTuple


class PagePlace(NamedTuple):
    """A page: something that people do.

    Attributes:
        key: its name in what is remembered, and that of its drawing.
        title: on its tab.
        shortcut: brings it to the front.
        help: what it is for, one sentence.
    """

    key: str
    title: str
    shortcut: str
    help: str


class SectionPlace(NamedTuple):
    """A section of a page.

    Attributes:
        key: its name in what is remembered.
        page: the key of its page.
        title: over it.
        shortcut: unfolds it on its page, in front.
        help: what it holds, one sentence.
        unfolded: whether it is unfolded the first time.
        right: whether it stands at the right where there is room for two beside one another.
    """

    key: str
    page: str
    title: str
    shortcut: str
    help: str
    unfolded: bool = True
    right: bool = False


PAGES: tuple[PagePlace, ...] = (
    PagePlace("watch", "Watch", "Ctrl+1", "See how far it is, and choose when a run stops."),
    PagePlace("walk", "Step", "Ctrl+2", "See how every number of a step came about."),
    PagePlace("test", "Test", "Ctrl+3", "Try bit vectors by hand."),
    PagePlace("fork", "Branches", "Ctrl+4", "See and choose the ways the run went."),
    PagePlace("settings", "Settings", "Ctrl+5", "Choose what determines the run."),
)

SECTIONS: tuple[SectionPlace, ...] = (
    SectionPlace("progress", "watch", "How far it is", "Ctrl+P", "See the loss of every epoch."),
    SectionPlace(
        "stops",
        "watch",
        "Run until",
        "Ctrl+B",
        "Choose when a run stops by itself.",
        right=True,
    ),
    SectionPlace(
        "guess",
        "walk",
        "Guess first",
        "Ctrl+E",
        "Say what a step will show before it is shown.",
        unfolded=False,
    ),
    SectionPlace("inspect", "walk", "Why", "Ctrl+I", "See how the selected number came about."),
    SectionPlace(
        "code",
        "walk",
        "The code that runs",
        "Ctrl+K",
        "See the code that computes every number.",
        unfolded=False,
        right=True,
    ),
    SectionPlace(
        "slope",
        "walk",
        "Slope",
        "Ctrl+D",
        "See the loss over the selected weight.",
        unfolded=False,
        right=True,
    ),
    SectionPlace(
        "pushes",
        "walk",
        "What every vector wants",
        "Ctrl+U",
        "See where every vector would push the selected weight.",
        unfolded=False,
    ),
    SectionPlace(
        "lesson", "walk", "What it taught", "Ctrl+L", "See what this step taught.", unfolded=False
    ),
    SectionPlace(
        "check",
        "walk",
        "Check",
        "Ctrl+G",
        "See that the gradients are right.",
        unfolded=False,
        right=True,
    ),
    SectionPlace("try", "test", "One vector", "Ctrl+T", "Enter a vector and see the answer."),
    SectionPlace(
        "neighbours",
        "test",
        "Neighbours",
        "Ctrl+Shift+H",
        "See what each bit of the vector would change.",
        unfolded=False,
    ),
    SectionPlace(
        "history",
        "test",
        "Tried before",
        "Ctrl+H",
        "See what was tried, and what is answered to it now.",
        unfolded=False,
    ),
    SectionPlace(
        "truth",
        "test",
        "All vectors",
        "Ctrl+F",
        "See the answers to all vectors there are.",
        unfolded=False,
        right=True,
    ),
    SectionPlace(
        "many",
        "test",
        "Many by hand",
        "Ctrl+Shift+V",
        "Check vectors that you paste or open, line by line.",
        unfolded=False,
        right=True,
    ),
    SectionPlace(
        "learnt",
        "test",
        "What it has learnt",
        "Ctrl+Shift+W",
        "See what the weights have come to do, and each hidden unit.",
        unfolded=False,
        right=True,
    ),
    SectionPlace(
        "validation",
        "test",
        "Many vectors",
        "Ctrl+M",
        "Count how many are right.",
        right=True,
    ),
    SectionPlace("branches", "fork", "Branches", "Ctrl+Y", "See and choose the ways the run went."),
    SectionPlace("settings", "settings", "Settings of the run", "Ctrl+,", "What determines it."),
    SectionPlace(
        "window",
        "settings",
        "Keys and motion",
        "Ctrl+.",
        "Choose which keys are heard, and how calm the pictures are.",
        unfolded=False,
        right=True,
    ),
)

OF = {section.key: section for section in SECTIONS}
