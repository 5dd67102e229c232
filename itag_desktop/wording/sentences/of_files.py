"""Sentences for single files. Where they are shown, the file's path stands beside them."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_FILES: Mapping[str, str] = {
    # Read while it is sent
    "file-gone": N_("The file is gone."),
    "file-unreadable": N_("The file cannot be read: {detail}."),
    "file-changed": N_("The file was changed after it was scanned. Run again to send it as it is now."),
    # What it holds
    "file-empty": N_("The file is empty."),
    "wrong-content": N_("The content is {found}, which its name does not say. Rename or remove it."),
    "name-content-differ": N_(
        "The content is {found}, though the name says {promised}. It is sent all the same; rename it"
        " if viewers stumble."
    ),
    "content-unknown": N_(
        "The content does not look like {promised}. It is sent all the same; open it to see whether it is whole."
    ),
    "browser-cannot-show": N_(
        "Most browsers cannot show {found}, so annotators may not see it. Convert it if you can."
    ),
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
