"""Which of these tests a system can run."""

import sys

collect_ignore = [
    *(["test_odd_names.py", "test_odd_cells.py"] if sys.platform != "linux" else []),
    *(["test_linked_sources.py"] if sys.platform == "win32" else []),
]
"""Other systems refuse names that are no text, or spell them their own way; Windows lets only some users make links."""
