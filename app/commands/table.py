"""Every command of the window: one table for menus, tool bar, shortcuts and their help page."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """A command that a person can give.

    Attributes:
        key: its name, by which its slot is found.
        menu: the menu it stands in.
        text: its name there; & marks the letter of its mnemonic.
        shortcut: keys, in Qt's portable notation; "" for none.
        help: what it does, one sentence.
        icon: the name of its drawing in resources/actions; "" for none.
        repeats: whether holding the keys repeats it.
        checkable: whether it is a choice that stays on.
        short: its name on a button, "" for the same.
        starts_group: whether a separator stands before it in the menu.
    """

    key: str
    menu: str
    text: str
    shortcut: str
    help: str
    icon: str = ""
    repeats: bool = False
    checkable: bool = False
    short: str = ""
    starts_group: bool = False


MENUS = {
    "file": "&File",
    "edit": "&Edit",
    "run": "&Run",
    "step": "&Step",
    "view": "&View",
    "help": "&Help",
}

COMMANDS: tuple[Command, ...] = (
    Command("undo", "edit", "&Undo", "Ctrl+Z", "Take back the last change of the run."),
    Command("redo", "edit", "R&edo", "Ctrl+Shift+Z", "Make the change again."),
    Command(
        "type_vector",
        "edit",
        "&Type a vector",
        "V",
        "Go to the field where a bit vector can be typed or pasted.",
        starts_group=True,
    ),
    Command("random_vector", "edit", "&Random vector", "N", "Try a vector drawn at random."),
    Command(
        "show_tried",
        "edit",
        "&Show the vector in the picture",
        "T",
        "Send the vector through the picture of the network; once more or Escape: back to the run.",
        checkable=True,
    ),
    Command(
        "copy_answer",
        "edit",
        "&Copy the answer",
        "Ctrl+Shift+C",
        "Copy the vector, the probabilities and the labels as text.",
    ),
    Command(
        "copy_network",
        "edit",
        "Copy the &picture of the network",
        "Ctrl+Shift+N",
        "Copy what is seen of the network as a picture, sharp enough for paper.",
    ),
    Command(
        "copy_curve",
        "edit",
        "Copy the &loss curve",
        "Ctrl+Shift+L",
        "Copy the loss curve as a picture, sharp enough for paper.",
    ),
    Command(
        "toggle_play",
        "run",
        "&Play",
        "Space",
        "Train at the chosen speed, or pause.",
        "play",
    ),
    Command(
        "play_backwards",
        "run",
        "Play &backwards",
        "Shift+Space",
        "Move back through the recorded steps at the chosen speed.",
        "play-back",
    ),
    Command(
        "run_epoch",
        "run",
        "To the end of the &epoch",
        "PgDown",
        "Go to the end of this epoch, training as fast as it goes.",
        "epoch-forward",
        repeats=True,
        starts_group=True,
    ),
    Command(
        "back_epoch",
        "run",
        "Back to the start of the epo&ch",
        "PgUp",
        "Go back to the start of this epoch.",
        "epoch-back",
        repeats=True,
    ),
    Command(
        "run_to_end",
        "run",
        "To the e&nd of the run",
        "Ctrl+End",
        "Train to the last planned step, as fast as it goes.",
        "to-end",
    ),
    Command(
        "faster",
        "run",
        "&Faster",
        "+",
        "Raise the speed by a notch.",
        repeats=True,
        starts_group=True,
    ),
    Command("slower", "run", "S&lower", "-", "Lower the speed by a notch.", repeats=True),
    Command(
        "reset",
        "run",
        "&Reset",
        "R",
        "Begin again at step 0 with the same seed, and so the same initial weights.",
        "reset",
        starts_group=True,
    ),
    Command(
        "new_seed",
        "run",
        "New &seed",
        "Shift+R",
        "Begin again with another seed: other observations, other initial weights.",
        "new-seed",
    ),
    Command(
        "step_forward",
        "step",
        "&Next step",
        "Right",
        "Make one training step, or finish the one that is under way.",
        "step-forward",
        repeats=True,
    ),
    Command(
        "step_back",
        "step",
        "&Step back",
        "Left",
        "Take one training step back.",
        "step-back",
        repeats=True,
    ),
    Command(
        "next_phase",
        "step",
        "Next &phase",
        "Down",
        "Walk on through the step: observation, u1, a1, and so on to the update.",
        "phase-forward",
        repeats=True,
        starts_group=True,
    ),
    Command(
        "previous_phase",
        "step",
        "P&revious phase",
        "Up",
        "Walk back through the step.",
        "phase-back",
        repeats=True,
    ),
    Command(
        "to_start",
        "step",
        "To the s&tart",
        "Home",
        "Show step 0, before anything was learnt; the recording is kept.",
        "to-start",
        starts_group=True,
    ),
    Command(
        "to_newest",
        "step",
        "To the ne&west step",
        "End",
        "Return from the past to the newest recorded step.",
        "newest",
    ),
    Command(
        "go_to_step",
        "step",
        "&Go to step …",
        "Ctrl+J",
        "Type the step to go to, or its epoch and observation such as 3:217.",
    ),
    Command(
        "show_weights",
        "view",
        "&Weights",
        "1",
        "Let the picture show the weights.",
        checkable=True,
    ),
    Command(
        "show_gradients",
        "view",
        "&Gradients",
        "2",
        "Let the picture show the gradients of this step.",
        checkable=True,
    ),
    Command(
        "show_since_start",
        "view",
        "Change since the &start",
        "3",
        "Let the picture show how far each weight has moved since step 0.",
        checkable=True,
        short="Since start",
    ),
    Command(
        "show_by_step",
        "view",
        "Change by this s&tep",
        "4",
        "Let the picture show how far this step moved each weight.",
        checkable=True,
        short="This step",
    ),
    Command(
        "show_diagram",
        "view",
        "&Diagram",
        "D",
        "Show the network as neurons and edges; once more: as matrices.",
        checkable=True,
        starts_group=True,
    ),
    Command(
        "zoom_in",
        "view",
        "Larger &cells",
        "Ctrl++ | Ctrl+=",
        "Make the cells larger, so that their numbers have room.",
        starts_group=True,
    ),
    Command("zoom_out", "view", "S&maller cells", "Ctrl+-", "Make the cells smaller."),
    Command("zoom_fit", "view", "&Fit cells", "Ctrl+0", "Fit all cells into the window."),
    Command(
        "present",
        "view",
        "P&resentation",
        "F5",
        "Fill the screen for a class to see: large text, no panel. Escape leaves.",
        checkable=True,
        starts_group=True,
    ),
    Command(
        "toggle_curve",
        "view",
        "Loss cur&ve",
        "F8",
        "Hide the loss curve, or bring it back.",
        "curve",
        checkable=True,
    ),
    Command(
        "toggle_panel",
        "view",
        "Side pa&nel",
        "F9",
        "Hide the side panel, or bring it back.",
        "panel",
        checkable=True,
    ),
    Command(
        "select_left",
        "view",
        "Select the cell to the &left",
        "Ctrl+Left",
        "Move the selected cell; the inspector explains it.",
        repeats=True,
        starts_group=True,
    ),
    Command(
        "select_right",
        "view",
        "Select the cell to the r&ight",
        "Ctrl+Right",
        "Move the selected cell; the inspector explains it.",
        repeats=True,
    ),
    Command(
        "select_up",
        "view",
        "Select the cell ab&ove",
        "Ctrl+Up",
        "Move the selected cell; the inspector explains it.",
        repeats=True,
    ),
    Command(
        "select_down",
        "view",
        "Select the cell &below",
        "Ctrl+Down",
        "Move the selected cell; the inspector explains it.",
        repeats=True,
    ),
    Command(
        "silence_unit",
        "view",
        "Silence the &hidden unit",
        "S",
        "See what is answered without the hidden unit of the selected cell; once more: with it.",
        starts_group=True,
    ),
    Command(
        "all_units",
        "view",
        "All &units again",
        "Shift+S",
        "Let every hidden unit be heard again.",
    ),
    Command(
        "show_tour",
        "help",
        "Take the &tour",
        "Shift+F1",
        "Try five things that show how to use the window; nothing of the run is lost.",
    ),
    Command(
        "show_shortcuts",
        "help",
        "&Keyboard shortcuts",
        "F1",
        "Show every key.",
    ),
    Command(
        "show_glossary",
        "help",
        "&Glossary",
        "F4",
        "Show what every symbol means, how it is computed, and its shape.",
        "help",
    ),
    Command(
        "install_launcher",
        "help",
        "&Install the launcher",
        "",
        "Put Glassnet into the applications menu and on the desktop.",
        starts_group=True,
    ),
    Command(
        "uninstall_launcher",
        "help",
        "&Remove the launcher",
        "",
        "Take Glassnet out of the applications menu and off the desktop.",
    ),
    Command(
        "show_about", "help", "&About Glassnet", "", "Version and licences.", starts_group=True
    ),
    Command("open_file", "file", "&Open …", "Ctrl+O", "Open a session that was saved."),
    Command(
        "save_file",
        "file",
        "&Save",
        "Ctrl+S",
        "Save the run with all its branches.",
        starts_group=True,
    ),
    Command("save_file_as", "file", "Save &as …", "Ctrl+Shift+S", "Save under another name."),
    Command(
        "export_losses",
        "file",
        "Export the &losses …",
        "",
        "Write the loss of every step as a table (CSV).",
        starts_group=True,
    ),
    Command(
        "export_weights",
        "file",
        "Export the &weights …",
        "",
        "Write the weights at the playhead (NPZ or CSV).",
    ),
    Command(
        "export_script",
        "file",
        "Export the run as a scr&ipt …",
        "",
        "Write the run as a Python script of plain numpy that ends with the same weights.",
    ),
    Command(
        "export_frames",
        "file",
        "Export the run as &frames …",
        "",
        "Write pictures of the network along the run, one file for each (PNG).",
    ),
    Command(
        "export_animation",
        "file",
        "Export the run as an ani&mation …",
        "",
        "Write the network along the run as an animated picture (WebP or GIF).",
    ),
    Command(
        "export_curve",
        "file",
        "Export the loss &curve …",
        "",
        "Write the loss curve as a picture (PNG or SVG).",
    ),
    Command(
        "export_network",
        "file",
        "Export the picture of the &network …",
        "",
        "Write the picture of the network (PNG or SVG).",
    ),
    Command(
        "export_path",
        "file",
        "Export the &path of the weight …",
        "",
        "Write the path of the selected weight as a picture (PNG or SVG).",
    ),
    Command("quit", "file", "&Quit", "Ctrl+Q", "Close the window.", starts_group=True),
)
"""In the order in which they stand in their menus."""
