"""Tables that users bring: csv and xlsx, their encodings, their cells as the user sees them."""
