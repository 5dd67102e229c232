"""Runs first in the bundle, as a PyInstaller runtime hook: programs that ours starts get the system's own libraries.

On Linux the bundle's launcher points ``LD_LIBRARY_PATH`` at the bundle before it starts Python. This process's loader
has read it by then. A file manager or a browser that is started from here would load our libraries in place of its own.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
