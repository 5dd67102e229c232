"""The manifest: its lines and its file."""
