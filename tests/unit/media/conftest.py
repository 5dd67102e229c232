"""Which of these tests a system can run."""

import sys

collect_ignore = ["test_odd_files.py"] if sys.platform == "win32" else []
"""Windows has no pipes with names, and lets only some users make links."""
