"""Local media files: folder scan, kind by name and by first bytes."""
