"""Which slot carries out which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.commands.change_controls import ChangeControls
from app.commands.exports import Exports
from app.commands.help_controls import HelpControls
from app.commands.picture_copies import PictureCopies
from app.commands.run_controls import RunControls
from app.commands.session_files import SessionFiles
from app.commands.silence_controls import SilenceControls
from app.commands.vector_controls import VectorControls
from app.commands.view_controls import ViewControls
from app.commands.window_parts import WindowParts

SlotOf = Callable[[], object]


def slots_of(
    files: SessionFiles,
    exports: Exports,
    changes: ChangeControls,
    vectors: VectorControls,
    controls: RunControls,
    view: ViewControls,
    silence: SilenceControls,
    parts: WindowParts,
    copies: PictureCopies,
    help_controls: HelpControls,
    go_to_step: SlotOf,
    close: SlotOf,
) -> Mapping[str, SlotOf]:
    """The slot of every command, by the command's key."""
    return {
        "open_file": files.open_file,
        "save_file": files.save_file,
        "save_file_as": files.save_file_as,
        "export_losses": exports.export_losses,
        "export_weights": exports.export_weights,
        "export_script": exports.export_script,
        "export_frames": exports.export_frames,
        "export_animation": exports.export_animation,
        "export_curve": exports.export_curve,
        "export_network": exports.export_network,
        "export_path": exports.export_path,
        "quit": close,
        "undo": changes.undo,
        "redo": changes.redo,
        "type_vector": vectors.type_vector,
        "random_vector": vectors.random_vector,
        "show_tried": vectors.show_tried,
        "copy_answer": vectors.copy_answer,
        "copy_network": copies.copy_network,
        "copy_curve": copies.copy_curve,
        "toggle_play": controls.toggle_play,
        "play_backwards": controls.play_backwards,
        "run_epoch": controls.run_epoch,
        "back_epoch": controls.back_epoch,
        "run_to_end": controls.run_to_end,
        "faster": controls.faster,
        "slower": controls.slower,
        "reset": changes.reset,
        "new_seed": changes.new_seed,
        "step_forward": controls.step_forward,
        "step_back": controls.step_back,
        "next_phase": controls.next_phase,
        "previous_phase": controls.previous_phase,
        "to_start": controls.to_start,
        "to_newest": controls.to_newest,
        "go_to_step": go_to_step,
        "show_weights": view.show_weights,
        "show_gradients": view.show_gradients,
        "show_since_start": view.show_since_start,
        "show_by_step": view.show_by_step,
        "show_diagram": view.show_diagram,
        "zoom_in": view.zoom_in,
        "zoom_out": view.zoom_out,
        "zoom_fit": view.zoom_fit,
        "present": parts.present,
        "toggle_curve": parts.toggle_curve,
        "toggle_panel": parts.toggle_panel,
        "curve_higher": parts.curve_higher,
        "curve_lower": parts.curve_lower,
        "panel_wider": parts.panel_wider,
        "panel_narrower": parts.panel_narrower,
        "select_left": view.select_left,
        "select_right": view.select_right,
        "select_up": view.select_up,
        "select_down": view.select_down,
        "silence_unit": silence.silence_unit,
        "all_units": silence.all_units,
        "show_tour": help_controls.show_tour,
        "show_shortcuts": help_controls.show_shortcuts,
        "show_glossary": help_controls.show_glossary,
        "install_launcher": help_controls.install_launcher,
        "uninstall_launcher": help_controls.uninstall_launcher,
        "show_about": help_controls.show_about,
    }
