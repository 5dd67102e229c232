"""Small machinery without domain: atomic files, resources, the redacting log."""
