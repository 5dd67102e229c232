"""Sentences for single files. Where they are shown, the file's path stands beside them."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_FILES: Mapping[str, str] = {
    # Read while it is sent
    "file-gone": N_("The file is gone."),
    "file-unreadable": N_("The file cannot be read: {detail}."),
    "file-changed": N_("The file was changed after it was scanned. Run again to send it as it is now."),
    # Its key
    "key-empty": N_("The object key would be empty. Name the file."),
    "key-too-long": N_(
        "The object key would be longer than 1,023 bytes. Shorten the names of the file and its folders."
    ),
    "key-leading-slash": N_("An object key cannot begin with / or \\. Rename what it begins with."),
    "key-dot-segment": N_("No name between two / can be empty, . or ..; rename it."),
    "key-control-character": N_("There is a control character in the name, such as a line end. Rename it."),
    "key-bidi-character": N_("There is a character in the name that turns the direction of writing. Rename it."),
    "key-not-utf8": N_("The name is not valid UTF-8. Rename it."),
}
