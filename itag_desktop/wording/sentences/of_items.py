"""Sentences for text and custom datasets. Those of rows and cells are shown beside file, row and column."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_ITEMS: Mapping[str, str] = {
    # What the rows are
    "several-tables": N_("A dataset has one table, and {first} and {second} are two. Leave one of them out."),
    "sources-do-not-mix": N_("{first} and {second} do not go into one dataset of this kind. Leave one of them out."),
    "rows-missing": N_("There is no table among what was given: {path} is a folder. Add a csv or xlsx file."),
    "rows-of-other-kind": N_("{path} is neither a table, a text file nor a manifest. Use csv, xlsx, txt or manifest."),
    "text-too-long": N_("{path} is longer than {most} characters, which nobody can label at once. Cut it up."),
    "no-rows": N_(
        "There is nothing to make items of: no row below the header, or no text file. Choose another file or folder."
    ),
    "all-rows-left-out": N_("None of the {count} rows can be used. The list of problems says why."),
    # Fields
    "text-column-not-chosen": N_("Several columns may hold the text. Choose one of: {known}."),
    "fields-missing": N_("No field is chosen. Choose at least one column."),
    "fields-all-constant": N_("Every field is the same text in every item. Add a field that takes a column."),
    "field-key-wrong": N_("'{field}' cannot name a field. Use a name of one line, without control characters."),
    "text-field-wrong": N_("A text dataset begins with its text as the field {field}; all other fields are texts too."),
    # Rows and cells
    "row-empty": N_("There is nothing in it."),
    "row-doubled": N_("It equals an earlier item."),
    "rows-hidden": N_("{count} hidden rows are among the items. Delete them in the spreadsheet if they do not belong."),
    "not-text": N_("It is no text file by its name."),
    "cell-uri-wrong": N_(
        "'{uri}' is not an OSS URI. Write it like oss://bucket.oss-cn-hangzhou.aliyuncs.com/pic/1.jpg."
    ),
    "cell-uri-short": N_(
        "'{uri}' has no endpoint behind the bucket. Write it like oss://bucket.oss-cn-hangzhou.aliyuncs.com/pic/1.jpg."
    ),
    "cell-file-empty": N_("The cell names no file."),
    "cell-file-web": N_("{file} is a web address, which iTAG does not show. Download the file, and name it here."),
    "cell-file-outside": N_("{file} leads out of the folder of the files. Add the folder that it is in."),
    "cell-file-missing": N_("There is no file {file}. Check the name, or add the folder that it is in."),
    "cell-file-folder": N_("{file} is a folder. Name a file."),
    "cell-file-doubtful": N_("{file} may be {first} or {second}. Write the name exactly, with its folder."),
    "cell-file-case": N_("The file is called {file}, in other letters than the cell says; it is taken."),
    "file-unused": N_("No row names it."),
    "column-seems-files": N_(
        "The column seems to name files, and none of them was found; its names are sent as text. Add the folder they"
        " are in."
    ),
    # Pairs
    "pair-incomplete": N_("A file of this name is missing."),
    "pair-doubled": N_("{first} and {second} have the same name. Rename one of them."),
    # Lines of a manifest
    "line-not-json": N_("The line is no JSON. Correct it; each line is one object."),
    "line-without-data": N_("The line has no object 'data' with fields. Correct it."),
    "line-without-source": N_("The line has no text in the field 'source'. Correct it, or use the template custom."),
    "line-value-not-text": N_("A value of 'data' is not text. It is kept as it is; iTAG expects text."),
}
