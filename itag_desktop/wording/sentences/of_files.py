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
    "file-is-alias": N_("It is an alias, not the file it points to. Add that file instead."),
    "file-in-cloud": N_("Its content is not on this computer: it will be downloaded while it is sent."),
    "file-only-in-icloud": N_("It is in iCloud only. Download it in the Finder, then rescan."),
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
    "folder-unreadable": N_("The folder cannot be read: {detail}. Nothing in it is sent."),
    "entry-unreadable": N_("It cannot be looked at: {detail}. If it is a folder, nothing in it is sent."),
    # Its pre-label
    "label-missing": N_("It lies in no sub-folder, so there is no pre-label. Move it into one."),
    "label-not-utf8": N_("The sub-folder's name is not valid UTF-8 and cannot be a pre-label. Rename it."),
    # Why it is skipped
    "not-media": N_("It is not an image, video or audio file."),
    "shortcut": N_("It is a shortcut. Add the file or folder it points to instead."),
    "junk": N_("The system or another program made it for itself."),
    "hidden": N_("It is hidden."),
    "excluded": N_("A pattern excludes it."),
    "not-included": N_("No pattern includes it."),
    "not-a-file": N_("It is a device, pipe or socket, not a file."),
    "link-broken": N_("The link points to nothing."),
    "link-unreadable": N_("The link cannot be followed: {detail}."),
    "link-leads-out": N_("The link leads out of the folder. Add what it points to instead."),
    "link-loop": N_("The link leads back to a folder it lies in."),
    # Its key
    "key-empty": N_("The object key would be empty. Name the file."),
    "key-too-long": N_(
        "The object key would be longer than 1,023 bytes. Shorten the names of the file and its folders."
    ),
    "key-leading-slash": N_("An object key cannot begin with / or \\. Rename what it begins with."),
    "key-backslash": N_("There is a \\ in the name, which browsers take for a /. Rename it."),
    "key-dot-segment": N_("No name between two / can be empty, . or ..; rename it."),
    "key-control-character": N_("There is a control character in the name, such as a line end. Rename it."),
    "key-bidi-character": N_("There is a character in the name that turns the direction of writing. Rename it."),
    "key-not-utf8": N_("The name is not valid UTF-8. Rename it."),
}
