"""Runs first in the bundle, as a PyInstaller runtime hook: what our program starts gets the libraries that are its own.

On Linux the bundle's launcher points ``LD_LIBRARY_PATH`` at the bundle before it starts Python. This process's loader
has read it by then. A file manager or a browser that is started from here would load our libraries in place of its own,
so the variable goes back to what it was. The program itself, started again as the engine or as Practice, would take
that to be prepared already; ``PYINSTALLER_RESET_ENVIRONMENT`` tells its launcher to begin anew (PyInstaller's manual,
"Independent subprocesses").
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
