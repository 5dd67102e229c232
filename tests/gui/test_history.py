"""Undo and redo over values."""

from itag_desktop.gui.history import History


def test_undo_and_redo_walk_the_values() -> None:
    history = History("a")
    history.step("b")
    history.step("c")
    history.undo()
    assert (history.now, history.can_redo) == ("b", True)
    history.redo()
    assert (history.now, history.can_redo) == ("c", False)


def test_nothing_is_before_the_first_value_or_after_the_last() -> None:
    history = History("a")
    history.undo()
    history.redo()
    assert history.now == "a"


def test_a_new_step_forgets_what_was_undone() -> None:
    history = History("a")
    history.step("b")
    history.undo()
    history.step("c")
    history.redo()
    assert history.now == "c"


def test_an_equal_value_is_no_step() -> None:
    history = History("a")
    history.step("a")
    assert not history.can_undo


def test_a_step_amended_back_to_the_value_before_is_none() -> None:
    history = History("a")
    history.step("b")
    history.amend("a")
    assert not history.can_undo
