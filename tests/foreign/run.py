"""Run a command against a fresh practice server whose place and keys are in the command's environment.

``python tests/foreign/run.py COMMAND...`` with the project's Python; the exit code is the command's. Which clients were
tried this way, and how to have them, stands in docs/decisions/practice-server.md.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from itag_desktop.practice.process import PracticeProcess


def main() -> int:
    """Start the server, run the command, end the server."""
    with tempfile.TemporaryDirectory() as root, PracticeProcess(Path(root)) as practice:
        access = practice.access
        environment = {
            **os.environ,
            "OSS_ENDPOINT": access.endpoint,
            "OSS_REGION": access.region,
            "OSS_BUCKET": access.bucket,
            "OSS_ACCESS_KEY_ID": access.credential.access_key_id,
            "OSS_ACCESS_KEY_SECRET": access.credential.access_key_secret,
        }
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
