"""The window is there at once: it imports nothing that only the engine needs."""

import subprocess
import sys

HEAVY = ("oss2", "requests", "pycurl", "openpyxl", "cryptography", "fastcrc", "filetype")


def test_the_window_imports_nothing_that_only_the_engine_needs() -> None:
    code = f"import sys, itag_desktop.gui.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
