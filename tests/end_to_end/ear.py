"""Listens on the bus of the assistive technologies, as a screen reader does.

Run by the system's Python, which has the bus's own library. It prints a line for each event: what
happened, and the role, the name and the description of where, with tabs between. A line on its
input that names a role and a name is answered by a line that says what is found there now.
"""

import sys

import pyatspi
from gi.repository import GLib

EVENTS = (
    "object:state-changed:focused",
    "object:announcement",
    "object:property-change:accessible-description",
    "object:property-change:accessible-name",
    "object:property-change:accessible-value",
    "object:selection-changed",
)


def application():
    """The program, once it is on the bus."""
    desktop = pyatspi.Registry.getDesktop(0)
    for index in range(desktop.childCount):
        child = desktop.getChildAtIndex(index)
        if child is not None and child.name == "Glassnet" and child.childCount:
            return child
    return None


def told(kind, thing, said=""):
    """One line about something."""
    try:
        states = "".join(
            mark
            for mark, state in (
                ("f", pyatspi.STATE_FOCUSED),
                ("s", pyatspi.STATE_SELECTED),
                ("c", pyatspi.STATE_CHECKED),
            )
            if thing.getState().contains(state)
        )
        words = [kind, thing.getRoleName(), thing.name, thing.description, states, str(said)]
    except Exception as error:  # It may have gone meanwhile.
        words = [kind, "gone", str(error), "", "", ""]
    print("\t".join(each.replace("\n", " ").replace("\t", " ") for each in words), flush=True)


def hear(event):
    """An event of the program."""
    if event.type.startswith("object:state-changed") and not event.detail1:
        return
    told(event.type, event.source, event.any_data or "")


def every(thing):
    """A thing and all below it."""
    yield thing
    for index in range(thing.childCount):
        child = thing.getChildAtIndex(index)
        if child is not None:
            yield from every(child)


def answer(source, condition):
    """Say what is asked for: "role<tab>beginning of the name", or "all"."""
    line = sys.stdin.readline()
    if not line:
        pyatspi.Registry.stop()
        return False
    role, _, name = line.rstrip("\n").partition("\t")
    top = application()
    for thing in every(top) if top is not None else ():
        try:
            fits = role == "all" or (thing.getRoleName() == role and thing.name.startswith(name))
        except Exception:
            continue
        if fits:
            told("found", thing)
    print("end", flush=True)
    return True


pyatspi.Registry.registerEventListener(hear, *EVENTS)
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, answer)
print("listening", flush=True)
pyatspi.Registry.start()
