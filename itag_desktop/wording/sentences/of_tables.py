"""Sentences for tables. Those of cells and rows are shown beside sheet, row and column."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_TABLES: Mapping[str, str] = {
    # The file
    "table-held-open": N_("{path} is held open by another program, such as Excel. Close it there and try again."),
    "table-changed": N_("{path} was changed while it was read. Read it again when it is whole."),
    "table-of-other-kind": N_(
        "{path} is neither a workbook nor a text table, whatever its name says. Save it as xlsx or csv."
    ),
    "table-too-wide": N_("{path} has {count} columns; {most} is the most. Check the delimiter."),
    "table-line-too-long": N_(
        "Line {line} of {path} is longer than {most} characters. Check that it is a table, and its line ends."
    ),
    "table-undecodable": N_(
        "Line {line} of {path} (byte {offset}) holds {digits}, which is not {encoding}. Choose another encoding, or"
        " correct the file."
    ),
    "encoding-none-fits": N_("{path} is in no encoding that can be read. Save it as UTF-8."),
    "encoding-unknown": N_("'{encoding}' is not an encoding that can be read. Use one of: {known}."),
    # Columns and sheets
    "column-missing": N_("There is no column '{column}'. There are: {known}."),
    "column-doubled": N_("Several columns are called '{column}'. Name one by its letter: {letters}."),
    "sheet-missing": N_("There is no sheet '{sheet}'. There are: {known}."),
    "sheet-empty": N_("There is nothing in sheet '{sheet}' of {path}. Choose another sheet."),
    # csv
    "csv-quote-open": N_("The quote that begins in line {line} of {path} never closes. Close or remove it."),
    "csv-cell-too-long": N_("A cell in line {line} of {path} is longer than {most} characters. Shorten it."),
    "csv-quote-wrong": N_(
        "Lines {first} to {last} cannot be cut into cells: something follows a closing quote. Double the quotes within"
        " the text."
    ),
    "csv-lone-return": N_("The line ends with CR alone, unlike the others. Check that a text was not cut in two."),
    "cell-with-zero-byte": N_("The cell holds a zero byte, which is no text. Correct the file."),
    "row-short": N_("The row has {count} cells and the table {columns} columns; the missing cells count as empty."),
    "row-long": N_(
        "The row has {count} cells and the table {columns} columns. Put quotes around text that holds the delimiter."
    ),
    # Workbooks
    "workbook-damaged": N_("{path} is damaged or not whole. Open it in Excel and save it anew, or copy it again."),
    "workbook-encrypted": N_("{path} has a password. Save a copy without it."),
    "workbook-old": N_("{path} is a workbook of Excel 97 to 2003. Save it as xlsx."),
    "workbook-of-other-kind": N_("{path} is not an xlsx workbook. Save it as xlsx."),
    "workbook-too-large": N_("{path} would unpack to {size_bytes}. Only a damaged or harmful file does that."),
    "workbook-with-doctype": N_(
        "{path} holds a document type declaration, as harmful files do. Save it anew in Excel."
    ),
    "workbook-cell-too-long": N_("A cell of {path} is longer than {most} characters. Shorten it."),
    "workbook-without-sheets": N_("{path} has no sheet with cells."),
    # Cells of workbooks
    "cell-error": N_("The cell shows the error {value}. Correct its formula."),
    "cell-beyond-columns": N_("There is a cell in column {column}, beyond the columns of the first rows."),
    "formula-without-value": N_("The formula was never calculated. Open the workbook in Excel and save it."),
    "number-too-long": N_(
        "Excel keeps 15 digits of a number, so the last ones of {text} are lost. Enter it anew as text."
    ),
    "number-format-unknown": N_(
        "The number format {format} cannot be shown here; the text is {text}. Choose another format, or enter it as"
        " text."
    ),
    "date-as-computer": N_(
        "How Excel shows this cell depends on the computer; the text is {text}. Choose a fixed format to be sure."
    ),
    "date-out-of-range": N_("{text} is no date that Excel can show. Correct the cell."),
}
