"""What stands in the window's menus; everything that concerns a dataset acts on the tab in front."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from itag_desktop.gui.menus import Do, Entry, Menus
from itag_desktop.gui.template_tab import TemplateTab
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowActions:
    """What the window itself does for its menus."""

    ask_connection: Do
    manage_connections: Do
    clear_practice: Do
    close_window: Do
    paste: Do
    remove: Do
    toggle_runs: Do
    next_area: Do
    previous_area: Do
    open_guide: Do
    choose_tab: Callable[[int], None]


class WindowMenus:
    """Fills the menus of a window with `tabs`, the one in front being what `tab` returns."""

    def __init__(self, tabs: Sequence[TemplateTab], tab: Callable[[], TemplateTab], actions: WindowActions) -> None:
        self._tabs = tuple(tabs)
        self._tab = tab
        self._actions = actions

    def fill(self, window: QMainWindow, theme: Theme) -> None:
        """Add all menus to `window`."""
        menus = Menus(window)
        menus.add(text("&File"), self._file_entries())
        edit = menus.add(text("&Edit"), self._edit_entries())
        for tab in self._tabs:
            edit.addMenu(tab.panel.result_card.copy_menu)
        menus.add_schemes(menus.add(text("&View"), self._view_entries()), theme)
        menus.add(text("&Run"), self._run_entries())
        menus.add(text("&Help"), self._help_entries())

    def _on_tab(self, do: Callable[[TemplateTab], None]) -> Do:
        """Return what does `do` with the tab that is in front then."""
        return lambda: do(self._tab())

    def _file_entries(self) -> list[Entry | None]:
        return [
            Entry(words=text("Add files…"), do=self._on_tab(lambda tab: tab.pick_files()), keys="Ctrl+O"),
            Entry(words=text("Add folder…"), do=self._on_tab(lambda tab: tab.pick_folder()), keys="Ctrl+Shift+O"),
            None,
            Entry(words=text("New connection…"), do=self._actions.ask_connection),
            Entry(words=text("Manage connections…"), do=self._actions.manage_connections),
            Entry(words=text("Clear practice data…"), do=self._actions.clear_practice),
            None,
            Entry(words=text("Quit"), do=self._actions.close_window, keys="Ctrl+Q"),
        ]

    def _edit_entries(self) -> list[Entry | None]:
        return [
            Entry(words=text("Undo"), do=self._on_tab(lambda tab: tab.undo()), keys="Ctrl+Z"),
            Entry(words=text("Redo"), do=self._on_tab(lambda tab: tab.redo()), keys="Ctrl+Shift+Z Ctrl+Y"),
            None,
            Entry(words=text("Paste files"), do=self._actions.paste, keys="Ctrl+V"),
            Entry(words=text("Copy lines"), do=self._on_tab(lambda tab: tab.preview.copy_lines())),
            None,
            Entry(words=text("Leave out or remove"), do=self._actions.remove, keys="Del"),
            Entry(words=text("Name in bucket"), do=self._on_tab(lambda tab: tab.settings.edit_name()), keys="F2"),
        ]

    def _view_entries(self) -> list[Entry | None]:
        return [
            *(self._tab_entry(number, tab) for number, tab in enumerate(self._tabs)),
            None,
            Entry(words=text("Runs"), do=self._actions.toggle_runs, keys="F8"),
            Entry(words=text("Find in lines"), do=self._on_tab(lambda tab: tab.preview.ask_find()), keys="Ctrl+F"),
            Entry(words=text("Go to line…"), do=self._on_tab(lambda tab: tab.preview.ask_line()), keys="Ctrl+G"),
            Entry(words=text("Next area"), do=self._actions.next_area, keys="F6"),
            Entry(words=text("Previous area"), do=self._actions.previous_area, keys="Shift+F6"),
            None,
        ]

    def _tab_entry(self, number: int, tab: TemplateTab) -> Entry:
        return Entry(words=tab.frame.title, do=lambda: self._actions.choose_tab(number), keys=f"Ctrl+{number + 1}")

    def _run_entries(self) -> list[Entry | None]:
        return [
            Entry(
                words=text("Create dataset"),
                do=self._on_tab(lambda tab: tab.create_dataset()),
                keys="Ctrl+Return Ctrl+Enter",
            ),
            Entry(words=text("Check first"), do=self._on_tab(lambda tab: tab.check_first())),
            Entry(words=text("Pause or resume"), do=self._on_tab(lambda tab: tab.panel.toggle_pause()), keys="Ctrl+P"),
            None,
            Entry(words=text("Rescan"), do=self._on_tab(lambda tab: tab.rescan()), keys="F5"),
            Entry(words=text("Stop scan"), do=self._on_tab(lambda tab: tab.draft.stop_scan()), keys="Esc"),
        ]

    def _help_entries(self) -> list[Entry | None]:
        return [
            Entry(words=text("Try the sample"), do=self._on_tab(lambda tab: tab.try_sample())),
            Entry(words=text("Create a dataset for a labeling job (web)"), do=self._actions.open_guide, keys="F1"),
        ]
