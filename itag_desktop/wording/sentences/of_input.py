"""Sentences for what was typed, chosen or dropped, and for the plan as a whole."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_INPUT: Mapping[str, str] = {
    # Names
    "dataset-name-wrong": N_(
        "'{name}' cannot name a dataset. Start with a letter, digit or Chinese character; then also _ and -."
        " At most 100 characters."
    ),
    "bucket-wrong": N_("'{bucket}' is not a bucket name. Use 3 to 63 lower-case letters, digits and -."),
    "region-wrong": N_("'{region}' is not a region. Write it like cn-hangzhou."),
    "prefix-wrong": N_("The prefix '{prefix}' cannot be used. {reason}"),
    "prefix-too-long": N_(
        "With the prefix '{prefix}' an object key would be longer than 1,023 bytes. Choose a shorter one."
    ),
    "label-field-wrong": N_("'{field}' cannot be the field of a pre-label. Use another name than source, on one line."),
    # Endpoint
    "endpoint-wrong": N_("'{endpoint}' is not an endpoint. Write it like oss-cn-hangzhou.aliyuncs.com."),
    "endpoint-scheme-wrong": N_("The endpoint {endpoint} must begin with https://."),
    "endpoint-not-https": N_(
        "The endpoint {endpoint} must begin with https://: with http:// your data could be read on the way."
    ),
    "endpoint-with-user": N_("Leave the user name out of the endpoint: write only {endpoint}."),
    "endpoint-with-path": N_("Leave the path out of the endpoint: write only {endpoint}."),
    "endpoint-with-bucket": N_("Leave the bucket out of the endpoint: write only {endpoint}."),
    "endpoint-ipv6": N_("The endpoint {endpoint} is an IPv6 address. Use a host name."),
    "endpoint-port-wrong": N_("The port of the endpoint {endpoint} is wrong. Use 1 to 65535, or none."),
    # Sources
    "name-in-bucket-wrong": N_("'{name}' cannot be the name in the bucket. {reason}"),
    "source-missing": N_("{path} does not exist. Check the path."),
    "source-unreadable": N_("{path} cannot be read: {detail}. Check its permissions."),
    "source-not-folder": N_("{path} is not a folder any more. Add it again."),
    "source-not-file": N_("{path} is neither a folder nor a file. Choose one."),
    "source-shortcut": N_("{path} is a shortcut, not the file it points to. Add that file or folder instead."),
    "source-without-name": N_(
        "{path} has no name to put before its files' names in the bucket. Give it one (Name in bucket in the window),"
        " or do without (--no-root-folder)."
    ),
    "source-empty": N_("There is nothing in {path}. Choose another file or folder."),
    "source-twice": N_("{path} was given twice; once is enough."),
    "source-inside-another": N_("{path} is ignored: it lies in {other}."),
    "source-replaced": N_("{other} takes the place of {path}, which lies in it."),
    # Command line
    "usage-wrong": "{message}",
    "destination-wrong": N_("'{destination}' is not a destination. Write oss://BUCKET/PREFIX or practice:PREFIX."),
    "region-missing": N_("The region is missing. Set OSS_REGION, like cn-hangzhou, or OSS_ENDPOINT."),
    "region-not-of-endpoint": N_(
        "OSS_REGION is {region}, but OSS_ENDPOINT is {endpoint}. Make both the region of the bucket."
    ),
    "variable-missing": N_("The environment variable {variable} is not set. Set it and try again."),
    "rate-wrong": N_("'{rate}' is not a rate. Write it like 500K, 2M or 1.5G: bytes a second."),
    "items-wrong": N_("'{typed}' is not a number of items. Give one from {least} to {most}."),
    "pilot-wrong": N_(
        "'{typed}' is not a pilot. Write the number of items, and for a random choice its seed: 50 or 50:1."
    ),
    "delimiter-wrong": N_("'{typed}' is not a delimiter. Give one character, or tab."),
    "field-option-wrong": N_(
        "'{typed}' is not a field. Write --field KEY=COLUMN, --field KEY=COLUMN:file or --const KEY=VALUE."
    ),
    "options-exclude-each-other": N_("{first} and {second} say the same thing twice. Leave one of them out."),
    "option-of-other-template": N_("{option} does not go with the template {template}. Leave it out."),
    "workers-wrong": N_("'{typed}' is not a number of connections. Use {least} to {most}."),
    "port-wrong": N_("'{typed}' is not a port. Use 1 to 65535, or 0 for any free one."),
    "run-unknown": N_("There is no run {run}. `itag-desktop runs` lists them."),
    "run-ambiguous": N_("{count} runs begin with {run}. Type more of the id."),
    "current-folder-missing": N_("The folder you are in is gone. Change to another one and try again."),
    "output-unwritable": N_("The result cannot be written to the output: {detail}. What was sent stays."),
    # Where the manifest goes
    "local-manifest-exists": N_(
        "{path} is there already and is not the manifest of this dataset. Move it away, or name another file for"
        " the local copy."
    ),
    "local-manifest-folder-missing": N_(
        "There is no folder {path} for the local copy of the manifest. Make it, or choose another."
    ),
    "local-manifest-unwritable": N_("{path} cannot be written: {detail}. Choose another place for the local copy."),
    "list-unwritable": N_("{path} cannot be written: {detail}. Choose another place for the list."),
    "local-manifest-not-file": N_("{path} is not a file. Choose another place for the local copy of the manifest."),
    "local-manifest-media": N_(
        "{path} has the name of a picture, video or sound. Call the local copy of the manifest NAME.manifest."
    ),
    "local-manifest-source": N_(
        "{path} is a file that the dataset is made of. Choose another place for the local copy of the manifest."
    ),
    "disk-full": N_("There is no space left for {path}. Free some and run again."),
    "manifest-is-file": N_(
        "A file of the dataset would go to {key}, where the manifest goes. Choose another dataset name."
    ),
    "manifest-of-earlier-division": N_(
        "This manifest of the dataset stays in the bucket as it was divided before. Import only those of the last run,"
        " or items are labeled twice."
    ),
    "manifest-exists": N_("Another manifest has this name in the bucket. Choose another dataset name, or replace it."),
    # The plan
    "conflicts": N_(
        "Nothing was sent: there are objects in the way in the bucket ({count}). Use another prefix, or choose to"
        " replace them."
    ),
    "no-file-of-kind": N_("No {kind} files were found. Choose another kind, other sources or other patterns."),
    "all-left-out": N_("All {kind} files were left out ({count}). The list of problems has the reasons."),
    "two-files-one-key": N_("{first} and {second} would both become {key}. Rename one of them, or one of the folders."),
    "field-twice": N_("Two fields are called '{field}'. Name one of them differently."),
    "field-not-unicode": N_("Field '{field}' holds text that is not valid Unicode. Correct it."),
    "object-already-there": N_("This object is already there. Use another prefix, or choose to keep what is equal."),
    "object-differs": N_("A different object is already there. Use another prefix, or choose to replace it."),
}
