"""Who hears whom in the window, but for its pages: these have `page_connections`."""

from __future__ import annotations

from app.window_contents import WindowContents
from app.window_menus import WindowMenus


def connect(window: WindowContents, menus: WindowMenus) -> None:
    """Let everything in the window hear what it is to hear."""
    _connect_model(window, menus)
    _connect_views(window, menus)
    _connect_controls(window, menus)


def _connect_model(window: WindowContents, menus: WindowMenus) -> None:
    session, playhead, tried = window.session, window.playhead, window.tried
    session.recording_changed.connect(window.presenter.show_recording)
    session.recording_changed.connect(window.memory.keep_settings)
    session.recording_changed.connect(window.weight_editor.leave)
    session.plan_changed.connect(window.presenter.show_plan)
    session.branches_changed.connect(window.presenter.show_branches)
    session.moved.connect(window.presenter.show_moment)
    session.moved.connect(window.announcer.show_moment)
    session.undo_stack.canUndoChanged.connect(menus.actions["undo"].setEnabled)
    session.undo_stack.canRedoChanged.connect(menus.actions["redo"].setEnabled)
    playhead.playing_changed.connect(window.presenter.show_playing)
    playhead.playing_changed.connect(menus.actions.show_playing)
    playhead.playing_changed.connect(window.meter.show_playing)
    playhead.playing_changed.connect(window.progress.show_playing)
    playhead.playing_changed.connect(window.announcer.show_playing)
    playhead.stopped.connect(window.controls.on_stopped)
    playhead.stopped.connect(window.status.tell_why_stopped)
    playhead.failed.connect(window.failed)
    tried.changed.connect(window.presenter.show_moment)
    tried.active_changed.connect(menus.actions["show_tried"].setChecked)
    window.silenced.changed.connect(window.presenter.show_moment)
    window.search.found.connect(window.presenter.show_first_all_right)
    window.search.found.connect(window.announcer.show_first)
    window.search.failed.connect(window.failed)
    window.shares.failed.connect(window.failed)
    window.clock.released.connect(window.training_thread.release)


def _connect_views(window: WindowContents, menus: WindowMenus) -> None:
    network = window.network_view
    network.painted.connect(window.clock.on_painted)
    network.cell_selected.connect(window.presenter.show_cell)
    network.cell_activated.connect(window.tried.end)
    network.mark.left.connect(window.tried.end)
    network.cell_activated.connect(window.weights.edit)
    network.unit_switched.connect(window.silence.switch)
    network.all_units_wanted.connect(window.silence.all_units)
    network.switched.connect(menus.actions["show_diagram"].setChecked)
    network.switched.connect(window.memory.keep_picture)
    network.switched.connect(window.announcer.show_picture)
    window.weight_editor.committed.connect(window.changes.edit_weight)
    window.weight_editor.refused.connect(window.status.tell)
    window.curve.position_chosen.connect(window.playhead.seek)
    window.strip.step_chosen.connect(window.controls.go_to)
    window.pages.made.connect(window.page_connections.connect_page)
    window.pages.made.connect(window.presenter.show_first)
    window.pages.made.connect(menus.key_focus.watch_page)
    window.pages.panel.appeared.connect(window.presenter.show_page)
    window.speed.pace_changed.connect(window.playhead.set_pace)


def _connect_controls(window: WindowContents, menus: WindowMenus) -> None:
    window.preferences.letters_changed.connect(menus.key_focus.use_letters)
    window.preferences.calm_changed.connect(window.clock.set_calm)
    menus.key_focus.left.connect(menus.focus_ring.show_keys)
    window.controls.told.connect(window.status.tell)
    window.controls.outdated.connect(window.status.take_back)
    window.changes.told.connect(window.status.tell)
    window.changes.refused.connect(window.presenter.show_branches)
    window.changes.refused.connect(window.presenter.show_settings)
    window.weights.told.connect(window.status.tell)
    window.silence.told.connect(window.status.tell)
    window.vectors.told.connect(window.status.tell)
    window.view.lens_changed.connect(window.presenter.show_moment)
    window.view.lens_changed.connect(window.announcer.show_lens)
    window.status.told.connect(window.announcer.say)
    window.files.told.connect(window.status.tell)
    window.files.named.connect(window.memory.keep_file)
    window.files.named.connect(window.title.show)
    window.files.named.connect(window.recovery.save_aside)
    window.files.recovered.connect(window.title.show)
    window.files.recovered.connect(window.recovery.adopt)
    window.exports.told.connect(window.status.tell)
    window.copies.told.connect(window.status.tell)
    window.parts.told.connect(window.status.tell)
    window.long_work.told.connect(window.status.tell)
    window.long_work.failed.connect(window.failed)
    menus.recent.chosen.connect(window.files.open_path)
    window.drop.session_dropped.connect(window.files.open_path)
    window.drop.vectors_dropped.connect(window.pages.read_vectors)
    menus.appearance.chosen.connect(window.memory.keep_appearance)
    menus.appearance.chosen.connect(window.appearance_chosen)
