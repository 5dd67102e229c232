"""The fields of the settings pane, filled by hand or by an assistive program."""

from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.media_draft import MediaDraft
from tests.gui.conftest import Scan


def test_a_name_that_an_assistive_program_sets_is_taken(window: MainWindow, scan: Scan, draft: MediaDraft) -> None:
    scan("/data/pic", ["1.png"])
    window.media_tab.settings.name_field.name_edit.setText("fruit")
    assert draft.dataset_name == "fruit"


def test_patterns_that_an_assistive_program_sets_are_taken(window: MainWindow, scan: Scan, draft: MediaDraft) -> None:
    scan("/data/pic", ["1.png"])
    window.media_tab.settings.options.exclude_edit.setText("draft/**")
    assert draft.setup.options.exclude == ("draft/**",)


def test_source_cannot_be_the_field_of_a_pre_label(window: MainWindow, scan: Scan, draft: MediaDraft) -> None:
    scan("/data/pic", ["1.png"])
    options = window.media_tab.settings.options
    options.label_edit.setText("animal")
    options.label_edit.setText("source")
    assert draft.setup.options.label_field == "animal"
    options.label_edit.setText("source_animal")
    assert draft.setup.options.label_field == "source_animal"
