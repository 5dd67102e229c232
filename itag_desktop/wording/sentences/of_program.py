"""Sentences for the program's own files, processes and faults."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_PROGRAM: Mapping[str, str] = {
    "ledger-locked": N_("Another window or command is working on this dataset. Wait until it has ended."),
    "ledger-damaged": N_(
        "The record of this run was damaged and is set aside as {path}. Run again: the bucket is compared anew."
    ),
    "ledger-newer": N_(
        "The record of this run is of a newer version of the program and is set aside as {path}. Run again: the bucket"
        " is compared anew."
    ),
    "ledger-unreadable": N_("{path} cannot be read or written. Check its permissions, and the disk."),
    "ledger-exists": N_("{path} is there already. Start again."),
    "ledger-no-space": N_("There is no space left for {path}. Free some and carry on."),
    "display-missing": N_("There is no display for the window. Use the command line: itag-desktop --help."),
    "window-libraries-missing": N_(
        "The window cannot be opened: {detail}. Install what is missing, or use the command line: itag-desktop --help."
    ),
    "run-state-wrong": N_("The run has already gone on: it is {old} and cannot become {new}."),
    "practice-not-started": N_("The practice server could not be started ({detail}). The log has the details."),
    "practice-port-taken": N_("Port {port} is in use. Choose another, or none for any free one."),
    "practice-no-space": N_("The practice server needs {needed}, but the disk has only {free} left. Free some space."),
    "practice-in-use": N_("A run is using Practice. Clear its data when the run has ended."),
    "practice-root-unusable": N_("The practice server cannot use the folder {path}: {detail}."),
    "engine-version": N_("The window is of another version than the rest of the program. Start it again."),
    "cancelled": N_("Cancelled. What was sent stays."),
    "internal-error": N_(
        "The program met a fault of its own ({detail}). The log has the details; what was sent stays."
    ),
}
